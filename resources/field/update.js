// The page's files are kept on the phone; a newer set is taken only when the person is not in the middle of something.

/**
 * @param {() => void} ready a newer page waits.
 * @returns {Promise<() => void>} changes over to it.
 */
export async function keepFiles(ready) {
  if (!("serviceWorker" in navigator)) return () => location.reload();
  const registration = await navigator.serviceWorker.register("worker.js", { updateViaCache: "none" });
  const look = () => registration.waiting && navigator.serviceWorker.controller && ready();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  setInterval(() => registration.update().catch(() => undefined), 15 * 60 * 1000);
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && location.reload());
  return () => {
    asked = true;
    registration.waiting?.postMessage("take over");
  };
}

/** The version of the files that this page came from, or "". */
export async function fileVersion() {
  const names = (await globalThis.caches?.keys()) ?? [];
  return names.filter((name) => name.startsWith("field-")).at(-1)?.slice(6) ?? "";
}
