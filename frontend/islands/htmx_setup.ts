// htmx under a strict policy: no inline script is ever run, no string is ever evaluated.
import htmx from "htmx.org/dist/htmx.esm.js";

interface Policy {
  createHTML(text: string): unknown;
  createScript(text: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string; createScript(text: string): string }): Policy;
}

// Partials come from our own server, same origin only; a script inside one becomes empty.
const rules = { createHTML: (html: string) => html, createScript: () => "" };
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy: Policy = trusted ? trusted.createPolicy("kudelma", rules) : rules;

function refuse(): never {
  throw new Error("a string is never evaluated here");
}

// htmx takes a policy only through an extension's doorway.
htmx.registerExtension("kudelma-policy", {
  init: (doorway: { initSecurity(policy: Policy, run: () => never, runLater: () => never): void }) =>
    doorway.initSecurity(policy, refuse, refuse),
});

htmx.config.includeIndicatorCSS = false;
htmx.config.transitions = false;
htmx.config.defaultTimeout = 20_000;
