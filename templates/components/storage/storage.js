/* What the browser remembers for a visitor: the palette and the elder view, nothing else.
   A browser that keeps nothing (private window, blocked storage, full) is a browser with an empty memory. */
(() => {
  "use strict";

  const PREFIX = "gongshi.";

  /**
   * Wrap a storage so that it never throws.
   * @param {() => Storage} open
   */
  function memory(open) {
    return {
      /**
       * @param {string} key
       * @returns {string | null}
       */
      get(key) {
        try {
          return open().getItem(PREFIX + key);
        } catch {
          return null;
        }
      },
      /**
       * Keep a value; null forgets it.
       * @param {string} key
       * @param {string | null} value
       */
      set(key, value) {
        try {
          if (value === null) open().removeItem(PREFIX + key);
          else open().setItem(PREFIX + key, value);
        } catch {
          /* nothing is kept */
        }
      },
      /** Forget everything of ours and nothing of others. */
      clear() {
        try {
          const store = open();
          for (const key of Object.keys(store)) {
            if (key.startsWith(PREFIX)) store.removeItem(key);
          }
        } catch {
          /* there was nothing */
        }
      },
    };
  }

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;
  gongshi.memory = memory;
  gongshi.storage = memory(() => globalThis.localStorage);
})();
