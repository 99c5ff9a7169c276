const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/coverage-days/coverage-days.js");

const { alone } = globalThis.gongshi.coverage;
const DAYS = [
  { day: "2026-11-24", posts: 1 },
  { day: "2026-12-02", posts: 2 },
];

test("the posts of the visitor's day are counted", () => {
  assert.deepEqual(alone(DAYS, "2026-12-02"), { today: 2, isOver: false });
});

test("a day between has none", () => {
  assert.deepEqual(alone(DAYS, "2026-11-25"), { today: 0, isOver: false });
});

test("after the last day nothing is to come", () => {
  assert.deepEqual(alone(DAYS, "2026-12-03"), { today: 0, isOver: true });
  assert.deepEqual(alone([], "2026-12-03"), { today: 0, isOver: true });
});
