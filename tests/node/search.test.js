/* What people type and what they must find, asked of the index in tests/golden/. */
"use strict";

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const vm = require("node:vm");

require("../../templates/components/search/search-spelling.js");
require("../../templates/components/search/search.js");
require("../../templates/components/search/search-box.js");

const { search, searchBox } = globalThis.gongshi;

/** Run the script of an index as a page does. */
function load(lang) {
  const script = readFileSync(path.join(__dirname, `../golden/search.${lang}.txt`), "utf8");
  let handed = null;
  vm.runInNewContext(script, { gongshi: { searchIndex: (part) => (handed = part) } });
  return JSON.parse(JSON.stringify(handed));
}

const zh = search.prepare(load("zh"));
const en = search.prepare(load("en"));

/** An index of the given rows, read as in zh. */
function indexOf(rows, bodies = rows.map(() => "")) {
  return { ...load("zh"), rows, bodies };
}

const procedure = (title, aliases = [], station = "甲站", materials = []) => [
  0,
  `stations/a/${title}/`,
  title,
  aliases,
  station,
  materials,
];

const titles = (prepared, text, limit = 8) =>
  search.query(prepared, text, limit).results.map((result) => result.title);

const marked = (text, marks) => marks.map(([from, to]) => text.slice(from, to));

const ID_CARDS = [
  "居民身份证换领",
  "居民身份证丢失补领",
  "居民身份证首次申领",
  "居民身份证首次申领",
  "临时居民身份证申领",
];

const TRANSFER = "国有建设用地使用权及房屋所有权转移登记";
const HOMESTEAD = "农村宅基地(村民住宅)用地审批";
const BIRTH = "出生登记(国内出生)";
const SHOP = "个体工商户设立登记";
const LOST = "居民身份证丢失补领";
const PENSION = "城乡居民基本养老保险参保登记";

for (const query of [
  ..."身份证 sfz SFZ ＳＦＺ shenfenzheng Shen'Fen'Zheng 身份zheng 身fz 身份z shenfz sfzheng".split(
    " ",
  ),
  ..."shenfzheng shēnfènzhèng 居民身份证 身份證 shen,fen,zheng".split(" "),
  "shen fen zheng",
  " 身 份 证 ",
  "办身份证",
]) {
  test(`${query} finds the procedures of the identity card before all others`, () => {
    const found = titles(zh, query, 5);

    assert.deepEqual([...found].sort(), [...ID_CARDS].sort());
  });
}

for (const [query, first] of [
  ["上户口", BIRTH],
  ["shk", BIRTH],
  ["shanghukou", BIRTH],
  ["报户口", BIRTH],
  ["结婚", "内地居民结婚登记"],
  ["jhdj", "内地居民结婚登记"],
  ["jiehun", "内地居民结婚登记"],
  ["领证结婚", "内地居民结婚登记"],
  ["宅基地", HOMESTEAD],
  ["zjd", HOMESTEAD],
  ["盖房", HOMESTEAD],
  ["村民住宅用地", HOMESTEAD],
  ["房产过户", TRANSFER],
  ["fcgh", TRANSFER],
  ["营业执照", SHOP],
  ["yyzz", SHOP],
  ["营业zhizhao", SHOP],
  ["身份证换领", "居民身份证换领"],
  ["身份证 横街", "居民身份证首次申领"],
  ["临时身份证", "临时居民身份证申领"],
  ["驾照", "机动车驾驶证期满换证"],
  ["低保", "最低生活保障审核确认"],
  ["dibao", "最低生活保障审核确认"],
  ["砍树", "林木采伐许可证核发"],
  ["长辈", "高龄津贴申领"],
  ["zhangbei", "高龄津贴申领"],
  ["zb", "高龄津贴申领"],
  ["狗证", "养犬登记"],
  ["新桥派出所", "新桥派出所"],
  ["xqpcs", "新桥派出所"],
  ["竞争上岗", "新桥派出所户籍窗口竞争上岗公示"],
  ["流程图", "怎么看流程图"],
  ["免疫证明", "养犬登记"],
]) {
  test(`${query} finds ${first} first`, () => {
    assert.equal(titles(zh, query)[0], first);
  });
}

for (const [question, first] of [
  ["身份证丢了怎么办", LOST],
  ["身份证丢了怎么补办", LOST],
  ["身份证丢了去哪里补,要多少钱", LOST],
  ["我想换身份证需要什么材料", "居民身份证换领"],
  ["怎么给孩子上户口", BIRTH],
  ["非婚生子女怎么上户口", BIRTH],
  ["我要结婚", "内地居民结婚登记"],
  ["开店要办什么手续", SHOP],
  ["二手房过户多少钱", TRANSFER],
  ["养老保险怎么交", PENSION],
  ["新桥派出所身份证丢了", LOST],
  ["老年人有什么补贴", "高龄津贴申领"],
  ["孩子可以办身份证吗", "居民身份证首次申领"],
]) {
  test(`the question ${question} is answered by ${first}`, () => {
    assert.equal(titles(zh, question)[0], first);
  });
}

