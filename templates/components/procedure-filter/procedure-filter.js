/* The filter over a list of procedures: what is asked for stands in the address, ?theme=…&only=free. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  /**
   * What is asked for; a field that is left out is not asked for. Everything ticked must hold.
   * @typedef {{theme: string, station: string, audience: string, only: string[]}} Wanted
   */

  /** @param {string | undefined} text */
  function words(text) {
    return (text ?? "").split(" ").filter(Boolean);
  }

  /**
   * Whether a procedure is wanted.
   * @param {Record<string, string | undefined>} procedure its data attributes
   * @param {Wanted} wanted
   */
  function isWanted(procedure, wanted) {
    const holds = words(procedure.only);
    return (
      (!wanted.station || procedure.station === wanted.station) &&
      (!wanted.theme || words(procedure.theme).includes(wanted.theme)) &&
      (!wanted.audience || words(procedure.audience).includes(wanted.audience)) &&
      wanted.only.every((one) => holds.includes(one))
    );
  }

  /**
   * What an address asks for.
   * @param {string} search
   * @returns {Wanted}
   */
  function fromSearch(search) {
    const query = new URLSearchParams(search);
    const [theme, station, audience] = ["theme", "station", "audience"].map(
      (name) => query.get(name) ?? "",
    );
    return { theme, station, audience, only: query.getAll("only") };
  }

  /**
   * The query of an address that asks for it.
   * @param {Wanted} wanted
   */
  function toSearch(wanted) {
    const query = new URLSearchParams();
    for (const name of /** @type {const} */ (["theme", "station", "audience"])) {
      if (wanted[name]) query.set(name, wanted[name]);
    }
    for (const one of wanted.only) query.append("only", one);
    const text = query.toString();
    return text && `?${text}`;
  }

  gongshi.procedureFilter = { isWanted, fromSearch, toSearch };
  if (!globalThis.document) return;

  /** @param {HTMLElement} root */
  function start(root) {
    const form = root.querySelector("form");
    if (!form) return;
    const rows = all("procedure");
    const groups = all("group");
    const [count] = all("count");
    const [reset] = all("reset");
    const [empty] = all("empty");

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
      const [theme, station, audience] = ["theme", "station", "audience"].map((name) =>
        String(data.get(name) ?? ""),
      );
      return { theme, station, audience, only: data.getAll("only").map(String) };
    }

    function show() {
      const wanted = asked();
      for (const row of rows) row.hidden = !isWanted(row.dataset, wanted);
      for (const group of groups) {
        group.hidden = !group.querySelector('[data-g-part="procedure"]:not([hidden])');
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

    const wanted = fromSearch(location.search);
    for (const field of form.elements) {
      if (field instanceof HTMLSelectElement) {
        const value = wanted[/** @type {"theme"} */ (field.name)];
        if (Array.from(field.options).some((option) => option.value === value)) field.value = value;
      } else if (field instanceof HTMLInputElement) {
        field.checked = wanted.only.includes(field.value);
      }
    }
    form.addEventListener("change", changed);
    // The reset event comes before the fields are empty; after form.reset() they are, and the list follows at once.
    reset.addEventListener("click", (event) => {
      event.preventDefault();
      form.reset();
      changed();
      // The button is gone now, and a visitor without a mouse must not start at the top again.
      /** @type {HTMLElement} */ (form.querySelector("select, input")).focus();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }

  for (const root of document.querySelectorAll('[data-g-module="procedure-filter"]')) {
    if (root instanceof HTMLElement) start(root);
  }
})();
