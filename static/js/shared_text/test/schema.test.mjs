// What the editor does with what it does not know: never throw away anybody's words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { clean } from "../pasting.js";
import { safeHref, schema } from "../schema.js";

test("a mark from a newer page is carried along with its name and values", () => {
  const text = schema.text("words", [schema.mark("thread", { id: "7" })]);
  assert.equal(text.marks[0].type.name, "thread");
  assert.equal(text.marks[0].attrs.id, "7");
});

test("an element nobody here knows becomes a paragraph or a quote, with its words", () => {
  assert.equal(schema.node("callout", {}, [schema.text("kept")]).textContent, "kept");
  const inner = schema.node("paragraph", null, [schema.text("kept, too")]);
  assert.equal(schema.node("panel", {}, [inner]).textContent, "kept, too");
});

test("an element that lost what it needs is filled, not dropped", () => {
  assert.equal(schema.node("list_item", null, []).firstChild.type.name, "paragraph");
});

test("links lead to pages and mailboxes only", () => {
  assert.equal(safeHref(" https://example.org "), "https://example.org");
  assert.equal(safeHref("mailto:ana@example.org"), "mailto:ana@example.org");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "//example.org", "", null]) assert.equal(safeHref(bad), null);
});

test("signs that cannot be read or printed are dropped", () => {
  assert.equal(clean("a\u0007b\uFFFEc\td"), "abc d");
});
