// For chiefs of squads and grids: who in their charge is late, and what they do about it.

import { countdown } from "./clock.js";
import { make, write } from "./element.js";
import { openAnswer, openSend } from "./relief.js";
import { Sheet } from "./sheet.js";
import { tr } from "./words.js";

const THIRD = 3; // rings as an order of the third level does: the ladder climbs on by itself

export class Raised {
  #field;
  #late = [];
  #list = null;

  constructor(field) {
    this.#field = field;
  }

  /** Takes the hub's word; true where it was about this. */
  receive(message) {
    if (message.type !== "raised") return false;
    this.#take(message.late);
    return true;
  }

  /** A worklist has come: whoever is still late is told right after it, so what was known is over. */
  begin() {
    this.#late = [];
    this.#write();
  }

  /** A line that has to be said: who is late; in red as long as nobody has taken it on. */
  notices() {
    if (!this.#late.length) return [];
    const open = this.#open;
    const told = (open.length ? open : this.#late).slice(0, 3).map((one) => tr("rule_late", { step: tr(`do_${one.stage}`), name: one.name }));
    const more = this.#late.length > told.length ? ` … ${this.#late.length}` : "";
    const button = [tr("look"), () => this.show()];
    return [{ name: "raised", kind: open.length ? "bad" : "wait", text: `${tr("raised")}：${told.join("；")}${more}`, button }];
  }

  /** The sheet: all who are late, and what can be done about each. */
  show() {
    this.#field.attention.seen("late");
    this.#list = make("div.stack", { id: "late" });
    this.#write();
    const timer = setInterval(() => this.#tick(), 1000);
    const closed = () => (clearInterval(timer), (this.#list = null));
    new Sheet(tr("raised"), [this.#list], null, { order: "attention", closed });
  }

  get #open() {
    return this.#late.filter((one) => !one.acknowledged && !this.#said(one));
  }

  /** What this chief has said of a late unit and the hub does not have yet, or undefined. */
  #said({ order, unit }) {
    const types = ["acknowledge_miss", "answer_for", "reassign"];
    return this.#field.outbox.commands.find((one) => types.includes(one.type) && one.order === order && one.unit === unit);
  }

  #take(late) {
    this.#late = late;
    this.#field.attention.call("late", this.#open.map((one) => `${one.order} ${one.unit} ${one.stage}`), THIRD);
    this.#write();
    this.#field.refresh();
  }

  #write() {
    if (!this.#list) return;
    const lines = this.#late.map((one) => this.#line(one));
    this.#list.replaceChildren(...(lines.length ? lines : [make("p.second", {}, tr("raised_none"))]));
    this.#tick();
  }

  #tick() {
    const now = this.#field.clock.hubNow();
    for (const over of this.#list?.querySelectorAll("[data-due]") ?? []) write(over, tr("raised_over", { time: countdown(now - Number(over.dataset.due)) }));
  }

  #line(late) {
    const { outbox } = this.#field;
    const { order, unit, stage, name, text, due_at, acknowledged } = late;
    const said = this.#said(late);
    const see = () => outbox.add({ type: "acknowledge_miss", order, unit }).then(() => this.#write(), () => undefined); // The store has said why.
    const state = said ? tr("not_sent") : acknowledged ? tr("raised_known") : null;
    return make(
      "div.item.late",
      { data: { late: unit } },
      make("b", {}, tr("rule_late", { step: tr(`do_${stage}`), name })),
      make("small", { data: { due: due_at } }),
      make("p", {}, text),
      state && make("small", {}, state),
      make(
        "div.choices",
        {},
        acknowledged || said ? null : make("button", { data: { act: "see" }, onclick: see }, tr("raised_seen")),
        make("button", { data: { act: "answer" }, onclick: () => openAnswer(this.#field, late, () => this.#write()) }, tr("answer_for")),
        make("button", { data: { act: "send" }, onclick: () => openSend(this.#field, late, () => this.#write()) }, tr("send_other")),
      ),
    );
  }
}
