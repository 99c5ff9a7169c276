const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/situation-chooser/situation-chooser.js");

const { applies, fromSearch, toSearch } = globalThis.gongshi.situations;

test("while nothing is chosen everything applies", () => {
  assert.equal(applies(["expired"], new Set()), true);
});

test("what names no situation always applies", () => {
  assert.equal(applies([], new Set(["damaged"])), true);
});

test("what names situations applies when any of them is chosen", () => {
  assert.equal(applies(["expired", "damaged"], new Set(["damaged", "minor"])), true);
  assert.equal(applies(["expired"], new Set(["damaged", "minor"])), false);
});

test("an address asks only for situations that the page knows", () => {
  const known = new Set(["expired", "damaged"]);

  assert.deepEqual(fromSearch("?s=damaged,nonsense,", known), new Set(["damaged"]));
  assert.deepEqual(fromSearch("?q=x", known), new Set());
});

test("an address keeps whatever else it asks for", () => {
  assert.equal(
    toSearch("?q=%E8%AF%81&s=old", ["expired", "minor"]),
    "?q=%E8%AF%81&s=expired,minor",
  );
});

test("an address without a choice says nothing of situations", () => {
  assert.equal(toSearch("?s=old", []), "");
});

test("an address that was made is read back", () => {
  const chosen = new Set(["a-b", "c"]);

  assert.deepEqual(fromSearch(toSearch("", chosen), new Set(["a-b", "c", "d"])), chosen);
});
