// The page's files are kept on the phone; a newer set is taken only when the person is not in the middle of something.

const EVERY_MS = 15 * 60 * 1000;

/**
 * @param {() => void} ready a newer page waits.
 * @returns {Promise<{takeOver: () => void, renew: () => void}>} changes over to it; looks whether there is one.
 */
export async function keepFiles(ready) {
  if (!("serviceWorker" in navigator)) return { takeOver: () => location.reload(), renew: () => undefined };
  const registration = await navigator.serviceWorker.register("worker.js", { updateViaCache: "none" });
  const look = () => registration.waiting && navigator.serviceWorker.controller && ready();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  const renew = () => void registration.update().catch(() => undefined); // Without a link there is nothing newer.
  setInterval(renew, EVERY_MS);
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => asked && location.reload());
  const takeOver = () => {
    asked = true;
    registration.waiting?.postMessage("take over");
  };
  return { takeOver, renew };
}
