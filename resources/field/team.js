// Who else goes, and how far they are: asked for while an order is in view and there is a link.

import { make } from "./element.js";
import { metresText } from "./map.js";
import { STEPS } from "./orders.js";
import { Sheet } from "./sheet.js";
import { named, tr } from "./words.js";

const EVERY_MS = 15000;

export class Team {
  #field;
  #known = new Map();
  #asked = new Map();

  constructor(field) {
    this.#field = field;
  }

  /** What is known of those who go with this order, nearest first; asks anew now and then. */
  of(order) {
    if (!order) return null;
    const { link, clock, orders } = this.#field;
    const now = clock.steady();
    const several = (orders.get(order)?.assignment.recipients ?? 1) > 1;
    if (several && link.state === "open" && now - (this.#asked.get(order) ?? -Infinity) > EVERY_MS) {
      for (const known of this.#asked.keys()) if (!orders.get(known) || orders.get(known).closed) this.#forget(known);
      this.#asked.set(order, now);
      this.#field.ask("order_team", { order }).then(
        (team) => this.#known.set(order, team),
        () => undefined, // A hub that cannot say: the order itself still tells how many go.
      );
    }
    return this.#known.get(order)?.members ?? null;
  }

  /** The sheet: how many are how far, and the nearest by name. */
  show(order) {
    const { members, by_state: states, by_department: parts } = this.#known.get(order);
    const counts = [...STEPS, "declined", "recalled", "reassigned", "unreachable"].filter((state) => states[state]);
    const words = Object.entries(parts).map(([id, n]) => `${named(this.#field.town.department(id))} ${n}`);
    new Sheet(tr("team"), [
      make("p", {}, counts.map((state) => `${tr(state)} ${states[state]}`).join(" · ")),
      make("p.second", {}, words.join(" · ")),
      ...members.map((one) => make("div.item", {}, memberWords(one), make("small", {}, named(this.#field.town.department(one.department))))),
    ]);
  }

  #forget(order) {
    this.#asked.delete(order);
    this.#known.delete(order);
  }
}

/** One of those who go, in a line: who, how far away, how far with it. */
export function memberWords({ name, distance_m, state }) {
  return [name, Number.isFinite(distance_m) && metresText(distance_m, tr), tr(state)].filter(Boolean).join(" ");
}
