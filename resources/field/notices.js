// What is wrong, waits or was said in passing: a line each, the worst on top. Silence is never taken for calm.

import { fill, make, part } from "./element.js";
import { span } from "./clock.js";
import { tr } from "./words.js";

const CLOCK_S = 120;
const LOST_S = 2;

export class Notices {
  #field;
  #shape = "";
  #acts = [];
  #passing = []; // {kind, text, until, button}
  #standing = new Map(); // by name: until it is taken back
  #drawn = "";

  constructor(field) {
    this.#field = field;
  }

  /** Says something for so many seconds; `button` is [text, action]. */
  say(kind, text, for_s, button = null) {
    this.#passing.push({ kind, text, button, until: performance.now() + for_s * 1000 });
    this.show();
  }

  /** Says something until it is taken back with null. `say` makes {kind, text, button} anew in the language spoken. */
  stand(name, say) {
    if (say) this.#standing.set(name, say);
    else this.#standing.delete(name);
    this.show();
  }

  /** Draws them, where anything differs. */
  show() {
    this.#passing = this.#passing.filter((one) => one.until > performance.now());
    const standing = [...this.#standing.values()].map((say) => say()).filter(Boolean);
    const lines = [...this.#found(), ...standing, ...this.#passing];
    const drawn = JSON.stringify(lines.map((line) => [line.kind, line.text, line.button?.[0]]));
    this.#acts = lines.map((line) => line.button?.[1]); // The same words may speak of something that has changed.
    if (drawn === this.#drawn) return;
    // While the same lines say new figures only the words are written: a finger may be on a button.
    const [lines_were, element] = [this.#shape, part("notices")];
    this.#drawn = drawn;
    this.#shape = JSON.stringify(lines.map((line) => [line.kind, line.name, line.button?.[0]]));
    if (lines_were === this.#shape) {
      lines.forEach((line, at) => (element.children[at].firstChild.textContent = line.text));
      return;
    }
    fill(element, ...lines.map((line, at) => this.#line(line, at)));
  }

  #line({ kind, text, button, name }, at) {
    const press = button && make("button", { onclick: () => this.#acts[at]?.() }, button[0]);
    return make(`div.notice.${kind}`, { data: { name: name ?? "" } }, make("span", {}, text), press);
  }

  #found() {
    const { link, clock, outbox, position, duty, help, whistles, raised, alarm } = this.#field;
    const lines = [];
    if (!this.#field.screen) return lines; // Not enrolled yet.
    const add = (name, kind, text) => lines.push({ name, kind, text });
    const own = help.notice();
    if (own) add("help", ...own);
    if (lost(this.#field)) {
      const silent = clock.silence();
      add("stale", "bad", silent === null ? tr("stale_never") : tr("stale", { age: span(silent, tr) }));
    }
    if (outbox.count && (outbox.age > 3 || link.state !== "open")) {
      add("unsent", "wait", tr("unsent", { n: outbox.count, age: span(outbox.age, tr) }));
    }
    if (position.waiting > 20) add("fixes", "wait", tr("unsent_fixes", { n: position.waiting }));
    if (duty.on && position.trouble) add("place", "warn", tr(`place_${position.trouble}`));
    if (Math.abs(clock.error()) > CLOCK_S) add("clock", "warn", tr("clock_wrong", { age: span(Math.abs(clock.error()), tr) }));
    if (alarm.muted && duty.on) add("sound", alarm.ringing ? "bad" : "warn", tr("sound_off"));
    return [...help.notices(), ...lines, ...whistles.notices(), ...raised.notices(), ...duty.notices()];
  }
}

/** Whether the hub has not been there for long enough to say so. */
export function lost({ link, clock }) {
  const silent = clock.silence();
  return link.state !== "open" && (silent === null || silent > LOST_S || link.state === "waiting");
}
