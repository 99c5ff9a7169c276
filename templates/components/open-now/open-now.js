/* Whether a station is open now, in China's time wherever the visitor is, and until when that stays so.
   The answers are those of the generator's board/hours.py. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const gongshi = globalThis.gongshi;

  /** @typedef {{days: string, open: number[][], since: string, until: string}} OpenDays */
  /** @typedef {{since: string, until: string, why: string}} Closing */
  /** @typedef {{weekly: OpenDays[], keepsHolidays: boolean, closings: Closing[]}} OpenHours */
  /** @typedef {{day: string, minute: number}} Moment */
  /** @typedef {{isOpen: boolean, until: Moment | null, unknownYear: number | null, closing: Closing | null}} Opening */

  const MIDNIGHT = 24 * 60;
  const LOOK_AHEAD_DAYS = 400;
  const FRIDAY = 4;
  const SATURDAY = 5;

  /** @param {string} day */
  function yearOf(day) {
    return Number(day.slice(0, 4));
  }

  /**
   * @param {OpenDays} hours
   * @param {string} day
   */
  function holdsOn(hours, day) {
    const since = hours.since || "01-01";
    const until = hours.until || "12-31";
    const today = day.slice(5);
    if (since <= until) return since <= today && today <= until;
    return today >= since || today <= until;
  }

  /** @param {number[][]} intervals */
  function joined(intervals) {
    /** @type {number[][]} */
    const result = [];
    for (const [start, end] of intervals.sort((one, other) => one[0] - other[0])) {
      const last = result[result.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else result.push([start, end]);
    }
    return result;
  }

  /**
   * @param {OpenHours} hours
   * @param {string} day
   * @param {number} weekday
   */
  function weeklyOn(hours, day, weekday) {
    const holding = hours.weekly.filter(
      (part) => part.days.includes(String(weekday)) && holdsOn(part, day),
    );
    return joined(holding.flatMap((part) => part.open));
  }

  /**
   * @param {OpenHours} hours
   * @param {string} day
   */
  function closingOn(hours, day) {
    return hours.closings.find(({ since, until }) => since <= day && day <= until) ?? null;
  }

  /**
   * The hours of one day in minutes after midnight; an unpublished year counts as ordinary.
   * @param {OpenHours} hours
   * @param {string} day
   * @param {any} calendar
   */
  function hoursOn(hours, day, calendar) {
    if (closingOn(hours, day)) return [];
    const weekday = gongshi.workdays.weekdayOf(day);
    const ordinary = weeklyOn(hours, day, weekday);
    if (!hours.keepsHolidays || !calendar.years.has(yearOf(day))) return ordinary;
    if (calendar.off.has(day)) return [];
    if (!calendar.on.has(day)) return ordinary;
    const nearest = weeklyOn(hours, day, weekday === SATURDAY ? FRIDAY : 0);
    return nearest.length ? nearest : ordinary;
  }

  /**
   * @param {OpenHours} hours
   * @param {Moment} now
   * @param {boolean} isOpen
   * @param {any} calendar
   * @returns {Moment | null}
   */
  function nextChange(hours, now, isOpen, calendar) {
    for (let offset = 0; offset < LOOK_AHEAD_DAYS; offset += 1) {
      const day = gongshi.workdays.daysAfter(now.day, offset);
      const after = offset === 0 ? now.minute : -1;
      const intervals = hoursOn(hours, day, calendar);
      if (!isOpen) {
        const next = intervals.find(([start]) => start > after);
        if (next) return { day, minute: next[0] };
        continue;
      }
      const tomorrow = gongshi.workdays.daysAfter(day, 1);
      const goesOn = hoursOn(hours, tomorrow, calendar)[0]?.[0] === 0;
      const last = intervals.find(([, end]) => end > after && !(end === MIDNIGHT && goesOn));
      if (last?.[1] === MIDNIGHT) return { day: tomorrow, minute: 0 };
      if (last) return { day, minute: last[1] };
    }
    return null;
  }

  /**
   * Whether a station is open at a moment of China's time, and until when.
   * @param {OpenHours} hours
   * @param {Moment} now
   * @param {any} calendar
   * @returns {Opening}
   */
  function openingAt(hours, now, calendar) {
    const today = hoursOn(hours, now.day, calendar);
    const isOpen = today.some(([start, end]) => start <= now.minute && now.minute < end);
    const until = nextChange(hours, now, isOpen, calendar);
    return {
      isOpen,
      until,
      unknownYear: hours.keepsHolidays ? unknownYear(now, until, calendar) : null,
      closing: closingOn(hours, now.day),
    };
  }

  /**
   * The first year up to the next change whose holidays nobody has published.
   * @param {Moment} now
   * @param {Moment | null} until
   * @param {any} calendar
   */
  function unknownYear(now, until, calendar) {
    const last = yearOf((until ?? now).day);
    for (let year = yearOf(now.day); year <= last; year += 1) {
      if (!calendar.years.has(year)) return year;
    }
    return null;
  }

  /**
   * Which of the line's sentences says it.
   * @param {Opening} opening
   * @returns {"open" | "always" | "halted" | "ended" | "closed" | "shut"}
   */
  function sentenceFor({ isOpen, until, closing }) {
    if (isOpen) return until ? "open" : "always";
    if (closing) return until ? "halted" : "ended";
    return until ? "closed" : "shut";
  }

  /** @param {number} minute */
  function clock(minute) {
    return [Math.floor(minute / 60), minute % 60]
      .map((part) => String(part).padStart(2, "0"))
      .join(":");
  }

  gongshi.openNow = { clock, hoursOn, openingAt, sentenceFor };
  if (!globalThis.document) return;

  /**
   * When the next change comes; a day that is open to its end closes at 24:00.
   * @param {Moment} until
   * @param {Moment} now
   * @param {boolean} isOpen
   * @param {HTMLElement} line
   */
  function whenInWords(until, now, isOpen, line) {
    const { dayInWords, daysAfter, languageOf } = gongshi.workdays;
    const time = clock(until.minute);
    const isTomorrow = until.day === daysAfter(now.day, 1);
    if (until.day === now.day) return time;
    if (isTomorrow && isOpen && until.minute === 0) return clock(MIDNIGHT);
    if (isTomorrow) return `${line.dataset.tomorrow} ${time}`;
    const isSoon = until.day < daysAfter(now.day, 7);
    const form = isSoon ? { weekday: "long" } : { month: "long", day: "numeric" };
    return `${dayInWords(until.day, languageOf(line), form)} ${time}`;
  }

  /**
   * @param {HTMLElement} line
   * @param {OpenHours} hours
   * @param {any} calendar
   */
  function show(line, hours, calendar) {
    const { filled, inChina, now } = gongshi.workdays;
    const moment = inChina(now());
    const opening = openingAt(hours, moment, calendar);
    const sentence = sentenceFor(opening);
    const state = document.createElement("strong");
    state.className = "g-open-now__word";
    state.textContent =
      (opening.isOpen
        ? line.dataset.isOpen
        : opening.closing
          ? line.dataset.isHalted
          : line.dataset.isClosed) ?? "";
    const when = opening.until ? whenInWords(opening.until, moment, opening.isOpen, line) : "";
    const said = filled(line.dataset[sentence] ?? "{state}", { state, when });
    const notes = [
      opening.closing?.why ?? "",
      opening.unknownYear === null
        ? ""
        : (line.dataset.uncertain ?? "").replace("{year}", String(opening.unknownYear)),
    ];
    for (const text of notes.filter(Boolean)) {
      const note = document.createElement("span");
      note.className = "g-open-now__note";
      note.textContent = text;
      said.push(note);
    }
    line.classList.toggle("g-open-now__state--open", opening.isOpen);
    line.classList.toggle("g-open-now__state--halted", Boolean(opening.closing));
    line.replaceChildren(...said);
    line.hidden = false;
  }

  function start() {
    const calendar = gongshi.workdays.calendarOfPage(document);
    /** @type {[HTMLElement, OpenHours][]} */
    const lines = [];
    for (const line of document.querySelectorAll('[data-g-module="open-now"]')) {
      if (line instanceof HTMLElement) lines.push([line, JSON.parse(line.dataset.hours ?? "{}")]);
    }
    if (!lines.length) return;

    function refresh() {
      for (const [line, hours] of lines) show(line, hours, calendar);
    }

    function everyMinute() {
      refresh();
      setTimeout(everyMinute, 60000 - (Date.now() % 60000));
    }

    everyMinute();
    // A page that slept in the background is right again as soon as it is seen.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) refresh();
    });
  }

  // What other files share is there once all of them have run.
  if (document.readyState === "complete") queueMicrotask(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
