// In a strip that scrolls sideways the present place is brought into sight without moving the page.
export function watchScrolling(): void {
  for (const here of document.querySelectorAll<HTMLElement>("[data-strip] [aria-current]")) {
    const strip = here.closest<HTMLElement>("[data-strip]");
    if (!strip || strip.scrollWidth <= strip.clientWidth) continue;
    const middle = here.offsetLeft - strip.offsetLeft + here.offsetWidth / 2;
    strip.scrollLeft = middle - strip.clientWidth / 2;
  }
}
