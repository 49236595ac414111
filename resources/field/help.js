// One button for help: held to call, held to take it back; what was called and whether it is on its way is said plainly.

import { part, write } from "./element.js";
import { metresText } from "./map.js";
import { distance } from "./roads.js";
import { holdable } from "./hold.js";
import { newId } from "./outbox.js";
import { tr } from "./words.js";

export class Help {
  #field;
  #called = null; // {id}
  #others = [];
  #hint = 0;

  constructor(field) {
    this.#field = field;
    const button = part("help");
    holdable(button, () => this.#fire(), () => this.#tooShort());
  }

  /** Takes up a call that an earlier page made. */
  async open() {
    this.#called = await this.#field.store.fact("help");
  }

  /** What has to be said about an own call: [kind, text], or null. */
  notice() {
    if (!this.#called) return null;
    if (this.#called.seen_by) return ["bad", tr("help_seen", { name: this.#called.seen_by })];
    if (!this.#waits("call_help")) return ["bad", tr("help_on")];
    return ["bad", tr(this.#field.link.state === "open" ? "help_sending" : "help_unsent")];
  }

  /** Writes the button as it stands. */
  show() {
    const button = part("help");
    button.classList.toggle("on", Boolean(this.#called));
    const held = button.classList.contains("held");
    const text = held ? "help_hold" : this.#hint > performance.now() ? "help_too_short" : this.#called ? "help_cancel" : "help";
    write(button.querySelector("span"), tr(text));
  }

  /** Takes the hub's word; true where it was about help. */
  receive(message) {
    if (message.type === "help_calls") this.#take(message.calls);
    else if (message.type === "help_called") this.#ring(message.call);
    else return false;
    return true;
  }

  /** Colleagues who call for help. */
  notices() {
    const { position } = this.#field;
    return this.#others.map((call) => {
      const metres = call.place && position.place && metresText(distance(position.place, call.place), tr);
      const text = [tr("help_from", { name: call.name }), metres && tr("help_place", { metres })].filter(Boolean).join(" ");
      return { name: "help_from", kind: "bad", text };
    });
  }

  #take(calls) {
    this.#others = calls.filter((call) => !call.mine);
    const own = calls.find((call) => call.mine);
    // What is still on its way the hub cannot know of.
    if (own && !this.#waitsFor(own.id, "cancel_help")) this.#set({ id: own.id, seen_by: own.acknowledged_by ?? "" });
    else if (!own && this.#called && !this.#waits("call_help")) this.#set(null);
    this.#field.refresh();
  }

  #ring(call) {
    if (!this.#others.some((one) => one.id === call.id)) this.#others.push(call);
    this.#field.alarm.urgent();
    this.#field.refresh();
  }

  #waitsFor(id, type) {
    return this.#field.outbox.commands.some((command) => command.type === type && command.id === id);
  }

  #waits(type) {
    return this.#waitsFor(this.#called.id, type);
  }

  async #fire() {
    const { outbox, position } = this.#field;
    this.#hint = 0;
    if (this.#called) {
      const { id } = this.#called;
      await outbox.add({ type: "cancel_help", id }, { puts: [["device", { name: "help", value: null }]] });
      this.#called = null;
    } else {
      const called = { id: newId() };
      const place = position.place;
      const puts = [["device", { name: "help", value: called }]];
      await outbox.add({ type: "call_help", id: called.id, ...(place ? { place } : {}) }, { puts });
      this.#called = called;
    }
    this.#field.refresh();
  }

  #tooShort() {
    this.#hint = performance.now() + 2500;
    this.#field.refresh();
  }

  #set(called) {
    this.#called = called;
    this.#field.store.keep("help", called).catch(() => undefined);
    this.#field.refresh();
  }
}
