/* The search page: everything that is found, by kind, and what to try when nothing is. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;
  if (!globalThis.document) return;

  const AT_ONCE = 20;
  const { address, open, complete, item, say, part, placeOf } = gongshi.searchBox;
  const here = globalThis.location;

  /** @param {HTMLElement} root */
  function start(root) {
    const place = placeOf(root);
    const { words } = place;
    const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    const input = /** @type {HTMLInputElement} */ (part(root, "input"));
    const status = part(root, "status");
    const kinds = part(root, "kinds");
    const list = part(root, "list");
    const more = part(root, "more");
    const help = part(root, "help");
    const nearest = part(root, "nearest");
    /** @type {any} */
    let prepared = null;
    let shown = AT_ONCE;

    const kind = () =>
      /** @type {HTMLInputElement | null} */ (kinds.querySelector("input:checked"))?.value ?? "";

    /** @param {Element} target @param {any[]} results */
    function fill(target, results) {
      target.replaceChildren(...results.map((result) => item(result, place)));
    }

    /** @param {Record<string, number>} counts */
    function showKinds(counts) {
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      for (const choice of kinds.querySelectorAll("input")) {
        const count = choice.value === "" ? total : (counts[choice.value] ?? 0);
        part(/** @type {Element} */ (choice.parentElement), "number").textContent = String(count);
        /** @type {HTMLElement} */ (choice.parentElement).hidden = count === 0 && !choice.checked;
      }
      kinds.hidden = Object.keys(counts).length < 2;
    }

    function show() {
      const text = input.value.trim();
      let found = gongshi.search.query(prepared, text, shown, kind());
      if (found.total === 0 && kind() !== "") {
        /** @type {HTMLInputElement} */ (kinds.querySelector("input")).checked = true;
        found = gongshi.search.query(prepared, text, shown);
      }
      const { total, results } = found;
      const isNothing = total === 0 && text !== "";
      fill(list, results);
      list.hidden = total === 0;
      showKinds(found.counts);
      more.hidden = total <= results.length;
      more.textContent = say(words.more, { count: total - results.length });
      status.textContent =
        text === "" ? "" : say(isNothing ? words.none : words.count, { count: total, query: text });
      help.hidden = total > 0;
      fill(part(nearest, "list"), found.nearest);
      nearest.hidden = found.nearest.length === 0;
    }

    function remember() {
      const text = input.value.trim();
      const query = text === "" ? "" : `?q=${encodeURIComponent(text)}`;
      try {
        history.replaceState(history.state, "", here.pathname + query);
      } catch {
        /* a page opened as a file may not change its address, and a browser may have enough of changes */
      }
    }

    /** @param {boolean} again */
    function search(again) {
      if (!again) shown = AT_ONCE;
      if (prepared) show();
    }

    form.action = address(form.getAttribute("action") ?? "", "", here.protocol);
    input.value = new URLSearchParams(here.search).get("q") ?? "";
    input.addEventListener("input", () => {
      remember();
      search(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember();
      search(false);
    });
    kinds.addEventListener("change", () => search(false));
    more.addEventListener("click", () => {
      const from = shown;
      shown += AT_ONCE;
      search(true);
      list.querySelectorAll("a")[from]?.focus();
    });

    status.textContent = words.loading;
    open(place.src)
      .then((/** @type {any} */ ready) => {
        prepared = ready;
        show();
        return complete(prepared, place.src);
      })
      .then(
        (/** @type {boolean} */ isMore) => isMore && search(true),
        () => {
          if (!prepared) status.textContent = words.failed;
        },
      );
  }

  for (const root of document.querySelectorAll('[data-g-module="search-page"]')) {
    if (root instanceof HTMLElement) start(root);
  }
})();