for (const [slip, meant] of [
  ["身分证", "身份证"],
  ["省份证", "身份证"],
  ["营业直照", "营业执照"],
  ["驾照倒期", "驾照到期"],
  ["sengfenzheng", "身份证"],
  ["shengfenzen", "身份证"],
  ["yinyezhizao", "营业执照"],
  ["營業執照", "营业执照"],
  ["戶口", "户口"],
]) {
  test(`${slip} finds what ${meant} finds`, () => {
    const found = titles(zh, slip);

    assert.ok(found.length > 0);
    assert.equal(found[0], titles(zh, meant)[0]);
  });
}

for (const [query, first] of [
  ["id card renewal", "Resident ID card renewal"],
  ["ID-card RENEWAL", "Resident ID card renewal"],
  ["renew", "Resident ID card renewal"],
  ["how do I renew my ID card?", "Resident ID card renewal"],
  ["permit", "Residence permit, first issue"],
  ["proof of residence", "Residence permit, first issue"],
  ["police station", "Xinqiao Police Station"],
  ["fingerprints", "Resident ID card, first issue"],
  ["换身份证", "Resident ID card renewal"],
  ["hsfz", "Resident ID card renewal"],
  ["gouzheng", "养犬登记"],
]) {
  test(`in English, ${query} finds ${first} first`, () => {
    assert.equal(titles(en, query)[0], first);
  });
}

test("a text in another language than the index says which", () => {
  const { results } = search.query(en, "狗证");

  assert.deepEqual(
    results.map(({ title, lang }) => [title, lang]),
    [["养犬登记", "zh-CN"]],
  );
});

test("a title that is matched is marked where it is", () => {
  const [first] = search.query(zh, "sfz").results;

  assert.deepEqual(marked(first.title, first.marks), ["身份证"]);
  assert.equal(first.why, null);
});

test("a match runs over punctuation and its mark too", () => {
  const [first] = search.query(zh, "宅基地村民").results;

  assert.deepEqual(marked(first.title, first.marks), ["宅基地(村民"]);
});

test("another name that was meant is shown with the result", () => {
  const [first] = search.query(zh, "fcgh").results;

  assert.deepEqual(first.why, { field: "alias", text: "房产过户", marks: [[0, 4]] });
});

test("the material that was asked for is shown with the result", () => {
  const [first] = search.query(zh, "免疫证明").results;

  assert.deepEqual(first.why, { field: "material", text: "犬只免疫证明", marks: [[2, 6]] });
});

test("the station that was asked for is marked", () => {
  const [first] = search.query(zh, "身份证 横街").results;

  assert.deepEqual(marked(first.station, first.stationMarks), ["横街"]);
});

test("a result carries what its link shows", () => {
  const [{ kind, url, station, facts, status }] = search.query(zh, "狗证").results;

  assert.deepEqual(
    { kind, url, station, facts, status },
    {
      kind: "procedure",
      url: "stations/xinqiao-police/dog-registration/",
      station: "新桥派出所",
      facts: "不收费 · 当场",
      status: "暂停办理",
    },
  );
});

test("results stand in the order of their scores", () => {
  const scores = search.query(zh, "登记", 50).results.map((result) => result.score);

  assert.ok(scores.length > 5);
  assert.deepEqual(
    scores,
    [...scores].sort((a, b) => b - a),
  );
});

test("a name in full comes before its beginning, that before the middle, that before a material", () => {
  const prepared = search.prepare(
    indexOf([
      procedure("补领", [], "甲站", ["户口"]),
      procedure("迁移户口"),
      procedure("户口迁移"),
      procedure("户口"),
    ]),
  );

  assert.deepEqual(titles(prepared, "户口"), ["户口", "户口迁移", "迁移户口", "补领"]);
});

test("what is typed in full comes before what it may abbreviate", () => {
  const prepared = search.prepare(indexOf([procedure("收费政策"), procedure("sfz")]));

  assert.deepEqual(titles(prepared, "sfz"), ["sfz", "收费政策"]);
});

test("what is not in force comes after the same in force", () => {
  const stopped = [...procedure("养犬登记", [], "甲站"), "", "暂停办理"];
  const prepared = search.prepare(indexOf([stopped, procedure("养犬登记", [], "乙站")]));

  const { results } = search.query(prepared, "养犬");

  assert.deepEqual(
    results.map((result) => result.station),
    ["乙站", "甲站"],
  );
});

test("the same title at many stations leaves other answers in sight", () => {
  const many = Array.from({ length: 20 }, (_, at) => procedure("身份证换领", [], `第${at}站`));
  const prepared = search.prepare(indexOf([...many, procedure("办理身份证明")]));

  assert.ok(titles(prepared, "身份证", 8).includes("办理身份证明"));
  assert.equal(search.query(prepared, "身份证").total, 21);
});

