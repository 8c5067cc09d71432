// A form with data-draft="<address>" keeps what is typed on the server, never in the browser.
import { announceContact } from "./contact.ts";
import { fieldsOf } from "./fields.ts";
import { clockTime, fill, pageLanguage, waitFor } from "./when.ts";

const AGAIN = 5_000; // ms until the next try
const KEEPALIVE_LIMIT = 60_000; // bytes; browsers refuse more while a page is closing

const drafts = new WeakMap<HTMLFormElement, Draft>();
const open = new Set<Draft>();

class Draft {
  private timer = 0;
  private firstKey = 0;
  private sending: Promise<void> | null = null;
  private readonly form: HTMLFormElement;

  constructor(form: HTMLFormElement) {
    this.form = form;
    open.add(this);
  }

  get gone(): boolean {
    return !this.form.isConnected;
  }

  touched(): void {
    const now = Date.now();
    this.firstKey ||= now;
    this.later(waitFor(now, this.firstKey));
  }

  /** The form itself is on its way: its draft must not overtake it. */
  sent(): void {
    window.clearTimeout(this.timer);
    this.firstKey = 0;
  }

  async keep(closing = false): Promise<void> {
    if (!this.firstKey) return this.sending ?? undefined;
    window.clearTimeout(this.timer);
    if (this.sending && !closing) {
      await this.sending;
    }
    this.firstKey = 0;
    this.sending = this.post(closing).finally(() => (this.sending = null));
    return this.sending;
  }

  private later(wait: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), wait);
  }

  private async post(closing: boolean): Promise<void> {
    const body = fieldsOf(new FormData(this.form) as unknown as Iterable<[string, unknown]>);
    const token = body.get("csrfmiddlewaretoken") ?? "";
    const small = body.toString().length < KEEPALIVE_LIMIT;
    try {
      const reply = await fetch(this.form.dataset.draft ?? "", {
        method: "POST", body, keepalive: closing && small, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": token, "X-Requested-With": "fetch" },
      });
      if (!reply.ok) throw new Error(String(reply.status));
      announceContact();
      this.say(fill(this.form.dataset.draftSaved ?? "", clockTime(new Date(), pageLanguage())), "kept");
    } catch {
      this.firstKey ||= Date.now();
      this.say(this.form.dataset.draftFailed ?? "", "waiting");
      if (!closing) this.later(AGAIN);
    }
  }

  private say(words: string, state: "kept" | "waiting"): void {
    const place = this.form.querySelector<HTMLElement>("[data-draft-status]");
    if (!place) return;
    place.textContent = words;
    place.dataset.state = state;
  }
}

function draftOf(target: EventTarget | null): Draft | null {
  const form = target instanceof Element ? target.closest<HTMLFormElement>("form[data-draft]") : null;
  if (!form) return null;
  if (!drafts.has(form)) drafts.set(form, new Draft(form));
  return drafts.get(form) ?? null;
}

/** Keep everything that is not yet kept; resolves when the server has answered. */
export async function keepAll(closing = false): Promise<void> {
  for (const draft of open) if (draft.gone) open.delete(draft);
  await Promise.allSettled([...open].map((draft) => draft.keep(closing)));
}

export function watchDrafts(): void {
  document.addEventListener("input", (event) => draftOf(event.target)?.touched());
  document.addEventListener("change", (event) => draftOf(event.target)?.touched());
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) draftOf(event.target)?.sent();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keepAll(true);
  });
  window.addEventListener("pagehide", () => void keepAll(true));
}
