// A text area grows with its words where the browser's own field-sizing does not yet do it.
function fit(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

export function watchGrowing(): void {
  if (CSS.supports("field-sizing", "content")) return;
  const all = () => document.querySelectorAll<HTMLTextAreaElement>("textarea[data-grow]").forEach(fit);
  all();
  document.addEventListener("htmx:after:swap", all);
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.matches("[data-grow]")) fit(event.target);
  });
}
