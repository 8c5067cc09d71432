// Moves the reader to the summary of what to check, and from there to the field itself.
const shown = new WeakSet<Element>();

function present(within: ParentNode): void {
  const summary = within.querySelector<HTMLElement>("[data-error-summary]");
  if (!summary || shown.has(summary)) return;
  shown.add(summary);
  const mark = summary.dataset.titleMark;
  if (mark && !document.title.startsWith(mark)) document.title = `${mark} ${document.title}`;
  summary.focus();
}

function toField(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("[data-error-summary] a") : null;
  const field = link?.hash ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
  if (!field) return;
  event.preventDefault();
  const words = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  (words ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
}

export function watchErrors(): void {
  present(document);
  document.addEventListener("htmx:after:swap", () => present(document));
  document.addEventListener("click", toField);
}
