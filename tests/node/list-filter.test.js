const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/list-filter/list-filter.js");

const { isWanted, fromSearch, toSearch } = globalThis.gongshi.listFilter;

const NAMES = ["theme", "station", "audience", "only"];
const BIRTH = {
  station: "xinqiao-police",
  theme: "birth documents",
  audience: "person",
  only: "free same-day",
};

test("what is not asked for leaves nothing out", () => {
  assert.equal(isWanted(BIRTH, {}), true);
  assert.equal(isWanted(BIRTH, { theme: [], only: [] }), true);
  assert.equal(isWanted({}, { theme: [] }), true);
});

test("a row of several themes is found under each and under no part of one", () => {
  assert.equal(isWanted(BIRTH, { theme: ["birth"] }), true);
  assert.equal(isWanted(BIRTH, { theme: ["documents"] }), true);
  assert.equal(isWanted(BIRTH, { theme: ["document"] }), false);
});

test("everything that is ticked must hold", () => {
  assert.equal(isWanted(BIRTH, { only: ["free", "same-day"] }), true);
  assert.equal(isWanted(BIRTH, { only: ["free", "no-visit"] }), false);
});

test("station and audience must both be right", () => {
  assert.equal(isWanted(BIRTH, { station: ["hengjie-police"], audience: ["person"] }), false);
  assert.equal(isWanted(BIRTH, { station: ["xinqiao-police"], audience: ["business"] }), false);
});

test("a row that does not say what it is, is not what is asked for", () => {
  assert.equal(isWanted({}, { station: ["xinqiao-police"] }), false);
});

test("an address that was made is read back", () => {
  const wanted = {
    theme: ["birth"],
    station: [],
    audience: ["person"],
    only: ["free", "no-visit"],
  };

  assert.deepEqual(fromSearch(toSearch(wanted), NAMES), wanted);
});

test("an address asks only for what there are fields for", () => {
  assert.deepEqual(fromSearch("?theme=birth&utm=x&theme=", ["theme"]), { theme: ["birth"] });
});

test("an address that asks for nothing is bare", () => {
  assert.equal(toSearch({ theme: [], only: [] }), "");
});
