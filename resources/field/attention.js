// What calls for a look beside orders: a colleague in danger, a whistle, somebody late. It rings until it was looked at.

const KEEP = 200; // things looked at that are remembered, so that none rings twice

export class Attention {
  #field;
  #open = new Map(); // by key: the level at which it rings
  #seen = [];

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page knew. */
  async open() {
    this.#seen = await this.#field.store.fact("seen", []);
  }

  /** How urgent what rings is (1 to 3), or null. */
  get level() {
    return this.#open.size ? Math.min(...this.#open.values()) : null;
  }

  /** Something of a kind calls under these keys at a level; what else of the kind called is over. */
  call(kind, keys, level) {
    const now = keys.map((key) => `${kind} ${key}`);
    for (const key of this.#open.keys()) if (key.startsWith(`${kind} `) && !now.includes(key)) this.#open.delete(key);
    for (const key of now) if (!this.#seen.includes(key)) this.#open.set(key, level);
  }

  /** The person has looked at all of a kind, or at one thing of it. */
  seen(kind, one = null) {
    const looked = [...this.#open.keys()].filter((key) => (one === null ? key.startsWith(`${kind} `) : key === `${kind} ${one}`));
    if (!looked.length) return;
    for (const key of looked) this.#open.delete(key);
    this.#seen = [...this.#seen, ...looked].slice(-KEEP);
    this.#field.store.keep("seen", this.#seen).catch(() => undefined);
    this.#field.refresh();
  }
}
