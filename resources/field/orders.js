// The orders that this device holds, by their state and version; what the person has done counts at once, link or not.

import { Signal } from "./signal.js";

export const STEPS = ["issued", "delivered", "acknowledged", "en_route", "on_scene", "completed"];
const FINAL = ["completed", "declined", "recalled", "reassigned"];
const KEEP = 60; // finished orders that stay to be looked at

/** How far a state is; what is aside counts as after everything. */
export function rank(state) {
  const at = STEPS.indexOf(state);
  return at < 0 ? STEPS.length : at;
}

/** The next state that the person can report, or null. */
export function nextStep(kept) {
  if (FINAL.includes(kept.state) || kept.ended) return null;
  return STEPS[Math.max(2, rank(kept.state) + 1)] ?? null;
}

export class Orders {
  /** Says that anything changed. */
  changed = new Signal();
  /** Says (kept, why) when a person has to be called: "new", "changed", "recalled", "reassigned" or "reminded". */
  calls = new Signal();

  #store;
  #outbox;
  #clock;
  #kept = new Map(); // id to {order, assignment, state, before, ended, reason, reminded, seen, result}
  #turn = Promise.resolve();

  constructor(store, outbox, clock) {
    this.#store = store;
    this.#outbox = outbox;
    this.#clock = clock;
  }

  /** Takes up what an earlier page left. */
  async open() {
    for (const kept of await this.#store.all("orders")) this.#kept.set(kept.order, kept);
  }

  /** One order, or undefined. */
  get(id) {
    return this.#kept.get(id);
  }

  /** What still has to do with the person, most urgent first: unanswered, then by priority, then the oldest. */
  current() {
    const open = [...this.#kept.values()].filter((kept) => !kept.closed);
    const key = (kept) => [kept.ended ? 1 : 0, asks(kept) ? 0 : 1, kept.assignment.priority, kept.assignment.issued_at];
    return open.sort((one, other) => compare(key(one), key(other)));
  }

  /** What is over, the latest first. */
  past() {
    return [...this.#kept.values()].filter((kept) => kept.closed).sort((one, other) => other.closed - one.closed);
  }

  /** Takes a message of the hub's; true where it was about orders. Messages are taken one after the other. */
  receive(message) {
    const take = {
      worklist: () => this.#worklist(message.orders),
      assigned: () => this.#take(message.order),
      recalled: () => this.#end(message.order, "recalled", message.reason ?? ""),
      reminded: () => this.#reminded(message.order, message.stage),
    }[message.type];
    if (!take) return false;
    this.#turn = this.#turn.then(take).catch(() => undefined); // A failing store has told the person itself.
    this.#turn.then(() => this.changed.say());
    return true;
  }

  /** What has come in so far has been dealt with. */
  settled() {
    return this.#turn;
  }

  /**
   * The person says how far it is with an order.
   * @param {string} id
   * @param {string} state the new one.
   * @param {object} [more] `reason`, `note`, `result`, `blobs`.
   */
  async report(id, state, { blobs = [], ...more } = {}) {
    const kept = this.#kept.get(id);
    if (!kept || kept.ended || rank(state) <= rank(kept.state)) return;
    const said = { type: "receipt", order: id, state, ...version(kept), ...more };
    if (blobs.length) said.attachments = blobs.map((blob) => blob.id);
    const now = { ...kept, state, before: null, reminded: null, at: { ...kept.at, [state]: this.#clock.hubNow() } };
    if (FINAL.includes(state)) now.closed = this.#clock.hubNow();
    await this.#outbox.add(said, { blobs, puts: [["orders", now]] });
    this.#kept.set(id, now);
    this.changed.say();
  }

  /** The person has seen that an order is over. */
  async dismiss(id) {
    const kept = this.#kept.get(id);
    if (!kept?.ended) return;
    await this.#keep({ ...kept, closed: this.#clock.hubNow() });
    await this.#prune();
    this.changed.say();
  }

  /** The person has heard a reminder. */
  async calm(id) {
    const kept = this.#kept.get(id);
    if (!kept?.reminded) return;
    await this.#keep({ ...kept, reminded: null });
    this.changed.say();
  }

  async #worklist(orders) {
    for (const assignment of orders) await this.#take(assignment);
    const listed = new Set(orders.map((assignment) => assignment.order));
    for (const kept of [...this.#kept.values()]) {
      if (!listed.has(kept.order) && !kept.closed && !kept.ended) await this.#end(kept.order, "over", "");
    }
  }

  async #take(assignment) {
    const kept = this.#kept.get(assignment.order);
    const state = assignment.state ?? "issued";
    if (!kept) return this.#taken(assignment, state);
    if ((assignment.version ?? 1) > (kept.assignment.version ?? 1)) return this.#anew(kept, assignment);
    const further = rank(state) > rank(kept.state) ? state : kept.state;
    const again = kept.ended === "over" || kept.ended === "recalled" || kept.ended === "reassigned";
    const open = again && !FINAL.includes(state) ? { ended: null, closed: undefined } : {};
    await this.#keep({ ...kept, assignment: { ...assignment, came: kept.assignment.came }, state: further, ...open });
    return undefined;
  }

  async #taken(assignment, state) {
    const delivered = rank(state) < 1 ? "delivered" : state;
    const kept = { order: assignment.order, assignment, state: delivered, at: {}, came: this.#clock.hubNow() };
    await this.#deliver(kept, state);
    if (rank(kept.state) < 2) this.calls.say(kept, "new");
  }

  async #anew(kept, assignment) {
    const before = kept.before ?? kept.assignment;
    const state = rank(assignment.state ?? "issued") < 1 ? "delivered" : (assignment.state ?? "issued");
    const now = { ...kept, assignment, before, state, ended: null, closed: undefined, reminded: null };
    await this.#deliver(now, assignment.state ?? "issued");
    this.calls.say(now, "changed");
  }

  /** Keeps an order together with the receipt for it: neither is ever there without the other. */
  async #deliver(kept, hubs) {
    const puts = [["orders", kept]];
    if (rank(hubs) >= 1) await this.#store.write(puts);
    else {
      const receipt = { type: "receipt", order: kept.order, state: "delivered", ...version(kept) };
      await this.#outbox.add(receipt, { puts, silent: true });
    }
    this.#kept.set(kept.order, kept);
  }

  async #end(id, how, reason) {
    const kept = this.#kept.get(id);
    if (!kept || kept.closed || kept.ended === how) return;
    const now = { ...kept, ended: how, reason };
    await this.#keep(now);
    this.calls.say(now, how);
  }

  async #reminded(id, stage) {
    const kept = this.#kept.get(id);
    if (!kept || kept.ended || kept.closed || rank(kept.state) >= rank(stage)) return;
    const now = { ...kept, reminded: stage };
    await this.#keep(now);
    this.calls.say(now, "reminded");
  }

  async #keep(kept) {
    await this.#store.write([["orders", kept]]);
    this.#kept.set(kept.order, kept);
  }

  async #prune() {
    const old = this.past().slice(KEEP);
    for (const kept of old) this.#kept.delete(kept.order);
    await this.#store.write([], old.map((kept) => ["orders", kept.order]));
  }
}

/** Whether an order waits for the person's answer. */
export function asks(kept) {
  return !kept.ended && rank(kept.state) < 2;
}

function version(kept) {
  return kept.assignment.version ? { version: kept.assignment.version } : {};
}

function compare(one, other) {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return one[at] - other[at];
  return 0;
}
