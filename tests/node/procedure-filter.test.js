const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/procedure-filter/procedure-filter.js");

const { isWanted, fromSearch, toSearch } = globalThis.gongshi.procedureFilter;

const ANYTHING = { theme: "", station: "", audience: "", only: [] };
const BIRTH = {
  station: "xinqiao-police",
  theme: "birth documents",
  audience: "person",
  only: "free same-day",
};

test("what is not asked for leaves nothing out", () => {
  assert.equal(isWanted(BIRTH, ANYTHING), true);
  assert.equal(isWanted({}, ANYTHING), true);
});

test("a procedure of several themes is found under each and under no part of one", () => {
  assert.equal(isWanted(BIRTH, { ...ANYTHING, theme: "documents" }), true);
  assert.equal(isWanted(BIRTH, { ...ANYTHING, theme: "document" }), false);
});

test("everything that is ticked must hold", () => {
  assert.equal(isWanted(BIRTH, { ...ANYTHING, only: ["free", "same-day"] }), true);
  assert.equal(isWanted(BIRTH, { ...ANYTHING, only: ["free", "no-visit"] }), false);
});

test("station and audience must both be right", () => {
  assert.equal(isWanted(BIRTH, { ...ANYTHING, station: "hengjie-police" }), false);
  assert.equal(isWanted(BIRTH, { ...ANYTHING, audience: "business" }), false);
});

test("an address that was made is read back", () => {
  const wanted = { theme: "birth", station: "", audience: "person", only: ["free", "no-visit"] };

  assert.deepEqual(fromSearch(toSearch(wanted)), wanted);
});

test("an address that asks for nothing is bare", () => {
  assert.equal(toSearch(ANYTHING), "");
});
