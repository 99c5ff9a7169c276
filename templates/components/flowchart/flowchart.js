/* The flowchart and its sentences follow the situation chooser: what does not apply steps back. */
(() => {
  "use strict";

  if (!globalThis.document) return;

  /** @param {readonly string[]} chosen */
  function show(chosen) {
    const { applies } = globalThis.gongshi.situations;
    const picked = new Set(chosen);
    const drawn = document.querySelectorAll('[data-g-module="flowchart"] [data-situations]');
    for (const part of [...drawn, ...document.querySelectorAll("[data-g-in]")]) {
      const named = part.getAttribute("data-situations") || part.getAttribute("data-g-in") || "";
      part.toggleAttribute("data-g-off", !applies(named.split(" "), picked));
    }
  }

  document.addEventListener("gongshi:situations", (event) => {
    if (event instanceof CustomEvent) show(event.detail);
  });
  // By then the chooser has read the address, whichever script came first.
  document.addEventListener("DOMContentLoaded", () => {
    const ticked = document.querySelectorAll('form[data-g-module="situations"] input:checked');
    show([...ticked].map((input) => input.getAttribute("value") || ""));
  });
})();
