/* Print buttons: the root element says while printing what is to be printed; the style sheets know the rest. */
(() => {
  "use strict";

  if (!globalThis.document) return;

  const root = document.documentElement;

  globalThis.addEventListener("afterprint", () => {
    delete root.dataset.gPrint;
  });

  for (const button of document.querySelectorAll('[data-g-module="print"]')) {
    button.addEventListener("click", () => {
      root.dataset.gPrint = button.getAttribute("data-g-only") || "page";
      globalThis.print();
    });
  }
})();
