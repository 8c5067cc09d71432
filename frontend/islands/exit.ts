// "Exit this page": empties the page at once and leaves no way back to it.
export function watchExit(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-exit]") : null;
    if (!link) return;
    event.preventDefault();
    document.title = "";
    document.body.replaceChildren();
    window.location.replace(link.href);
  });
}
