// The page's one screen: the bar, the orders, the buttons at the thumb. What a finger may be on is never replaced.

import { span } from "./clock.js";
import { fill, make, part, pressable, write } from "./element.js";
import { openComplete, openDecline } from "./answer.js";
import { lost } from "./notices.js";
import { OrderView, orderLine, stageBar } from "./order_view.js";
import { asks, nextStep } from "./orders.js";
import { Sheet } from "./sheet.js";
import { TownMap } from "./map.js";
import { tr } from "./words.js";

const GUARD_MS = 700; // a second tap meant for what stood here before counts for nothing

export class Screen {
  #field;
  #chosen = null; // the order that the person picked among several
  #view = null;
  #drawn = "";
  #guard = 0;
  #offered = null; // the order, as it stood, that the buttons speak of
  #anew = false;
  #later = 0;
  #drawnAt = 0;
  #cost_ms = 0;
  #map = null;

  constructor(field, openers) {
    this.#field = field;
    part("bar").hidden = part("foot").hidden = false;
    pressable(part("step"), () => this.#step());
    pressable(part("decline"), () => this.#guarded() || openDecline(field.orders, this.shown.order));
    pressable(part("whistle"), openers.whistle);
    pressable(part("call"), openers.call);
    part("link").addEventListener("click", openers.settings);
    part("followed").addEventListener("click", openers.settings);
  }

  /** The order that is in view, or null. */
  get shown() {
    const current = this.#field.orders.current();
    return current.find((kept) => kept.order === this.#chosen) ?? current[0] ?? null;
  }

  /** A call has come: what the person looked at gives way to the most urgent. */
  call(kept) {
    if (asks(kept) || kept.ended) this.#chosen = null;
    this.refresh();
  }

  /**
   * Brings everything up to date; `anew` draws also what has not changed (the language has). A flood of news is drawn
   * in a quarter of the time at most, and the rest is left for taking it in.
   */
  refresh(anew = false) {
    this.#anew ||= anew;
    if (this.#later) return;
    const pause_ms = this.#drawnAt + 3 * this.#cost_ms - performance.now();
    if (pause_ms <= 0) this.#refresh();
    else this.#later = setTimeout(() => this.#refresh(), pause_ms);
  }

  #refresh() {
    const from = performance.now();
    clearTimeout(this.#later);
    this.#later = 0;
    const anew = this.#anew;
    this.#anew = false;
    this.#bring(anew);
    this.#drawnAt = performance.now();
    this.#cost_ms = this.#drawnAt - from;
  }

  #bring(anew) {
    const { orders } = this.#field;
    const current = orders.current();
    const shown = this.shown;
    const drawn = JSON.stringify([shown, current.map((kept) => [kept.order, kept.state, kept.ended, kept.assignment.text])]);
    if (anew || drawn !== this.#drawn) {
      if (shown?.order !== this.#view?.element.dataset.order) this.#guard = performance.now() + GUARD_MS;
      this.#drawn = drawn;
      this.#draw(current, shown);
    }
    this.#offered = shown;
    this.#foot(shown);
    this.#ring(current, shown);
    this.tick();
  }

  /** Brings up to date what moves by itself. */
  tick() {
    const { link, clock, duty, help, team } = this.#field;
    const gone = lost(this.#field);
    document.body.dataset.link = gone ? "lost" : "open";
    const silent = clock.silence();
    write(part("link-state"), tr(link.state === "open" ? "online" : gone ? "offline" : "connecting"));
    write(part("link-age"), silent === null ? tr("never") : tr("ago", { age: span(silent, tr) }));
    write(part("followed"), duty.words());
    this.#view?.tick(team.of(this.shown?.order));
    if (this.#map) this.#map.show(this.#field.town, { here: this.#field.position.place });
    const calm = part("calm-words");
    if (calm) {
      write(calm, tr(gone ? "no_orders_stale" : "no_orders"));
      calm.parentElement.classList.toggle("doubt", gone);
    }
    help.show();
    this.#field.notices.show();
  }

  #draw(current, shown) {
    this.#view = shown && new OrderView(this.#field, shown);
    this.#map = null;
    if (!shown) {
      const canvas = make("canvas");
      fill(
        part("main"),
        make("div.calm", {}, make("h1", { id: "calm-words" }), make("p.second", {}, tr("no_orders_more"))),
        make("div.way", {}, canvas),
      );
      this.#map = new TownMap(canvas);
      return;
    }
    const others = current.length > 1 && make("div.others", {}, ...current.map((kept) => this.#line(kept, shown)));
    fill(part("main"), others, this.#view.element);
    part("main").scrollTop = 0;
  }

  #line(kept, shown) {
    const line = orderLine(kept, () => {
      this.#chosen = kept.order;
      this.refresh();
    });
    line.classList.toggle("top", kept === shown);
    return line;
  }

  #foot(shown) {
    const [step, decline] = [part("step"), part("decline")];
    const next = shown && nextStep(shown);
    const told = shown && (shown.ended || shown.reminded);
    step.hidden = !shown;
    if (shown) write(step, tr(shown.ended ? "understood" : `do_${next}`));
    step.classList.toggle("told", Boolean(told));
    decline.hidden = !next;
    write(decline, tr("decline"));
    write(part("whistle"), tr("whistle"));
    write(part("call"), tr("call"));
    part("stage").hidden = !shown;
    fill(part("stage"), ...(shown ? stageBar(shown) : []));
  }

  #ring(current, shown) {
    const { alarm, attention } = this.#field;
    const waits = current.filter((kept) => asks(kept) || kept.reminded);
    const levels = [...waits.map((kept) => kept.assignment.priority), attention.level].filter((level) => level !== null);
    const level = levels.length ? Math.min(...levels) : current.some((kept) => kept.ended) ? "ended" : null;
    alarm.ring(level);
    document.body.classList.toggle("ringing", level !== null);
    const rings = shown && (asks(shown) || shown.ended || shown.reminded);
    Sheet.giveWay(rings ? shown.order : attention.level === null ? null : "");
  }

  async #step() {
    if (this.#guarded()) return;
    const { orders, store } = this.#field;
    const kept = this.shown;
    if (kept.ended) return void (await this.#once(() => orders.dismiss(kept.order)));
    const next = nextStep(kept);
    if (kept.reminded) await orders.calm(kept.order);
    if (next === "completed") return void openComplete(orders, store, kept.order);
    await this.#once(() => orders.report(kept.order, next));
  }

  async #once(work) {
    const step = part("step");
    step.disabled = true;
    this.#guard = performance.now() + GUARD_MS;
    await work().catch(() => undefined); // The store has said why; the button stands as it was.
    setTimeout(() => (step.disabled = false), GUARD_MS);
  }

  #guarded() {
    // What has changed since the buttons were written takes no press that was meant for what stood there.
    return performance.now() < this.#guard || !this.shown || this.shown !== this.#offered;
  }
}
