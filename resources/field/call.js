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
  #heard = [];
  #list = null;

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page heard. */
  async open() {
    this.#heard = await this.#field.store.all("calls");
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
    const { identity, town, outbox } = this.#field;
    const circle = identity.unit.circle;
    const name = town.circles?.find((one) => one.id === circle)?.name ?? circle;
    const text = make("input", { id: "call-text", maxLength: LIMIT, placeholder: tr("call_text") });
    const error = make("p.error", { role: "alert" });
    const say = async (more, blobs = []) => {
      const id = newId();
      const mine = { id, by: identity.unit.id, from_name: identity.unit.name, circle, at: this.#field.clock.hubNow(), ...more };
      await outbox.add({ type: "call_circle", id, circle, ...more }, { blobs, puts: [["calls", mine]] });
      this.#hear(mine, true);
    };
    const send = make("button", { id: "call-send", onclick: () => sendText() }, tr("call_send"));
    const sendText = async () => {
      const words = text.value.trim();
      if (!words) return;
      text.value = "";
      await say({ text: words }).catch(() => (text.value = words));
    };
    text.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && sendText());
    const talk = this.#talkButton(say, error);
    this.#list = make("div", { id: "calls" });
    this.#write();
    new Sheet(tr("call_to", { name }), [this.#list], make("div", {}, error, text, send, talk), { closed: () => (this.#list = null) });
  }

  #talkButton(say, error) {
    const voice = new Voice();
    const button = make("button.main", { id: "talk", disabled: !Voice.possible }, tr(Voice.possible ? "call_talk" : "voice_none"));
    const down = async (event) => {
      event.preventDefault();
      button.setPointerCapture?.(event.pointerId);
      write(error, "");
      try {
        if (await voice.start()) write(button, tr("call_talking"));
      } catch {
        write(error, tr("voice_denied"));
      }
    };
    const up = async () => {
      const clip = await voice.stop();
      write(button, tr("call_talk"));
      if (clip) await say({ clip: clip.id }, [clip]).catch(() => undefined);
    };
    button.addEventListener("pointerdown", down);
    for (const event of ["pointerup", "pointercancel"]) button.addEventListener(event, up);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    return button;
  }

  #hear(call, own = false) {
    if (this.#heard.some((one) => one.id === call.id)) return;
    this.#heard.push(call);
    const old = this.#heard.splice(0, Math.max(0, this.#heard.length - KEEP));
    if (!own) {
      this.#field.store.write([["calls", call]], old.map((one) => ["calls", one.id])).catch(() => undefined);
      this.#field.alarm.chirp();
      const words = call.text || tr("voice");
      this.#field.say("wait", `${call.from_name}：${words}`, 20, [tr("call"), () => this.show()]);
    }
    this.#write();
  }

  #write() {
    if (!this.#list) return;
    const mine = this.#field.identity.unit.id;
    for (const call of this.#heard.filter((one) => one.by !== mine && !one.heard)) this.#seen(call);
    const lines = this.#heard.map((call) =>
      make(
        `div.item${call.by === mine ? ".mine" : ""}`,
        { data: { call: call.id } },
        call.text || null,
        call.clip ? make("button", { onclick: (event) => this.#play(call, event.currentTarget) }, `▶ ${tr("voice")}`) : null,
        make("small", {}, `${call.from_name} · ${clockTime(call.at)}`),
      ),
    );
    this.#list.replaceChildren(...(lines.length ? lines : [make("p.second", {}, tr("call_none"))]));
    this.#list.lastElementChild.scrollIntoView({ block: "end" });
  }

  /** The person has the list before the eyes: whoever called learns that. */
  #seen(call) {
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
      audio.onended = () => URL.revokeObjectURL(address);
      await audio.play();
    } catch (fault) {
      write(button, tr("voice_gone", { why: fault.message }));
    }
  }
}
