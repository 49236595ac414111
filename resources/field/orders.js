// The orders that this device holds, by their state and version; what the person has done counts at once, link or not.

import { Signal } from "./signal.js";
import { StoreFailure } from "./store.js";

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
  #kept = new Map(); // id to {order, assignment, state, said, before, ended, closed, reason, reminded, at, came}
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
      held: () => this.#held(message.order, message.held_by),
      recalled: () => this.#end(message.order, "recalled", message.reason ?? ""),
      reminded: () => this.#reminded(message.order, message.stage),
    }[message.type];
    if (!take) return false;
    this.#turn = this.#turn.then(take).catch(reportError);
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
    const stamp = this.#clock.stamp();
    const now = { ...kept, state, before: null, reminded: null, at: { ...kept.at, [state]: this.#clock.hubNow() } };
    now.said = [...(kept.said ?? []), { ...said, stamp }];
    if (FINAL.includes(state)) now.closed = this.#clock.hubNow();
    await this.#outbox.add(said, { blobs, puts: [["orders", now]], stamp });
    this.#kept.set(id, now);
    if (now.closed) await this.#prune();
    this.changed.say();
  }

  /** The hub has not taken what the person said: the order stands as it did before, and asks again. */
  takeBack({ order, state, version: of = 1 }) {
    const kept = this.#kept.get(order);
    if (!kept || kept.state !== state || (kept.assignment.version ?? 1) !== of) return;
    const said = (kept.said ?? []).filter((one) => one.state !== state);
    const { [state]: gone, ...at } = kept.at ?? {};
    this.#keep({ ...kept, state: said.at(-1)?.state ?? "delivered", said, at, closed: undefined }).then(() => this.changed.say());
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
    for (const assignment of orders) {
      await this.#take(assignment);
      await this.#sayAgain(this.#kept.get(assignment.order), assignment.state ?? "issued");
    }
    const listed = new Set(orders.map((assignment) => assignment.order));
    for (const kept of [...this.#kept.values()]) {
      if (!listed.has(kept.order) && !kept.closed && !kept.ended) await this.#end(kept.order, "over", "");
    }
  }

  async #take(assignment) {
    const kept = this.#kept.get(assignment.order);
    const state = assignment.state ?? "issued";
    if (!kept) return this.#taken(assignment, state);
    // An older one, too: the hub went on from a copy of its journal, and what it says now is what counts.
    if ((assignment.version ?? 1) !== (kept.assignment.version ?? 1)) return this.#anew(kept, assignment);
    const further = rank(state) > rank(kept.state) ? state : kept.state;
    const open = kept.ended && !FINAL.includes(state) ? { ended: null, closed: undefined } : {};
    return this.#keep({ ...kept, assignment, state: further, ...open });
  }

  /**
   * The hub knows less of an order than it once had durable: it went on from an older copy of its journal. What the
   * person has said is said again, as of when it was said.
   */
  async #sayAgain(kept, hubs) {
    const waits = (said) => this.#outbox.commands.some((one) => one.order === said.order && one.state === said.state);
    for (const { stamp, ...said } of kept?.said ?? []) {
      if (rank(said.state) <= rank(hubs) || said.version !== version(kept).version || waits(said)) continue;
      await this.#outbox.add(said, { stamp, silent: true, named: said.attachments }).catch(onlyStore);
    }
  }

  async #held(id, held_by) {
    const kept = this.#kept.get(id);
    if (kept) await this.#keep({ ...kept, assignment: { ...kept.assignment, held_by } });
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
    const now = { ...kept, assignment, before, state, said: [], ended: null, closed: undefined, reminded: null };
    await this.#deliver(now, assignment.state ?? "issued");
    this.calls.say(now, "changed");
  }

  /** Keeps an order together with the receipt for it: neither is ever on the disk without the other. */
  async #deliver(kept, hubs) {
    // Shown and rung for whatever the disk says: that it is full has been told to the person.
    this.#kept.set(kept.order, kept);
    if (rank(hubs) >= 1) return this.#keep(kept);
    const receipt = { type: "receipt", order: kept.order, state: "delivered", ...version(kept) };
    return this.#outbox.add(receipt, { puts: [["orders", kept]], silent: true }).catch(onlyStore);
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
    this.#kept.set(kept.order, kept);
    await this.#store.write([["orders", kept]]).catch(onlyStore);
  }

  async #prune() {
    const old = this.past().slice(KEEP);
    for (const kept of old) this.#kept.delete(kept.order);
    const drops = old.flatMap(({ order }) => [["orders", order], ["device", `draft ${order}`]]);
    await this.#store.write([], drops).catch(onlyStore);
  }
}

/** Whether an order waits for the person's answer. */
export function asks(kept) {
  return !kept.ended && rank(kept.state) < 2;
}

/** What the hub has said counts though it could not be written: the store itself has told the person. */
function onlyStore(fault) {
  if (!(fault instanceof StoreFailure)) throw fault;
}

function version(kept) {
  return kept.assignment.version ? { version: kept.assignment.version } : {};
}

function compare(one, other) {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return one[at] - other[at];
  return 0;
}
