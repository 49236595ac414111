// Language, look, duty, past orders, and giving the device back.

import { make } from "./element.js";
import { choices, Sheet } from "./sheet.js";
import { language, speak, tr } from "./words.js";

const AT_FIRST = { language: "zh", theme: "auto" };

/** Reads the settings and puts them into effect. */
export async function openSettings(store) {
  apply({ ...AT_FIRST, ...(await store.fact("settings", {})) });
}

function apply({ language: tongue, theme }) {
  speak(tongue);
  document.documentElement.dataset.theme = theme;
}

/** The sheet. @param {object} field the page's parts. @param {() => void} signOff forgets this device. */
export function showSettings(field, signOff) {
  const { store, alarm, identity, orders, duty } = field;
  const now = { language: language(), theme: document.documentElement.dataset.theme };
  const set = (change) => {
    Object.assign(now, change);
    apply(now);
    store.keep("settings", now).catch(() => undefined);
    sheet.close();
    field.refresh(true);
    if (change.language) showSettings(field, signOff);
  };
  const tongues = choices([["zh", "中文"], ["en", "English"]], ([value]) => set({ language: value }), { chosen: [now.language] });
  const looks = ["auto", "dark", "light"].map((theme) => [theme, tr(`theme_${theme}`)]);
  const past = orders.past().slice(0, 20);
  const sheet = new Sheet(tr("settings"), [
    make("div.item", {}, `${identity.unit.name} · ${identity.unit.id}`, make("small", {}, `${tr("device_name")}：${identity.device_name}`)),
    ...duty.buttons(() => sheet.close()).filter(Boolean),
    make("h2", {}, tr("language")),
    tongues,
    make("h2", {}, tr("theme")),
    choices(looks, ([theme]) => set({ theme }), { chosen: [now.theme] }),
    make("button", { onclick: () => alarm.try() }, tr("test_alarm")),
    ...behind(),
    make("h2", {}, tr("history")),
    ...(past.length ? past.map(pastLine) : [make("p.second", {}, tr("none"))]),
    make("button.red", { id: "sign-off", onclick: () => askSignOff(field, signOff) }, tr("sign_off")),
  ]);
}

/** What reaches a person who looks at another app: only where the system lets the page say something. */
function behind() {
  const Notice = globalThis.Notification;
  const words = make("p.second", {}, tr(`behind_${Notice?.permission ?? "none"}`));
  if (Notice?.permission !== "default") return [words];
  const ask = async (event) => {
    const button = event.currentTarget;
    words.textContent = tr(`behind_${await Notice.requestPermission()}`);
    button.remove();
  };
  return [make("button", { onclick: ask }, tr("behind_ask")), words];
}

function pastLine(kept) {
  const what = kept.ended ? kept.ended : kept.state;
  return make("div.item", {}, kept.assignment.text, make("small", {}, tr(what)));
}

function askSignOff(field, signOff) {
  const n = field.outbox.count;
  const words = [make("p", {}, tr("sign_off_sure")), n ? make("p.error", {}, tr("sign_off_unsent", { n })) : null];
  const button = make("button.main.stop", { id: "sign-off-do", onclick: signOff }, tr("sign_off_do"));
  return new Sheet(tr("sign_off"), words.filter(Boolean), button);
}
