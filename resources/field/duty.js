// On duty or not: only on duty is the position shared, and the page says until when.

import { make } from "./element.js";
import { clockTime, tr } from "./words.js";

export class Duty {
  #field;
  /** {on, until}: as the hub last said, or as the person did since. A hub that says nothing of duty takes one as on. */
  state = { on: true, until: null };

  constructor(field) {
    this.#field = field;
  }

  /** Takes up what an earlier page knew. */
  async open() {
    this.state = await this.#field.store.fact("duty", this.state);
    this.#follow();
  }

  /** Whether the person is on duty; a shift whose end has passed is over, link or not. */
  get on() {
    const { on, until } = this.state;
    return on && !(until && this.#field.clock.hubNow() >= until);
  }

  /** Takes the hub's word; true where it was about this. */
  receive(message) {
    if (message.type === "pace") this.#field.position.pace(message.every_s);
    else if (message.type === "duty") this.#set({ on: message.on ?? false, until: message.until || null });
    else return false;
    return true;
  }

  /** Ends the sharing when the shift is over. */
  tick() {
    this.#follow();
  }

  /** What the page says about being followed. */
  words() {
    const { position } = this.#field;
    if (!this.on) return tr("off_duty");
    if (!position.followed) return tr("not_followed");
    const { until } = this.state;
    return until ? tr("followed_until", { time: clockTime(until) }) : tr("followed");
  }

  /** A button that begins or ends duty. */
  button(done) {
    const on = this.on;
    const press = async () => {
      await this.#field.outbox.add({ type: on ? "end_duty" : "begin_duty" });
      this.#set({ on: !on, until: null });
      done();
    };
    return make("button", { id: "duty", onclick: press }, tr(on ? "duty_end" : "duty_begin"));
  }

  #set(state) {
    this.state = state;
    this.#field.store.keep("duty", state).catch(() => undefined);
    this.#follow();
    this.#field.refresh();
  }

  #follow() {
    this.#field.position.follow(this.on);
  }
}
