// The town's roads as a net, and the shortest way over them. Dijkstra with a heap; Source: E. W. Dijkstra, 1959.

const EARTH_M = 6371008.8;
const CELL = 1e5; // places that agree to 1e-5 degrees (about a metre) are one junction
const SPEED_KMH = { expressway: 60, arterial: 36, street: 24, lane: 15 };
const WALK_KMH = 5;

/** Metres between two places [lon, lat]. */
export function distance([lon1, lat1], [lon2, lat2]) {
  const rad = Math.PI / 180;
  const x = (lon2 - lon1) * rad * Math.cos(((lat1 + lat2) / 2) * rad);
  return EARTH_M * Math.hypot(x, (lat2 - lat1) * rad);
}

export class Roads {
  #places = []; // junctions
  #ways = []; // by junction: [to, metres, seconds]
  #ids = new Map();

  /** @param {Array<{line: [number, number][], rank?: string}>} roads */
  constructor(roads) {
    for (const road of roads) {
      const speed = (SPEED_KMH[road.rank] ?? 24) / 3.6;
      for (let at = 1; at < road.line.length; at++) this.#join(road.line[at - 1], road.line[at], speed);
    }
  }

  /**
   * The quickest way.
   * @returns {{line: [number, number][], metres: number, seconds: number, straight: boolean}} the straight line where
   *   the roads do not help (none near, no way over them, or nearer on foot).
   */
  way(from, to) {
    const straight = distance(from, to);
    const beeline = { line: [from, to], metres: straight, seconds: straight / (WALK_KMH / 3.6), straight: true };
    const [start, end] = [this.#nearest(from), this.#nearest(to)];
    if (start < 0 || end < 0 || start === end) return beeline;
    const found = this.#search(start, end);
    if (!found) return beeline;
    const ends = distance(from, this.#places[start]) + distance(to, this.#places[end]);
    const line = [from, ...found.path.map((id) => this.#places[id]), to];
    const over = { line, metres: found.metres + ends, seconds: found.seconds + ends / (WALK_KMH / 3.6), straight: false };
    return over.seconds < beeline.seconds ? over : beeline;
  }

  #id(place) {
    const key = `${Math.round(place[0] * CELL)},${Math.round(place[1] * CELL)}`;
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#places.length;
      this.#ids.set(key, id);
      this.#places.push(place);
      this.#ways.push([]);
    }
    return id;
  }

  #join(one, other, speed) {
    const [from, to, metres] = [this.#id(one), this.#id(other), distance(one, other)];
    this.#ways[from].push([to, metres, metres / speed]);
    this.#ways[to].push([from, metres, metres / speed]);
  }

  #nearest(place) {
    let [best, least] = [-1, Infinity];
    this.#places.forEach((junction, id) => {
      const metres = distance(place, junction);
      if (metres < least) [best, least] = [id, metres];
    });
    return best;
  }

  #search(start, end) {
    const seconds = new Float64Array(this.#places.length).fill(Infinity);
    const metres = new Float64Array(this.#places.length);
    const before = new Int32Array(this.#places.length).fill(-1);
    const heap = new Heap();
    seconds[start] = 0;
    heap.push(0, start);
    for (let top = heap.pop(); top; top = heap.pop()) {
      const [cost, id] = top;
      if (id === end) break;
      if (cost > seconds[id]) continue;
      for (const [to, length, takes] of this.#ways[id]) {
        if (cost + takes >= seconds[to]) continue;
        seconds[to] = cost + takes;
        metres[to] = metres[id] + length;
        before[to] = id;
        heap.push(seconds[to], to);
      }
    }
    if (seconds[end] === Infinity) return null;
    const path = [];
    for (let id = end; id >= 0; id = before[id]) path.unshift(id);
    return { path, metres: metres[end], seconds: seconds[end] };
  }
}

class Heap {
  #items = [];

  push(cost, thing) {
    const items = this.#items;
    let at = items.push([cost, thing]) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (items[up][0] <= items[at][0]) break;
      [items[up], items[at]] = [items[at], items[up]];
      at = up;
    }
  }

  pop() {
    const items = this.#items;
    const [top, last] = [items[0], items.pop()];
    if (!items.length) return top;
    items[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < items.length && items[left][0] < items[least][0]) least = left;
      if (right < items.length && items[right][0] < items[least][0]) least = right;
      if (least === at) return top;
      [items[least], items[at]] = [items[at], items[least]];
      at = least;
    }
  }
}
