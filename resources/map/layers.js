// The layers over the ground: fills by band, selection, units, incidents. Each is made anew only when its own data
// changed; deck.gl then compares and uploads no more than that.

import { drawAtlas } from "./atlas.js";

const deck = globalThis.deck;
const SIZES_PX = [15, 11, 8.5];
const PINS_PX = [34, 28, 21, 17];
const OPEN = 1.35; // how much larger the pin of the open incident is
const FLAT = { depthCompare: "always", depthWriteEnabled: false }; // all lies on the ground: the later is on top
const RISE = 0.16; // how much marks grow with each step of zoom beyond the whole town

const same = (one, other) => Boolean(one && other) && one[0] === other[0] && one[1] === other[1];

export class Layers {
  constructor(declared, style) {
    this.declared = declared;
    this.style = style;
    this.atlas = drawAtlas(style);
    this.shown = new Set(style.shown);
    this.fills = new Map();
    this.fillsTurn = 0;
    this.marks = { circles: [], areas: [], meant: [], picked: [], ladder: [], incident: null, goal: null, help: [] };
    this.incidents = [];
    this.hoveredCircle = "";
    this.places = new Float64Array(0);
    this.looks = new Uint8Array(0);
    this.count = 0;
    this.premises = null;
    this.areas = new Map();
    this.turn = 0;
  }

  takeForces(places, looks) {
    const [west, south] = this.style.origin;
    if (places) {
      this.count = places.length / 2;
      const absolute = new Float64Array(places.length);
      for (let at = 0; at < places.length; at += 2) {
        absolute[at] = Number.isNaN(places[at]) ? west : west + places[at];
        absolute[at + 1] = Number.isNaN(places[at]) ? south : south + places[at + 1];
      }
      this.known = places;
      this.places = absolute;
    }
    if (looks) this.looks = looks;
    this.turn += 1;
  }

  placeOf(unit) {
    if (unit < 0 || unit >= this.count || Number.isNaN(this.known[unit * 2])) return null;
    return [this.places[unit * 2], this.places[unit * 2 + 1]];
  }

  takeFills(fills) {
    this.fills = new Map(Object.entries(fills));
    this.fillsTurn += 1;
  }

  // All layers for setProps, from the ground up; `nearer` is how many steps of zoom the camera is past the whole town.
  all(nearer) {
    const ground = this.declared.map((layer) => this.declaredLayer(layer, nearer));
    const below = ground.filter((layer) => !layer.id.startsWith("label-"));
    const labels = ground.filter((layer) => layer.id.startsWith("label-"));
    return [
      ...below,
      ...this.selectionLayers(),
      this.premisesLayer(),
      ...this.ladderLayers(),
      this.goalLayer(),
      ...this.unitLayers(nearer),
      ...labels,
      this.incidentLayer(nearer),
      ...this.helpLayers(nearer),
    ]
      .filter(Boolean)
      .map((layer) => layer.clone({ parameters: FLAT }));
  }

  declaredLayer(layer, nearer) {
    const [part, tier] = layer.id.split("-");
    if (layer.id === "fill") {
      return layer.clone({
        visible: this.shown.has("fill"),
        getFillColor: (row) => this.fills.get(row.circle) || [0, 0, 0, 0],
        updateTriggers: { getFillColor: this.fillsTurn },
      });
    }
    if (part === "label") {
      const from = { zone: -2, station: 0.9, squad: 1.7, grid: 2.5 }[tier];
      const until = { zone: 1.9, station: 2.6, squad: 3.4, grid: 20 }[tier];
      return layer.clone({ visible: this.shown.has("labels") && nearer >= from && nearer < until });
    }
    const name = part === "border" ? `border-${tier}` : { rivers: "water" }[layer.id] || layer.id;
    return layer.clone({ visible: layer.id === "land" || this.shown.has(name) });
  }

  selectionLayers() {
    const rows = (ids) => ids.flatMap((id) => this.areas.get(id) || []);
    const { action } = this.style;
    const outline = (id, data, props) =>
      new deck.PolygonLayer({
        id,
        data,
        getPolygon: (row) => row.polygon || row,
        getLineColor: [...action, 255],
        getFillColor: [...action, 30],
        getLineWidth: 2.5 * this.style.scale,
        lineWidthUnits: "pixels",
        lineJointRounded: true,
        ...props,
      });
    return [
      outline("hovered", rows([this.hoveredCircle]), { getLineWidth: 1.5, filled: false }),
      outline("selected", rows(this.marks.circles), {}),
      outline("drawn", this.marks.areas, { getLineWidth: 2 }),
    ];
  }

  premisesLayer() {
    if (!this.shown.has("premises") || !this.premises) return null;
    return new deck.ScatterplotLayer({
      id: "premises",
      data: this.premises,
      getPosition: (row) => row.place,
      getFillColor: (row) => this.style.codes[row.code] || this.style.codes.unknown,
      getRadius: 1.6 * this.style.scale,
      radiusUnits: "pixels",
    });
  }

