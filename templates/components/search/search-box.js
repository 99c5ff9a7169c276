/* The search box: loads the index when somebody is about to type, and lists what is found as links. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  const IN_BOX = 8;
  const FEW = 3;
  const PAUSE_MS = 500;

  // ---- Addresses ----------------------------------------------------------------------------------

  /**
   * The address of a page of the site. Without a server a folder does not open its index by itself.
   * @param {string} base
   * @param {string} url
   * @param {string} protocol
   */
  function address(base, url, protocol) {
    const [, path, rest] = /** @type {string[]} */ (/^([^?#]*)(.*)$/s.exec((base || "./") + url));
    return path + (protocol === "file:" && /(^|\/)$/.test(path) ? "index.html" : "") + rest;
  }

  gongshi.searchBox = { address };

  // ---- Loading ------------------------------------------------------------------------------------

  /** @type {any} */
  let arrived = null;

  /**
   * Every file of the index calls this; it is the only way to load data that also works without a server.
   * @param {any} part
   */
  gongshi.searchIndex = (part) => {
    arrived = part;
  };

  if (!globalThis.document) return;

  const here = globalThis.location;
  /** @type {Map<string, Promise<any>>} */
  const indexes = new Map();

  /**
   * Run a script and give what it handed over. Its load event follows at once, so nothing comes between.
   * @param {string} src
   * @returns {Promise<any>}
   */
  function run(src) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.onload = () => {
        const part = arrived;
        arrived = null;
        script.remove();
        if (part === null) reject(new Error(src));
        else resolve(part);
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(src));
      };
      document.head.append(script);
    });
  }

  /**
   * The prepared index; one for all boxes of a page. What failed is tried again at the next call.
   * @param {string} src
   */
  function open(src) {
    let opened = indexes.get(src);
    if (!opened) {
      opened = run(src).then((index) => gongshi.search.prepare(index));
      opened.catch(() => indexes.delete(src));
      indexes.set(src, opened);
    }
    return opened;
  }

  /**
   * Load what stands below the titles, where a large board keeps it in files of its own.
   * @param {any} prepared
   * @param {string} src
   */
  async function complete(prepared, src) {
    const names = prepared.shards.splice(0);
    for (const name of names)
      gongshi.search.addBodies(prepared, await run(new URL(name, src).href));
    return names.length > 0;
  }

  // ---- Results ------------------------------------------------------------------------------------

  /**
   * @param {string} tag
   * @param {string} name
   * @param {(string | Node)[]} content
   */
  function element(tag, name, ...content) {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  }

  /**
   * A text with its found parts marked.
   * @param {string} text
   * @param {[number, number][]} marks
   * @returns {(string | Node)[]}
   */
  function marked(text, marks) {
    /** @type {(string | Node)[]} */
    const parts = [];
    let done = 0;
    for (const [from, to] of marks) {
      parts.push(text.slice(done, from), element("mark", "g-search__mark", text.slice(from, to)));
      done = to;
    }
    return [...parts, text.slice(done)];
  }

  /**
   * One result: a link with title, state, reason, station and the short facts.
   * @param {any} result
   * @param {{base: string, words: Record<string, string>}} place
   */
  function item(result, { base, words }) {
    const link = document.createElement("a");
    link.className = "g-search__result";
    link.href = address(base, result.url, here.protocol);
    const title = element("span", "g-search__title", ...marked(result.title, result.marks));
    if (result.lang) title.lang = result.lang;
    link.append(title, " ");
    if (result.status) link.append(element("span", "g-search__state", result.status), " ");
    if (result.why) {
      const { field, text, marks } = result.why;
      link.append(
        element("span", "g-search__why", `${words[field]} `, ...marked(text, marks)),
        " ",
      );
    }
    const about = element("span", "g-search__about");
    if (result.station && result.station !== result.title) {
      about.append(
        element("span", "g-search__station", ...marked(result.station, result.stationMarks)),
        " ",
      );
    }
    if (result.facts) about.append(element("span", "g-search__facts", result.facts));
    if (about.hasChildNodes()) link.append(about);
    return element("li", "g-search__item", link);
  }

  /**
   * @param {string} words
   * @param {Record<string, string | number>} values
   */
  const say = (words, values) =>
    words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

  /**
   * @param {ParentNode} parent
   * @param {string} name
   */
  const part = (parent, name) =>
    /** @type {HTMLElement} */ (parent.querySelector(`[data-g-search="${name}"]`));

  /**
   * What the element says about where it stands.
   * @param {HTMLElement} root
   */
  function placeOf(root) {
    const { gBase = "", gIndex = "", gWords = "{}" } = root.dataset;
    const words = /** @type {Record<string, string>} */ (JSON.parse(gWords));
    return { base: gBase, src: new URL((gBase || "./") + gIndex, here.href).href, words };
  }

  Object.assign(gongshi.searchBox, { open, complete, item, say, part, placeOf });

  // ---- The box ------------------------------------------------------------------------------------

  /** @param {HTMLFormElement} form */
  function start(form) {
    const place = placeOf(form);
    const { words } = place;
    const input = /** @type {HTMLInputElement} */ (part(form, "input"));
    const panel = part(form, "panel");
    const list = part(form, "list");
    const more = /** @type {HTMLAnchorElement} */ (part(form, "more"));
    const note = part(form, "note");
    const status = part(form, "status");
    const page = address(form.getAttribute("action") ?? "", "", here.protocol);
    /** @type {any} */
    let prepared = null;
    let timer = 0;
    form.action = page;

    const links = () => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("a[href]")]);

    /** @param {boolean} isOpen */
    function toggle(isOpen) {
      panel.hidden = !isOpen;
    }

    /** @param {string} text */
    function announce(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        status.textContent = text;
      }, PAUSE_MS);
    }

    /** @param {string} text */
    function tell(text) {
      note.textContent = text;
      note.hidden = text === "";
    }

    function search() {
      const text = input.value.trim();
      if (text === "") {
        toggle(false);
        announce("");
        return;
      }
      toggle(true);
      if (prepared) show(text);
      else load();
    }

    /** @param {string} text */
    function show(text) {
      const { total, results, nearest } = gongshi.search.query(prepared, text, IN_BOX);
      const values = { count: total, query: text };
      const shown = results.length > 0 ? results : nearest;
      list.replaceChildren(...shown.map((/** @type {any} */ result) => item(result, place)));
      list.hidden = shown.length === 0;
      const nothing = nearest.length > 0 ? words.near : words.none;
      tell(total > 0 ? "" : say(nothing, values));
      more.textContent = say(total > 0 ? words.all : words.help, values);
      more.href = `${page}?q=${encodeURIComponent(text)}`;
      more.hidden = total > 0 && total === results.length;
      announce(say(total > 0 ? words.count : nothing, values));
      if (results.length < FEW && prepared.shards.length > 0) {
        complete(prepared, place.src).then(search, () => {});
      }
    }

    async function load() {
      list.replaceChildren();
      list.hidden = true;
      more.hidden = true;
      tell(words.loading);
      try {
        prepared = await open(place.src);
        search();
      } catch {
        tell(words.failed);
        announce(words.failed);
      }
    }

    /** @param {number} step */
    function move(step) {
      const all = links();
      const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
      if (at < 0) input.focus();
      else all[Math.min(at, all.length - 1)]?.focus();
    }

    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => (panel.hidden ? search() : move(1)),
      ArrowUp: () => move(-1),
      Escape: () => {
        input.focus();
        toggle(false);
      },
    };

    form.addEventListener("keydown", (event) => {
      // While an input method is composing, its keys are its own.
      if (event.isComposing || event.keyCode === 229) return;
      const inPanel = panel.contains(document.activeElement);
      const action = keys[event.key];
      if (action && (inPanel || event.key === "ArrowDown" || !panel.hidden)) {
        event.preventDefault();
        action();
      } else if (inPanel && isTyping(event)) input.focus();
    });
    input.addEventListener("input", search);
    input.addEventListener("focus", () => {
      open(place.src).then(
        (ready) => {
          prepared = ready;
        },
        () => {},
      );
    });
    input.addEventListener("click", () => {
      if (panel.hidden) search();
    });
    form.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget)))
        toggle(false);
    });
  }

  /**
   * A letter typed on a result goes on with the query.
   * @param {KeyboardEvent} event
   */
  function isTyping({ key, ctrlKey, metaKey, altKey }) {
    return (
      ((key.length === 1 && key !== " ") || key === "Backspace") && !ctrlKey && !metaKey && !altKey
    );
  }

  for (const form of document.querySelectorAll('[data-g-module="search"]')) {
    if (form instanceof HTMLFormElement) start(form);
  }
})();
