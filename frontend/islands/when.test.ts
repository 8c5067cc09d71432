import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf } from "./fields.ts";
import { clockTime, fill, momentOf, waitFor } from "./when.ts";

test("a draft leaves within three seconds of the first key, however long the typing goes on", () => {
  assert.equal(waitFor(10_000, 10_000), 1_500);
  assert.equal(waitFor(12_000, 10_000), 1_000);
  assert.equal(waitFor(14_000, 10_000), 0);
});

test("files are not part of a draft", () => {
  const fields = fieldsOf([["who", "Aino"], ["who", "Mummi"], ["file", new Blob(["x"])]]);
  assert.equal(fields.toString(), "who=Aino&who=Mummi");
});

test("the session is warned about before it is over", () => {
  const minute = 60_000;
  assert.equal(momentOf(12 * minute, 0, 15 * minute, 2 * minute), "working");
  assert.equal(momentOf(13 * minute, 0, 15 * minute, 2 * minute), "warn");
  assert.equal(momentOf(15 * minute, 0, 15 * minute, 2 * minute), "over");
});

test("a time is written as the page's language writes it", () => {
  const at = new Date(2026, 10, 22, 9, 5);
  assert.equal(fill("Luonnos tallennettu klo {time}", clockTime(at, "fi")), "Luonnos tallennettu klo 9.05");
  assert.equal(fill("Utkast sparat kl. {time}", clockTime(at, "sv")), "Utkast sparat kl. 9:05");
});
