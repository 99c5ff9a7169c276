/* How a name is spelt: which letters and characters find it, as such or as the beginnings of its syllables. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;

  /**
   * @typedef {Map<number, {spelling: string, rare: boolean}[]>} Sounds
   *   How a character is read. A rare reading counts only where it is typed in full.
   * @typedef {{texts: string[], units: Uint16Array, places: Uint16Array, inner: Uint8Array,
   *   starts: Int32Array}} Names
   *   `units` are the letters and digits of all texts end to end, text `n` from `starts[n]` on; `places` says
   *   where each stood in its text, `inner` marks those inside a Latin word.
   * @typedef {{value: Float32Array, from: Int32Array, to: Int32Array}} Hits
   *   For each text how well it matches, from 0 to 1, and which units do.
   * @typedef {{term: string, units: Uint16Array, end: number, sounds: Sounds, loose: boolean,
   *   fuel: number, stop: number}} Walk
   *   One attempt to spell `term`; `fuel` bounds it, `stop` is the unit after the last one used.
   */

  // ---- Names ---------------------------------------------------------------------------------------

  const WORD = /[\p{L}\p{N}]/u;

  const isLetter = (/** @type {number} */ unit) => unit >= 97 && unit <= 122;
  const isLatin = (/** @type {number} */ unit) => isLetter(unit) || (unit >= 48 && unit <= 57);
  const isHan = (/** @type {number} */ unit) => unit >= 0x3400 && unit <= 0x9fff;

  /** Case, width, accents and tone marks do not count; ü is typed as v. */
  function fold(/** @type {string} */ text) {
    return text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/u\u0308/g, "v")
      .replace(/\p{M}+/gu, "");
  }

  /**
   * Lay the letters and digits of all texts end to end.
   * @returns {Names}
   */
  function namesOf(/** @type {string[]} */ texts) {
    const units = /** @type {number[]} */ ([]);
    const places = /** @type {number[]} */ ([]);
    const inner = /** @type {number[]} */ ([]);
    const starts = new Int32Array(texts.length + 1);
    texts.forEach((text, number) => {
      let inWord = false;
      for (let place = 0; place < text.length; ) {
        const code = /** @type {number} */ (text.codePointAt(place));
        const sign = String.fromCodePoint(code);
        for (const part of isHan(code) ? sign : fold(sign)) {
          if (!isHan(code) && !WORD.test(part)) {
            inWord = false;
            continue;
          }
          for (let at = 0; at < part.length; at += 1) {
            const unit = part.charCodeAt(at);
            units.push(unit);
            places.push(place);
            inner.push(inWord && isLatin(unit) ? 1 : 0);
            inWord = isLatin(unit);
          }
        }
        place += sign.length;
      }
      starts[number + 1] = units.length;
    });
    return {
      texts,
      units: Uint16Array.from(units),
      places: Uint16Array.from(places),
      inner: Uint8Array.from(inner),
      starts,
    };
  }

  // ---- Readings -------------------------------------------------------------------------------------

  /**
   * How each character is read: `sounds` and `alternates` give the characters of each reading.
   * @returns {Sounds}
   */
  function soundsOf(/** @type {any} */ index) {
    const sounds = /** @type {Sounds} */ (new Map());
    const add = (/** @type {Record<string, string>} */ table, /** @type {boolean} */ rare) => {
      for (const [spelling, characters] of Object.entries(table)) {
        for (const character of characters) {
          const unit = character.charCodeAt(0);
          const known = sounds.get(unit) ?? [];
          if (!known.some((sound) => sound.spelling === spelling)) known.push({ spelling, rare });
          sounds.set(unit, known);
        }
      }
    };
    add(index.sounds, false);
    add(index.alternates, true);
    return sounds;
  }

  /** The letters of a text as it is spoken; 证 is zheng. */
  function spoken(/** @type {Sounds} */ sounds, /** @type {string} */ text) {
    const syllables = Array.from(
      text,
      (sign) => sounds.get(sign.charCodeAt(0))?.[0].spelling ?? sign,
    );
    return syllables.join("").replace(/[^a-z0-9]/g, "");
  }

  /** Many people do not tell z from zh, n from ng: each reading with the others that are heard for it. */
  function loosened(/** @type {Sounds} */ sounds) {
    const heard = new Map();
    const heardFor = (/** @type {string} */ spelling) => {
      if (!heard.has(spelling)) heard.set(spelling, variants(spelling));
      return heard.get(spelling);
    };
    const loose = /** @type {Sounds} */ (new Map());
    for (const [unit, known] of sounds) {
      const spellings = known.flatMap(({ spelling, rare }) => (rare ? [] : heardFor(spelling)));
      loose.set(unit, spellings);
    }
    return loose;
  }

  function variants(/** @type {string} */ spelling) {
    const initials = [
      spelling.replace(/^([zcs])h/, "$1"),
      spelling.replace(/^([zcs])(?!h)/, "$1h"),
    ];
    const finals = [spelling, ...initials].flatMap((each) => [
      each,
      each.replace(/([aei]n)g$/, "$1"),
      each.replace(/([aei]n)$/, "$1g"),
    ]);
    return [...new Set(finals)].map((each) => ({ spelling: each, rare: false }));
  }

  /** 分 for 份: the commonest slip of an input method. Asked of loosened readings only. */
  function soundAlike(
    /** @type {Sounds} */ sounds,
    /** @type {number} */ one,
    /** @type {number} */ other,
  ) {
    const others = sounds.get(other) ?? [];
    return (sounds.get(one) ?? []).some(({ spelling }) =>
      others.some((sound) => sound.spelling === spelling),
    );
  }

  // ---- One term in one text -------------------------------------------------------------------------

  const NO = Number.POSITIVE_INFINITY;
  const INITIAL = 1;
  const BEGUN = 0.4;
  const RARE = 1.5;
  const SAME_SOUND = 1.5;
  const FUEL = 400;

  /**
   * Spell a term on from its unit `at` with the units of a text from `unit` on; give what the way costs, and leave
   * in the walk where it stopped. A Han character stands for itself, a letter for itself or for the beginning of
   * a syllable: sfz, shenfz and 身份zheng all spell 身份证.
   * @returns {number}
   */
  function spell(/** @type {Walk} */ walk, /** @type {number} */ at, /** @type {number} */ unit) {
    if (at === walk.term.length) {
      walk.stop = unit;
      return 0;
    }
    walk.fuel -= 1;
    if (unit >= walk.end || walk.fuel < 0) return NO;
    const wanted = walk.term.charCodeAt(at);
    const found = walk.units[unit];
    if (wanted === found) {
      const rest = spell(walk, at + 1, unit + 1);
      if (rest !== NO) return rest;
    }
    if (isLetter(wanted)) return spellSyllable(walk, at, unit);
    return walk.loose && soundAlike(walk.sounds, wanted, found)
      ? SAME_SOUND + spell(walk, at + 1, unit + 1)
      : NO;
  }

  /** The next letters are a syllable: whole, cut short where the typing stopped, or only its initial. */
  function spellSyllable(
    /** @type {Walk} */ walk,
    /** @type {number} */ at,
    /** @type {number} */ unit,
  ) {
    const { term } = walk;
    for (const { spelling, rare } of walk.sounds.get(walk.units[unit]) ?? []) {
      let same = 0;
      while (same < spelling.length && term[at + same] === spelling[same]) same += 1;
      if (same === 0) continue;
      const price = rare ? RARE : 0;
      if (same === spelling.length) {
        const rest = spell(walk, at + same, unit + 1);
        if (rest !== NO) return price + rest;
      }
      if (rare) continue;
      if (same > 1 && at + same === term.length) {
        walk.stop = unit + 1;
        return BEGUN;
      }
      for (const length of same > 1 && spelling[1] === "h" ? [2, 1] : [1]) {
        const rest = spell(walk, at + length, unit + 1);
        if (rest !== NO) return INITIAL + rest;
      }
    }
    return NO;
  }

  /** The characters with which a text can begin to spell the term. */
  function beginners(
    /** @type {string} */ term,
    /** @type {Sounds} */ sounds,
    /** @type {boolean} */ loose,
  ) {
    const begins = new Uint8Array(65_536);
    const first = term.charCodeAt(0);
    begins[first] = 1;
    if (isLetter(first)) {
      for (const [unit, known] of sounds) {
        if (known.some(({ spelling }) => spelling[0] === term[0])) begins[unit] = 1;
      }
    } else if (loose && sounds.has(first)) {
      for (const unit of sounds.keys()) if (soundAlike(sounds, first, unit)) begins[unit] = 1;
    }
    return begins;
  }

  /** @returns {Hits} */
  const noHits = (/** @type {Names} */ { texts }) => ({
    value: new Float32Array(texts.length),
    from: new Int32Array(texts.length),
    to: new Int32Array(texts.length),
  });

  /**
   * Where in each text the term is spelt best.
   * @returns {Hits}
   */
  function scan(
    /** @type {Names} */ names,
    /** @type {string} */ term,
    /** @type {Sounds} */ sounds,
    loose = false,
  ) {
    const { units, starts, inner, texts } = names;
    const hits = noHits(names);
    const begins = beginners(term, sounds, loose);
    const single = term.length === 1 && isLetter(term.charCodeAt(0));
    const walk = { term, units, end: 0, sounds, loose, fuel: 0, stop: 0 };
    for (let text = 0; text < texts.length; text += 1) {
      const start = starts[text];
      walk.end = starts[text + 1];
      for (let unit = start; unit < walk.end; unit += 1) {
        if (begins[units[unit]] === 0) continue;
        // A letter alone says too little to be looked for inside a name, three are needed inside a word.
        if (single && unit > start) break;
        if (inner[unit] === 1 && term.length < 3) continue;
        walk.fuel = FUEL;
        const cost = spell(walk, 0, unit);
        if (cost === NO) continue;
        const value =
          rate(walk.stop - unit, walk.end - start, unit === start, inner[unit]) *
          manner(cost, walk.stop - unit);
        if (value > hits.value[text]) {
          hits.value[text] = value;
          hits.from[text] = unit;
          hits.to[text] = walk.stop;
        }
      }
    }
    return hits;
  }

  /** The whole of a name beats its beginning, its beginning what stands inside, and much of it beats little. */
  function rate(
    /** @type {number} */ matched,
    /** @type {number} */ whole,
    /** @type {boolean} */ atStart,
    /** @type {number} */ inner,
  ) {
    if (matched === whole) return 1;
    const share = (0.08 * matched) / whole;
    if (inner === 1) return 0.55 + share;
    return (atStart ? 0.9 : 0.8) + share;
  }

  /** Written out beats abbreviated. */
  const manner = (/** @type {number} */ cost, /** @type {number} */ length) =>
    1 - Math.min(0.3, (0.2 * cost) / length);

  gongshi.searchSpelling = {
    isLatin,
    isHan,
    fold,
    namesOf,
    soundsOf,
    spoken,
    loosened,
    noHits,
    scan,
  };
})();
