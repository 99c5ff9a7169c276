const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/storage/storage.js");
require("../../templates/components/view-switch/view-switch.js");

const { memory, palette } = globalThis.gongshi;

/** What a browser's storage does, over a plain object. */
class Kept {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}

test("what is kept is found again and can be forgotten", () => {
  const store = memory(() => new Kept());
  const kept = new Kept();
  const lasting = memory(() => kept);

  store.set("view", "elder");
  lasting.set("view", "elder");

  assert.equal(store.get("view"), null);
  assert.equal(lasting.get("view"), "elder");
  lasting.set("view", null);
  assert.equal(lasting.get("view"), null);
});

test("a browser that keeps nothing is no error", () => {
  const closed = memory(() => {
    throw new Error("denied");
  });

  closed.set("view", "elder");
  closed.clear();

  assert.equal(closed.get("view"), null);
});

test("forgetting everything leaves what others keep", () => {
  const kept = new Kept();
  kept.setItem("other", "1");
  const store = memory(() => kept);
  store.set("palette", "dark");

  store.clear();

  assert.deepEqual({ ...kept }, { other: "1" });
});

test("the palettes follow one another and come round", () => {
  assert.deepEqual(["auto", "light", "dark"].map(palette.next), ["light", "dark", "auto"]);
});

test("the automatic palette is as dark as the screen asks", () => {
  assert.equal(palette.isDark("auto", true), true);
  assert.equal(palette.isDark("auto", false), false);
  assert.equal(palette.isDark("light", true), false);
  assert.equal(palette.isDark("dark", false), true);
});
