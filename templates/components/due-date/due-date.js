/* The due-date card: from the day of acceptance to the last day that is promised and the last that is lawful. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const gongshi = globalThis.gongshi;

  /** @typedef {{amount: number, unit: string}} Duration */
  /**
   * The last day; or the year that no calendar knows yet, with the day on which the limit ends
   * unless that is a day off, where it can be counted without knowing which days are worked.
   * @typedef {{day: string} | {unknownYear: number, nominal: string | null}} End
   */

  /**
   * A limit from its attribute: "20 workday".
   * @param {string | undefined} text
   * @returns {Duration | null}
   */
  function limitOf(text) {
    if (!text) return null;
    const [amount, unit] = text.split(" ");
    return { amount: Number(amount), unit };
  }

  /**
   * When a limit ends, as far as the calendar knows.
   * @param {string} accepted
   * @param {Duration} limit
   * @param {any} calendar
   * @returns {End}
   */
  function endOf(accepted, limit, calendar) {
    try {
      return { day: gongshi.workdays.lastDay(accepted, limit, calendar) };
    } catch (error) {
      if (error instanceof gongshi.workdays.CalendarUnknownError) {
        const nominal = gongshi.workdays.nominalDay(accepted, limit);
        return { unknownYear: /** @type {any} */ (error).year, nominal };
      }
      throw error;
    }
  }

  /**
   * Which of the card's sentences answers.
   * @param {string} accepted
   * @param {End} end
   * @param {string} today
   * @returns {"nominal" | "unknown" | "overdue" | "today" | "other"}
   */
  function sentenceFor(accepted, end, today) {
    if ("unknownYear" in end) return end.nominal ? "nominal" : "unknown";
    if (end.day < today) return "overdue";
    return accepted === today ? "today" : "other";
  }

  gongshi.dueDate = { limitOf, endOf, sentenceFor };
  if (!globalThis.document) return;

  /**
   * @param {HTMLElement} card
   * @param {any} calendar
   */
  function startCard(card, calendar) {
    const { dayInWords, filled, inChina, languageOf, now } = gongshi.workdays;
    const answer = part("answer");
    const law = part("law");
    const picker = part("picker");
    const input = picker?.querySelector("input");
    const promised = limitOf(card.dataset.promised);
    const lawful = limitOf(card.dataset.lawful);
    const limit = promised ?? lawful;
    if (!answer || !picker || !input || !limit) return;

    const language = languageOf(card);
    const today = inChina(now()).day;

    /** @param {string} name */
    function part(name) {
      const found = card.querySelector(`[data-g-part="${name}"]`);
      return found instanceof HTMLElement ? found : null;
    }

    /** @param {string} day */
    function words(day) {
      const isThisYear = day.slice(0, 4) === today.slice(0, 4);
      /** @type {Intl.DateTimeFormatOptions} */
      const form = { month: "long", day: "numeric" };
      return dayInWords(day, language, isThisYear ? form : { ...form, year: "numeric" });
    }

    /** @param {string} day */
    function strong(day) {
      const time = document.createElement("time");
      time.className = "g-due-date__day";
      time.dateTime = day;
      time.textContent = words(day);
      return time;
    }

    /**
     * @param {HTMLElement} element
     * @param {string} sentence
     * @param {string} accepted
     * @param {End} end
     */
    function say(element, sentence, accepted, end) {
      const day = "day" in end ? end.day : end.nominal;
      const last = day ? strong(day) : "";
      const year = "unknownYear" in end ? String(end.unknownYear) : "";
      element.replaceChildren(...filled(sentence, { day: words(accepted), last, year }));
    }

    /** @param {Duration} limit */
    function show(limit) {
      const accepted = input?.value || today;
      const end = endOf(accepted, limit, calendar);
      const sentence = sentenceFor(accepted, end, today);
      card.classList.toggle("g-due-date--overdue", sentence === "overdue");
      if (answer) say(answer, card.dataset[sentence] ?? "", accepted, end);
      if (!law || !promised || !lawful) return;
      const lawEnd = endOf(accepted, lawful, calendar);
      const known = "day" in lawEnd ? "known" : lawEnd.nominal ? "nominal" : "unknown";
      say(law, law.dataset[known] ?? "", accepted, lawEnd);
    }

    const years = [...calendar.years].sort((one, other) => one - other);
    if (years.length) {
      input.min = `${years[0]}-01-01`;
      input.max = `${years[years.length - 1]}-12-31`;
    }
    input.value = today;
    input.addEventListener("input", () => show(limit));
    picker.hidden = false;
    show(limit);
  }

  function start() {
    const calendar = gongshi.workdays.calendarOfPage(document);
    for (const card of document.querySelectorAll('[data-g-module="due-date"]')) {
      if (card instanceof HTMLElement) startCard(card, calendar);
    }
  }

  // What other files share is there once all of them have run.
  if (document.readyState === "complete") queueMicrotask(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
