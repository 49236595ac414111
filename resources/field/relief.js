// What a chief does about somebody who is late: says how far that person is, gives the part to another, sends one more.

import { make, write } from "./element.js";
import { metresText } from "./map.js";
import { rank, STEPS } from "./orders.js";
import { choices, Sheet } from "./sheet.js";
import { named, tr } from "./words.js";

const LIMIT = 1000;
const GROUNDS = ["answer_by_phone", "answer_by_radio", "answer_by_eye"];

/** Says for somebody how far that person is, and how one knows. */
export function openAnswer(field, { order, unit, stage, name, version = 1 }, done) {
  const states = STEPS.filter((one) => rank(one) >= Math.max(2, rank(stage))); // nobody vouches for less than a word of theirs
  let [state, ground] = [states[0], ""];
  const note = make("textarea", { id: "answer-note", maxLength: LIMIT, placeholder: tr("answer_note"), oninput: () => check() });
  const send = make("button.main", { id: "answer-send", disabled: true }, tr("answer_send"));
  const check = () => (send.disabled = !(ground || note.value.trim()));
  const said = () => [ground, note.value.trim()].filter(Boolean).join("：");
  const body = [
    make("p", {}, tr("answer_lead", { name })),
    choices(states.map((one) => [one, tr(one)]), ([one]) => (state = one), { chosen: [state] }),
    make("h2", {}, tr("answer_how")),
    choices(GROUNDS.map((key) => [tr(key), tr(key)]), ([text]) => ((ground = text), check()), { wide: true }),
    note,
  ];
  const sheet = new Sheet(tr("answer_for"), body, send, { order: "attention" });
  send.addEventListener("click", () => act(field, send, sheet, { type: "answer_for", order, unit, state, note: said(), version }, done));
}

/** Shows who could go, in the order in which to ask them, and sends one: instead of the late one, or besides. */
export async function openSend(field, { order, unit, name }, done) {
  let to = "";
  const error = make("p.error", { role: "alert" });
  const list = make("div.stack", {}, make("p.second", {}, tr("send_asks")));
  const instead = make("button.main", { id: "send-instead", disabled: true }, tr("send_instead", { name }));
  const besides = make("button", { id: "send-besides", disabled: true }, tr("send_besides"));
  const sheet = new Sheet(tr("send_other"), [make("p", {}, tr("send_lead", { name })), list, error], make("div", {}, instead, besides), { order: "attention" });
  instead.addEventListener("click", () => act(field, instead, sheet, { type: "reassign", order, unit, to, reason: tr("send_reason") }, done));
  besides.addEventListener("click", () => act(field, besides, sheet, { type: "reinforce", order, units: [to] }, done));
  try {
    const { units } = await field.ask("spare_units", { order, unit });
    const pick = ([chosen]) => {
      to = chosen;
      instead.disabled = besides.disabled = false;
    };
    const options = units.map((one) => [one.id, spareWords(field, one)]);
    list.replaceChildren(options.length ? choices(options, pick, { wide: true }) : make("p.second", {}, tr("send_nobody")));
  } catch (fault) {
    list.replaceChildren();
    write(error, tr(fault.message === "no link" || fault.message === "no answer" ? "send_no_link" : "refused", { what: tr("send_other"), why: fault.message }));
  }
}

function spareWords({ town, identity }, { id, name, department, distance_m, contact, busy }) {
  const parts = [
    id === identity.unit.id ? tr("send_self", { name }) : name,
    named(town.department(department)),
    Number.isFinite(distance_m) ? metresText(distance_m, tr) : tr("place_unknown"),
    contact === "in_contact" ? null : tr(contact),
    busy && tr("busy"),
  ];
  return parts.filter(Boolean).join(" · ");
}

async function act(field, button, sheet, command, done) {
  if (button.disabled) return;
  button.disabled = true;
  try {
    await field.outbox.add(command);
    sheet.close();
    done();
  } catch {
    button.disabled = false; // The store has said why.
  }
}
