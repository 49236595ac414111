// A subject that tells those who listen; what one listener throws does not keep the others from hearing.

export class Signal {
  #listeners = [];

  /** Adds a listener; returns what takes it away again. */
  on(listener) {
    this.#listeners.push(listener);
    return () => (this.#listeners = this.#listeners.filter((one) => one !== listener));
  }

  /** Tells everybody. */
  say(...what) {
    for (const listener of [...this.#listeners]) {
      try {
        listener(...what);
      } catch (fault) {
        reportError(fault);
      }
    }
  }
}
