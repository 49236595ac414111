// Photos for a report: taken with the phone's camera, made small, shown before they are sent.

import { make } from "./element.js";
import { shrink } from "./photo.js";
import { tr } from "./words.js";

const MOST = 6;

export class Gallery {
  /** The photos as the hub knows them: {id, mime, data}. */
  blobs = [];
  #strip = make("div.photos");
  #error = make("p.error");
  #busy = Promise.resolve();

  constructor() {
    const input = make("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
    input.setAttribute("capture", "environment");
    input.addEventListener("change", () => {
      const files = [...input.files];
      this.#busy = this.#busy.then(() => this.#add(files));
      input.value = "";
    });
    this.button = make("button", { type: "button", onclick: () => input.click() }, `＋ ${tr("photo")}`);
    this.element = make("div", {}, this.button, input, this.#strip, this.#error);
  }

  /** Returns once every photo that was chosen has been made small. */
  ready() {
    return this.#busy;
  }

  async #add(files) {
    this.#error.textContent = "";
    for (const file of files) {
      if (this.blobs.length >= MOST) return;
      try {
        const blob = await shrink(file);
        if (this.blobs.some((one) => one.id === blob.id)) continue;
        this.blobs.push(blob);
        const address = URL.createObjectURL(blob.data);
        this.#strip.append(make("img", { src: address, alt: tr("photo"), onload: () => URL.revokeObjectURL(address) }));
      } catch {
        this.#error.textContent = tr("no_picture");
      }
    }
  }
}
