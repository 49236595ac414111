// Where the device is, at the pace the hub asks for, only while the unit is on duty; kept and sent later without a link.

import { Signal } from "./signal.js";

const BATCH = 400; // the hub takes 500 in one message
const KEEP = 4000; // fixes kept without a link: over three hours at one every three seconds
const OLD_S = 20;
const DANGER_S = 5; // who calls for help is followed at this pace at least, whatever the hub asked for before
const DENIED_S = 10; // pause before a place that was denied is asked for again

export class Position {
  /** Says that place, permission or pace changed. */
  changed = new Signal();
  /** Why there is no place: "", "denied", "unavailable" or "insecure". */
  trouble = "";
  every_s = 5;

  #store;
  #link;
  #clock;
  #watch = null;
  #last = null; // {place, accuracy_m, stamp}
  #reported = -Infinity;
  #allowed = false;
  #danger = false;
  #deniedAt = -Infinity;
  #waiting = 0;
  #again = 0;

  constructor(store, link, clock) {
    this.#store = store;
    this.#link = link;
    this.#clock = clock;
  }

  /** Takes up what an earlier page left. */
  async open() {
    this.#waiting = await this.#store.count("fixes");
  }

  /** Whether somebody sees where this device is. */
  get followed() {
    return this.#watch !== null && !this.trouble && this.#pace > 0;
  }

  /** Where the device is, [lon, lat], or null where it is not known any more. */
  get place() {
    return this.#last && this.age < 300 ? this.#last.place : null;
  }

  /** Seconds since it was last known. */
  get age() {
    return this.#last ? this.#clock.since(this.#last.stamp) : Infinity;
  }

  /** Whether what is known of the place is old enough to be said. */
  get stale() {
    return this.age > OLD_S;
  }

  /** Fixes that wait for the link. */
  get waiting() {
    return this.#waiting;
  }

  /** Follows, or stops following: the person is on duty or is not; `danger`: has called for help. */
  follow(on, danger = this.#danger) {
    this.#allowed = on;
    this.#danger = danger;
    if (on && this.#pace > 0) this.#start();
    else this.#stop();
  }

  get #pace() {
    return this.#danger ? Math.min(this.every_s || DANGER_S, DANGER_S) : this.every_s;
  }

  /** How often the hub wants to know, in seconds; 0 for not at all. */
  pace(every_s) {
    this.every_s = every_s;
    this.follow(this.#allowed);
    this.changed.say();
  }

  /** The link is there again: what was gathered goes first. */
  async flush() {
    while (this.#waiting > 0) {
      const kept = await this.#store.first("fixes", BATCH);
      if (!kept.length) break;
      const fixes = kept.map(({ place, stamp, speed, heading }) => [...place, this.#clock.hubAt(stamp), speed, heading]);
      if (!this.#link.send({ type: "positions", fixes })) return;
      await this.#store.write([], kept.map((fix) => ["fixes", fix.number])).catch(() => undefined);
      this.#waiting = await this.#store.count("fixes");
    }
  }

  #start() {
    if (this.#watch !== null || this.#clock.steady() - this.#deniedAt < DENIED_S * 1000) return;
    if (!navigator.geolocation || !isSecureContext) {
      this.#troubled(isSecureContext ? "unavailable" : "insecure");
      return;
    }
    this.#watch = navigator.geolocation.watchPosition(
      (fix) => this.#took(fix),
      (fault) => this.#failed(fault),
      { enableHighAccuracy: true, maximumAge: 1000 },
    );
    // A device that lies still may say nothing new: its last place is said again, as of now, while it is fresh.
    this.#again = setInterval(() => this.#last && this.age < 60 && this.#report(), 1000);
    this.changed.say();
  }

  #stop() {
    if (this.#watch === null) return;
    navigator.geolocation.clearWatch(this.#watch);
    clearInterval(this.#again);
    this.#watch = null;
    this.#reported = -Infinity;
    this.changed.say();
  }

  #took({ coords }) {
    const speed = Math.round((coords.speed ?? 0) * 36) / 10;
    const heading = Math.round(coords.heading || 0);
    const place = [coords.longitude, coords.latitude];
    this.#last = { place, accuracy_m: coords.accuracy, speed, heading, stamp: this.#clock.stamp() };
    this.#troubled("");
    this.#report();
    this.changed.say();
  }

  #report() {
    const now = this.#clock.stamp();
    if (now.steady - this.#reported < this.#pace * 1000 - 50) return;
    this.#reported = now.steady;
    const { place, speed, heading } = this.#last;
    const said = { type: "position", lon: place[0], lat: place[1], at: this.#clock.hubNow() };
    if (this.#link.send({ ...said, speed_kmh: speed, heading_deg: heading })) return;
    this.#keep({ place, speed, heading, stamp: now }).catch(() => undefined); // The store itself tells the person.
  }

  async #keep(fix) {
    // Full: the oldest gives way, since where somebody is now matters more.
    const old = this.#waiting >= KEEP ? await this.#store.first("fixes", 1) : [];
    await this.#store.write([["fixes", fix]], old.map((one) => ["fixes", one.number]));
    this.#waiting += 1 - old.length;
  }

  #failed(fault) {
    if (fault.code === fault.PERMISSION_DENIED) {
      this.#troubled("denied");
      this.#deniedAt = this.#clock.steady();
      this.#stop();
    } else if (this.stale) {
      this.#troubled("unavailable");
    }
  }

  #troubled(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.changed.say();
  }
}
