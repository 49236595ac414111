// Makes elements without markup strings: nothing that came over the wire is ever read as HTML.

/**
 * Makes an element.
 * @param {string} tag its name, with classes after dots: "button.big.step".
 * @param {Object<string, *>} [traits] properties; `on…` are listeners, `data` goes to the dataset, `aria` to aria-*.
 * @param {...(Node|string|number|null|false|undefined)} children what is in it; nothing is made of null and false.
 * @returns {HTMLElement}
 */
export function make(tag, traits = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(traits)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "data") Object.assign(element.dataset, value);
    else if (key === "aria") for (const [at, text] of Object.entries(value)) element.setAttribute(`aria-${at}`, text);
    else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  put(element, ...children);
  return element;
}

/** Puts children into an element in place of what was there. */
export function fill(element, ...children) {
  element.replaceChildren();
  put(element, ...children);
  return element;
}

/** Writes a text only where it differs, so that a screen reader does not say it again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The element of this id in the page. */
export function part(id) {
  return document.getElementById(id);
}

/**
 * Makes a button act when it is let go, however long it was held: a glove presses slowly, and a browser takes a long
 * press for something else and sends no click.
 */
export function pressable(button, act) {
  let [down, done] = [null, -Infinity];
  button.addEventListener("pointerdown", (event) => (down = event.pointerId));
  button.addEventListener("pointercancel", () => (down = null));
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  // No click of a finger may follow: it would fall on what a press has just opened in the same place.
  button.addEventListener("touchend", (event) => event.cancelable && event.preventDefault());
  button.addEventListener("pointerup", (event) => {
    const box = button.getBoundingClientRect();
    const [x, y] = [event.clientX, event.clientY];
    const inside = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    if (down !== event.pointerId || !inside || button.disabled) return;
    down = null;
    done = event.timeStamp;
    act();
  });
  button.addEventListener("click", (event) => event.timeStamp - done > 1000 && act());
}

function put(element, ...children) {
  for (const child of children.flat()) if (child !== null && child !== false && child !== undefined) element.append(child);
}
