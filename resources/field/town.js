// The town as this page knows it: for the map, the way, kinds of incident and names. Kept by the service worker.

import { Signal } from "./signal.js";
import { Roads } from "./roads.js";

export class Town {
  changed = new Signal();
  name = "";
  roads = [];
  water = [];
  rivers = [];
  zones = [];
  kinds = [];
  departments = [];
  #net = null;

  /** Reads the town; without it there is no map, and everything else works. */
  async open() {
    try {
      const answer = await fetch("town.json");
      if (!answer.ok) return;
      Object.assign(this, await answer.json());
    } catch {
      return; // No link and never read: said by the map's place staying empty and the straight distance.
    }
    this.#net = null;
    this.changed.say();
  }

  /** The way between two places; see `Roads.way`. */
  way(from, to) {
    this.#net ??= new Roads(this.roads);
    return this.#net.way(from, to);
  }

  /** A department's record by id; one of that name where the town does not know it. */
  department(id) {
    return this.departments.find((one) => one.id === id) ?? { id, name: id };
  }

  /** A kind's record by id. */
  kind(id) {
    return this.kinds.find((one) => one.id === id) ?? { id, name: id };
  }
}
