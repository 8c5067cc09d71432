// Moments: how long to wait, how near the end is, and a time of day as people write it.
const QUIET = 1_500; // ms after the last key
const LONGEST = 3_000; // ms from the first key that is not yet kept

/** How long a draft may still wait, given its first key that is not yet kept. */
export function waitFor(now: number, firstKey: number): number {
  return Math.max(0, Math.min(QUIET, firstKey + LONGEST - now));
}

export type Moment = "working" | "warn" | "over";

export function momentOf(now: number, contact: number, idle: number, warn: number): Moment {
  if (now >= contact + idle) return "over";
  return now >= contact + idle - warn ? "warn" : "working";
}

export function clockTime(at: Date, language: string): string {
  const mark = language.startsWith("fi") ? "." : ":";
  return `${at.getHours()}${mark}${String(at.getMinutes()).padStart(2, "0")}`;
}

export function fill(words: string, time: string): string {
  return words.replace("{time}", time);
}

export function pageLanguage(): string {
  return document.documentElement.lang || "fi";
}
