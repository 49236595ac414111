// A small map of the town on a canvas: water, roads, the place to go to, where one is, the way. No tile comes from anywhere.

const PAD = 36; // pixels kept free around what must be seen
const LEAST_M = 250; // metres that a map shows at least
const WIDTH = { expressway: 7, arterial: 5, street: 3, lane: 2 };

export class TownMap {
  #canvas;
  #town = null;
  #shown = {};
  #pick = null;
  #centre = null;

  /** @param {HTMLCanvasElement} canvas @param {(place: [number, number]) => void} [pick] takes the place that is tapped. */
  constructor(canvas, pick = null) {
    this.#canvas = canvas;
    this.#pick = pick;
    if (pick) canvas.addEventListener("pointerup", (event) => this.#picked(event));
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** @param {object} town roads, water and zones as in `town.json`. */
  show(town, { here = null, target = null, way = null, marks = [] } = {}) {
    this.#town = town;
    this.#shown = { here, target, way, marks };
    this.draw();
  }

  /** Draws what is to be shown, in the colours of the theme. */
  draw() {
    const [width, height] = [this.#canvas.clientWidth, this.#canvas.clientHeight];
    if (!this.#town || !width || !height) return;
    const dots = Math.min(3, devicePixelRatio || 1);
    this.#canvas.width = width * dots;
    this.#canvas.height = height * dots;
    const pen = this.#canvas.getContext("2d");
    pen.scale(dots, dots);
    const view = this.#view(width, height);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    pen.fillStyle = colour("window");
    pen.fillRect(0, 0, width, height);
    this.#land(pen, view, colour);
    this.#way(pen, view, colour);
    this.#names(pen, view, colour, width, height);
    this.#marks(pen, view, colour);
  }

  #view(width, height) {
    const { here, target, way, marks } = this.#shown;
    let seen = [here, target, ...(way?.line ?? []), ...marks].filter(Boolean);
    if (!seen.length) seen = this.#town.zones?.flatMap((zone) => zone.outline?.flat() ?? []) ?? [];
    if (!seen.length) seen = this.#town.roads.flatMap((road) => road.line);
    const lons = seen.map(([lon]) => lon);
    const lats = seen.map(([, lat]) => lat);
    const middle = [(least(lons) + most(lons)) / 2, (least(lats) + most(lats)) / 2];
    const metres_x = 111320 * Math.cos((middle[1] * Math.PI) / 180);
    const wide = Math.max(LEAST_M, (most(lons) - least(lons)) * metres_x);
    const high = Math.max(LEAST_M, (most(lats) - least(lats)) * 110540);
    const scale = Math.min((width - 2 * PAD) / wide, (height - 2 * PAD) / high);
    this.#centre = { middle, metres_x, scale, width, height };
    return ([lon, lat]) => [
      width / 2 + (lon - middle[0]) * metres_x * scale,
      height / 2 - (lat - middle[1]) * 110540 * scale,
    ];
  }

  #picked(event) {
    if (!this.#centre) return;
    const { middle, metres_x, scale, width, height } = this.#centre;
    const lon = middle[0] + (event.offsetX - width / 2) / (metres_x * scale);
    const lat = middle[1] - (event.offsetY - height / 2) / (110540 * scale);
    this.#pick([Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]);
  }

  #land(pen, view, colour) {
    pen.lineCap = pen.lineJoin = "round";
    pen.fillStyle = pen.strokeStyle = colour("water");
    for (const area of this.#town.water ?? []) {
      pen.beginPath();
      for (const ring of area) trace(pen, ring, view);
      pen.fill("evenodd");
    }
    for (const river of this.#town.rivers ?? []) {
      pen.lineWidth = Math.max(3, (river.width_m ?? 20) * this.#centre.scale);
      stroke(pen, river.line, view);
    }
    for (const [name, more] of [["road-edge", 2], ["road", 0]]) {
      pen.strokeStyle = colour(name);
      for (const road of this.#town.roads) {
        const real = (road.width_m ?? 8) * this.#centre.scale;
        pen.lineWidth = Math.min(16, Math.max(real, (WIDTH[road.rank] ?? 3) * 0.5)) + more;
        stroke(pen, road.line, view);
      }
    }
  }

  #names(pen, view, colour, width, height) {
    pen.font = "500 13px system-ui, 'Noto Sans CJK SC', sans-serif";
    pen.textAlign = "center";
    const taken = [];
    const write = (text, [x, y], ink) => {
      const half = pen.measureText(text).width / 2;
      const box = [x - half - 4, y - 12, x + half + 4, y + 6];
      if (box[0] < 4 || box[1] < 4 || box[2] > width - 4 || box[3] > height - 4) return;
      if (taken.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1])) return;
      taken.push(box);
      pen.lineWidth = 4;
      pen.strokeStyle = colour("window");
      pen.strokeText(text, x, y);
      pen.fillStyle = ink;
      pen.fillText(text, x, y);
    };
    const { here, target } = this.#shown;
    for (const mark of [here, target]) if (mark) taken.push(around(view(mark), 22));
    const named = new Set();
    for (const road of this.#town.roads) {
      if (!road.name || named.has(road.name) || !(road.line.length > 1)) continue;
      const inside = road.line.map(view).filter(([x, y]) => x > 30 && y > 20 && x < width - 30 && y < height - 20);
      if (!inside.length) continue;
      named.add(road.name);
      write(road.name, inside[Math.floor(inside.length / 2)], colour("second"));
      if (named.size > 12) break;
    }
  }

  #way(pen, view, colour) {
    const { way } = this.#shown;
    if (!way) return;
    pen.setLineDash(way.straight ? [2, 9] : []);
    pen.strokeStyle = colour("window");
    pen.lineWidth = 9;
    stroke(pen, way.line, view);
    pen.strokeStyle = colour("action");
    pen.lineWidth = 5;
    stroke(pen, way.line, view);
    pen.setLineDash([]);
  }

  #marks(pen, view, colour) {
    const { here, target, marks } = this.#shown;
    for (const mark of marks) dot(pen, view(mark), 6, colour("second"), colour("window"));
    if (target) {
      const [x, y] = view(target);
      pen.beginPath();
      pen.moveTo(x, y - 17);
      pen.lineTo(x + 16, y + 11);
      pen.lineTo(x - 16, y + 11);
      pen.closePath();
      pen.fillStyle = colour("red");
      pen.fill();
      pen.strokeStyle = "#ffffff";
      pen.lineWidth = 2;
      pen.stroke();
    }
    if (here) dot(pen, view(here), 9, colour("action"), "#ffffff");
  }
}

/** Metres in words: 740 米, 3.2 公里. */
export function metresText(metres, words) {
  if (metres < 950) return words("metres", { n: Math.max(10, Math.round(metres / 10) * 10) });
  return words("kilometres", { n: (metres / 1000).toFixed(metres < 9500 ? 1 : 0) });
}

function trace(pen, line, view) {
  line.forEach((place, at) => pen[at ? "lineTo" : "moveTo"](...view(place)));
}

function stroke(pen, line, view) {
  pen.beginPath();
  trace(pen, line, view);
  pen.stroke();
}

function dot(pen, [x, y], radius, ink, rim) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = ink;
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = rim;
  pen.stroke();
}

function around([x, y], by) {
  return [x - by, y - by, x + by, y + by];
}

function least(numbers) {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

function most(numbers) {
  return numbers.reduce((one, other) => Math.max(one, other), -Infinity);
}
