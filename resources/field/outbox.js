// Commands on their way to the hub: kept on the device, sent in order, forgotten only once the hub has them durable.

import { Signal } from "./signal.js";
import { tr } from "./words.js";

const WINDOW = 8; // commands that may be under way at once
const PART = 40000; // characters of a blob in one message
const DISK_S = 5;

/** An id that nobody else makes; works without a secure context, too. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  /** Says that something came in, went out or was refused. */
  changed = new Signal();
  /** Says {command, rule, message} of what the hub refused for good. */
  refused = new Signal();

  #store;
  #link;
  #clock;
  #waiting = []; // as in the store: {number, id, command, stamp, blobs}
  #under = new Set(); // ids that this connection has sent
  #stored = new Set(); // blobs that the hub has
  #asking = null; // the blob that is being sent
  #number = 0;
  #ready = false;
  #careful = false; // after the hub broke off at something it could not read: one at a time
  #pausedUntil = 0;

  constructor(store, link, clock) {
    this.#store = store;
    this.#link = link;
    this.#clock = clock;
    link.changed.on((state) => state !== "open" && this.#interrupted());
  }

  /** Takes up what an earlier page left. */
  async open() {
    this.#waiting = await this.#store.all("outbox");
    this.#number = this.#waiting.at(-1)?.number ?? Date.now() * 1000;
  }

  /** How many commands a person gave wait. */
  get count() {
    return this.#waiting.filter((entry) => !entry.silent).length;
  }

  /** Seconds that the oldest of them has waited; 0 when none waits. */
  get age() {
    const oldest = this.#waiting.find((entry) => !entry.silent);
    return oldest ? this.#clock.since(oldest.stamp) : 0;
  }

  /** The commands that wait, oldest first. */
  get commands() {
    return this.#waiting.map((entry) => entry.command);
  }

  /**
   * Takes a command; returns once it is on the disk.
   * @param {object} command without `device_at`, which is added.
   * @param {object} [more] `blobs`: [{id, mime, data: Blob}], `puts`: what is to be written with it, as for the store;
   *   `silent`: whether no person gave it (it is not counted as "not sent yet").
   * @returns {Promise<string>} its id.
   */
  async add(command, { blobs = [], puts = [], silent = false } = {}) {
    const stamp = this.#clock.stamp();
    this.#number = Math.max(this.#number + 1, Date.now() * 1000);
    const device_at = new Date(stamp.wall).toISOString();
    const entry = { number: this.#number, id: newId(), command: { ...command, device_at }, stamp, silent };
    entry.blobs = blobs.map((blob) => blob.id);
    await this.#store.write([...puts, ...blobs.map((blob) => ["blobs", blob]), ["outbox", entry]]);
    this.#waiting.push(entry);
    this.#waiting.sort((one, other) => one.number - other.number);
    this.changed.say();
    this.pump();
    return entry.id;
  }

  /** The hub has welcomed this device and said what it has to do: from now on things may go out. */
  start() {
    this.#ready = true;
    this.pump();
  }

  /** Sends what may be sent now. */
  pump() {
    if (!this.#ready || this.#clock.steady() < this.#pausedUntil) return;
    const window = this.#careful ? 1 : WINDOW;
    for (const entry of this.#waiting) {
      if (this.#under.has(entry.id)) continue;
      if (this.#under.size >= window) return;
      const blob = entry.blobs.find((id) => !this.#stored.has(id));
      if (blob) {
        this.#sendBlob(blob);
        return; // In order: what comes after waits for the photo, too.
      }
      const waited = this.#clock.since(entry.stamp);
      const command = waited < 2 ? entry.command : { ...entry.command, offline_s: Math.round(waited * 10) / 10 };
      if (!this.#link.send({ type: "command", id: entry.id, command })) return;
      this.#under.add(entry.id);
    }
  }

  /** Takes the hub's answers; true where the message was one. */
  receive(message) {
    if (message.type === "accepted") this.#forget(message.ids);
    else if (message.type === "refused") this.#refuse(message);
    else if (message.type === "blob_stored") this.#blobStored(message.id);
    else if (message.type === "blob_refused") this.#blobRefused(message);
    else return false;
    return true;
  }

  /**
   * The hub broke off because of something that it could not read. What was sent first is the likeliest cause; it is
   * tried alone, and given back to the person when it was alone and the same happened again.
   */
  brokenOff(bye) {
    const suspect = this.#waiting.find((entry) => this.#under.has(entry.id) || entry.blobs.includes(this.#asking));
    if (this.#careful && suspect) this.#refuse({ id: suspect.id, rule: bye.code, message: bye.message });
    this.#careful = true;
  }

  #interrupted() {
    this.#ready = false;
    this.#under.clear();
    this.#asking = null;
    this.changed.say();
  }

  async #forget(ids, told) {
    const gone = this.#waiting.filter((entry) => ids.includes(entry.id));
    if (!gone.length) return;
    this.#waiting = this.#waiting.filter((entry) => !ids.includes(entry.id));
    for (const id of ids) this.#under.delete(id);
    if (!told) this.#careful = false;
    const still = new Set(this.#waiting.flatMap((entry) => entry.blobs));
    const blobs = gone.flatMap((entry) => entry.blobs).filter((id) => !still.has(id));
    this.changed.say();
    this.pump();
    const drops = [...gone.map((entry) => ["outbox", entry.number]), ...blobs.map((id) => ["blobs", id])];
    await this.#store.write([], drops).catch(() => undefined); // Sent again after a restart, it happens once all the same.
  }

  #refuse({ id, rule, message }) {
    const entry = this.#waiting.find((one) => one.id === id);
    if (!entry) return;
    if (rule === "hub.disk") {
      this.#pause();
      return;
    }
    this.#forget([id], true);
    this.refused.say({ command: entry.command, rule, message });
  }

  async #sendBlob(id) {
    if (this.#asking) return;
    this.#asking = id;
    const kept = await this.#store.get("blobs", id);
    if (!kept) {
      this.#blobStored(id); // The hub had it, and then the page was closed.
      return;
    }
    const data = await base64(kept.data);
    const parts = Math.max(1, Math.ceil(data.length / PART));
    for (let part = 1; part <= parts; part++) {
      while (this.#link.waiting > 4 * PART) await new Promise((resolve) => setTimeout(resolve, 50));
      const text = data.slice((part - 1) * PART, part * PART);
      if (this.#asking !== id || !this.#link.send({ type: "blob", id, part, parts, data: text, mime: kept.mime })) return;
    }
  }

  /** A blob was not taken: its command goes without it, unless the hub wants it later. */
  #blobRefused({ id, rule, message }) {
    this.#asking = null;
    if (rule === "hub.disk" || rule === "blob.busy") return this.#pause();
    for (const entry of this.#waiting.filter((one) => one.blobs.includes(id))) {
      entry.blobs = entry.blobs.filter((one) => one !== id);
      const { attachments, ...rest } = entry.command;
      entry.command = attachments ? { ...rest, attachments: attachments.filter((one) => one !== id) } : rest;
      this.refused.say({ command: entry.command, rule, message: tr("blob_refused", { why: message }) });
      if (rest.clip === id) this.#forget([entry.id], true);
    }
    return this.pump();
  }

  #pause() {
    this.#under.clear();
    this.#pausedUntil = this.#clock.steady() + DISK_S * 1000;
    setTimeout(() => this.pump(), DISK_S * 1000 + 50);
  }

  #blobStored(id) {
    this.#stored.add(id);
    if (this.#asking === id) this.#asking = null;
    this.pump();
  }
}

/** The content of a Blob in base64. */
export async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** A Blob as the hub knows it: its id is the SHA-256 of its content. */
export async function sealed(data) {
  const digest = await crypto.subtle.digest("SHA-256", await data.arrayBuffer());
  const id = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { id, mime: data.type.split(";")[0], data };
}
