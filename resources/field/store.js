// What the device keeps, in IndexedDB: nothing counts as done before it is here.

import { Signal } from "./signal.js";

const NAME = "cockpit-field";
const ROOMS = {
  device: { keyPath: "name" }, // small facts by name: identity, settings, clock, drafts
  orders: { keyPath: "order" },
  outbox: { keyPath: "number" }, // commands in the order in which they were given
  blobs: { keyPath: "id" }, // photos and voice
  fixes: { keyPath: "number", autoIncrement: true },
  calls: { keyPath: "id" },
  whistles: { keyPath: "id" },
};

/** The device's storage took nothing more, or cannot be used; the person has to know. */
export class StoreFailure extends Error {
  /** @param {Error} cause what the browser says. */
  constructor(cause) {
    super(cause?.message || String(cause));
    this.full = cause?.name === "QuotaExceededError";
  }
}

export class Store {
  /** Says a StoreFailure, or null once something could be written again. */
  failed = new Signal();
  #database = null;
  #broken = false;

  /** Opens the database. @throws {StoreFailure} where the browser keeps nothing (a private window, say). */
  async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [room, options] of Object.entries(ROOMS)) {
        if (!request.result.objectStoreNames.contains(room)) request.result.createObjectStore(room, options);
      }
    };
    try {
      this.#database = await settled(request);
    } catch (fault) {
      throw new StoreFailure(fault);
    }
    // Another tab that brings a newer page must not wait for this one.
    this.#database.onversionchange = () => this.#database.close();
    navigator.storage?.persist?.().catch(() => false);
  }

  /** Everything in a room, in the order of its keys. */
  all(room) {
    return settled(this.#database.transaction(room).objectStore(room).getAll());
  }

  /** One thing of a room, or undefined. */
  get(room, key) {
    return settled(this.#database.transaction(room).objectStore(room).get(key));
  }

  /** How many things are in a room. */
  count(room) {
    return settled(this.#database.transaction(room).objectStore(room).count());
  }

  /** At most `limit` things of a room, the first ones. */
  first(room, limit) {
    return settled(this.#database.transaction(room).objectStore(room).getAll(null, limit));
  }

  /** A fact by name, or what stands for it. */
  async fact(name, otherwise = null) {
    return (await this.get("device", name))?.value ?? otherwise;
  }

  /** Keeps a fact. */
  keep(name, value) {
    return this.write([["device", { name, value }]]);
  }

  /**
   * Writes several things at once: all of them or none; returns when they are on the disk.
   * @param {Array<[string, object]>} puts room and thing.
   * @param {Array<[string, *]>} drops room and key.
   * @throws {StoreFailure}
   */
  async write(puts, drops = []) {
    const rooms = [...new Set([...puts, ...drops].map(([room]) => room))];
    if (!rooms.length) return;
    try {
      const work = this.#database.transaction(rooms, "readwrite", { durability: "strict" });
      const done = new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error ?? new DOMException("aborted", "AbortError"));
      });
      for (const [room, thing] of puts) work.objectStore(room).put(thing);
      for (const [room, key] of drops) work.objectStore(room).delete(key);
      await done;
    } catch (fault) {
      this.#broken = true;
      const failure = new StoreFailure(fault);
      this.failed.say(failure);
      throw failure;
    }
    if (this.#broken && puts.length) {
      this.#broken = false;
      this.failed.say(null);
    }
  }

  /** Forgets everything: the key, the orders, what was not sent. */
  async wipe() {
    const rooms = Object.keys(ROOMS);
    const work = this.#database.transaction(rooms, "readwrite", { durability: "strict" });
    for (const room of rooms) work.objectStore(room).clear();
    await new Promise((resolve, reject) => {
      work.oncomplete = resolve;
      work.onabort = () => reject(new StoreFailure(work.error));
    });
  }
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException("another tab keeps the old store open", "AbortError"));
  });
}
