/* Where the column is too narrow for the wide drawing, a button shows it in a dialog over the whole window. The
   drawing itself moves there and back, so nothing stands twice on the page. */
(() => {
  "use strict";

  if (!globalThis.document) return;

  // A phone has no room for it: there the narrow drawing is the better one.
  const room = matchMedia("(min-width: 48em)");

  /** @param {Element} section */
  function start(section) {
    const chart = section.querySelector(".g-flow");
    const wide = chart?.querySelector(".g-flow__svg--wide");
    const button = section.querySelector('[data-g-part="open"]');
    const dialog = section.querySelector('[data-g-part="dialog"]');
    if (!chart || !wide) return;
    if (!(button instanceof HTMLElement) || !(dialog instanceof HTMLDialogElement)) return;
    const place = document.createComment("");

    const offer = () => {
      if (dialog.open) return;
      button.hidden = !room.matches || getComputedStyle(wide).display !== "none";
    };

    button.addEventListener("click", () => {
      chart.replaceWith(place);
      dialog.append(chart);
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      place.replaceWith(chart);
      offer();
      button.focus();
    });
    addEventListener("resize", offer);
    offer();
  }

  for (const section of document.querySelectorAll('[data-g-module="flow-section"]')) start(section);
})();
