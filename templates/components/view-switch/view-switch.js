/* Elder view and palette: what is chosen is written on the root element, where the style sheet reads it,
   and remembered. The head of the page restores both before anything is drawn. */
(() => {
  "use strict";

  const PALETTES = ["auto", "light", "dark"];

  /**
   * The palette after this one.
   * @param {string} palette
   */
  function next(palette) {
    return PALETTES[(PALETTES.indexOf(palette) + 1) % PALETTES.length];
  }

  /**
   * Whether a palette is dark on a screen that prefers dark or does not.
   * @param {string} palette
   * @param {boolean} prefersDark
   */
  function isDark(palette, prefersDark) {
    return palette === "dark" || (palette === "auto" && prefersDark);
  }

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;
  gongshi.palette = { next, isDark };
  if (!globalThis.document) return;

  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {string | null} kept */
  function known(kept) {
    return kept !== null && PALETTES.includes(kept) ? kept : "auto";
  }

  /** @param {HTMLElement} button */
  function startPalette(button) {
    let palette = known(gongshi.storage.get("palette"));

    function show() {
      if (isDark(palette, dark.matches)) root.dataset.mdColorScheme = "slate";
      else delete root.dataset.mdColorScheme;
      for (const label of button.children) {
        if (label instanceof HTMLElement) label.hidden = label.dataset.gPalette !== palette;
      }
    }

    button.addEventListener("click", () => {
      palette = next(palette);
      gongshi.storage.set("palette", palette === "auto" ? null : palette);
      show();
    });
    dark.addEventListener("change", show);
    show();
  }

  /** @param {HTMLElement} button */
  function startElder(button) {
    let elder = gongshi.storage.get("view") === "elder";

    function show() {
      if (elder) root.dataset.gView = "elder";
      else delete root.dataset.gView;
      button.setAttribute("aria-pressed", String(elder));
    }

    button.addEventListener("click", () => {
      elder = !elder;
      gongshi.storage.set("view", elder ? "elder" : null);
      show();
    });
    show();
  }

  for (const button of document.querySelectorAll('[data-g-module="palette"]')) {
    if (button instanceof HTMLElement) startPalette(button);
  }
  for (const button of document.querySelectorAll('[data-g-module="elder"]')) {
    if (button instanceof HTMLElement) startElder(button);
  }
})();
