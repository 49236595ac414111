// The connection to the hub: comes back by itself, notices silence, and says how old its news is.

import { Signal } from "./signal.js";

const PAUSE_FROM_S = 0.25;
const PAUSE_TO_S = 8;
const CONNECT_S = 10;
const FINAL = -1;

export class Link {
  /** Says every message of the hub's (parts put together). */
  said = new Signal();
  /** Says the state whenever it changes: "connecting", "open", "waiting" or "ended". */
  changed = new Signal();
  state = "waiting";
  /** The last goodbye, {code, message}; empty while all is well. */
  bye = null;

  #address;
  #hello;
  #socket = null;
  #steady;
  #heard = null;
  #sent = 0;
  #beat_ms = 3000;
  #pause_s = PAUSE_FROM_S;
  #timer = 0;
  #watch = 0;
  #parts = "";
  #from = 0;

  /**
   * @param {string} address of the hub's websocket.
   * @param {() => object} hello makes the first message of each connection.
   * @param {() => number} steady a clock in ms that is never set back.
   */
  constructor(address, hello, steady) {
    this.#address = address;
    this.#hello = hello;
    this.#steady = steady;
    for (const event of ["online", "pageshow"]) addEventListener(event, () => this.hurry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
    addEventListener("offline", () => this.#lost());
  }

  /** Connects, and stays connected. */
  open() {
    this.#watch ||= setInterval(() => this.#look(), 500);
    this.#connect();
  }

  /** Stops for good. */
  close() {
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    this.#watch = this.#timer = 0;
    this.#drop();
    this.#become("ended");
  }

  /** Tries at once instead of after the pause: the network is back, or somebody looks at the page. */
  hurry() {
    if (this.state !== "waiting" || this.bye?.final) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** Milliseconds since the hub last said anything; null when it never has. */
  silence() {
    return this.#heard === null ? null : this.#steady() - this.#heard;
  }

  /** Sends a message; false where there is nobody to send it to. */
  send(message) {
    if (this.state !== "open" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    this.#sent = this.#steady();
    return true;
  }

  /** Bytes that wait in the browser to go out. */
  get waiting() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  #connect() {
    this.#drop();
    this.#become("connecting");
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#from = this.#steady();
    this.#parts = "";
    socket.onopen = () => socket.send(JSON.stringify(this.#hello()));
    socket.onmessage = (event) => socket === this.#socket && this.#receive(event.data);
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  #receive(text) {
    this.#heard = this.#steady();
    let message = JSON.parse(text);
    if (message.type === "part") {
      this.#parts = (message.part === 1 ? "" : this.#parts) + message.data;
      if (message.part < message.parts) return;
      message = JSON.parse(this.#parts);
      this.#parts = "";
    }
    if (message.type === "welcome") {
      this.#beat_ms = (message.heartbeat_s ?? 3) * 1000;
      this.#pause_s = PAUSE_FROM_S;
      this.bye = null;
      this.#sent = this.#steady();
      this.#become("open");
    } else if (message.type === "bye") {
      this.bye = { code: message.code, message: message.message, final: message.retry_s === FINAL };
    }
    this.said.say(message);
    // A page in the background has slow timers but is woken by what comes in: the hub's beats keep ours going.
    this.#look();
  }

  #look() {
    const now = this.#steady();
    if (this.state === "open") {
      if (now - this.#heard > 3 * this.#beat_ms) this.#lost();
      else if (now - this.#sent >= this.#beat_ms * 0.8) this.send({ type: "beat", at: Date.now() / 1000 });
    } else if (this.state === "connecting" && now - this.#from > CONNECT_S * 1000) {
      this.#lost();
    }
  }

  #lost() {
    if (this.state === "ended" || this.state === "waiting") return;
    this.#drop();
    this.#become("waiting");
    if (this.bye?.final) return; // Coming back as before would end the same; whoever listens decides.
    const pause_s = this.#pause_s * (0.125 + 0.875 * Math.random());
    this.#pause_s = Math.min(PAUSE_TO_S, this.#pause_s * 2);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), pause_s * 1000);
  }

  /** After a final goodbye: tries again all the same, after so many seconds. */
  again(after_s) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.bye = this.bye && { ...this.bye, final: false };
      this.#connect();
    }, after_s * 1000);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket) socket.close();
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.changed.say(state);
  }
}
