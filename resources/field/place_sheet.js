// Where something is: a sheet with the small map, the way from here, and what can be done about it.

import { make, write } from "./element.js";
import { metresText, TownMap } from "./map.js";
import { Sheet } from "./sheet.js";
import { tr } from "./words.js";

const EVERY_MS = 2000;

/**
 * Shows it until it is closed.
 * @param {object} field the page's parts.
 * @param {{title: string, lines: Node[], place?: [number, number], foot?: Node, closed?: () => void}} what
 * @returns {Sheet}
 */
export function showPlace(field, { title, lines, place = null, foot = null, closed = () => undefined }) {
  const words = make("p", {}, tr("no_position"));
  const canvas = make("canvas", { role: "img" });
  const way = make("div.way", {}, canvas, words);
  let timer = 0;
  const sheet = new Sheet(title, [...lines, place ? way : make("p.error", {}, tr("place_unknown"))], foot, {
    order: "attention",
    closed: () => (clearInterval(timer), closed()),
  });
  if (!place) return sheet;
  const map = new TownMap(canvas);
  const draw = () => {
    const here = field.position.place;
    const found = here && field.town.way(here, place);
    map.show(field.town, { here, target: place, way: found });
    if (found) write(words, wayText(found));
  };
  timer = setInterval(draw, EVERY_MS);
  draw();
  return sheet;
}

/** A way in words: how far, and how long where the roads say it. */
export function wayText(way) {
  const metres = metresText(way.metres, tr);
  if (way.straight) return tr("straight", { metres });
  return tr("way", { metres, time: tr("minutes", { n: Math.max(1, Math.round(way.seconds / 60)) }) });
}
