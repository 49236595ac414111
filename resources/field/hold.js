// A button that acts only when it is held: what must not happen in a pocket.

export const HOLD_MS = 1500;

/**
 * @param {HTMLElement} button gets the class `held` while it is held.
 * @param {() => void} fire it was held long enough.
 * @param {() => void} short it was let go too early.
 */
export function holdable(button, fire, short) {
  let timer = 0;
  const down = (event) => {
    if (timer || (event.type === "keydown" && (event.repeat || !["Enter", " "].includes(event.key)))) return;
    event.preventDefault();
    if (event.pointerId !== undefined) button.setPointerCapture?.(event.pointerId);
    button.classList.add("held");
    timer = setTimeout(() => {
      timer = -1;
      button.classList.remove("held");
      navigator.vibrate?.(200);
      fire();
    }, HOLD_MS);
  };
  const up = () => {
    if (timer > 0) {
      clearTimeout(timer);
      button.classList.remove("held");
      short();
    }
    timer = 0;
  };
  for (const event of ["pointerdown", "keydown"]) button.addEventListener(event, down);
  for (const event of ["pointerup", "pointercancel", "keyup", "blur"]) button.addEventListener(event, up);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
}
