// A device gets its key: a code from the centre, typed or out of the picture that the centre shows.

import { fill, make, part } from "./element.js";
import { tr } from "./words.js";

const CODE = 8;
const WAIT_MS = 10000;

/** The code in the address that a QR picture opened, or "". It is behind #, which no browser sends anywhere. */
export function codeInAddress() {
  return tidy(location.hash.slice(1));
}

/** A code as it is meant: Crockford's base32 knows no I, L, O. */
export function tidy(text) {
  const plain = text.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  return plain.replace(/[^0-9A-HJKMNP-TV-Z]/g, "").slice(0, CODE);
}

/**
 * Shows the form and waits until the hub has given a key.
 * @param {string} address of the hub's websocket.
 * @param {{goodbye?: string, unsent?: number, before?: object|null}} [so] how it was with this device: "revoked", "unknown" to the hub, or
 *   "" and nothing; how much it still has to send; who it is so far, and stays where the person goes back.
 * @returns {Promise<{unit: object, device: string, key: string, device_name: string}>}
 */
export function enrolled(address, { goodbye = "", unsent = 0, before = null } = {}) {
  return new Promise((resolve) => {
    const code = make("input.code", { id: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: false, maxLength: 12 });
    code.value = spaced(codeInAddress());
    const name = make("input", { id: "device-name", maxLength: 60, value: guessName() });
    const error = make("p.error", { id: "enrol-error", role: "alert" }, isSecureContext ? "" : tr("enrol_insecure"));
    const done = (identity) => {
      history.replaceState(null, "", location.pathname);
      fill(part("main"));
      resolve(identity);
    };
    const send = make("button.main", { id: "enrol", type: "submit" }, tr("enrol_do"));
    const form = make(
      "form.sheet",
      { id: "enrol-form" },
      make("header", {}, make("h2", {}, tr("enrol_title")), before && make("button", { type: "button", id: "enrol-back", onclick: () => done(before) }, tr("back"))),
      make(
        "div.body",
        {},
        before ? make("p", {}, tr("enrol_is", { name: before.unit.name })) : null,
        goodbye ? make("p.why.stop", {}, tr(goodbye), make("small", {}, tr(`${goodbye}_more`))) : null,
        unsent ? make("p.error", {}, tr("enrol_unsent", { n: unsent })) : null,
        make("p.second", {}, tr("enrol_lead")),
        make("label", {}, tr("enrol_code"), code),
        make("label", {}, tr("enrol_name"), name),
        error,
      ),
      make("div.foot", {}, send),
    );
    code.addEventListener("input", () => (code.value = spaced(tidy(code.value))));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (send.disabled) return;
      const missing = CODE - tidy(code.value).length;
      if (missing > 0) return void (error.textContent = tr("enrol_short", { n: missing }));
      send.disabled = true;
      send.textContent = tr("enrol_busy");
      error.textContent = "";
      try {
        const device_name = name.value.trim() || guessName();
        const given = await ask(address, { type: "enrol", protocol: "cockpit.v1", code: tidy(code.value), device_name });
        globalThis.Notification?.requestPermission?.().catch(() => undefined); // The press allows to ask.
        done({ unit: given.unit, device: given.device, key: given.key, device_name });
      } catch (fault) {
        error.textContent = fault.message;
        send.disabled = false;
        send.textContent = tr("enrol_do");
      }
    });
    fill(part("main"), form);
  });
}

function ask(address, message) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    const gone = () => reject(new Error(tr("enrol_no_link")));
    const timer = setTimeout(() => (gone(), socket.close()), WAIT_MS);
    socket.onopen = () => socket.send(JSON.stringify(message));
    socket.onclose = () => (clearTimeout(timer), gone());
    socket.onmessage = (event) => {
      const answer = JSON.parse(event.data);
      if (answer.type === "enrolled") resolve(answer);
      if (answer.type === "bye") reject(new Error(why(answer)));
    };
  });
}

function why(bye) {
  return bye.code === "enrol.code" ? tr("enrol_bad") : tr("enrol_failed", { why: bye.message });
}

function spaced(code) {
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}

function guessName() {
  const model = /\(([^)]*)\)/.exec(navigator.userAgent)?.[1]?.split(";") ?? [];
  return (model.at(-1)?.replace(/Build.*/, "").trim() || navigator.platform || "phone").slice(0, 60);
}
