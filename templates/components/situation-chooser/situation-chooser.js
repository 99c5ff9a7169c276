/* The situation chooser: what is ticked decides what of the page applies, and stands in the address as ?s=a,b. */
(() => {
  "use strict";

  /**
   * Whether something applies: always where it names no situation, else when any of them is chosen.
   * While nothing is chosen everything is shown.
   * @param {readonly string[]} situations
   * @param {ReadonlySet<string>} chosen
   */
  function applies(situations, chosen) {
    return (
      chosen.size === 0 || situations.length === 0 || situations.some((one) => chosen.has(one))
    );
  }

  /**
   * The situations that an address asks for, those only that the page knows.
   * @param {string} search
   * @param {ReadonlySet<string>} known
   * @returns {Set<string>}
   */
  function fromSearch(search, known) {
    const asked = new URLSearchParams(search).get("s") || "";
    return new Set(asked.split(",").filter((one) => known.has(one)));
  }

  /**
   * The query of an address that asks for the chosen situations and keeps whatever else it asks for.
   * @param {string} search
   * @param {Iterable<string>} chosen
   */
  function toSearch(search, chosen) {
    const query = new URLSearchParams(search);
    query.delete("s");
    const rest = query.toString();
    const list = [...chosen].map(encodeURIComponent).join(",");
    const parts = [rest, list && `s=${list}`].filter(Boolean);
    return parts.length ? `?${parts.join("&")}` : "";
  }

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;
  gongshi.situations = { applies, fromSearch, toSearch };
  if (!globalThis.document) return;

  /**
   * @param {ParentNode} root
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  function all(root, selector) {
    return [...root.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);
  }

  /** @param {HTMLElement} element */
  function situationsOf(element) {
    return (element.dataset.situations || "").split(" ").filter(Boolean);
  }

  /** Show the answer of the chosen situations in place of the general one, where there is one. */
  function answer() {
    for (const general of all(document, "[data-g-general]")) {
      const special = all(general.parentElement || document, "[data-situations]");
      const chosen = document.documentElement.hasAttribute("data-g-chosen");
      general.hidden = chosen && special.some((one) => !one.hidden);
    }
  }

  /** Count again the things to bring. */
  function count() {
    const chosen = document.documentElement.hasAttribute("data-g-chosen");
    for (const value of all(document, "[data-g-count]")) {
      if (value.dataset.gBefore === undefined) value.dataset.gBefore = value.textContent || "";
      const bring = all(document, "[data-g-bring]").filter((one) => !one.closest("[hidden]"));
      value.textContent = chosen
        ? (value.dataset.gCount || "").replace("{n}", String(bring.length))
        : value.dataset.gBefore;
    }
  }

  /** @param {HTMLFormElement} form */
  function start(form) {
    const inputs = [...form.querySelectorAll("input")];
    const known = new Set(inputs.map((input) => input.value));
    const status = Object.fromEntries(
      all(form, "[data-g-status]").map((one) => [one.dataset.gStatus, one]),
    );

    /** @param {ReadonlySet<string>} chosen */
    function show(chosen) {
      document.documentElement.toggleAttribute("data-g-chosen", chosen.size > 0);
      for (const element of all(document, "[data-situations]")) {
        element.hidden = !applies(situationsOf(element), chosen);
      }
      answer();
      count();
      status.none.hidden = chosen.size > 0;
      status.some.hidden = chosen.size === 0;
      const groups = all(form, "[data-g-exclusive]");
      const isOpen = groups.some((group) => !group.querySelector(":checked"));
      status.open.hidden = chosen.size === 0 || !isOpen;
      for (const button of all(form, '[type="reset"]')) button.hidden = chosen.size === 0;
    }

    function ticked() {
      return new Set(inputs.filter((input) => input.checked).map((input) => input.value));
    }

    function changed() {
      const chosen = ticked();
      show(chosen);
      status.said.textContent = [status.none, status.some, status.open]
        .filter((one) => !one.hidden)
        .map((one) => one.textContent)
        .join("");
      try {
        history.replaceState(
          null,
          "",
          location.pathname + toSearch(location.search, chosen) + location.hash,
        );
      } catch {
        /* a page opened as a file may not change its address */
      }
      document.dispatchEvent(new CustomEvent("gongshi:situations", { detail: [...chosen] }));
    }

    const asked = fromSearch(location.search, known);
    for (const input of inputs) input.checked = asked.has(input.value);
    form.addEventListener("change", changed);
    // The reset event comes before the boxes are empty; after form.reset() they are, and the page follows at once.
    for (const button of all(form, '[type="reset"]')) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        form.reset();
        changed();
        inputs[0].focus();
      });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    show(ticked());
  }

  for (const form of document.querySelectorAll('form[data-g-module="situations"]')) {
    if (form instanceof HTMLFormElement) start(form);
  }
})();
