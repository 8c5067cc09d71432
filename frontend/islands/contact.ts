// When this browser last spoke with the server: every tab of the session tells the others.
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("kudelma-contact");
let last = Date.now();

channel?.addEventListener("message", (event: MessageEvent<number>) => {
  last = Math.max(last, Number(event.data) || 0);
});

export function announceContact(at = Date.now()): void {
  last = Math.max(last, at);
  channel?.postMessage(last);
}

export function lastContact(): number {
  return last;
}
