// One page at a time: two windows with one store would report twice and fight over what is not sent.

import { fill, make, part } from "./element.js";
import { tr } from "./words.js";

const LOCK = "cockpit-field";
const TAKE = "cockpit-field-take";
const GRACE_MS = 1200; // a page that is being reloaded needs a moment to let go

/**
 * Runs the page once no other window does, or once the person wants it here.
 * @param {() => void} run opens the page.
 * @param {() => void} lost another window has taken over: say nothing more to the hub.
 */
export function alone(run, lost) {
  if (!navigator.locks) return run(); // Browsers before 2022: nothing to tell by.
  let mine = false;
  const hold = () => {
    mine = true;
    run();
    return new Promise(() => undefined); // Held until this window goes, or another one takes it.
  };
  const steal = sessionStorage.getItem(TAKE) !== null;
  sessionStorage.removeItem(TAKE);
  const how = steal ? { steal: true } : { signal: AbortSignal.timeout(GRACE_MS) };
  return navigator.locks.request(LOCK, how, hold).catch(() => {
    if (mine) lost();
    wall();
  });
}

/** Says that another window has the page; a press brings it here. */
function wall() {
  const take = () => {
    sessionStorage.setItem(TAKE, "1");
    location.reload();
  };
  const button = make("button.main", { id: "use-here", onclick: take }, tr("use_here"));
  fill(part("wall"), make("h1", {}, tr("other_tab")), make("p.second", {}, tr("other_tab_more")), button);
  part("wall").hidden = false;
}