  ladderLayers() {
    const { ladder } = this.marks;
    if (!ladder.length) return [];
    const dashes = ladder.flatMap((ring) =>
      ring.slice(0, -1).map((place, at) => [place, ring[at + 1]]).filter((_, at) => at % 2 === 0));
    return [
      new deck.PathLayer({
        id: "ladder",
        data: dashes,
        getPath: (dash) => dash,
        getColor: [...this.style.text, 200],
        getWidth: 1.6 * this.style.scale,
        widthUnits: "pixels",
      }),
      new deck.TextLayer({
        id: "ladder-label",
        data: ladder.map((ring, at) => ({ place: ring[0], text: `${this.style.minutes[at]}′` })),
        getPosition: (row) => row.place,
        getText: (row) => row.text,
        getSize: 13 * this.style.scale,
        getColor: [...this.style.text, 255],
        characterSet: "auto",
        fontFamily: this.style.font,
        getPixelOffset: [0, -9],
      }),
    ];
  }

  // Where the open order sends its recipients: a target.
  goalLayer() {
    const { goal } = this.marks;
    if (!goal) return null;
    return new deck.ScatterplotLayer({
      id: "goal",
      data: [5, 11],
      getPosition: () => goal,
      getRadius: (radius) => radius * this.style.scale,
      radiusUnits: "pixels",
      filled: false,
      stroked: true,
      getLineColor: [...this.style.action, 255],
      getLineWidth: 2.2 * this.style.scale,
      lineWidthUnits: "pixels",
      updateTriggers: { getPosition: goal },
    });
  }

  unitLayers(nearer) {
    if (!this.shown.has("units") || !this.count || this.looks.length < this.count * 3) return [];
    const { count, looks, style } = this;
    const colours = new Uint8Array(count * 4).fill(255);
    for (let unit = 0; unit < count; unit += 1) {
      colours[unit * 4 + 3] = Number.isNaN(this.known[unit * 2]) ? 0 : looks[count + unit];
    }
    const scale = this.scale(nearer);
    const ring = (id, units, radius, colour) => {
      const data = units.map((unit) => ({ unit, place: this.placeOf(unit) })).filter((row) => row.place);
      return new deck.ScatterplotLayer({
        id,
        data,
        getPosition: (row) => row.place,
        getRadius: (row) => (SIZES_PX[style.sizes[row.unit]] / 2 + radius) * scale,
        radiusUnits: "pixels",
        filled: false,
        stroked: true,
        getLineColor: colour,
        getLineWidth: 1.4 * style.scale,
        lineWidthUnits: "pixels",
        updateTriggers: { getRadius: scale },
      });
    };
    return [
      ring("meant", this.marks.meant, 2.5, [...style.text, 200]),
      ring("picked", this.marks.picked, 5, [...style.action, 255]),
      new deck.IconLayer({
        id: "units",
        data: {
          length: count,
          attributes: {
            getPosition: { value: this.places, size: 2 },
            getColor: { value: colours, size: 4 },
          },
        },
        iconAtlas: this.atlas.image,
        iconMapping: this.atlas.mapping,
        getIcon: (_, { index }) => `unit:${style.departments[index]}:${looks[index]}:${looks[2 * count + index]}`,
        getSize: (_, { index }) => SIZES_PX[style.sizes[index]] * (looks[index] === 1 || looks[2 * count + index] ? 1.25 : 1),
        sizeScale: scale,
        alphaCutoff: 0,
        updateTriggers: { getIcon: this.turn, getSize: this.turn },
      }),
    ];
  }

  incidentLayer(nearer) {
    if (!this.shown.has("incidents")) return null;
    return new deck.IconLayer({
      id: "incidents",
      data: this.incidents,
      iconAtlas: this.atlas.image,
      iconMapping: this.atlas.mapping,
      getPosition: (row) => row.place,
      getIcon: (row) => `incident:${row.severity}:${row.overdue ? 1 : 0}`,
      getSize: (row) => PINS_PX[row.severity - 1] * (same(row.place, this.marks.incident) ? OPEN : 1),
      updateTriggers: { getSize: this.marks.incident },
      sizeScale: this.scale(nearer),
      alphaCutoff: 0,
    });
  }

  // Who calls for help: a disc that says so and two rings, whatever layers are hidden; without fill once it is seen to.
  helpLayers(nearer) {
    const { help } = this.marks;
    if (!help.length) return [];
    const scale = this.scale(nearer);
    const { alarm, edge, text } = this.style;
    const rings = help.flatMap(({ place, taken }) => (taken ? [13, 19] : [13, 19, 26]).map((radius) => ({ place, radius, taken })));
    return [
      new deck.ScatterplotLayer({
        id: "help",
        data: rings,
        getPosition: (row) => row.place,
        getRadius: (row) => row.radius * scale,
        radiusUnits: "pixels",
        filled: true,
        stroked: true,
        getFillColor: (row) => (row.radius > 13 ? [0, 0, 0, 0] : [...(row.taken ? edge : alarm), 255]),
        getLineColor: [...alarm, 255],
        getLineWidth: 2.6 * this.style.scale,
        lineWidthUnits: "pixels",
        updateTriggers: { getRadius: scale },
      }),
      new deck.TextLayer({
        id: "help-label",
        data: help,
        getPosition: (row) => row.place,
        getText: () => "SOS",
        getSize: 10.5 * scale,
        getColor: (row) => (row.taken ? [...text, 255] : [255, 255, 255, 255]),
        fontWeight: 700,
        fontFamily: this.style.font,
        updateTriggers: { getSize: scale },
      }),
    ];
  }

  // Where the middle of an incident's pin stands above its place, in pixels.
  pinRise(number, nearer) {
    return PINS_PX[this.incidents[number].severity - 1] * this.scale(nearer) * 0.55;
  }

  scale(nearer) {
    return this.style.scale * Math.min(2.2, Math.max(0.9, 1 + RISE * nearer));
  }
}
