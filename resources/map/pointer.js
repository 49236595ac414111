// What the pointer means: a click picks, a hover asks what is there, Shift and drag draws a box, the tools draw a box
// or a lasso. Units and incidents are found by their distance on the screen, so a pitched view picks right as well.

const REACH_PX = 12;
const STILL_PX = 4;
const HOVER_EVERY_MS = 80;
const RING_LIMIT = 64;

export class Pointer {
  constructor(page, say) {
    this.page = page;
    this.say = say;
    this.tool = "";
    this.stroke = null;
    this.down = null;
    this.ink = document.getElementById("ink");
    const { container } = page;
    const options = { capture: true };
    container.addEventListener("pointerdown", (event) => this.pressed(event), options);
    addEventListener("pointermove", (event) => this.movedTo(event), options);
    addEventListener("pointerup", (event) => this.released(event), options);
    container.addEventListener("pointerleave", () => this.left());
    container.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  busy() {
    return this.stroke !== null;
  }

  take(tool) {
    this.tool = tool;
    this.stroke = null;
    this.wipe();
    document.body.classList.toggle("drawing", tool !== "");
  }

  pressed(event) {
    if (event.button !== 0) return;
    const at = [event.clientX, event.clientY];
    this.down = at;
    const shape = this.tool || (event.shiftKey ? "box" : "");
    if (!shape) return;
    this.stroke = { shape, points: [at] };
    event.stopPropagation();
    event.preventDefault();
  }

  movedTo(event) {
    const at = [event.clientX, event.clientY];
    if (this.stroke) {
      if (this.stroke.shape === "box") this.stroke.points = [this.stroke.points[0], at];
      else this.stroke.points.push(...this.allOf(event));
      this.show();
      event.stopPropagation();
    } else if (!event.buttons) {
      this.hover(at);
    }
  }

  // A busy page gets several moves as one event: a lasso wants each of them.
  allOf(event) {
    const moves = event.getCoalescedEvents();
    return (moves.length ? moves : [event]).map((move) => [move.clientX, move.clientY]);
  }

  released(event) {
    if (event.button !== 0) return;
    const at = [event.clientX, event.clientY];
    const add = event.ctrlKey || event.metaKey;
    const { stroke, down } = this;
    this.stroke = null;
    this.down = null;
    this.wipe();
    const still = down && Math.hypot(at[0] - down[0], at[1] - down[1]) < STILL_PX;
    if (stroke && !(still && stroke.points.length < 4)) this.drew(stroke, add);
    else if (still) this.clicked(at, add);
  }

  clicked(at, add) {
    const found = this.under(at);
    if (found) this.say({ kind: "clicked", add, ...found });
  }

  drew({ shape, points }, add) {
    const viewport = this.page.viewport();
    if (!viewport) return;
    let corners = points;
    if (shape === "box") {
      const [[left, top], [right, bottom]] = points;
      corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    } else {
      const step = Math.max(1, Math.ceil(points.length / RING_LIMIT));
      corners = points.filter((_, number) => number % step === 0);
    }
    if (corners.length < 3) return;
    const ring = corners.map((corner) => viewport.unproject(corner).slice(0, 2));
    this.say({ kind: "drew", shape, ring: [...ring, ring[0]], add });
  }

  hover(at) {
    this.hoverAt = at;
    if (this.hoverTimer) return;
    this.hoverTimer = setTimeout(() => {
      this.hoverTimer = 0;
      if (!this.hoverAt) return;
      const found = this.under(this.hoverAt);
      if (found) this.say({ kind: "hovered", inside: true, x: this.hoverAt[0], y: this.hoverAt[1], ...found });
    }, HOVER_EVERY_MS);
  }

  left() {
    this.hoverAt = null;
    this.say({ kind: "hovered", inside: false, unit: -1, incident: -1, place: [0, 0], x: 0, y: 0 });
  }

  under(at) {
    const viewport = this.page.viewport();
    if (!viewport) return null;
    const place = viewport.unproject(at).slice(0, 2);
    if (!place.every(Number.isFinite)) return null;
    const { layers } = this.page;
    const reach = REACH_PX * layers.style.scale;
    const incident = layers.shown.has("incidents")
      ? this.nearest(viewport, at, layers.incidents.length, (number) => layers.incidents[number].place, reach + 2,
        (number) => layers.pinRise(number, this.page.nearer()))
      : -1;
    const unit = layers.shown.has("units")
      ? this.nearest(viewport, at, layers.count, (number) => layers.placeOf(number), reach)
      : -1;
    return { unit, incident, place };
  }

  nearest(viewport, at, count, placeOf, reach, riseOf = () => 0) {
    let [best, least] = [-1, reach];
    for (let number = 0; number < count; number += 1) {
      const place = placeOf(number);
      if (!place) continue;
      const [x, y] = viewport.project(place);
      const away = Math.hypot(x - at[0], y - riseOf(number) - at[1]);
      if (away < least) [best, least] = [number, away];
    }
    return best;
  }

  show() {
    const pen = this.pen();
    const { shape, points } = this.stroke;
    pen.beginPath();
    if (shape === "box" && points.length > 1) {
      const [[x, y], [right, bottom]] = points;
      pen.rect(x, y, right - x, bottom - y);
    } else {
      points.forEach(([x, y], number) => (number ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.closePath();
    }
    const [red, green, blue] = this.page.style.action;
    pen.fillStyle = `rgba(${red},${green},${blue},0.15)`;
    pen.strokeStyle = `rgb(${red},${green},${blue})`;
    pen.lineWidth = 2;
    pen.fill();
    pen.stroke();
  }

  pen() {
    const ratio = devicePixelRatio || 1;
    this.ink.width = Math.round(innerWidth * ratio);
    this.ink.height = Math.round(innerHeight * ratio);
    const pen = this.ink.getContext("2d");
    pen.scale(ratio, ratio);
    return pen;
  }

  wipe() {
    this.ink.width = 1;
    this.ink.height = 1;
  }
}
