// A form is sent once: a second press while the first is under way does nothing.
const AGAIN = 8_000; // ms; an answer that is a download leaves the page standing

function buttonsOf(form: HTMLFormElement): HTMLElement[] {
  return [...form.elements].filter((one): one is HTMLElement => one.matches("button:not([type=button]), input[type=submit]"));
}

function release(form: HTMLFormElement): void {
  delete form.dataset.sent;
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method === "dialog" || form.method === "get") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
  // aria-disabled, not disabled: the pressed button keeps the focus and is sent with its value
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
  window.setTimeout(() => release(form), AGAIN);
}

export function watchSubmits(): void {
  document.addEventListener("submit", onSubmit, { capture: true });
  const releaseAll = () => document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(release);
  document.addEventListener("htmx:finally:request", releaseAll);
  window.addEventListener("pageshow", releaseAll);
}
