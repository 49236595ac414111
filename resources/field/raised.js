// For chiefs of squads and grids: who in their charge is late, and that they see to it.

import { tr } from "./words.js";

export class Raised {
  #field;

  constructor(field) {
    this.#field = field;
  }

  /** Takes the hub's word; true where it was about this. */
  receive(message) {
    if (message.type !== "raised") return false;
    const open = message.late.filter((one) => !one.acknowledged);
    if (open.length) this.#field.alarm.chirp();
    this.#field.notices.stand("raised", open.length ? () => this.#line(open) : null);
    return true;
  }

  #line(late) {
    const names = late.slice(0, 3).map((one) => tr("rule_late", { step: tr(`do_${one.stage}`), name: one.name }));
    const see = async () => {
      for (const { order, unit } of late) await this.#field.outbox.add({ type: "acknowledge_miss", order, unit });
      this.#field.notices.stand("raised", null);
    };
    return { name: "raised", kind: "bad", text: `${tr("raised")}：${names.join("；")}`, button: [tr("raised_seen"), see] };
  }
}
