// 吹哨: an incident reported in three taps, departments called in, and who of them has answered; and being called in.

import { make, write } from "./element.js";
import { Gallery, pictures } from "./gallery.js";
import { TownMap } from "./map.js";
import { newId } from "./outbox.js";
import { showPlace } from "./place_sheet.js";
import { choices, Sheet } from "./sheet.js";
import { clockTime, named, tr } from "./words.js";

const LIMIT = 1000;
const SECOND = 2; // being called in rings as an order of the second level does
const LISTED = 8;

export class Whistles {
  #field;
  #own = new Map(); // id to what the hub says of it
  #others = []; // whistles of others that call this unit's department
  #list = null;

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

  /** Lines that have to be said: whistles that wait for this unit's answer, and those that it has promised to come to. */
  notices() {
    return this.#others.flatMap((whistle) => {
      const button = [tr("look"), () => this.#look(whistle)];
      const what = `${kindName(whistle)} ${whistle.text}`;
      const name = `whistle ${whistle.whistle}`;
      if (this.#waits(whistle)) return { name, kind: "bad", text: `${tr("whistled", { name: whistle.by_name })} ${what}`, button };
      if (this.#promised(whistle)) return { name, kind: "wait", text: `${tr("whistle_promised")} ${what}`, button };
      return [];
    });
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
    this.#list = make("div.stack", { id: "whistles" });
    this.#write();
    const body = [
      this.#list,
      make("h2", {}, tr("whistle_kind")), kinds,
      make("h2", {}, tr("whistle_place")), make("div.pick", {}, canvas), where,
      make("h2", {}, tr("whistle_more")), make("p.second", {}, tr("whistle_departments")), whom, words, gallery.element,
    ];
    const sheet = new Sheet(tr("whistle_title"), body, send, { closed: () => (this.#list = null) });
    map.show(town, { here: position.place, target: said.place });
    send.addEventListener("click", async () => {
      if (send.disabled) return;
      send.disabled = true;
      await gallery.ready();
      const text = words.value.trim() || named(town.kind(said.kind));
      const done = await this.#blow({ ...said, text }, gallery.blobs).catch(() => false);
      if (done === false) send.disabled = false; // The store has said why.
      else sheet.close();
    });
  }

  async #blow(said, blobs) {
    const whistle = newId();
    const command = { type: "blow_whistle", whistle, ...said };
    if (blobs.length) command.attachments = blobs.map((blob) => blob.id);
    const departments = said.departments.map((department) => ({ department }));
    const kept = { ...said, id: whistle, whistle, departments, at: this.#field.clock.hubNow() };
    await this.#field.outbox.add(command, { blobs, puts: [["whistles", kept]] });
    this.#own.set(whistle, kept);
    const { link } = this.#field;
    this.#field.say("wait", tr(link.state === "open" ? "whistle_sent" : "whistle_kept"), 6, [tr("look"), () => this.show()]);
  }

  /** The hub did not take a whistle: it was never blown. */
  takeBack({ whistle }) {
    this.#drop([whistle]);
  }

  /** The sheet of a whistle that calls this unit: what, where, who comes; and the answer. */
  #look(whistle) {
    this.#field.attention.seen("whistle", key(whistle));
    const { town } = this.#field;
    const lines = [
      make("h1", {}, kindName(whistle)),
      make("p", {}, whistle.text),
      make("p.second", {}, `${whistle.by_name} · ${clockTime(whistle.at)}${whistle.address ? ` · ${whistle.address}` : ""}`),
      ...whistle.departments.map((called) => make("p", {}, calledWords(called, town))),
      pictures(whistle.attachments ?? [], this.#field.fetchBlob),
    ];
    const note = make("input", { id: "whistle-note", maxLength: LIMIT, placeholder: tr("whistle_note") });
    const go = make("button.main", { id: "go" }, tr("whistle_answer"));
    const foot = this.#waits(whistle) ? make("div", {}, note, go) : null;
    const sheet = showPlace(this.#field, { title: tr("whistle"), lines, place: whistle.place, foot });
    go.addEventListener("click", async () => {
      if (go.disabled) return;
      go.disabled = true;
      const text = note.value.trim();
      const command = { type: "answer_whistle", whistle: whistle.whistle, ...(text ? { note: text } : {}) };
      const done = await this.#field.outbox.add(command).catch(() => null);
      if (done === null) go.disabled = false; // The store has said why.
      else sheet.close();
    });
  }

  #waits(whistle) {
    const said = (command) => command.type === "answer_whistle" && command.whistle === whistle.whistle;
    return !called(whistle)?.answered_by && !this.#field.outbox.commands.some(said);
  }

  #promised(whistle) {
    return called(whistle)?.answered_by === this.#field.identity.unit.name;
  }

  #take(whistles) {
    this.#others = whistles.filter((whistle) => !whistle.mine);
    const own = whistles.filter((whistle) => whistle.mine).map((whistle) => ({ ...whistle, id: whistle.whistle }));
    const listed = new Set(own.map((whistle) => whistle.id));
    for (const whistle of own) this.#news(this.#own.get(whistle.id), whistle);
    for (const whistle of own) this.#own.set(whistle.id, whistle);
    this.#field.store.write(own.map((whistle) => ["whistles", whistle])).catch(() => undefined);
    const waits = new Set(this.#field.outbox.commands.filter((one) => one.type === "blow_whistle").map((one) => one.whistle));
    this.#drop([...this.#own.keys()].filter((id) => !listed.has(id) && !waits.has(id)));
    this.#call();
  }

  #drop(ids) {
    for (const id of ids) this.#own.delete(id);
    this.#field.store.write([], ids.map((id) => ["whistles", id])).catch(() => undefined);
    this.#write();
  }

  /** Who has blown it hears at once who comes, and who has not come in time. */
  #news(before, whistle) {
    const { town, alarm } = this.#field;
    for (const now of whistle.departments) {
      const was = before?.departments.find((one) => one.department === now.department);
      if (!was?.due_at || (was.answered_by === now.answered_by && was.misses === now.misses)) continue;
      alarm.chirp();
      this.#field.say(now.answered_by ? "wait" : "bad", `${tr("whistle")}：${calledWords(now, town)}`, 30, [tr("look"), () => this.show()]);
    }
  }

  #ring(whistle) {
    this.#others = [...this.#others.filter((one) => one.whistle !== whistle.whistle), whistle];
    this.#call();
  }

