// 吹哨: an incident reported in three taps, departments called in, and who of them has answered.

import { make, write } from "./element.js";
import { Gallery } from "./gallery.js";
import { TownMap } from "./map.js";
import { newId } from "./outbox.js";
import { choices, Sheet } from "./sheet.js";
import { clockTime, named, tr } from "./words.js";

const LIMIT = 1000;

export class Whistles {
  #field;
  #own = new Map(); // id to what the hub says of it
  #called = new Map(); // whistles of others that call this unit's department

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page knew. */
  async open() {
    for (const whistle of await this.#field.store.all("whistles")) this.#own.set(whistle.id, whistle);
  }

  /** Takes the hub's word; true where it was about whistles. */
  receive(message) {
    if (message.type === "whistles") this.#take(message.whistles);
    else if (message.type === "whistled") this.#ring(message.whistle);
    else return false;
    return true;
  }

  /** Lines that have to be said: whistles that wait for this unit's answer. */
  notices() {
    return [...this.#called.values()].map((whistle) => ({
      kind: "bad",
      text: `${tr("whistled", { name: whistle.by_name })} ${whistle.name} ${whistle.text}`,
      button: [tr("whistle_answer"), () => this.#answer(whistle)],
    }));
  }

  /** The sheet: kind, place, whom; below it the own whistles. */
  show() {
    const { town, position } = this.#field;
    const said = { kind: "", place: position.place, departments: [] };
    const send = make("button.main", { id: "send", disabled: true }, tr("whistle_send"));
    const where = make("p.error", {}, said.place ? "" : tr("whistle_no_place"));
    const check = () => {
      send.disabled = !(said.kind && said.place);
      write(where, said.place ? "" : tr("whistle_no_place"));
    };
    const canvas = make("canvas", { id: "whistle-map" });
    const map = new TownMap(canvas, (place) => {
      said.place = place;
      map.show(town, { here: position.place, target: place });
      check();
    });
    const words = make("textarea", { id: "words", maxLength: LIMIT, placeholder: tr("whistle_words") });
    const gallery = new Gallery();
    const kinds = choices(town.kinds.map((kind) => [kind.id, named(kind)]), ([kind]) => ((said.kind = kind), check()));
    const parts = town.departments.map((one) => [one.id, named(one)]);
    const whom = choices(parts, (chosen) => (said.departments = chosen), { many: true });
    const sheet = new Sheet(
      tr("whistle_title"),
      [
        ...this.#lines(),
        make("h2", {}, tr("whistle_kind")), kinds,
        make("h2", {}, tr("whistle_place")), make("div.pick", {}, canvas), where,
        make("h2", {}, tr("whistle_more")), make("p.second", {}, tr("whistle_departments")), whom, words, gallery.element,
      ],
      send,
    );
    map.show(town, { here: position.place, target: said.place });
    send.addEventListener("click", async () => {
      if (send.disabled) return;
      send.disabled = true;
      await gallery.ready();
      const done = await this.#blow({ ...said, text: words.value.trim() || named(town.kind(said.kind)) }, gallery.blobs).catch(() => false);
      if (done === false) send.disabled = false; // The store has said why.
      else sheet.close();
    });
  }

  async #blow(said, blobs) {
    const whistle = newId();
    const command = { type: "blow_whistle", whistle, ...said };
    if (blobs.length) command.attachments = blobs.map((blob) => blob.id);
    const kept = { id: whistle, ...said, at: this.#field.clock.hubNow() };
    await this.#field.outbox.add(command, { blobs, puts: [["whistles", kept]] });
    this.#own.set(whistle, kept);
    this.#field.say("wait", tr("whistle_sent"), 6);
  }

  async #answer(whistle) {
    await this.#field.outbox.add({ type: "answer_whistle", whistle: whistle.whistle });
    this.#called.delete(whistle.whistle);
    this.#field.refresh();
  }

  #take(whistles) {
    this.#called.clear();
    for (const whistle of whistles) {
      if (whistle.mine) this.#own.set(whistle.whistle, { ...whistle, id: whistle.whistle });
      else if (waits(whistle)) this.#called.set(whistle.whistle, whistle);
    }
    this.#field.refresh();
  }

  #ring(whistle) {
    if (!this.#called.has(whistle.whistle)) this.#field.alarm.chirp();
    this.#called.set(whistle.whistle, whistle);
    this.#field.refresh();
  }

  #lines() {
    const own = [...this.#own.values()].sort((one, other) => (other.at ?? 0) - (one.at ?? 0)).slice(0, 5);
    if (!own.length) return [];
    return [make("h2", {}, tr("whistles")), ...own.map((whistle) => this.#line(whistle))];
  }

  #line(whistle) {
    const { town } = this.#field;
    const parts = whistle.departments.map((called) => {
      // As it was blown here these are ids; as the hub tells it each has its deadline and its answer.
      const name = named(town.department(called.department ?? called));
      const until = called.due_at ? ` ${tr("whistle_until", { time: clockTime(called.due_at) })}` : "";
      return called.answered_by ? tr("whistle_answered", { name }) : tr("whistle_unanswered", { name }) + until;
    });
    const title = `${named(town.kind(whistle.kind))} ${whistle.text}`;
    return make("div.item.mine", {}, title, ...parts.map((text) => make("small", {}, text)));
  }
}

/** Whether a whistle waits for this unit's department. */
function waits(whistle) {
  return whistle.departments.some((called) => called.department === whistle.called && !called.answered_by);
}
