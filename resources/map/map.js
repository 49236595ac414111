// The map's page. It draws what the desktop gives it (cockpit.take) and says what the person does on it (say);
// it holds no fact of its own except the camera's.

import { Layers } from "./layers.js";
import { Pointer } from "./pointer.js";

const PAGE = Number(new URLSearchParams(location.search).get("page") || 0);
const CAMERA_EVERY_MS = 150;

function say(message) {
  fetch(`say?${encodeURIComponent(JSON.stringify({ ...message, page: PAGE }))}`).catch(() => {});
}

function fail(reason) {
  say({ kind: "failed", reason: String(reason).slice(0, 400) });
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

class MapPage {
  constructor(style, json) {
    this.style = style;
    this.container = document.getElementById("map");
    this.deck = globalThis.createDeck({ container: this.container, jsonInput: json, tooltip: false });
    if (!this.deck) throw new Error("deck.gl did not start");
    this.view = { ...json.initialViewState };
    this.limits = { minZoom: this.view.minZoom, maxZoom: this.view.maxZoom, maxPitch: this.view.maxPitch };
    this.layers = new Layers((this.deck.props.layers || []).flat().filter(Boolean), style);
    this.followed = -1;
    this.saidCamera = 0;
    this.pointer = new Pointer(this, say);
    this.deck.setProps({
      viewState: this.view,
      controller: { doubleClickZoom: false, keyboard: false, touchRotate: true, inertia: false },
      onViewStateChange: ({ viewState, interactionState }) => this.moved(viewState, interactionState),
      onError: (error) => console.warn(error.message),
    });
    this.draw();
  }

  viewport() {
    return this.deck.isInitialized ? this.deck.getViewports()[0] : null;
  }

  nearer() {
    return this.view.zoom - this.style.townZoom;
  }

  moved(view, why) {
    if (this.pointer.busy()) return;
    const { isPanning = false, isZooming = false, isRotating = false } = why || {};
    if (isPanning) this.followed = -1;
    this.look(view);
    if (isPanning || isZooming || isRotating) this.sayCamera(isPanning);
  }

  look(view) {
    const before = this.steps();
    this.view = { ...this.limits, longitude: view.longitude, latitude: view.latitude, zoom: view.zoom,
      pitch: view.pitch, bearing: view.bearing };
    this.deck.setProps({ viewState: this.view });
    if (this.steps() !== before) this.draw();
  }

  // What of the layers hangs on the zoom, in coarse steps, so that a pan redraws and nothing more.
  steps() {
    return Math.round(this.nearer() * 10);
  }

  sayCamera(dragged) {
    this.wasDragged = this.wasDragged || dragged;
    if (this.cameraTimer) return;
    this.cameraTimer = setTimeout(() => {
      const { longitude, latitude, zoom, pitch, bearing } = this.view;
      say({ kind: "looked", dragged: this.wasDragged, camera: { lon: longitude, lat: latitude, zoom, pitch, bearing } });
      this.cameraTimer = 0;
      this.wasDragged = false;
    }, CAMERA_EVERY_MS);
  }

  follow() {
    const place = this.layers.placeOf(this.followed);
    if (!place) return;
    this.look({ ...this.view, longitude: place[0], latitude: place[1] });
    this.sayCamera(false);
  }

  draw() {
    this.deck.setProps({ layers: this.layers.all(this.nearer()) });
  }

  async loadRows(name) {
    return (await fetch(`rows/${name}.json?page=${PAGE}`)).json();
  }

  take(message) {
    const { layers } = this;
    if (message.places || message.looks) {
      layers.takeForces(message.places && new Float32Array(bytes(message.places).buffer),
        message.looks && bytes(message.looks));
    }
    if (message.fills) layers.takeFills(message.fills);
    if (message.incidents) layers.incidents = message.incidents;
    if (message.marks) {
      layers.marks = message.marks;
      this.followed = message.marks.followed;
    }
    if (message.shown) this.takeShown(message.shown);
    if (message.hovered !== undefined) layers.hoveredCircle = message.hovered;
    if (message.tool !== undefined) this.pointer.take(message.tool);
    if (message.camera) {
      this.style.townZoom = message.townZoom;
      const { lon, lat, zoom, pitch, bearing } = message.camera;
      this.look({ longitude: lon, latitude: lat, zoom, pitch, bearing });
    }
    this.draw();
    if (message.places || message.marks) this.follow();
  }

  takeShown(shown) {
    this.layers.shown = new Set(shown);
    if (this.layers.shown.has("premises") && !this.layers.premises) {
      this.loadRows("premises").then((rows) => {
        this.layers.premises = rows;
        this.draw();
      });
    }
  }
}

async function open() {
  const gl = document.createElement("canvas").getContext("webgl2");
  if (!gl) return fail("no WebGL 2");
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER)).slice(0, 200);
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  const [style, json] = await Promise.all(["style", "deck"].map(async (name) =>
    (await fetch(`${name}.json?page=${PAGE}`)).json()));
  const page = new MapPage(style, json);
  for (const tier of ["grid", "squad", "station", "zone", "core"]) {
    for (const row of await page.loadRows(tier)) {
      page.layers.areas.set(row.circle, [...(page.layers.areas.get(row.circle) || []), row]);
    }
  }
  document.querySelector("#map canvas")?.addEventListener("webglcontextlost", () => fail("WebGL context lost"));
  globalThis.cockpit = page;
  say({ kind: "ready", renderer });
}

addEventListener("error", (event) => fail(event.message));
open().catch(fail);
