// In a strip that scrolls sideways the present place is brought into sight without moving the page.
export function watchScrolling(): void {
  for (const here of document.querySelectorAll<HTMLElement>("[data-strip] [aria-current]")) {
    const strip = here.closest<HTMLElement>("[data-strip]");
    if (!strip || strip.scrollWidth <= strip.clientWidth) continue;
    const middle = here.offsetLeft - strip.offsetLeft + here.offsetWidth / 2;
    strip.scrollLeft = middle - strip.clientWidth / 2;
  }
  // A flow map that is wider than its paper is shown from where it begins.
  for (const begins of document.querySelectorAll<SVGElement>(".k-flow__end")) {
    const paper = begins.closest<HTMLElement>(".k-drawing__paper");
    if (!paper || paper.scrollWidth <= paper.clientWidth) continue;
    const at = begins.getBoundingClientRect();
    const left = at.left + at.width / 2 - paper.getBoundingClientRect().left;
    if (left > paper.clientWidth / 2) paper.scrollLeft = left - paper.clientWidth / 2;
    break;
  }
}