  #call() {
    this.#field.attention.call("whistle", this.#others.filter((one) => this.#waits(one)).map(key), SECOND);
    this.#write();
    this.#field.refresh();
  }

  #write() {
    if (!this.#list) return;
    const own = [...this.#own.values()].sort((one, other) => other.at - one.at).slice(0, LISTED);
    this.#list.replaceChildren(...(own.length ? [make("h2", {}, tr("whistles"))] : []), ...own.map((whistle) => this.#line(whistle)));
  }

  #line(whistle) {
    const { town, outbox } = this.#field;
    const unsent = outbox.commands.some((command) => command.whistle === whistle.id && command.type === "blow_whistle");
    const parts = unsent ? [tr("not_sent")] : whistle.departments.map((called) => calledWords(called, town));
    const title = `${named(town.kind(whistle.kind))} ${whistle.text} · ${clockTime(whistle.at)}`;
    return make("div.item.mine", { data: { whistle: whistle.id } }, title, ...parts.map((text) => make("small", {}, text)));
  }
}

/** The call of the department that this unit was called for. */
function called(whistle) {
  return whistle.departments.find((one) => one.department === whistle.called);
}

/** Each time that nobody came it calls anew. */
function key(whistle) {
  return `${whistle.whistle} ${called(whistle)?.misses ?? 0}`;
}

function kindName(whistle) {
  return whistle.name || whistle.kind;
}

/** A department that was called: who comes, or by when somebody should, or that nobody has. */
function calledWords(called, town) {
  const name = named(town.department(called.department));
  if (called.answered_by) {
    const who = tr("whistle_answered", { name, who: called.answered_by });
    return called.note ? `${who}：${called.note}` : who;
  }
  const late = called.misses ? ` ${tr("whistle_missed", { n: called.misses })}` : "";
  const until = called.due_at ? ` ${tr("whistle_until", { time: clockTime(called.due_at) })}` : "";
  return tr("whistle_unanswered", { name }) + until + late;
}
