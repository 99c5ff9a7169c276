const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/workdays/workdays.js");
require("../../templates/components/due-date/due-date.js");
const cases = require("./workdays-cases.json");

const { workdays, dueDate } = globalThis.gongshi;
const calendar = workdays.calendarOf(cases.calendar);

test("every limit ends in the browser on the day on which it ends in the generator", () => {
  for (const { limit, ends } of cases.lastDay) {
    const found = Object.fromEntries(
      Object.keys(ends).map((accepted) => {
        const end = dueDate.endOf(accepted, limit, calendar);
        return [accepted, end.day ?? end.unknownYear];
      }),
    );
    assert.deepEqual(found, ends, JSON.stringify(limit));
  }
});

test("an unpublished year is refused by its number", () => {
  assert.throws(() => workdays.isWorkday("2027-01-04", calendar), { year: 2027 });
  const end = dueDate.endOf("2026-12-31", { amount: 1, unit: "workday" }, calendar);
  assert.deepEqual(end, { unknownYear: 2027, nominal: null });
});

test("a limit in calendar days keeps its day in an unpublished year, to be moved by days off", () => {
  const end = dueDate.endOf("2026-11-24", { amount: 60, unit: "day" }, calendar);
  assert.deepEqual(end, { unknownYear: 2027, nominal: "2027-01-23" });
});

test("a page without a calendar knows no year", () => {
  const page = { querySelector: () => null };
  assert.equal(workdays.calendarOfPage(page).years.size, 0);
});

test("a page's calendar is read from its script", () => {
  const page = { querySelector: () => ({ textContent: JSON.stringify(cases.calendar) }) };
  assert.deepEqual(workdays.calendarOfPage(page), calendar);
});

test("the day and the minute are China's, also late in the evening and at midnight", () => {
  assert.deepEqual(workdays.inChina(new Date("2026-11-24T15:59:00Z")), {
    day: "2026-11-24",
    minute: 1439,
  });
  assert.deepEqual(workdays.inChina(new Date("2026-11-24T16:00:00Z")), {
    day: "2026-11-25",
    minute: 0,
  });
});

test("a clock put at gongshi.now is the clock", () => {
  globalThis.gongshi.now = () => "2026-11-24T01:00:00Z";
  assert.equal(workdays.now().toISOString(), "2026-11-24T01:00:00.000Z");
  delete globalThis.gongshi.now;
});

test("a limit is read from its attribute and a missing one is none", () => {
  assert.deepEqual(dueDate.limitOf("20 workday"), { amount: 20, unit: "workday" });
  assert.equal(dueDate.limitOf(undefined), null);
});

test("the card chooses its sentence by acceptance, end and today", () => {
  const choose = dueDate.sentenceFor;
  assert.equal(choose("2026-11-24", { day: "2026-12-15" }, "2026-11-24"), "today");
  assert.equal(choose("2026-11-20", { day: "2026-12-11" }, "2026-11-24"), "other");
  assert.equal(choose("2026-11-02", { day: "2026-11-24" }, "2026-11-24"), "other");
  assert.equal(choose("2026-11-02", { day: "2026-11-23" }, "2026-11-24"), "overdue");
  assert.equal(choose("2026-12-31", { unknownYear: 2027, nominal: null }, "2026-11-24"), "unknown");
  const moved = { unknownYear: 2027, nominal: "2027-01-30" };
  assert.equal(choose("2026-12-31", moved, "2026-11-24"), "nominal");
});

test("places in a sentence are filled in any order and words stay as they are", () => {
  const time = { isNode: true };
  assert.deepEqual(workdays.filled("{day}受理，最迟 {last} 办结。", { last: time, day: "今天" }), [
    "今天",
    "受理，最迟 ",
    time,
    " 办结。",
  ]);
  assert.deepEqual(workdays.filled("<b>", {}), ["<b>"]);
});

test("a day is said in the language of the page", () => {
  const form = { month: "long", day: "numeric" };
  assert.equal(workdays.dayInWords("2026-12-15", "zh-CN", form), "12月15日");
  assert.equal(workdays.dayInWords("2026-12-15", "en", form), "15 December");
});
