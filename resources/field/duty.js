// On duty or not: only on duty, or in danger, is the position shared; the page says until when.

import { make } from "./element.js";
import { clockTime, tr } from "./words.js";

const EXTEND_S = 3600; // the hub lets a shift be taken on anew once less than this is left

export class Duty {
  #field;
  #hubs = { on: true, until: null }; // as the hub last said; one that says nothing of duty takes a person as on duty
  /** {on, until}: as the hub last said, or as the person did since. */
  state = this.#hubs;

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page knew. */
  async open() {
    const { hubs = this.#hubs, state = hubs } = await this.#field.store.fact("duty", {});
    this.#hubs = hubs;
    this.state = state;
    this.#follow();
  }

  /** Whether the person is on duty. A shift whose end has passed is over, link or not, but for who has an order to do. */
  get on() {
    return this.state.on && !(this.#ended && !this.#field.orders.current().some((kept) => !kept.ended));
  }

  get #ended() {
    return Boolean(this.state.until) && this.#field.clock.hubNow() >= this.state.until;
  }

  /** Takes the hub's word; true where it was about this. */
  receive(message) {
    if (message.type === "pace") this.#field.position.pace(message.every_s);
    else if (message.type === "duty") this.#heard({ on: message.on ?? false, until: message.until || null });
    else return false;
    return true;
  }

  /** The hub did not take what the person said: as it was. */
  takeBack() {
    this.#set(this.#hubs);
  }

  /** Begins the duty of a device that was just enrolled: so the shift has an end. */
  async begin() {
    await this.#field.outbox.add({ type: "begin_duty" }, { silent: true }).catch(() => undefined);
  }

  /** Ends the sharing when the shift is over. */
  tick() {
    this.#follow();
  }

  /** What the page says about being followed. */
  words() {
    const { position, help } = this.#field;
    if (!this.on && !help?.calling) return tr("off_duty");
    if (!position.followed) return tr("not_followed");
    if (!this.on) return tr("followed_help");
    const { until } = this.state;
    return until && !this.#ended ? tr("followed_until", { time: clockTime(until) }) : tr("followed");
  }

  /** A line that has to be said: the shift is over, and how another one begins. */
  notices() {
    if (this.on) return [];
    return [{ name: "off_duty", kind: "wait", text: tr("off_duty_more"), button: [tr("duty_begin"), () => this.#say("begin_duty", true)] }];
  }

  /** Buttons that begin or end duty. */
  buttons(done) {
    const press = (type, on) => () => this.#say(type, on).then(done, () => undefined); // The store has said why.
    const { until } = this.state;
    const short = this.on && until && until - this.#field.clock.hubNow() < EXTEND_S;
    const begin = make("button", { id: "duty-begin", onclick: press("begin_duty", true) }, tr(this.on ? "duty_extend" : "duty_begin"));
    const end = make("button", { id: "duty", onclick: press("end_duty", false) }, tr("duty_end"));
    return this.on ? [short ? begin : null, end] : [begin];
  }

  async #say(type, on) {
    await this.#field.outbox.add({ type });
    this.#set({ on, until: null });
  }

  #heard(hubs) {
    this.#hubs = hubs;
    // What the person has said since and the hub does not know yet goes before.
    const said = this.#field.outbox.commands.findLast((command) => command.type.endsWith("_duty"));
    const on = said?.type === "begin_duty";
    this.#set(said ? { on, until: on && hubs.on ? hubs.until : null } : hubs);
  }

  #set(state) {
    this.state = state;
    this.#field.store.keep("duty", { hubs: this.#hubs, state }).catch(() => undefined);
    this.#follow();
    this.#field.refresh();
  }

  #follow() {
    const danger = Boolean(this.#field.help?.calling);
    this.#field.position.follow(this.on || danger, danger);
  }
}
