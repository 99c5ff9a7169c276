/* Working days and the last day of a limit, worked out in the page with the same answers as the
   generator's board/workdays.py. A year without a published calendar is refused, never guessed. */
(() => {
  "use strict";

  /**
   * @typedef {object} WorkCalendar
   * @property {Set<number>} years
   * @property {Set<string>} off
   * @property {Set<string>} on
   */
  /** @typedef {{amount: number, unit: string}} Duration */

  globalThis.gongshi ??= {};
  const gongshi = globalThis.gongshi;

  const A_DAY_MS = 86400000;
  const SECONDS_A_DAY = 86400;
  /** @type {Record<string, number>} */
  const SECONDS = { hour: 3600, minute: 60, second: 1, immediate: 0 };

  /** The working days of a year are asked for, but its holidays are not published. */
  class CalendarUnknownError extends Error {
    /** @param {number} year */
    constructor(year) {
      super(`the working days of ${year} are not published`);
      this.name = "CalendarUnknownError";
      this.year = year;
    }
  }

  /**
   * Reads the calendar that the page carries: days by year as MMDD.
   * @param {Record<string, {off: string, on: string}>} data
   * @returns {WorkCalendar}
   */
  function calendarOf(data) {
    /** @type {WorkCalendar} */
    const calendar = { years: new Set(), off: new Set(), on: new Set() };
    for (const [year, days] of Object.entries(data)) {
      calendar.years.add(Number(year));
      for (const day of isoDays(year, days.off)) calendar.off.add(day);
      for (const day of isoDays(year, days.on)) calendar.on.add(day);
    }
    return calendar;
  }

  /**
   * @param {string} year
   * @param {string} monthDays
   */
  function isoDays(year, monthDays) {
    return monthDays
      .split(" ")
      .filter(Boolean)
      .map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`);
  }

  // A day is an ISO date outside and a number of days since 1970 inside, so no time zone is in play.

  /** @param {string} iso */
  function numberOf(iso) {
    return Date.parse(`${iso}T00:00:00Z`) / A_DAY_MS;
  }

  /** @param {number} day */
  function isoOf(day) {
    return new Date(day * A_DAY_MS).toISOString().slice(0, 10);
  }

  /**
   * The day so many days later.
   * @param {string} iso
   * @param {number} days
   */
  function daysAfter(iso, days) {
    return isoOf(numberOf(iso) + days);
  }

  /**
   * The day of the week, Monday being 0.
   * @param {string} iso
   */
  function weekdayOf(iso) {
    return (numberOf(iso) + 3) % 7;
  }

  /**
   * @param {string} iso
   * @param {WorkCalendar} calendar
   */
  function isWorkday(iso, calendar) {
    const year = Number(iso.slice(0, 4));
    if (!calendar.years.has(year)) throw new CalendarUnknownError(year);
    return calendar.on.has(iso) || (weekdayOf(iso) < 5 && !calendar.off.has(iso));
  }

  /**
   * @param {string} iso
   * @param {WorkCalendar} calendar
   */
  function workdayOnOrAfter(iso, calendar) {
    let day = iso;
    while (!isWorkday(day, calendar)) day = daysAfter(day, 1);
    return day;
  }

  /**
   * @param {string} iso
   * @param {number} number
   * @param {WorkCalendar} calendar
   */
  function workdayAfter(iso, number, calendar) {
    let day = iso;
    isWorkday(day, calendar);
    for (let left = number; left > 0; ) {
      day = daysAfter(day, 1);
      if (isWorkday(day, calendar)) left -= 1;
    }
    return day;
  }

  /**
   * @param {string} iso
   * @param {number} months
   */
  function monthsAfter(iso, months) {
    const [year, month, day] = iso.split("-").map(Number);
    const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
    const date = Math.min(day, lastOfMonth.getUTCDate());
    return isoOf(numberOf(lastOfMonth.toISOString().slice(0, 8).concat("01")) + date - 1);
  }

  /**
   * The day on which a limit ends before days off are considered; none where working days are counted.
   * @param {string} accepted
   * @param {Duration} limit
   */
  function nominalDay(accepted, limit) {
    switch (limit.unit) {
      case "workday":
        return null;
      case "day":
        return daysAfter(accepted, limit.amount);
      case "month":
        return monthsAfter(accepted, limit.amount);
      case "year":
        return monthsAfter(accepted, limit.amount * 12);
    }
    return daysAfter(accepted, Math.floor((limit.amount * SECONDS[limit.unit]) / SECONDS_A_DAY));
  }

  /**
   * The last day on which the office still keeps its time limit; the generator says by which law.
   * @param {string} accepted
   * @param {Duration} limit
   * @param {WorkCalendar} calendar
   */
  function lastDay(accepted, limit, calendar) {
    if (limit.unit === "immediate") return accepted;
    const day = nominalDay(accepted, limit);
    if (day === null) return workdayAfter(accepted, limit.amount, calendar);
    return workdayOnOrAfter(day, calendar);
  }

  /** The moment that counts as now; a test puts a function at gongshi.now. */
  function now() {
    return new Date(gongshi.now ? gongshi.now() : Date.now());
  }

  const CHINA = new Intl.DateTimeFormat("en-US-u-nu-latn", {
    timeZone: "Asia/Shanghai",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });

  /**
   * The day and the minute of the day in China at a moment, wherever the visitor's clock is set.
   * @param {Date} moment
   */
  function inChina(moment) {
    /** @type {Record<string, string>} */
    const part = {};
    for (const { type, value } of CHINA.formatToParts(moment)) part[type] = value;
    return {
      day: `${part.year}-${part.month}-${part.day}`,
      minute: Number(part.hour) * 60 + Number(part.minute),
    };
  }

  /**
   * The calendar of this page; without one every year is unknown.
   * @param {Document} page
   */
  function calendarOfPage(page) {
    const text = page.querySelector("script[data-g-calendar]")?.textContent;
    return calendarOf(text ? JSON.parse(text) : {});
  }

  /** How the interface writes its languages, where the tag leaves it open: 15 December. */
  const LOCALES = new Map([["en", "en-GB"]]);

  /**
   * A day in words: 12月15日, 15 December.
   * @param {string} iso
   * @param {string} language
   * @param {Intl.DateTimeFormatOptions} form
   */
  function dayInWords(iso, language, form) {
    const format = new Intl.DateTimeFormat(LOCALES.get(language) ?? language, {
      timeZone: "UTC",
      ...form,
    });
    return format.format(numberOf(iso) * A_DAY_MS);
  }

  /**
   * A sentence with places in braces, as pieces in order: words, and what was put in the places.
   * @param {string} sentence
   * @param {Record<string, string | Node>} values
   * @returns {(string | Node)[]}
   */
  function filled(sentence, values) {
    return sentence
      .split(/\{(\w+)\}/)
      .map((piece, index) => (index % 2 ? values[piece] : piece))
      .filter((piece) => piece !== "");
  }

  /**
   * The language of an element's words.
   * @param {Element} element
   */
  function languageOf(element) {
    return element.closest("[lang]")?.getAttribute("lang") || "zh-CN";
  }

  gongshi.workdays = {
    CalendarUnknownError,
    calendarOf,
    calendarOfPage,
    dayInWords,
    daysAfter,
    filled,
    inChina,
    isWorkday,
    languageOf,
    lastDay,
    nominalDay,
    now,
    weekdayOf,
  };
})();
