// Commands on their way to the hub: kept on the device, sent in order, forgotten only once the hub has them durable.
// What is said of one thing (an order, a whistle) stays in its order; a photo holds up nothing else, and help goes first.

import { Signal } from "./signal.js";
import { StoreFailure } from "./store.js";
import { tr } from "./words.js";

const WINDOW = 8; // commands that may be under way at once
const PART = 16000; // characters of a blob in one message: two seconds of a link of 64 kbit/s, which help may have to wait
const DISK_S = 5;
const MOST_OFFLINE_S = 30 * 86400 - 60; // the hub believes no longer wait
const URGENT = ["call_help", "cancel_help"];
const GARBLED = ["blob.sequence", "blob.content", "blob.base64"]; // went wrong on the way: worth another try
const TRIES = 3;

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
  #loose = new Map(); // blobs for which the device has no room
  #tried = new Map(); // by blob: how often it came to the hub garbled
  #sending = null; // {id}: the blob that is being sent, by this very attempt
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

  /** Whether a command waits still: refused was only its photo. */
  has(command) {
    return this.#waiting.some((entry) => entry.command === command);
  }

  /** The commands that wait, oldest first. */
  get commands() {
    return this.#waiting.map((entry) => entry.command);
  }

  /**
   * Takes a command; returns once it is on the disk.
   * @param {object} command without `device_at`, which is added.
   * @param {object} [more] `blobs`: [{id, mime, data: Blob}], `puts`: what is to be written with it, as for the store;
   *   `named`: ids of blobs that the hub has had; `silent`: whether no person gave it (it is not counted as "not sent yet"); `stamp`: when it happened, if not now.
   * @returns {Promise<string>} its id.
   * @throws {StoreFailure} the device takes nothing more and there is no link.
   */
  async add(command, { blobs = [], puts = [], named = [], silent = false, stamp = this.#clock.stamp() } = {}) {
    this.#number = Math.max(this.#number + 1, Date.now() * 1000);
    const device_at = new Date(stamp.wall).toISOString();
    const entry = { number: this.#number, id: newId(), command: { ...command, device_at }, stamp, silent };
    entry.blobs = [...blobs.map((blob) => blob.id), ...named];
    try {
      await this.#store.write([...puts, ...blobs.map((blob) => ["blobs", blob]), ["outbox", entry]]);
    } catch (failure) {
      // The device has no room, but the hub is there to keep it; and a call for help is tried in any case.
      if (!(failure instanceof StoreFailure) || !(this.#ready || URGENT.includes(command.type))) throw failure;
      for (const blob of blobs) this.#loose.set(blob.id, blob);
    }
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
    const held = new Set(); // what is behind a photo of its own
    for (const entry of inTurn(this.#waiting)) {
      if (this.#under.has(entry.id)) continue;
      if (this.#under.size >= window) return;
      const about = subject(entry);
      if (held.has(about)) continue;
      const blob = entry.blobs.find((id) => !this.#stored.has(id));
      if (blob) {
        held.add(about);
        this.#sendBlob(blob);
      } else if (!this.#send(entry)) return;
    }
  }

  #send(entry) {
    const waited = Math.min(this.#clock.since(entry.stamp), MOST_OFFLINE_S);
    const command = waited < 2 ? entry.command : { ...entry.command, offline_s: Math.round(waited * 10) / 10 };
    if (!this.#link.send({ type: "command", id: entry.id, command })) return false;
    this.#under.add(entry.id);
    return true;
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
    const suspect = this.#waiting.find((entry) => this.#under.has(entry.id) || entry.blobs.includes(this.#sending?.id));
    if (this.#careful && suspect) this.#refuse({ id: suspect.id, rule: bye.code, message: bye.message });
    this.#careful = true;
  }

  #interrupted() {
    this.#ready = false;
    this.#under.clear();
    this.#sending = null;
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
    for (const id of blobs) this.#loose.delete(id);
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
    if (rule === "attachment.missing" && entry.blobs.length) return this.#missing(entry, rule, message);
    this.#forget([id], true);
    this.refused.say({ command: entry.command, rule, message });
  }

  /** The hub has not, or no more, a photo that goes with a command: it is sent again, and left out if that does not help. */
  #missing(entry, rule, message) {
    this.#under.delete(entry.id);
    const again = entry.blobs.filter((id) => this.#stored.delete(id));
    if (entry.again || !again.length) for (const id of [...entry.blobs]) this.#without(id, rule, message);
    entry.again = true;
    this.pump();
  }

  async #sendBlob(id) {
    if (this.#sending) return;
    const turn = { id };
    this.#sending = turn;
    const kept = this.#loose.get(id) ?? (await this.#store.get("blobs", id));
    if (!kept) {
      if (this.#sending === turn) this.#blobStored(id); // The hub had it, and then the page was closed.
      return;
    }
    const data = await base64(kept.data);
    const parts = Math.max(1, Math.ceil(data.length / PART));
    for (let part = 1; part <= parts; part++) {
      while (this.#sending === turn && this.#link.waiting > PART) await new Promise((resolve) => setTimeout(resolve, 50));
      const text = data.slice((part - 1) * PART, part * PART);
      // After an interruption another attempt may be on its way: two would garble each other.
      if (this.#sending !== turn || !this.#link.send({ type: "blob", id, part, parts, data: text, mime: kept.mime })) return;
    }
  }

  /** A blob was not taken: its command goes without it, unless the hub wants it later. */
  #blobRefused({ id, rule, message }) {
    this.#sending = null;
    if (rule === "hub.disk" || rule === "blob.busy") return this.#pause();
    const tried = (this.#tried.get(id) ?? 0) + 1;
    this.#tried.set(id, tried);
    if (!GARBLED.includes(rule) || tried >= TRIES) this.#without(id, rule, message);
    return this.pump();
  }

  #without(id, rule, message) {
    for (const entry of this.#waiting.filter((one) => one.blobs.includes(id))) {
      entry.blobs = entry.blobs.filter((one) => one !== id);
      const { attachments, ...rest } = entry.command;
      entry.command = attachments ? { ...rest, attachments: attachments.filter((one) => one !== id) } : rest;
      this.refused.say({ command: entry.command, rule, message: tr("blob_refused", { why: message }) });
      if (rest.clip === id) this.#forget([entry.id], true);
    }
  }

  #pause() {
    this.#under.clear();
    this.#pausedUntil = this.#clock.steady() + DISK_S * 1000;
    setTimeout(() => this.pump(), DISK_S * 1000 + 50);
  }

  #blobStored(id) {
    this.#stored.add(id);
    if (this.#sending?.id === id) this.#sending = null;
    this.pump();
  }
}

/** Help before all else; the rest as it was given. */
function inTurn(waiting) {
  const urgent = waiting.filter((entry) => URGENT.includes(entry.command.type));
  return urgent.length ? [...urgent, ...waiting.filter((entry) => !urgent.includes(entry))] : waiting;
}

/** What a command is about: of one thing nothing overtakes anything. */
function subject({ id, command }) {
  if (command.type.endsWith("_duty")) return "duty";
  if (command.type === "call_circle") return "calls";
  return command.order ?? command.whistle ?? command.id ?? id;
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
