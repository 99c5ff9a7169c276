/* Days on which a post stands on one person, by the visitor's day: what is past goes, today is marked. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const gongshi = globalThis.gongshi;

  /**
   * How many posts stand on one person today, and whether any day is still to come.
   * @param {readonly {day: string, posts: number}[]} days
   * @param {string} today
   */
  function alone(days, today) {
    const coming = days.filter((one) => one.day >= today);
    const here = coming.filter((one) => one.day === today);
    return {
      today: here.reduce((sum, one) => sum + one.posts, 0),
      isOver: coming.length === 0,
    };
  }

  gongshi.coverage = { alone };
  if (!globalThis.document) return;

  /**
   * @param {ParentNode} root
   * @param {string} selector
   */
  function all(root, selector) {
    return [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);
  }

  /** @param {HTMLElement} module @param {string} today */
  function say(module, today) {
    const days = all(module, "[data-g-day]").map((one) => ({
      day: one.dataset.gDay || "",
      posts: Number(one.dataset.gPosts),
    }));
    const found = alone(days, today);
    for (const line of all(module, '[data-g-part="today"]')) {
      const sentence = found.today ? line.dataset.some : line.dataset.none;
      line.textContent = (sentence || "").replace("{n}", String(found.today));
    }
    for (const empty of all(module, '[data-g-part="empty"]')) empty.hidden = !found.isOver;
  }

  function start() {
    const { inChina, now } = gongshi.workdays;
    const today = inChina(now()).day;
    for (const one of all(document, "[data-g-day]")) {
      one.hidden = (one.dataset.gDay || "") < today;
      for (const mark of all(one, '[data-g-part="now"]')) mark.hidden = one.dataset.gDay !== today;
    }
    for (const week of all(document, "[data-g-until]")) {
      week.hidden = (week.dataset.gUntil || "") < today;
    }
    for (const cell of all(document, "[data-g-cell]")) {
      cell.toggleAttribute("data-g-today", cell.dataset.gCell === today);
    }
    for (const module of all(document, '[data-g-module="coverage"]')) say(module, today);
  }

  // What other files share is there once all of them have run.
  if (document.readyState === "complete") queueMicrotask(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
