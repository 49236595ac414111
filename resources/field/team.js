// Who else goes, and how far they are: asked for while an order is in view and there is a link.

const EVERY_MS = 15000;

export class Team {
  #field;
  #known = new Map();
  #asked = new Map();

  constructor(field) {
    this.#field = field;
  }

  /** What is known of those who go with this order, nearest first; asks anew now and then. */
  of(order) {
    if (!order) return null;
    const { link, clock, orders } = this.#field;
    const now = clock.steady();
    const several = (orders.get(order)?.assignment.recipients ?? 1) > 1;
    if (several && link.state === "open" && now - (this.#asked.get(order) ?? -Infinity) > EVERY_MS) {
      this.#asked.set(order, now);
      this.#field.ask("order_team", { order }).then(
        (team) => this.#known.set(order, team.members),
        () => undefined, // A hub that cannot say: the order itself still tells how many go.
      );
    }
    const own = this.#field.identity.unit.id;
    return this.#known.get(order)?.filter((one) => one.unit !== own) ?? null;
  }
}
