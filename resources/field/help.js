// One button for help: held to call, held to take it back; what was called and whether it is on its way is said plainly.

import { make, part, write } from "./element.js";
import { metresText } from "./map.js";
import { distance } from "./roads.js";
import { holdable } from "./hold.js";
import { newId } from "./outbox.js";
import { showPlace } from "./place_sheet.js";
import { named, clockTime, tr } from "./words.js";

const FIRST = 1; // help rings as the most urgent order does

export class Help {
  #field;
  #called = null; // {id, seen_by}
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

  /** Whether this person calls for help. */
  get calling() {
    return this.#called !== null;
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
      return { name: `help_from ${call.id}`, kind: "bad", text, button: [tr("look"), () => this.#look(call)] };
    });
  }

  /** The sheet: where the colleague is, and how to get there. */
  #look(call) {
    const { attention, town } = this.#field;
    attention.seen("help", call.id);
    const who = [named(town.department(call.department)), clockTime(call.at)].join(" · ");
    const seen = call.acknowledged_by ? tr("help_seen", { name: call.acknowledged_by }) : tr("help_unseen");
    const lines = [make("h1", {}, tr("help_from", { name: call.name })), make("p", {}, who), make("p", {}, seen)];
    showPlace(this.#field, { title: tr("help_title"), lines, place: call.place });
  }

  #take(calls) {
    this.#others = calls.filter((call) => !call.mine);
    this.#call();
    const own = calls.find((call) => call.mine);
    // What is still on its way the hub cannot know of.
    if (own && !this.#waitsFor(own.id, "cancel_help")) this.#set({ id: own.id, seen_by: own.acknowledged_by ?? "" });
    else if (!own && this.#called && !this.#waits("call_help")) this.#set(null);
    this.#field.refresh();
  }

  #ring(call) {
    if (!this.#others.some((one) => one.id === call.id)) this.#others.push(call);
    this.#call();
    this.#field.refresh();
  }

  #call() {
    this.#field.attention.call("help", this.#others.map((call) => call.id), FIRST);
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
    const called = this.#called ? null : { id: newId() };
    const command = called ? { type: "call_help", id: called.id } : { type: "cancel_help", id: this.#called.id };
    if (called && position.place) command.place = position.place;
    // Help goes out even where the device has no room to keep it: the outbox sees to that, and the store says so.
    await outbox.add(command, { puts: [["device", { name: "help", value: called }]] });
    this.#called = called;
    this.#field.duty.tick();
    this.#field.refresh();
  }

  #tooShort() {
    this.#hint = performance.now() + 2500;
    this.#field.refresh();
  }

  #set(called) {
    this.#called = called;
    this.#field.store.keep("help", called).catch(() => undefined);
    this.#field.duty.tick();
    this.#field.refresh();
  }
}
