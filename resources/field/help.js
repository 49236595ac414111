// One button for help: held to call, held to take it back; what was called and whether it is on its way is said plainly.

import { part, write } from "./element.js";
import { holdable } from "./hold.js";
import { newId } from "./outbox.js";
import { tr } from "./words.js";

export class Help {
  #field;
  #called = null; // {id}
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

  /** The hub says that a call has ended. */
  receive(message) {
    if (message.type !== "help_ended" || message.id !== this.#called?.id) return false;
    this.#set(null);
    return true;
  }

  #waits(type) {
    return this.#field.outbox.commands.some((command) => command.type === type && command.id === this.#called.id);
  }

  async #fire() {
    const { outbox, position } = this.#field;
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
