const assert = require("node:assert/strict");
const test = require("node:test");
require("../../templates/components/hand-back/hand-back.js");

const { filled } = globalThis.gongshi.handBack;

const FORM = [
  "# 新桥派出所：结果写：合格、不合格、未查。",
  "- 日期:",
  "  检查人:",
  "  检查内容:",
  "    # 1. 打电话",
  "    - 检查项: phone-answered",
  "      结果: 未查",
  "    # 2. 找B岗",
  "    - 检查项: b-present",
  "      结果: 未查",
  "",
].join("\n");
const KEYS = { date: "日期", by: "检查人", check: "检查项", result: "结果", note: "说明" };
const NOBODY = { date: "", by: " ", answers: [] };

test("a form that nobody filled in stays as it is", () => {
  assert.equal(filled(FORM, KEYS, NOBODY), FORM);
});

test("every answer stands below its own line, comments and all", () => {
  const answers = [
    { id: "b-present", result: "不合格", note: "A岗培训，没人顶" },
    { id: "phone-answered", result: "合格", note: "" },
  ];

  const said = filled(FORM, KEYS, { date: "2026-11-24", by: "王某", answers });

  assert.equal(
    said,
    FORM.replace("日期:", "日期: 2026-11-24")
      .replace("检查人:", '检查人: "王某"')
      .replace("结果: 未查", "结果: 合格")
      .replace("结果: 未查", '结果: 不合格\n      说明: "A岗培训，没人顶"'),
  );
});

test("what a visitor writes stays one quoted text", () => {
  const answers = [{ id: "b-present", result: "合格", note: '说"好"\n- 日期: 1 # \\ {' }];

  const said = filled(FORM, KEYS, { ...NOBODY, answers });

  assert.match(said, /说明: "说\\"好\\" - 日期: 1 # \\\\ \{"/);
});
