// The page: opens its parts in order, ties them together, and lets each message go to whom it concerns.

import { Alarm } from "./alarm.js";
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
const NO_ENTRY = ["sign_in.revoked", "sign_in.key", "sign_in.unit"];

async function main(field) {
  const { store } = field;
  await openSettings(store);
  await field.clock.open();
  field.identity = await store.fact("identity");
  const code = codeInAddress();
  while (!field.identity || (code && location.hash)) await enrol(field, await store.fact("goodbye", ""));
  await build(field);
  field.link.open();
}

async function enrol(field, said) {
  const identity = await enrolled(HUB, said && tr(said));
  await field.store.wipe(); // Another unit's orders are none of this one's.
  await field.store.keep("identity", identity);
  field.identity = identity;
}

async function build(field) {
  const { store, clock } = field;
  field.link = new Link(HUB, () => hello(field), () => clock.steady());
  field.outbox = new Outbox(store, field.link, clock);
  field.orders = new Orders(store, field.outbox, clock);
  field.position = new Position(store, field.link, clock);
  field.questions = new Questions(field.link);
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
  for (const name of ["outbox", "orders", "position", "duty", "whistles", "calls", "help"]) await field[name].open();
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
    awake.stay(field.duty.on);
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

async function welcome({ orders, outbox, position, notices }, message) {
  notices.stand("version", null);
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
  if (NO_ENTRY.includes(bye.code)) return void leave(field, "revoked");
  if (bye.retry_s !== -1) return;
  if (["invalid", "unknown_type", "malformed", "too_many"].includes(bye.code)) field.outbox.brokenOff(bye);
  field.notices.stand("version", () => ({ name: "version", kind: "bad", text: tr("version", { why: bye.message }) }));
  field.link.again(BROKEN_S);
}

function refused(field, command, why) {
  const what = command.type === "receipt" ? tr(command.state) : tr(FACES[command.type] ?? command.type);
  const name = `refused ${command.device_at}`;
  const button = () => [tr("understood"), () => field.notices.stand(name, null)];
  field.notices.stand(name, () => ({ name: "refused", kind: "bad", text: tr("refused", { what, why }), button: button() }));
}

const FACES = { blow_whistle: "whistle", call_circle: "call", call_help: "help", cancel_help: "help_cancel", begin_duty: "duty", end_duty: "duty" };

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
  let takeOver = () => undefined;
  const newer = () => ({ name: "update", kind: "wait", text: tr("update"), button: [tr("update_now"), () => takeOver()] });
  keepFiles(() => field.notices.stand("update", newer)).then(
    (change) => (takeOver = change),
    () => undefined, // Not over https: the page works as long as there is a link.
  );
}

start();
