// Circle calls: words and voice to one's own circle, and from the commander.

import { make, write } from "./element.js";
import { newId } from "./outbox.js";
import { Sheet } from "./sheet.js";
import { clockTime, tr } from "./words.js";
import { Voice } from "./voice.js";

const LIMIT = 500;
const KEEP = 50;

export class Calls {
  #field;
  #heard = []; // oldest first; each {id, by, from_name, circle, at, text, clip, heard, heard_by}
  #list = null;

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page heard. */
  async open() {
    this.#heard = (await this.#field.store.all("calls")).sort((one, other) => one.at - other.at);
  }

  /** Takes the hub's word; true where it was a call. */
  receive(message) {
    if (message.type === "called") this.#hear(message.call);
    else if (message.type === "circle_calls") for (const call of message.calls) this.#hear(call, call.mine || call.heard);
    else return false;
    return true;
  }

  /** The sheet: what was said, and saying something. */
  show() {
    const { identity, town } = this.#field;
    const circle = identity.unit.circle;
    const name = town.circles?.find((one) => one.id === circle)?.name ?? circle;
    const text = make("input", { id: "call-text", maxLength: LIMIT, placeholder: tr("call_text") });
    const error = make("p.error", { role: "alert" });
    const send = make("button", { id: "call-send", onclick: () => sendText() }, tr("call_send"));
    const sendText = async () => {
      const words = text.value.trim();
      if (!words) return;
      text.value = "";
      await this.#say({ text: words }).catch(() => (text.value = words)); // The store has said why.
    };
    text.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && sendText());
    const [talk, voice] = this.#talkButton(error);
    this.#list = make("div.stack", { id: "calls" });
    this.#write();
    const closed = () => {
      this.#list = null;
      voice.stop(); // A microphone is never left on behind a closed sheet; what was not let go was not meant to go.
    };
    new Sheet(tr("call_to", { name }), [this.#list], make("div", {}, error, make("div.row", {}, text, send), talk), { closed });
  }

  /** The hub did not take a call: it was never made. */
  takeBack({ id }) {
    this.#heard = this.#heard.filter((call) => call.id !== id);
    this.#field.store.write([], [["calls", id]]).catch(() => undefined);
    this.#write();
  }

  async #say(more, blobs = []) {
    const { identity, outbox, clock } = this.#field;
    const id = newId();
    const { circle } = identity.unit;
    const mine = { id, by: identity.unit.id, from_name: identity.unit.name, circle, at: clock.hubNow(), mine: true, ...more };
    await outbox.add({ type: "call_circle", id, circle, ...more }, { blobs, puts: [["calls", mine]] });
    this.#hear(mine, true);
  }

  #talkButton(error) {
    const voice = new Voice();
    const possible = Voice.possible;
    const button = make("button.main", { id: "talk", disabled: !possible }, tr(possible ? "call_talk" : "voice_none"));
    const end = async () => {
      const clip = await voice.stop();
      button.classList.remove("talking");
      write(button, tr("call_talk"));
      if (clip) await this.#say({ clip: clip.id }, [clip]).catch(() => undefined); // The store has said why.
      else if (!error.textContent) write(error, tr("call_hold"));
    };
    voice.full = end;
    const down = async (event) => {
      event.preventDefault();
      button.setPointerCapture?.(event.pointerId);
      write(error, "");
      write(button, tr("call_wait"));
      try {
        if (await voice.start()) {
          button.classList.add("talking");
          write(button, tr("call_talking"));
        } else write(button, tr("call_talk"));
      } catch (fault) {
        write(button, tr("call_talk"));
        write(error, tr(fault.name === "NotFoundError" ? "voice_no_microphone" : "voice_denied"));
      }
    };
    button.addEventListener("pointerdown", down);
    for (const event of ["pointerup", "pointercancel"]) button.addEventListener(event, end);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    return [button, voice];
  }

  #hear(call, own = false) {
    const known = this.#heard.find((one) => one.id === call.id);
    if (known) {
      // Told again: by now more have heard it.
      if (known.heard_by !== call.heard_by) Object.assign(known, { heard_by: call.heard_by });
      return this.#write();
    }
    this.#heard.push(call);
    const old = this.#heard.splice(0, Math.max(0, this.#heard.length - KEEP));
    this.#field.store.write([["calls", call]], old.map((one) => ["calls", one.id])).catch(() => undefined);
    if (!own) {
      this.#field.alarm.chirp();
      const words = call.text || tr("voice");
      this.#field.say("wait", `${call.from_name}：${words}`, 20, [tr("look"), () => this.show()]);
    }
    return this.#write();
  }

  #write() {
    if (!this.#list) return;
    for (const call of this.#heard) if (!call.clip) this.#seen(call);
    const lines = this.#heard.map((call) => this.#line(call));
    this.#list.replaceChildren(...(lines.length ? lines : [make("p.second", {}, tr("call_none"))]));
    this.#list.lastElementChild.scrollIntoView({ block: "end" });
  }

  #line(call) {
    const { identity, outbox } = this.#field;
    const mine = call.by === identity.unit.id;
    const unsent = mine && outbox.commands.some((command) => command.type === "call_circle" && command.id === call.id);
    const how = unsent ? tr("not_sent") : mine && call.heard_by ? tr("call_heard_by", { n: call.heard_by }) : null;
    const where = call.circle !== identity.unit.circle && call.circle_name;
    const small = [call.from_name, where, clockTime(call.at), how].filter(Boolean).join(" · ");
    const play = (event) => this.#play(call, event.currentTarget);
    const clip = call.clip ? make("button.clip", { onclick: play }, `▶ ${tr("voice")}`) : null;
    return make(`div.item${mine ? ".mine" : ""}`, { data: { call: call.id } }, call.text || null, clip, make("small", {}, small));
  }

  /** The person has read or heard it: whoever called learns that. */
  #seen(call) {
    if (call.heard || call.by === this.#field.identity.unit.id) return;
    call.heard = true;
    const more = { puts: [["calls", call]], silent: true };
    this.#field.outbox.add({ type: "hear_call", id: call.id }, more).catch(() => undefined);
  }

  async #play(call, button) {
    try {
      const kept = await this.#field.store.get("blobs", call.clip);
      const data = kept?.data ?? (await this.#field.fetchBlob(call.clip));
      const address = URL.createObjectURL(data);
      const audio = new Audio(address);
      audio.onended = () => (URL.revokeObjectURL(address), write(button, `▶ ${tr("voice")}`));
      await audio.play();
      write(button, `♪ ${tr("voice_playing")}`);
      this.#seen(call);
    } catch (fault) {
      write(button, tr("voice_gone", { why: fault.message }));
    }
  }
}
