// The page: opens its parts in order, ties them together, and lets each message go to whom it concerns.

import { Alarm } from "./alarm.js";
import { Attention } from "./attention.js";
import { Awake } from "./awake.js";
import { Calls } from "./call.js";
import { Clock } from "./clock.js";
import { Duty } from "./duty.js";
import { fill, make, part } from "./element.js";
import { codeInAddress, enrolled } from "./enrol.js";
import { alone } from "./guard.js";
import { Help } from "./help.js";
import { Link } from "./link.js";
import { Notices } from "./notices.js";
import { Orders } from "./orders.js";
import { Outbox } from "./outbox.js";
import { Position } from "./position.js";
import { Questions } from "./questions.js";
import { Raised } from "./raised.js";
import { Screen } from "./screen.js";
import { openSettings, showSettings } from "./settings.js";
import { Store, StoreFailure } from "./store.js";
import { Team } from "./team.js";
import { Town } from "./town.js";
import { keepFiles } from "./update.js";
import { Whistles } from "./whistle.js";
import { speak, tr } from "./words.js";

const HUB = new URL("/", location.href.replace(/^http/, "ws")).href;
const CLIENT = "field page 1.0";
const BROKEN_S = 8; // pause before a hub that could not read something is tried again
const UNKNOWN_S = 20; // pause before a hub that does not know this device is tried again: its backup may be an old one
const UNKNOWN = ["sign_in.key", "sign_in.unit"];

async function main(field) {
  const { store } = field;
  await openSettings(store);
  await field.clock.open();
  field.identity = await store.fact("identity");
  const anew = !field.identity || Boolean(codeInAddress()) || (await store.fact("goodbye", "")) === "unknown";
  if (anew) await enrol(field);
  await build(field);
  field.link.open();
  if (anew) field.duty.begin();
}

async function enrol(field) {
  const { store, identity: before } = field;
  const unsent = (await store.all("outbox")).filter((entry) => !entry.silent).length;
  const identity = await enrolled(HUB, { goodbye: await store.fact("goodbye", ""), unsent, before });
  // Another unit's orders are none of this one's; the same one's are kept, with all that was not sent.
  if (before?.unit.id !== identity.unit.id) await store.wipe();
  await store.write([["device", { name: "identity", value: identity }]], [["device", "goodbye"]]);
  field.identity = identity;
}

async function build(field) {
  const { store, clock } = field;
  field.link = new Link(HUB, () => hello(field), () => clock.steady());
  field.outbox = new Outbox(store, field.link, clock);
  field.orders = new Orders(store, field.outbox, clock);
  field.position = new Position(store, field.link, clock);
  field.questions = new Questions(field.link);
  field.attention = new Attention(field);
  for (const [name, Part] of Object.entries({ duty: Duty, whistles: Whistles, calls: Calls, help: Help, team: Team, raised: Raised })) {
    field[name] = new Part(field);
  }
  field.ask = (what, args) => field.questions.ask(what, args);
  field.fetchBlob = async (id) => blobOf(await field.ask("blob", { id }));
  field.screen = new Screen(field, {
    whistle: () => field.whistles.show(),
    call: () => field.calls.show(),
    settings: () => showSettings(field, () => leave(field, "")),
  });
  for (const name of ["outbox", "orders", "position", "attention", "help", "duty", "whistles", "calls"]) await field[name].open();
  tie(field);
  field.refresh(true);
  field.town.open();
}

function tie(field) {
  const { link, outbox, orders, position, alarm, town, clock, awake } = field;
  link.said.on((message) => hear(field, message));
  for (const signal of [link.changed, outbox.changed, orders.changed, alarm.changed]) signal.on(() => field.refresh());
  town.changed.on(() => field.refresh(true));
  position.changed.on(() => field.screen.tick());
  orders.calls.on((kept, why) => {
    field.screen.call(kept);
    awake.notify(tr(why), kept.assignment.text);
  });
  outbox.refused.on(({ command, message }) => refused(field, command, message));
  setInterval(() => {
    clock.tick();
    field.duty.tick();
    awake.stay(field.duty.on || field.help.calling);
    field.screen.tick();
  }, 500);
}

/** Lets a message go to whom it concerns; what nobody knows is passed over. */
function hear(field, message) {
  const { clock, outbox, orders } = field;
  if (message.type === "welcome") clock.heard(message.at, true);
  else if (message.type === "beat") clock.heard(message.at, false);
  else if (message.type === "bye") farewell(field, message);
  else if (message.type === "worklist") welcome(field, message);
  else {
    const takers = [outbox, orders, field.duty, field.questions, field.calls, field.whistles, field.help, field.raised];
    takers.some((taker) => taker.receive(message));
  }
  if (message.type === "welcome" && message.unit) remember(field, message.unit);
}

