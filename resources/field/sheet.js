// A sheet: something that is filled in or read over the whole page; it waits, unharmed, while an alarm rings.

import { make, part } from "./element.js";
import { tr } from "./words.js";

export class Sheet {
  #element;
  #closed;

  /**
   * @param {string} title
   * @param {Node[]} body
   * @param {Node|null} foot what stands at the thumb.
   * @param {{order?: string, closed?: () => void}} [more] the order that it answers; what is called when it has gone.
   */
  constructor(title, body, foot = null, { order = "", closed = () => undefined } = {}) {
    this.#closed = closed;
    this.#element = make(
      "section.sheet",
      { role: "dialog", data: { order }, aria: { label: title, modal: "true" } },
      make("header", {}, make("h2", {}, title), make("button", { onclick: () => this.close() }, tr("close"))),
      make("div.body", {}, ...body),
      foot && make("div.foot", {}, foot),
    );
    part("sheets").append(this.#element);
  }

  /** What is filled in or read. */
  get body() {
    return this.#element.querySelector(".body");
  }

  /** Takes it away. */
  close() {
    if (!this.#element.isConnected) return;
    this.#element.remove();
    this.#closed();
  }

  /** While an order rings, only what answers it stays to be seen; for "" nothing does; null brings all back. */
  static giveWay(order) {
    for (const sheet of part("sheets").children) sheet.hidden = order !== null && (order === "" || sheet.dataset.order !== order);
  }

  /** Takes all sheets away: the language has changed, say. */
  static closeAll() {
    part("sheets").replaceChildren();
  }
}

/**
 * Buttons of which one is chosen, or several.
 * @param {Array<[string, string]>} options value and text.
 * @param {(chosen: string[]) => void} changed
 * @param {{many?: boolean, wide?: boolean, chosen?: string[]}} [how]
 */
export function choices(options, changed, { many = false, wide = false, chosen = [] } = {}) {
  let now = new Set(chosen);
  const buttons = options.map(([value, text]) =>
    make("button", { type: "button", data: { value }, aria: { pressed: String(now.has(value)) }, onclick: () => press(value) }, text),
  );
  const press = (value) => {
    if (!many) now = new Set([value]);
    else if (!now.delete(value)) now.add(value);
    for (const button of buttons) button.setAttribute("aria-pressed", String(now.has(button.dataset.value)));
    changed([...now]);
  };
  return make(`div.choices${wide ? ".one" : ""}`, {}, ...buttons);
}
