// Time on a device whose clock may be wrong.
//
// Three clocks: the wall clock (Date, may be set by anybody), the steady one (performance.now, never set, but it may
// stand still while the phone sleeps and starts anew with the page) and the hub's (the one that the record is kept by).
// What happens on the device gets a stamp of the first two; when the hub is heard again, how much time has really passed
// since it was last heard says which of them to believe for the time between.

export class Clock {
  #store;
  #base; // wall time at which the steady clock reads zero, in ms
  #contact = null; // {hub, wall, steady}: when the hub was last heard, by all three
  #first = null; // the first word after the last time without the hub
  #trusted = "steady"; // which clock went right in that time
  #written = 0;

  /** @param {import("./store.js").Store} store keeps the clocks across a restart of the page. */
  constructor(store) {
    this.#store = store;
    this.#base = performance.timeOrigin;
  }

  /** Takes up where an earlier page left off. */
  async open() {
    const kept = await this.#store.fact("clock");
    if (!kept) return;
    this.#contact = kept.contact;
    // The steady clock goes on from where it was, by as much as the wall clock has, if that has not been set back.
    this.#base = Math.max(Date.now() - kept.ahead, kept.steady) - performance.now();
  }

  /** Milliseconds of the steady clock; from an arbitrary beginning, never set back. */
  steady() {
    return this.#base + performance.now();
  }

  /** When something happens: {wall, steady}, in ms. */
  stamp() {
    return { wall: Date.now(), steady: this.steady() };
  }

  /** Seconds since a stamp, by the clock that is to be believed. */
  since(stamp) {
    const now = this.steady();
    if (!this.#first || stamp.steady >= this.#first.steady) return Math.max(0, (now - stamp.steady) / 1000);
    const before = Math.max(0, this.#first[this.#trusted] - stamp[this.#trusted]);
    return (before + now - this.#first.steady) / 1000;
  }

  /** Seconds since the hub was last heard, by this page or an earlier one; null when it never was. */
  silence() {
    return this.#contact && this.since(this.#contact);
  }

  /** The hub's time in epoch seconds as well as one knows it; the wall clock's until the hub was ever heard. */
  hubNow() {
    if (!this.#contact) return Date.now() / 1000;
    return this.#contact.hub + this.since(this.#contact);
  }

  /** The hub's time at a stamp, in epoch seconds. */
  hubAt(stamp) {
    return this.hubNow() - this.since(stamp);
  }

  /** Seconds by which the wall clock is ahead of the hub's; 0 while that is not known. */
  error() {
    return this.#contact ? Date.now() / 1000 - this.hubNow() : 0;
  }

  /**
   * The hub was heard at its time `at`, in epoch seconds.
   * @param {boolean} first whether this is the first word after a time without it: then it says which clock went wrong.
   */
  heard(at, first) {
    const now = this.stamp();
    if (first && this.#contact) {
      const passed = at - this.#contact.hub;
      const off = (clock) => Math.abs((now[clock] - this.#contact[clock]) / 1000 - passed);
      this.#trusted = off("wall") + 1 < off("steady") ? "wall" : "steady";
    }
    if (first) this.#first = now;
    this.#contact = { hub: at, ...now };
    if (first || now.steady - this.#written > 15000) this.#keep();
  }

  /** Keeps the clocks; called now and then. */
  tick() {
    if (this.steady() - this.#written > 15000) this.#keep();
  }

  #keep() {
    const now = this.stamp();
    this.#written = now.steady;
    const facts = { contact: this.#contact, steady: now.steady, ahead: now.wall - now.steady };
    this.#store.keep("clock", facts).catch(() => undefined); // The store itself tells the person.
  }
}

/** A span in few characters: 0.6 秒, 41 秒, 3 分, 2 小时. `words` is the language's. */
export function span(seconds, words) {
  if (seconds < 90) return words("seconds", { n: seconds < 10 ? seconds.toFixed(1) : Math.round(seconds) });
  if (seconds < 5400) return words("minutes", { n: Math.round(seconds / 60) });
  return words("hours", { n: Math.round(seconds / 3600) });
}

/** Minutes and seconds with a sign where it is over: 02:41, -00:12, 1:02:00. */
export function countdown(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const text = `${hours ? `${hours}:` : ""}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return seconds < 0 ? `−${text}` : text;
}
