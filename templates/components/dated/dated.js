/* What comes and goes with the days: an entry of the ledger falls due, a period for objections ends. A page is made
   on some day and read on another; both work it out from the same dates, the generator in views/ledger.py and
   views/bulletin.py. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  const A_DAY_MS = 86400000;

  /**
   * How many days later a day is.
   * @param {string} day
   * @param {string} since
   */
  function daysSince(day, since) {
    return Math.round((Date.parse(day) - Date.parse(since)) / A_DAY_MS);
  }

  /**
   * Whether what is not done yet is overdue, and by how many days.
   * @param {string} due the last day on which it is not
   * @param {string} today
   */
  function deadline(due, today) {
    const late = daysSince(today, due);
    return late > 0 ? { state: "overdue", days: late } : { state: "open", days: 0 };
  }

  /**
   * Whether a period is to come, runs or has ended, and how many days are left after today.
   * @param {string} first
   * @param {string} last
   * @param {string} today
   */
  function period(first, last, today) {
    if (today < first) return { state: "before", days: 0 };
    const left = daysSince(last, today);
    return left >= 0 ? { state: "open", days: left } : { state: "ended", days: 0 };
  }

  /**
   * How many of what is not done are in a state.
   * @param {string} dues "2026-12-04:1 2026-12-15:3", the days with how many are due on each
   * @param {string} state
   * @param {string} today
   */
  function tally(dues, state, today) {
    let count = 0;
    for (const each of dues.split(" ").filter(Boolean)) {
      const [due, number] = each.split(":");
      if (deadline(due, today).state === state) count += Number(number);
    }
    return count;
  }

  /**
   * Words for a number.
   * @param {string | undefined} one
   * @param {string | undefined} many
   * @param {number} n
   */
  function counted(one, many, n) {
    return ((n === 1 ? one : many) ?? "{n}").replace("{n}", String(n));
  }

  gongshi.dated = { counted, daysSince, deadline, period, tally };
  if (!globalThis.document) return;

  /**
   * @param {HTMLElement} list
   * @param {string} today
   */
  function showLedger(list, today) {
    for (const entry of list.querySelectorAll("[data-due]")) {
      if (!(entry instanceof HTMLElement)) continue;
      const { state, days } = deadline(entry.dataset.due ?? "", today);
      const shown = entry.querySelector('[data-g-part="state"]');
      if (!shown) continue;
      shown.className = shown.className.replace(/--\w+$/, `--${state}`);
      shown.textContent =
        state === "overdue"
          ? counted(list.dataset.overdueOne, list.dataset.overdue, days)
          : (list.dataset.open ?? "");
      entry.dataset.state = state;
    }
    list.dispatchEvent(new Event("g-rows", { bubbles: true }));
  }

  /**
   * @param {HTMLElement} figure
   * @param {string} today
   */
  function showTally(figure, today) {
    const { dues, state, one, many } = figure.dataset;
    const count = tally(dues ?? "", state ?? "", today);
    figure.textContent = counted(one, many, count);
    figure.classList.toggle("g-supervision__value--alert", state === "overdue" && count > 0);
  }

  /**
   * @param {HTMLElement} box
   * @param {string} today
   */
  function showPeriod(box, today) {
    const { first, last, before, leftOne, left, final, ended } = box.dataset;
    const { state, days } = period(first ?? "", last ?? "", today);
    const open = days ? counted(leftOne, left, days) : final;
    const words = { before, open, ended }[state];
    const shown = box.querySelector('[data-g-part="state"]');
    if (shown) shown.textContent = words ?? "";
    for (const each of ["before", "open", "ended"]) {
      box.classList.toggle(`g-period--${each}`, each === state);
    }
  }

  /** @type {Record<string, (element: HTMLElement, today: string) => void>} */
  const MODULES = { ledger: showLedger, period: showPeriod, tally: showTally };

  function start() {
    /** @type {[HTMLElement, (element: HTMLElement, today: string) => void][]} */
    const dated = [];
    for (const [name, show] of Object.entries(MODULES)) {
      for (const element of document.querySelectorAll(`[data-g-module="${name}"]`)) {
        if (element instanceof HTMLElement) dated.push([element, show]);
      }
    }
    if (!dated.length) return;
    let day = "";

    function refresh() {
      const { inChina, now } = gongshi.workdays;
      const today = inChina(now()).day;
      if (today === day) return;
      day = today;
      for (const [element, show] of dated) show(element, today);
    }

    refresh();
    // A page that stays open over midnight, or slept in the background, is right again.
    setInterval(refresh, 60000);
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) refresh();
    });
  }

  // What other files share is there once all of them have run.
  if (document.readyState === "complete") queueMicrotask(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
