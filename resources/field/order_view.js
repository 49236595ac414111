// How an order looks: who, what, where, by when, who else; and, when it changed or ended, that before all else.

import { countdown } from "./clock.js";
import { difference } from "./difference.js";
import { make, write } from "./element.js";
import { TownMap } from "./map.js";
import { asks, nextStep, rank, STEPS } from "./orders.js";
import { wayText } from "./place_sheet.js";
import { memberWords } from "./team.js";
import { named, tr } from "./words.js";

export class OrderView {
  element;
  #field;
  #kept;
  #limits = [];
  #map = null;
  #way = null;
  #drawn = "";
  #team = make("button.team", { hidden: true });

  /** @param {object} field the page's parts. @param {object} kept the order, as `Orders` keeps it. */
  constructor(field, kept) {
    this.#field = field;
    this.#kept = kept;
    const { assignment } = kept;
    this.#team.addEventListener("click", () => field.team.show(kept.order));
    this.element = make(
      "article.order",
      { data: { order: kept.order, priority: assignment.priority, state: kept.state } },
      this.#why(),
      this.#head(),
      kept.ended ? null : this.#deadlines(),
      assignment.place && !kept.ended ? this.#where() : null,
      this.#team,
    );
    if (kept.ended) this.element.dataset.ended = kept.ended;
  }

  /** Brings what moves by itself up to date: the time left, the way from here, who else is how far. */
  tick(team) {
    const now = this.#field.clock.hubNow();
    for (const { at, line, label, figure, stage } of this.#limits) {
      const left = at - now;
      line.classList.toggle("late", left < 0);
      write(label, tr(`${left < 0 ? "over" : "left"}_${stage}`));
      write(figure, countdown(left));
    }
    this.#drawWay();
    this.#showTeam(team);
  }

  #why() {
    const { ended, reason, before, reminded, assignment } = this.#kept;
    const why = (kind, text, more) => make(`p.why${kind}`, { role: "alert" }, text, more && make("small", {}, more));
    if (ended) return why(".stop", tr(`${ended}_title`), reason ? tr("reason", { text: reason }) : ended === "over" && tr("over_more"));
    if (before) return why("", tr("changed", { n: assignment.version ?? 2 }));
    if (reminded) return why(".stop", tr("reminded", { step: tr(`do_${reminded}`) }));
    return asks(this.#kept) ? why("", tr("new")) : null;
  }

  #head() {
    const { assignment, before } = this.#kept;
    const { issued_by, held_by } = assignment;
    const from = tr("from", { name: issued_by }) + (held_by && held_by !== issued_by ? ` · ${tr("held", { name: held_by })}` : "");
    const level = `${assignment.priority === 1 ? "▲ " : ""}${tr(`priority_${assignment.priority}`)} · ${from}`;
    const details = [assignment.plan && tr("plan", { name: assignment.plan }), assignment.incident?.text].filter(Boolean);
    return make(
      "div.head",
      {},
      make("p.level", {}, level),
      make("h1", {}, ...(before ? changes(before.text, assignment.text) : [assignment.text])),
      details.length ? make("p", {}, details.join(" · ")) : null,
      make("p", {}, this.#together()),
    );
  }

  #together() {
    const { recipients, by_department: parts } = this.#kept.assignment;
    if (recipients <= 1) return tr("alone");
    const pairs = Array.isArray(parts) ? parts : Object.entries(parts ?? {});
    const words = pairs.map(([id, n]) => `${named(this.#field.town.department(id))} ${n}`).join(" · ");
    return tr("together", { n: recipients }) + (words ? `：${words}` : "");
  }

  #deadlines() {
    const { assignment } = this.#kept;
    const next = nextStep(this.#kept);
    const stages = [next, rank(next) < rank("on_scene") ? "on_scene" : null].filter(Boolean);
    this.#limits = stages.map((stage) => {
      const [label, figure] = [make("span"), make("b")];
      const at = assignment.issued_at + assignment.deadlines[`${stage}_s`];
      return { at, stage, label, figure, line: make("span", {}, label, figure) };
    });
    return make("div.limits", { role: "timer" }, ...this.#limits.map((limit) => limit.line));
  }

  #where() {
    const canvas = make("canvas", { role: "img" });
    this.#map = new TownMap(canvas);
    this.#way = make("p", {}, tr("no_position"));
    return make("div.way", {}, canvas, this.#way);
  }

  #drawWay() {
    if (!this.#map) return;
    const { position, town } = this.#field;
    const [here, target] = [position.place, this.#kept.assignment.place];
    const mark = JSON.stringify([here?.map((degrees) => degrees.toFixed(4)), town.roads.length, document.documentElement.dataset.theme]);
    if (mark === this.#drawn) return;
    this.#drawn = mark;
    const way = here && town.way(here, target);
    this.#map.show(town, { here, target, way });
    if (!way) return write(this.#way, tr("no_position"));
    return write(this.#way, wayText(way));
  }

  #showTeam(team) {
    const nearest = (team ?? []).slice(0, 2);
    this.#team.hidden = !nearest.length;
    if (nearest.length) write(this.#team, `${tr("nearest")}${nearest.map(memberWords).join(" · ")} ›`);
  }
}

/** One line for an order among several. */
export function orderLine(kept, onclick) {
  const { assignment } = kept;
  const state = kept.ended ? tr(kept.ended) : tr(kept.state);
  return make(
    "button",
    { data: { priority: assignment.priority, line: kept.order }, onclick },
    make("b", {}, `${assignment.priority === 1 ? "▲ " : ""}${tr(`priority_${assignment.priority}`)}`),
    make("span", {}, assignment.text),
    make("em", {}, state),
  );
}

/** The five stages as a bar. */
export function stageBar(kept) {
  return STEPS.slice(1).map((step) => make(`i${rank(kept.state) >= rank(step) ? ".done" : ""}`));
}

function changes(before, after) {
  const tags = { same: "span", gone: "del", came: "ins" };
  return [make("span.change", {}, ...difference(before, after).map(([kind, text]) => make(tags[kind], {}, text)))];
}
