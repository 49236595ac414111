// Keeps the page's files on the phone, all of one version, so that it opens without a link.

// Made from the files by `python packaging/field_version.py`; a test says when it is to be made anew.
const VERSION = "e01390c72aafa331";
const FILES = [
  "./",
  "alarm.js",
  "answer.js",
  "app.js",
  "attention.js",
  "awake.js",
  "call.js",
  "clock.js",
  "difference.js",
  "duty.js",
  "element.js",
  "enrol.js",
  "field.css",
  "gallery.js",
  "guard.js",
  "help.js",
  "hold.js",
  "icon-192.png",
  "icon-512.png",
  "icon.svg",
  "link.js",
  "manifest.webmanifest",
  "map.js",
  "notices.js",
  "order_view.js",
  "orders.js",
  "outbox.js",
  "photo.js",
  "place_sheet.js",
  "position.js",
  "questions.js",
  "raised.js",
  "relief.js",
  "roads.js",
  "screen.js",
  "settings.js",
  "sheet.js",
  "signal.js",
  "store.js",
  "team.js",
  "town.js",
  "update.js",
  "voice.js",
  "whistle.js",
  "words.js",
];
const NAME = `field-${VERSION}`;
const TOWN = "field-town";
const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      await Promise.all(names.filter((name) => name.startsWith("field-") && ![NAME, TOWN].includes(name)).map((name) => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.endsWith("/town.json")) event.respondWith(town(event.request));
  else event.respondWith(caches.match(event.request, { ignoreSearch: true, cacheName: NAME }).then((kept) => kept ?? fetch(event.request)));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(([page]) => (page ? page.focus() : self.clients.openWindow("./"))));
});

/** The town's sheet: the hub's if it comes soon, else the one that was kept. */
async function town(request) {
  const kept = await caches.open(TOWN);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const first = await Promise.race([fresh.catch(() => undefined), late]);
  return first ?? (await kept.match(request)) ?? fresh;
}
