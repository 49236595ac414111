// Keeps the screen from going dark while on duty, where the browser lets a page do that; calls when it is not looked at.

export class Awake {
  #lock = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#take());
  }

  /** Keeps the screen on, or no longer. */
  stay(on) {
    if (on === this.#wanted) return;
    this.#wanted = on;
    this.#take();
  }

  /** Says something through the system where the page is not in view and the person has allowed that. */
  async notify(title, body) {
    if (document.visibilityState === "visible" || globalThis.Notification?.permission !== "granted") return;
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { body, tag: "order", requireInteraction: true, renotify: true, icon: "icon-192.png" });
  }

  async #take() {
    if (!this.#wanted) return void (await this.#lock?.release().catch(() => undefined));
    if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
    this.#lock = await navigator.wakeLock.request("screen").catch(() => null); // Low battery: the system decides.
  }
}