test("a reading that is rare counts in full but not as an initial", () => {
  const index = { ...indexOf([procedure("重病")]), sounds: { zhong: "重", bing: "病" } };
  const prepared = search.prepare({ ...index, alternates: { chong: "重" } });

  assert.deepEqual(titles(prepared, "chongbing"), ["重病"]);
  assert.deepEqual(titles(prepared, "zb"), ["重病"]);
  assert.deepEqual(titles(prepared, "cb"), []);
});

test("one letter finds names that begin with it and no others", () => {
  const prepared = search.prepare(indexOf([procedure("养犬"), procedure("领养")]));

  assert.deepEqual(titles(prepared, "y"), ["养犬"]);
});

test("every key of a word typed on finds it", () => {
  for (const word of ["shenfenzheng", "居民身份证", "sfz"]) {
    for (let length = 1; length <= word.length; length += 1) {
      const typed = word.slice(0, length);
      const { results } = search.query(zh, typed, 99);
      const urls = results.map((result) => result.url);
      const isThere = urls.includes("stations/xinqiao-police/id-card-renewal/");
      assert.ok(isThere || typed.length === 1, typed);
    }
  }
});

test("words of a body are found, after every name", () => {
  const { results } = search.query(zh, "指纹");

  assert.ok(results.length > 0);
  assert.ok(results.every((result) => result.title.includes("身份证")));
  assert.ok(results[0].score < search.query(zh, "免疫证明").results[0].score);
});

test("bodies that come later are found once they are there", () => {
  const prepared = search.prepare(indexOf([procedure("甲"), procedure("乙")], []));
  assert.deepEqual(titles(prepared, "指纹采集"), []);

  search.addBodies(prepared, { from: 1, bodies: ["现场指纹采集"] });

  assert.deepEqual(titles(prepared, "指纹采集"), ["乙"]);
});

test("results are counted by kind and can be narrowed to one", () => {
  const all = search.query(zh, "新桥派出所", 3);
  const stations = search.query(zh, "新桥派出所", 3, "station");

  assert.equal(all.counts.station, 1);
  assert.equal(all.counts.bulletin, 1);
  assert.equal(
    all.total,
    Object.values(all.counts).reduce((sum, count) => sum + count, 0),
  );
  assert.equal(all.results.length, 3);
  assert.deepEqual(stations.counts, all.counts);
  assert.deepEqual(
    [stations.total, stations.results.map((result) => result.kind)],
    [1, ["station"]],
  );
});

for (const query of ["比特币挖矿", "离婚", "qwxyz", "🐶", "护照 港澳通行证"]) {
  test(`${query} is not there, and nothing is made up for it`, () => {
    const { total, results, counts } = search.query(zh, query);

    assert.deepEqual({ total, results, counts }, { total: 0, results: [], counts: {} });
  });
}

for (const [prepared, typo, near] of [
  [en, "residnce", "Residence permit, first issue"],
  [zh, "yinyezhizhoa", SHOP],
  [zh, "jiehundneji", "内地居民结婚登记"],
]) {
  test(`where nothing matches ${typo}, ${near} is the nearest`, () => {
    const { total, nearest } = search.query(prepared, typo);

    assert.equal(total, 0);
    assert.equal(nearest[0].title, near);
  });
}

for (const empty of ["", "   ", "，。？", "'"]) {
  test(`a query of no words (${JSON.stringify(empty)}) finds nothing`, () => {
    assert.deepEqual(search.query(zh, empty), { total: 0, counts: {}, results: [], nearest: [] });
  });
}

for (const hostile of [
  "a".repeat(5000),
  "nanana".repeat(10),
  "zhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzh",
  "证".repeat(64),
  ".*+?^()|[]\\",
  "__proto__ constructor toString",
  "\ud83d",
]) {
  test(`${JSON.stringify(hostile.slice(0, 20))}… is answered`, () => {
    assert.ok(Array.isArray(search.query(zh, hostile).results));
  });
}

test("an empty board answers", () => {
  const prepared = search.prepare(indexOf([]));

  assert.equal(search.query(prepared, "身份证丢了怎么办").total, 0);
});

for (const [base, url, protocol, expected] of [
  ["../../", "stations/a/b/", "https:", "../../stations/a/b/"],
  ["../../", "stations/a/b/", "file:", "../../stations/a/b/index.html"],
  ["../", "stations/a/#fees", "file:", "../stations/a/index.html#fees"],
  ["../", "search/?q=%E8%AF%81", "file:", "../search/index.html?q=%E8%AF%81"],
  ["../", "data/a.json", "file:", "../data/a.json"],
  ["", "", "file:", "./index.html"],
  ["", "javascript:alert(1)", "https:", "./javascript:alert(1)"],
]) {
  test(`from ${base || "the root"} over ${protocol}, ${url || "home"} is ${expected}`, () => {
    assert.equal(searchBox.address(base, url, protocol), expected);
  });
}
