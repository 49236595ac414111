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

const GRID = 500; // cells to a degree: about 200 m, in which crossings are looked for

export class Roads {
  #places = []; // junctions
  #ways = []; // by junction: [to, metres, seconds]
  #edges = []; // [from, to, metres, metres a second]
  #ids = new Map();

  /** @param {Array<{line: [number, number][], rank?: string}>} roads Roads that cross are joined where they do. */
  constructor(roads) {
    const pieces = [];
    for (const { line, rank } of roads) {
      const speed = (SPEED_KMH[rank] ?? 24) / 3.6;
      for (let at = 1; at < line.length; at++) pieces.push({ from: line[at - 1], to: line[at], speed, cuts: [0, 1] });
    }
    crossAll(pieces);
    for (const piece of pieces) this.#lay(piece);
  }

  /**
   * The quickest way.
   * @returns {{line: [number, number][], metres: number, seconds: number, straight: boolean}} the straight line where
   *   the roads do not help: none near, no way over them, or a detour of more than four times.
   */
  way(from, to) {
    const straight = distance(from, to);
    const beeline = { line: [from, to], metres: straight, seconds: straight / (WALK_KMH / 3.6), straight: true };
    const [start, end] = [this.#nearest(from), this.#nearest(to)];
    if (!start || !end || start.edge === end.edge) return beeline;
    const found = this.#search(start, end);
    if (!found) return beeline;
    const ends = start.away + end.away;
    const line = [from, start.foot, ...found.path.map((id) => this.#places[id]), end.foot, to];
    const metres = found.metres + ends;
    if (metres > 4 * straight + 100) return beeline;
    return { line, metres, seconds: found.seconds + ends / (WALK_KMH / 3.6), straight: false };
  }

  #lay({ from, to, speed, cuts }) {
    const places = cuts.sort((one, other) => one - other).map((part) => between(from, to, part));
    for (let at = 1; at < places.length; at++) this.#join(places[at - 1], places[at], speed);
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
    if (from === to) return;
    this.#edges.push([from, to, metres, speed]);
    this.#ways[from].push([to, metres, metres / speed]);
    this.#ways[to].push([from, metres, metres / speed]);
  }

  /** The nearest point of any road: {foot, away (metres), edge, part (0 to 1 along the edge)}. */
  #nearest(place) {
    let best = null;
    for (const edge of this.#edges) {
      const [one, other] = [this.#places[edge[0]], this.#places[edge[1]]];
      const part = projected(place, one, other);
      const foot = between(one, other, part);
      const away = distance(place, foot);
      if (!best || away < best.away) best = { foot, away, edge, part };
    }
    return best;
  }

  #search(start, end) {
    const seconds = new Float64Array(this.#places.length).fill(Infinity);
    const metres = new Float64Array(this.#places.length);
    const before = new Int32Array(this.#places.length).fill(-1);
    const heap = new Heap();
    const reach = (id, takes, length, from) => {
      if (takes >= seconds[id]) return;
      [seconds[id], metres[id], before[id]] = [takes, length, from];
      heap.push(takes, id);
    };
    for (const [id, length, takes] of ends(start)) reach(id, takes, length, -1);
    for (let top = heap.pop(); top; top = heap.pop()) {
      const [cost, id] = top;
      if (cost > seconds[id]) continue;
      for (const [to, length, takes] of this.#ways[id]) reach(to, cost + takes, metres[id] + length, id);
    }
    const [last, length, takes] = ends(end).reduce((one, other) =>
      seconds[one[0]] + one[2] <= seconds[other[0]] + other[2] ? one : other,
    );
    if (seconds[last] === Infinity) return null;
    const path = [];
    for (let id = last; id >= 0; id = before[id]) path.unshift(id);
    return { path, metres: metres[last] + length, seconds: seconds[last] + takes };
  }
}

/** The two junctions of the edge that a foot is on: [junction, metres, seconds] from the foot. */
function ends({ edge: [from, to, metres, speed], part }) {
  return [
    [from, metres * part, (metres * part) / speed],
    [to, metres * (1 - part), (metres * (1 - part)) / speed],
  ];
}

/** Notes for all pieces where others cross them. */
function crossAll(pieces) {
  const cells = new Map();
  for (const piece of pieces) {
    const [[x1, y1], [x2, y2]] = [piece.from, piece.to].map((place) => place.map((degrees) => Math.floor(degrees * GRID)));
    for (let x = Math.min(x1, x2); x <= Math.max(x1, x2); x++) {
      for (let y = Math.min(y1, y2); y <= Math.max(y1, y2); y++) {
        const key = `${x},${y}`;
        const there = cells.get(key) ?? cells.set(key, []).get(key);
        for (const other of there) cross(piece, other);
        there.push(piece);
      }
    }
  }
}

function cross(one, other) {
  const [ax, ay] = [one.to[0] - one.from[0], one.to[1] - one.from[1]];
  const [bx, by] = [other.to[0] - other.from[0], other.to[1] - other.from[1]];
  const turn = ax * by - ay * bx;
  if (Math.abs(turn) < 1e-16) return;
  const [dx, dy] = [other.from[0] - one.from[0], other.from[1] - one.from[1]];
  const along = (dx * by - dy * bx) / turn;
  const over = (dx * ay - dy * ax) / turn;
  const slack = 1e-3; // roads that end at another one miss it by a rounding
  if (along < -slack || along > 1 + slack || over < -slack || over > 1 + slack) return;
  one.cuts.push(Math.min(1, Math.max(0, along)));
  other.cuts.push(Math.min(1, Math.max(0, over)));
}

function between(one, other, part) {
  return [one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part];
}

/** How far along a stretch (0 to 1) its nearest point to a place is. */
function projected(place, one, other) {
  const squeeze = Math.cos((one[1] * Math.PI) / 180);
  const [ax, ay] = [(other[0] - one[0]) * squeeze, other[1] - one[1]];
  const [px, py] = [(place[0] - one[0]) * squeeze, place[1] - one[1]];
  return Math.min(1, Math.max(0, (px * ax + py * ay) / (ax * ax + ay * ay || 1)));
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
