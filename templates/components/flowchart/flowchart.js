/* The flowchart follows the situation chooser: what does not apply steps back. */
(() => {
  "use strict";

  if (!globalThis.document) return;

  /** @param {readonly string[]} chosen */
  function show(chosen) {
    const { applies } = globalThis.gongshi.situations;
    const parts = document.querySelectorAll('[data-g-module="flowchart"] [data-situations]');
    for (const part of parts) {
      const situations = (part.getAttribute("data-situations") || "").split(" ");
      part.toggleAttribute("data-g-off", !applies(situations, new Set(chosen)));
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
