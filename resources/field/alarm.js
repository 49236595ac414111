// Sound, vibration and light until a person answers. A browser makes no sound before the page was touched once: where
// that is so, the alarm says it, and rings from the first touch on.

import { Signal } from "./signal.js";

const TONES = {
  1: { notes: [880, 660], note_s: 0.18, every_s: 0.9, shakes: [300, 100, 300] },
  2: { notes: [660, 880], note_s: 0.22, every_s: 1.8, shakes: [200, 150, 200] },
  3: { notes: [587], note_s: 0.25, every_s: 3.5, shakes: [200] },
  ended: { notes: [520, 390, 260], note_s: 0.25, every_s: 3, shakes: [500] },
};

export class Alarm {
  /** Says that the sound was blocked, or may be heard from now on. */
  changed = new Signal();
  #context = null;
  #timer = 0;
  #level = null;
  rounds = 0;

  constructor() {
    const wake = () => this.allow();
    for (const event of ["pointerdown", "keydown"]) addEventListener(event, wake, { capture: true });
    this.allow(); // A page on the home screen may be allowed without a touch; where it is not, the page says so.
  }

  /** Whether the browser keeps the page silent until it is touched. */
  get muted() {
    return this.#context?.state !== "running";
  }

  /** Whether it rings. */
  get ringing() {
    return this.#level !== null;
  }

  /** A touch: from here on sounds are allowed. */
  allow() {
    if (!this.#context) {
      const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
      if (!Context) return;
      this.#context = new Context();
      this.#context.onstatechange = () => this.changed.say();
    }
    if (this.#context.state !== "running") this.#context.resume().catch(() => undefined);
  }

  /** Rings at a level (1, 2, 3 or "ended") until it is told otherwise; null is silence. */
  ring(level) {
    if (level === this.#level) return;
    this.#level = level;
    clearInterval(this.#timer);
    this.#timer = 0;
    if (level === null) {
      navigator.vibrate?.(0);
    } else {
      this.allow();
      this.#round();
      this.#timer = setInterval(() => this.#round(), TONES[level].every_s * 1000);
    }
    this.changed.say();
  }

  /** One short signal, for what does not have to be answered. */
  chirp() {
    if (this.#level === null) this.#play(TONES[3]);
  }

  /** Lets the person hear what an urgent order sounds like. */
  try() {
    this.allow();
    this.#play(TONES[1]);
  }

  #round() {
    this.rounds += 1;
    this.#play(TONES[this.#level]);
  }

  #play({ notes, note_s, shakes }) {
    if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(shakes);
    if (this.muted) return;
    const start = this.#context.currentTime + 0.02;
    notes.forEach((hertz, at) => {
      const tone = this.#context.createOscillator();
      const loudness = this.#context.createGain();
      tone.type = "square";
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0.35, start + at * note_s);
      loudness.gain.setTargetAtTime(0, start + (at + 0.85) * note_s, 0.02);
      tone.connect(loudness).connect(this.#context.destination);
      tone.start(start + at * note_s);
      tone.stop(start + (at + 1.2) * note_s);
    });
  }
}