async function welcome({ orders, outbox, position, notices, raised, renew }, message) {
  for (const name of ["version", "unknown"]) notices.stand(name, null);
  raised.begin();
  renew(); // A hub that was started anew may have brought a newer page.
  orders.receive(message);
  await orders.settled();
  outbox.start();
  await position.flush();
}

function remember(field, unit) {
  if (JSON.stringify(unit) === JSON.stringify(field.identity.unit)) return;
  field.identity = { ...field.identity, unit };
  field.store.keep("identity", field.identity).catch(() => undefined);
}

function farewell(field, bye) {
  const { notices, link, outbox } = field;
  if (bye.code === "sign_in.revoked") return void leave(field, "revoked");
  if (UNKNOWN.includes(bye.code)) {
    // Not this device's fault, as a rule: a hub on an older backup. Nothing is thrown away for that.
    const button = [tr("enrol_again"), () => field.store.keep("goodbye", "unknown").then(() => location.reload())];
    notices.stand("unknown", () => ({ name: "unknown", kind: "bad", text: tr("unknown"), button }));
    link.again(UNKNOWN_S);
    return;
  }
  if (bye.retry_s !== -1) return;
  if (["invalid", "unknown_type", "malformed", "too_many"].includes(bye.code)) outbox.brokenOff(bye);
  notices.stand("version", () => ({ name: "version", kind: "bad", text: tr("version", { why: bye.message }) }));
  field.renew();
  link.again(BROKEN_S);
}

function refused(field, command, why) {
  const what = command.type === "receipt" ? tr(command.state) : tr(FACES[command.type] ?? command.type);
  const name = `refused ${command.device_at}`;
  const button = () => [tr("understood"), () => field.notices.stand(name, null)];
  field.notices.stand(name, () => ({ name: "refused", kind: "bad", text: tr("refused", { what, why }), button: button() }));
  // What was shown as done is not: it stands as before, so that it can be done anew.
  const owners = { receipt: "orders", begin_duty: "duty", end_duty: "duty", blow_whistle: "whistles", call_circle: "calls" };
  if (!field.outbox.has(command)) field[owners[command.type]]?.takeBack(command);
}

const FACES = { blow_whistle: "whistle", call_circle: "call", call_help: "help", cancel_help: "help_cancel", begin_duty: "duty", end_duty: "duty",
  answer_whistle: "whistle_answer", acknowledge_miss: "raised_seen", answer_for: "answer_for", reassign: "send_other", reinforce: "send_other", hear_call: "call" };

/** The device is given back, or was taken away: forgets its key and all else, and begins anew. */
async function leave(field, goodbye) {
  field.link.close();
  await field.store.wipe();
  if (goodbye) await field.store.keep("goodbye", goodbye);
  location.replace(location.pathname);
}

function hello({ identity }) {
  const { unit, device, key } = identity;
  return { type: "hello", protocol: "cockpit.v1", role: "terminal", name: unit.id, device, secret: key, client: CLIENT };
}

function blobOf({ data, mime }) {
  return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type: mime });
}

function broken(fault) {
  if (!(fault instanceof StoreFailure)) throw fault;
  fill(part("main"), make("p.lead.red", { role: "alert" }, tr("storage_none")));
}

function start() {
  speak("zh");
  const store = new Store();
  const field = { store, clock: new Clock(store), alarm: new Alarm(), town: new Town(), awake: new Awake() };
  field.notices = new Notices(field);
  field.say = (...what) => field.notices.say(...what);
  field.refresh = (anew) => field.screen?.refresh(anew);
  alone(
    () => store.open().then(() => main(field)).catch(broken),
    () => field.link?.close(),
  );
  store.failed.on((failure) => {
    const text = () => (failure.full ? tr("storage_full") : tr("storage_bad", { why: failure.message }));
    field.notices.stand("storage", failure && (() => ({ name: "storage", kind: "bad", text: text() })));
  });
  field.renew = () => undefined;
  let takeOver = () => undefined;
  // Not offered while something rings: a page that was loaded anew may make no sound before it is touched.
  const newer = () => field.alarm.ringing ? null : ({ name: "update", kind: "wait", text: tr("update"), button: [tr("update_now"), () => takeOver()] });
  keepFiles(() => field.notices.stand("update", newer)).then(
    (files) => ([takeOver, field.renew] = [files.takeOver, files.renew]),
    () => undefined, // Not over https: the page works as long as there is a link.
  );
}

start();
