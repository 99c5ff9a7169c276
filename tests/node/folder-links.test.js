"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

require("../../templates/components/folder-links/folder-links.js");

const { withPage } = globalThis.gongshi.folderLinks;

test("an address of a folder names the page in it", () => {
  assert.equal(withPage("./"), "./index.html");
  assert.equal(withPage("../../en/"), "../../en/index.html");
  assert.equal(withPage("../fees/#free"), "../fees/index.html#free");
  assert.equal(withPage("../search/?q=sfz#a"), "../search/index.html?q=sfz#a");
});

test("other addresses stay as they are", () => {
  for (const href of ["#fees", "?q=sfz", "forms/a.pdf", "", "https://a.example/b/", "tel:12345"]) {
    assert.equal(withPage(href), href);
  }
});
