// The two answers that take more than a press: why one cannot go, and how it ended.

import { make } from "./element.js";
import { Gallery } from "./gallery.js";
import { choices, Sheet } from "./sheet.js";
import { tr } from "./words.js";

const RESULTS = ["resolved", "partly", "nothing_found", "handed_over"];
const REASONS = ["decline_1", "decline_2", "decline_3", "decline_4"];
const LIMIT = 1000;

/** Asks why the person cannot go, and says so. */
export function openDecline(orders, id) {
  let reason = "";
  const other = make("textarea", { id: "reason", maxLength: LIMIT, placeholder: tr("decline_other"), oninput: () => choose(other.value) });
  const send = make("button.main.stop", { id: "send", disabled: true }, tr("decline_send"));
  const choose = (text) => {
    reason = text.trim();
    send.disabled = !reason;
  };
  const list = choices(REASONS.map((key) => [tr(key), tr(key)]), ([text]) => choose(text), { wide: true });
  const sheet = new Sheet(tr("decline_title"), [list, other], send, { order: id });
  send.addEventListener("click", () => once(send, sheet, () => orders.report(id, "declined", { reason })));
}

/** Asks how it ended, with a note and photos, and says so. What was typed is kept if the page ends meanwhile. */
export async function openComplete(orders, store, id) {
  const draft = await store.fact(`draft ${id}`, {});
  let result = draft.result ?? "resolved";
  const note = make("textarea", { id: "note", maxLength: LIMIT, value: draft.note ?? "", oninput: () => keep() });
  const keep = () => store.keep(`draft ${id}`, { note: note.value, result }).catch(() => undefined);
  const gallery = new Gallery();
  const send = make("button.main", { id: "send" }, tr("complete_send"));
  const options = RESULTS.map((value) => [value, tr(`result_${value}`)]);
  const list = choices(options, ([value]) => ((result = value), keep()), { chosen: [result] });
  const body = [make("h2", {}, tr("result")), list, make("label", {}, tr("note"), note), gallery.element];
  const sheet = new Sheet(tr("complete_title"), body, send, { order: id });
  send.addEventListener("click", () =>
    once(send, sheet, async () => {
      await gallery.ready();
      const text = note.value.trim();
      const more = { result, blobs: gallery.blobs, ...(text ? { note: text } : {}) };
      await orders.report(id, "completed", more);
      await store.write([], [["device", `draft ${id}`]]);
    }),
  );
}

/** Does it once, however often the button is pressed; the sheet stays where it could not be kept. */
async function once(button, sheet, work) {
  if (button.disabled) return;
  button.disabled = true;
  try {
    await work();
    sheet.close();
  } catch {
    button.disabled = false; // The store has said why.
  }
}
