// Photos are made small in the page: what goes over a bad link has to be worth it.

import { sealed } from "./outbox.js";

const SIDE = 1280; // pixels of the longer side
const LIMIT = 400 * 1024; // bytes that a photo may have; the hub takes 2 MiB

/** What was chosen is no picture that this browser can read. */
export class NoPicture extends Error {}

/**
 * Makes a photo small.
 * @param {Blob} file as the camera gave it.
 * @returns {Promise<{id: string, mime: string, data: Blob}>}
 * @throws {NoPicture}
 */
export async function shrink(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new NoPicture(file.name ?? "");
  }
  let scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  for (let quality = 0.8; ; quality -= 0.15) {
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const data = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (data.size <= LIMIT || quality < 0.4) {
      picture.close();
      return sealed(data);
    }
    scale *= 0.85;
  }
}
