/* The filter over a list: what is asked for stands in the address, ?theme=…&only=free. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  /**
   * What is asked for by the name of its field; everything must hold.
   * @typedef {Record<string, string[]>} Wanted
   */

  /** @param {string | undefined} text */
  function words(text) {
    return (text ?? "").split(" ").filter(Boolean);
  }

  /**
   * Whether a row is wanted.
   * @param {Record<string, string | undefined>} row its data attributes, each one or several words
   * @param {Wanted} wanted
   */
  function isWanted(row, wanted) {
    return Object.entries(wanted).every(([name, values]) => {
      const said = words(row[name]);
      return values.every((value) => said.includes(value));
    });
  }

  /**
   * What an address asks of the fields that there are.
   * @param {string} search
   * @param {string[]} names
   * @returns {Wanted}
   */
  function fromSearch(search, names) {
    const query = new URLSearchParams(search);
    return Object.fromEntries(names.map((name) => [name, query.getAll(name).filter(Boolean)]));
  }

  /**
   * The query of an address that asks for it.
   * @param {Wanted} wanted
   */
  function toSearch(wanted) {
    const query = new URLSearchParams();
    for (const [name, values] of Object.entries(wanted)) {
      for (const value of values) query.append(name, value);
    }
    const text = query.toString();
    return text && `?${text}`;
  }

  gongshi.listFilter = { isWanted, fromSearch, toSearch };
  if (!globalThis.document) return;

  /** @param {HTMLElement} root */
  function start(root) {
    const form = root.querySelector("form");
    if (!form) return;
    const rows = all("row");
    const groups = all("group");
    const [count] = all("count");
    const [reset] = all("reset");
    const [empty] = all("empty");
    /** @type {(HTMLSelectElement | HTMLInputElement)[]} */
    const fields = Array.from(form.querySelectorAll("select, input"));
    const names = [...new Set(fields.map((field) => field.name))];

    /**
     * @param {string} part
     * @returns {HTMLElement[]}
     */
    function all(part) {
      return Array.from(root.querySelectorAll(`[data-g-part="${part}"]`));
    }

    /** @returns {Wanted} */
    function asked() {
      const data = new FormData(/** @type {HTMLFormElement} */ (form));
      return Object.fromEntries(
        names.map((name) => [name, data.getAll(name).map(String).filter(Boolean)]),
      );
    }

    function show() {
      const wanted = asked();
      for (const row of rows) row.hidden = !isWanted(row.dataset, wanted);
      for (const group of groups) {
        group.hidden = !group.querySelector('[data-g-part="row"]:not([hidden])');
      }
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = (count.dataset.count ?? "{n}").replace("{n}", String(left));
      empty.hidden = left > 0;
      reset.hidden = toSearch(wanted) === "";
    }

    function changed() {
      show();
      try {
        history.replaceState(null, "", location.pathname + toSearch(asked()) + location.hash);
      } catch {
        /* a page opened as a file may not change its address */
      }
    }

    const wanted = fromSearch(location.search, names);
    for (const field of fields) {
      const values = wanted[field.name];
      if (field instanceof HTMLInputElement) field.checked = values.includes(field.value);
      else if (Array.from(field.options).some(({ value }) => value === values[0])) {
        field.value = values[0];
      }
    }
    form.addEventListener("change", changed);
    // The reset event comes before the fields are empty; after form.reset() they are, and the list follows at once.
    reset.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      changed();
      // The button is gone now, and a visitor without a mouse must not start at the top again.
      fields[0].focus();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    // Another script may find that a row has become something else.
    root.addEventListener("g-rows", show);
    show();
  }

  for (const root of document.querySelectorAll('[data-g-module="list-filter"]')) {
    if (root instanceof HTMLElement) start(root);
  }
})();
