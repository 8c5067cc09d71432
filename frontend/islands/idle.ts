// Says in good time when the session is about to end; what is typed is kept before the page is left.
import { announceContact, lastContact } from "./contact.ts";
import { keepAll } from "./drafts.ts";
import { clockTime, fill, momentOf, pageLanguage } from "./when.ts";

const STEP = 5_000; // ms between looks at the clock
const HAND = 60_000; // ms; a moving hand tells the server at most this often

export function watchIdle(): void {
  const { idleSeconds, idleWarnSeconds, idleKeep, idleSignin } = document.body.dataset;
  const idle = Number(idleSeconds) * 1000;
  const warn = Number(idleWarnSeconds ?? 120) * 1000;
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-idle]");
  if (!idle || !dialog) return;
  let over = false;

  async function carryOn(): Promise<void> {
    if (idleKeep) {
      const token = dialog?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
      const reply = await fetch(idleKeep, { method: "POST", credentials: "same-origin", redirect: "error",
                                            headers: { "X-CSRFToken": token } }).catch(() => null);
      if (!reply?.ok) return;
    }
    announceContact();
    look();
  }

  async function leave(): Promise<void> {
    over = true;
    await Promise.race([keepAll(), new Promise((done) => setTimeout(done, 3_000))]);
    window.location.replace(idleSignin || window.location.href);
  }

  function look(): void {
    if (over || !dialog) return;
    const moment = momentOf(Date.now(), lastContact(), idle, warn);
    if (moment === "over") void leave();
    else if (moment === "warn" && !dialog.open) {
      const place = dialog.querySelector<HTMLElement>("[data-idle-words]");
      const until = clockTime(new Date(lastContact() + idle), pageLanguage());
      if (place) place.textContent = fill(place.dataset.idleWords ?? "", until);
      dialog.showModal();
    } else if (moment === "working" && dialog.open) dialog.close();
  }

  function hand(): void {
    const quiet = Date.now() - lastContact();
    if (!over && !dialog?.open && idleKeep && quiet > Math.max(HAND, idle / 4)) {
      announceContact(); // at once, so that one hand is one request
      void carryOn();
    }
  }

  dialog.addEventListener("close", () => void (over || carryOn()));
  document.addEventListener("htmx:after:request", () => announceContact());
  document.addEventListener("visibilitychange", look);
  for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, hand, { passive: true });
  announceContact();
  window.setInterval(look, STEP);
}
