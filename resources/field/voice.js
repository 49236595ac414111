// Speaking while a button is held; the clip goes when it is let go.

import { sealed } from "./outbox.js";

const LONGEST_S = 30;
const SHORTEST_MS = 400; // a touch is no call
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export class Voice {
  #recorder = null;
  #stream = null;
  #pieces = [];
  #end = 0;
  #from = 0;
  #wanted = false;
  /** Called when the longest clip is full: what was said goes, though the button is still held. */
  full = () => undefined;

  /** Whether this browser can record at all. */
  static get possible() {
    return Boolean(globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia);
  }

  /** Begins to record. @throws {DOMException} where the microphone is refused. */
  async start() {
    this.#wanted = true;
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    if (!this.#wanted) {
      for (const track of stream.getTracks()) track.stop(); // Let go before the microphone was there.
      return false;
    }
    this.#stream = stream;
    this.#pieces = [];
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 24000 });
    this.#recorder.ondataavailable = (event) => this.#pieces.push(event.data);
    this.#recorder.start();
    this.#from = performance.now();
    this.#end = setTimeout(() => this.full(), LONGEST_S * 1000);
    return true;
  }

  /** Ends; returns the clip as the hub knows it, or null when nothing was said: the button was only touched. */
  async stop() {
    this.#wanted = false;
    const [recorder, stream] = [this.#recorder, this.#stream];
    if (!recorder) return null;
    this.#recorder = this.#stream = null; // Asked twice (held to the end, and let go), it is one clip.
    clearTimeout(this.#end);
    if (recorder.state !== "inactive") {
      await new Promise((resolve) => {
        recorder.onstop = resolve;
        recorder.stop();
      });
    }
    for (const track of stream.getTracks()) track.stop();
    const data = new Blob(this.#pieces, { type: recorder.mimeType });
    return data.size && performance.now() - this.#from >= SHORTEST_MS ? sealed(data) : null;
  }
}
