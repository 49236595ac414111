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
      if (this.blobs.length >= MOST) return void (this.#error.textContent = tr("photo_most", { n: MOST }));
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

/**
 * Photos that the hub keeps, shown as they come.
 * @param {string[]} ids
 * @param {(id: string) => Promise<Blob>} fetchBlob
 */
export function pictures(ids, fetchBlob) {
  const strip = make("div.photos");
  for (const id of ids) {
    const place = make("span", {}, tr("photo_comes"));
    strip.append(place);
    fetchBlob(id).then(
      (data) => {
        const address = URL.createObjectURL(data);
        place.replaceWith(make("img", { src: address, alt: tr("photo_shown"), onload: () => URL.revokeObjectURL(address) }));
      },
      (fault) => (place.textContent = tr("photo_gone", { why: fault.message })),
    );
  }
  return strip;
}
