// Questions to the hub and their answers, put together from parts.

import { newId } from "./outbox.js";

const PATIENCE_MS = 15000;

export class Questions {
  #link;
  #open = new Map();

  constructor(link) {
    this.#link = link;
  }

  /** Asks; resolves to what the answer's JSON says. @throws {Error} with the hub's words, or without a link. */
  ask(what, args) {
    const id = newId();
    return new Promise((resolve, reject) => {
      if (!this.#link.send({ type: "ask", id, what, args })) return reject(new Error("no link"));
      const timer = setTimeout(() => this.#end(id, () => reject(new Error("no answer"))), PATIENCE_MS);
      return this.#open.set(id, { resolve, reject, timer, data: "" });
    });
  }

  /** Takes an answer; true where the message was one. */
  receive(message) {
    if (message.type !== "answer") return false;
    const asked = this.#open.get(message.id);
    if (!asked) return true;
    if (message.error) {
      this.#end(message.id, () => asked.reject(new Error(message.error)));
      return true;
    }
    asked.data += message.data ?? "";
    if ((message.part ?? 1) >= (message.parts ?? 1)) this.#end(message.id, () => asked.resolve(JSON.parse(asked.data)));
    return true;
  }

  #end(id, then) {
    clearTimeout(this.#open.get(id)?.timer);
    this.#open.delete(id);
    then();
  }
}
