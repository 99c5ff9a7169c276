const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/dated/dated.js");

const { counted, daysSince, deadline, period, tally } = globalThis.gongshi.dated;

test("on its due date an entry is not overdue, on the next day by one", () => {
  assert.deepEqual(deadline("2026-12-15", "2026-12-15"), { state: "open", days: 0 });
  assert.deepEqual(deadline("2026-12-15", "2026-12-16"), { state: "overdue", days: 1 });
});

test("days are counted over the ends of months and years", () => {
  assert.equal(daysSince("2027-01-01", "2026-12-30"), 2);
  assert.equal(daysSince("2028-03-01", "2028-02-28"), 2);
  assert.equal(daysSince("2026-12-15", "2026-12-16"), -1);
});

test("what has no date is never overdue", () => {
  assert.equal(deadline("9999-12-31", "2026-12-16").state, "open");
});

test("a tally follows the day", () => {
  const dues = "2026-10-31:2 2026-12-15:3 9999-12-31:1";

  assert.equal(tally(dues, "overdue", "2026-11-24"), 2);
  assert.equal(tally(dues, "open", "2026-11-24"), 4);
  assert.equal(tally(dues, "overdue", "2026-12-16"), 5);
  assert.equal(tally("", "open", "2026-12-16"), 0);
});

test("one is said in its own form", () => {
  assert.equal(counted("{n} day", "{n} days", 1), "1 day");
  assert.equal(counted("{n} day", "{n} days", 0), "0 days");
});

test("on its last day a period runs still, with no day left", () => {
  assert.deepEqual(period("2026-06-08", "2026-06-16", "2026-06-07"), { state: "before", days: 0 });
  assert.deepEqual(period("2026-06-08", "2026-06-16", "2026-06-08"), { state: "open", days: 8 });
  assert.deepEqual(period("2026-06-08", "2026-06-16", "2026-06-16"), { state: "open", days: 0 });
  assert.deepEqual(period("2026-06-08", "2026-06-16", "2026-06-17"), { state: "ended", days: 0 });
});
