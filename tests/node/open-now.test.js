const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/workdays/workdays.js");
require("../../templates/components/open-now/open-now.js");
const cases = require("./open-now-cases.json");

const { workdays, openNow } = globalThis.gongshi;
const calendar = workdays.calendarOf(cases.calendar);

/** A moment of a case: "2026-11-24 08:30". */
function momentOf(text) {
  const [day, time] = text.split(" ");
  const [hour, minute] = time.split(":").map(Number);
  return { day, minute: hour * 60 + minute };
}

test("every station is open in the browser when it is open for the generator", () => {
  for (const { hours, moments } of cases.openings) {
    const found = moments.map(([text]) => {
      const opening = openNow.openingAt(hours, momentOf(text), calendar);
      const { until } = opening;
      return [
        text,
        opening.isOpen,
        until && `${until.day} ${openNow.clock(until.minute)}`,
        opening.unknownYear === null,
        opening.closing?.why ?? null,
      ];
    });
    assert.deepEqual(found, moments);
  }
});

test("asking twice gives the same answer, since the hours are not changed by it", () => {
  const [{ hours }] = cases.openings;
  const before = JSON.stringify(hours);
  openNow.openingAt(hours, momentOf("2026-11-24 09:00"), calendar);
  assert.equal(JSON.stringify(hours), before);
});

test("the first unpublished year on the way is named", () => {
  const [{ hours }] = cases.openings;
  const opening = openNow.openingAt(hours, momentOf("2026-12-31 20:00"), calendar);
  assert.equal(opening.unknownYear, 2027);
});

test("each state has its sentence", () => {
  const until = { day: "2026-11-24", minute: 1050 };
  const closing = { since: "2026-11-24", until: "2026-11-25", why: "" };
  const say = (isOpen, until, closing = null) => openNow.sentenceFor({ isOpen, until, closing });
  assert.equal(say(true, until), "open");
  assert.equal(say(true, null), "always");
  assert.equal(say(false, until), "closed");
  assert.equal(say(false, null), "shut");
  assert.equal(say(false, until, closing), "halted");
  assert.equal(say(false, null, closing), "ended");
});
