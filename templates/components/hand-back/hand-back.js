/* The form of a checklist: it fills itself from what is ticked on the page, and can be copied. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  /**
   * What was found of one line.
   * @typedef {{id: string, result: string, note: string}} Answer
   * @typedef {{date: string, by: string, check: string, result: string, note: string}} Keys
   */

  /**
   * A text as YAML takes it, whatever it holds.
   * @param {string} text
   */
  function quoted(text) {
    return JSON.stringify(text.trim().replace(/\s+/gu, " "));
  }

  /**
   * The form with the answers in it. What stands in the form beside them stays as it is.
   * @param {string} form
   * @param {Keys} keys the words for the keys
   * @param {{date: string, by: string, answers: Answer[]}} said
   */
  function filled(form, keys, said) {
    const answers = new Map(said.answers.map((answer) => [answer.id, answer]));
    let current = "";
    const lines = form.split("\n").flatMap((line) => {
      const [, indent, key, value] = /^(\s*(?:- )?)([^\s#:]+):\s*(.*)$/u.exec(line) ?? [];
      if (key === keys.date && said.date) return [`${indent}${key}: ${said.date}`];
      if (key === keys.by && said.by.trim()) return [`${indent}${key}: ${quoted(said.by)}`];
      if (key === keys.check) current = value;
      const answer = answers.get(current);
      if (key !== keys.result || !answer) return [line];
      const note = answer.note.trim() ? [`${indent}${keys.note}: ${quoted(answer.note)}`] : [];
      return [`${indent}${key}: ${answer.result}`, ...note];
    });
    return lines.join("\n");
  }

  gongshi.handBack = { filled };
  if (!globalThis.document) return;

  /** @param {HTMLElement} root */
  function start(root) {
    const form = part("form");
    const said = part("said");
    const empty = form.textContent ?? "";
    const { date = "", by = "", check = "", result = "", note = "" } = root.dataset;
    const lines = Array.from(document.querySelectorAll('[data-g-part="check"]'));

    /**
     * @param {string} name
     * @returns {HTMLElement}
     */
    function part(name) {
      return /** @type {HTMLElement} */ (root.querySelector(`[data-g-part="${name}"]`));
    }

    /**
     * @param {Element} line
     * @returns {Answer}
     */
    function answered(line) {
      const ticked = /** @type {HTMLInputElement | null} */ (line.querySelector(":checked"));
      const field = /** @type {HTMLInputElement | null} */ (line.querySelector("[name=note]"));
      return {
        id: line.getAttribute("data-id") ?? "",
        result: ticked?.value ?? "",
        note: field?.value ?? "",
      };
    }

    function show() {
      const day = /** @type {HTMLInputElement} */ (part("date")).value;
      const who = /** @type {HTMLInputElement} */ (part("by")).value;
      const answers = lines.map(answered);
      const keys = { date, by, check, result, note };
      form.textContent = filled(empty, keys, { date: day, by: who, answers });
      said.textContent = "";
    }

    async function copy() {
      try {
        await navigator.clipboard.writeText(form.textContent ?? "");
        said.textContent = said.dataset.copied ?? "";
      } catch {
        /* no clipboard without a secure address: the visitor presses the keys */
        globalThis.getSelection()?.selectAllChildren(form);
        said.textContent = said.dataset.selected ?? "";
      }
    }

    document.addEventListener("input", show);
    part("copy").addEventListener("click", copy);
    show();
  }

  for (const root of document.querySelectorAll('[data-g-module="hand-back"]')) {
    if (root instanceof HTMLElement) start(root);
  }
})();
