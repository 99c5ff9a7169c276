/* What search finds, without any document: the index is prepared once and then asked at each keystroke. */
(() => {
  "use strict";

  globalThis.gongshi ??= {};
  const { gongshi } = globalThis;
  // The scripts of a folder are joined by name, so search-spelling.js has run.
  const { isLatin, isHan, fold, namesOf, soundsOf, spoken, loosened, noHits, scan } =
    gongshi.searchSpelling;

  /**
   * @typedef {Map<number, {spelling: string, rare: boolean}[]>} Sounds
   * @typedef {{value: Float32Array, from: Int32Array, to: Int32Array}} Hits
   *   For each text how well it matches, from 0 to 1, and which units do.
   * @typedef {{title: number, aliases: number[], station: number, materials: number[],
   *   kind: string, url: string, facts: string, status: string, lang: string}} Row
   *   Names that are searched stand once in `texts`; a row holds their numbers.
   * @typedef {{units: Uint16Array, starts: Int32Array, from: number}} Bodies
   *   The texts of rows `from`, `from + 1`, …, end to end.
   * @typedef {{rows: Row[], texts: string[], units: Uint16Array, places: Uint16Array,
   *   starts: Int32Array, sounds: Sounds, loose: () => Sounds, spoken: () => string[],
   *   fillers: string[], particles: string, traditional: Record<string, string>,
   *   bodies: Bodies[], shards: string[]}} Prepared
   *   The names as search-spelling.js lays them, and what else the index holds.
   * @typedef {{lists: Hits[], scores: Float32Array, heads: number}} Found
   *   `heads` counts the rows that match in more than their body.
   * @typedef {[number, number]} Range
   * @typedef {{kind: string, url: string, score: number, title: string, marks: Range[],
   *   station: string, stationMarks: Range[], facts: string, status: string, lang: string,
   *   why: {field: "alias" | "material", text: string, marks: Range[]} | null}} Result
   * @typedef {{total: number, counts: Record<string, number>, results: Result[],
   *   nearest: Result[]}} Answer
   */

  // ---- Words -------------------------------------------------------------------------------------

  const LONGEST_QUERY = 64;
  const LONGEST_NAME = 500;
  const MOST_TERMS = 8;
  const MOST_PAIRS = 24;
  const HAN_RUNS = /\p{Script=Han}+|[^\p{Script=Han}]+/gu;

  /** What is typed, as terms. An input method puts apostrophes between syllables. */
  function termsOf(/** @type {Prepared} */ prepared, /** @type {string} */ text) {
    const folded = fold(text.slice(0, LONGEST_QUERY)).replace(/['’‘]/g, "");
    const simplified = Array.from(folded, (sign) => prepared.traditional[sign] ?? sign).join("");
    return simplified
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .slice(0, MOST_TERMS);
  }

  /** The terms of a question without the words around the thing: 我想换身份证怎么办 → 换身份证. */
  function withoutFillers(/** @type {Prepared} */ prepared, /** @type {string[]} */ terms) {
    return terms.flatMap((term) => {
      if (isLatin(term.charCodeAt(0)) && prepared.fillers.includes(term)) return [];
      const rest = prepared.fillers.reduce(
        (left, filler) => (isHan(filler.charCodeAt(0)) ? left.replaceAll(filler, " ") : left),
        term,
      );
      return rest.split(" ").filter(Boolean);
    });
  }

  /** 新桥sfz → 新桥, sfz. */
  const byScript = (/** @type {string[]} */ terms) =>
    terms.flatMap((term) => term.match(HAN_RUNS) ?? []).slice(0, MOST_TERMS);

  // ---- The index, made ready ----------------------------------------------------------------------

  /** @returns {Prepared} */
  function prepare(/** @type {any} */ index) {
    const texts = /** @type {string[]} */ ([]);
    const numbers = new Map();
    const numberOf = (/** @type {string} */ text) => {
      if (!numbers.has(text)) numbers.set(text, texts.push(text) - 1);
      return numbers.get(text);
    };
    const rows = index.rows.map((/** @type {any} */ row) => {
      const [kind, url, title, aliases = [], station = "", materials = []] = row;
      const [facts = "", status = "", lang = ""] = row.slice(6);
      return {
        title: numberOf(title),
        aliases: aliases.map(numberOf),
        station: numberOf(station),
        materials: materials.map(numberOf),
        kind: index.kinds[kind],
        url,
        facts,
        status,
        lang,
      };
    });
    const sounds = soundsOf(index);
    /** @type {Prepared} */
    const prepared = {
      ...namesOf(texts),
      rows,
      sounds,
      loose: once(() => loosened(sounds)),
      spoken: once(() => texts.map((_, text) => spoken(sounds, foldedOf(prepared, text)))),
      fillers: [...index.fillers].sort((a, b) => b.length - a.length),
      particles: index.particles,
      traditional: index.traditional,
      bodies: [],
      shards: index.shards,
    };
    addBodies(prepared, { from: 0, bodies: index.bodies });
    return prepared;
  }

  /**
   * @template Value
   * @param {() => Value} make
   */
  function once(make) {
    /** @type {Value | undefined} */
    let made;
    return () => {
      made ??= make();
      return made;
    };
  }

  /** The bodies of some rows have arrived. */
  function addBodies(/** @type {Prepared} */ prepared, /** @type {any} */ shard) {
    const starts = new Int32Array(shard.bodies.length + 1);
    shard.bodies.forEach((/** @type {string} */ body, /** @type {number} */ row) => {
      starts[row + 1] = starts[row] + body.length;
    });
    const units = new Uint16Array(starts[shard.bodies.length]);
    shard.bodies.forEach((/** @type {string} */ body, /** @type {number} */ row) => {
      for (let at = 0; at < body.length; at += 1) units[starts[row] + at] = body.charCodeAt(at);
    });
    prepared.bodies.push({ units, starts, from: shard.from });
  }

  // ---- Terms in the bodies --------------------------------------------------------------------------

  /** For each row the set of words that its body holds, as bits. At most 31 words. */
  function inBodies(/** @type {Prepared} */ prepared, /** @type {string[]} */ words) {
    const sets = new Int32Array(prepared.rows.length);
    const byFirst = new Uint32Array(65_536);
    words.forEach((word, bit) => {
      if (word.length > 1) byFirst[word.charCodeAt(0)] |= 1 << bit;
    });
    for (const { units, starts, from } of prepared.bodies) {
      for (let row = 0; row + 1 < starts.length; row += 1) {
        const end = starts[row + 1];
        for (let unit = starts[row]; unit < end; unit += 1) {
          const possible = byFirst[units[unit]];
          if (possible === 0) continue;
          for (let bit = 0; bit < words.length; bit += 1) {
            if (possible & (1 << bit) && standsAt(words[bit], units, unit, end)) {
              sets[from + row] |= 1 << bit;
            }
          }
        }
      }
    }
    return sets;
  }

  function standsAt(
    /** @type {string} */ word,
    /** @type {Uint16Array} */ units,
    /** @type {number} */ unit,
    /** @type {number} */ end,
  ) {
    if (unit + word.length > end) return false;
    for (let at = 0; at < word.length; at += 1) {
      if (units[unit + at] !== word.charCodeAt(at)) return false;
    }
    return !(isLatin(units[unit]) && unit > 0 && isLatin(units[unit - 1]));
  }

  // ---- Rows -----------------------------------------------------------------------------------------

  const FIELDS = { title: 100, alias: 96, station: 50, material: 45, body: 25 };
  const KINDS = /** @type {Record<string, number>} */ ({ bulletin: 0.85, page: 0.9 });
  const NOT_IN_FORCE = 0.8;
  const APART = 0.97;
  const LESS = 0.9;
  const CALLED = 70;
  const PARTLY = 0.6;
  const LEAST_SHARE = 0.3;
  const LEAST_LIKENESS = 0.35;
  const MOST_NEAREST = 3;
  const AGAIN = 3;

  /** How well a row matches outside its body. */
  function headScore(/** @type {Row} */ row, /** @type {Hits} */ { value }) {
    let best = Math.max(FIELDS.title * value[row.title], FIELDS.station * value[row.station]);
    for (const alias of row.aliases) best = Math.max(best, FIELDS.alias * value[alias]);
    for (const material of row.materials) best = Math.max(best, FIELDS.material * value[material]);
    return best;
  }

  const standing = (/** @type {Row} */ row) =>
    (KINDS[row.kind] ?? 1) * (row.status ? NOT_IN_FORCE : 1);

  /**
   * The rows in which every term is found, or all of them as one word.
   * @returns {Found}
   */
  function strictly(
    /** @type {Prepared} */ prepared,
    /** @type {string[]} */ terms,
    /** @type {Sounds} */ sounds,
    loose = false,
  ) {
    const apart = terms.map((term) => scan(prepared, term, sounds, loose));
    const joined = terms.length > 1 ? scan(prepared, terms.join(""), sounds, loose) : null;
    const bodies = loose ? null : inBodies(prepared, terms);
    const scores = new Float32Array(prepared.rows.length);
    let heads = 0;
    prepared.rows.forEach((row, place) => {
      let least = Number.POSITIVE_INFINITY;
      let sum = 0;
      let best = 0;
      apart.forEach((hits, bit) => {
        const head = headScore(row, hits);
        const score = Math.max(head, bodies && bodies[place] & (1 << bit) ? FIELDS.body : 0);
        best = Math.max(best, head);
        least = Math.min(least, score);
        sum += score;
      });
      const together = joined === null ? 0 : headScore(row, joined);
      const separate = least > 0 ? (sum / apart.length) * (apart.length > 1 ? APART : 1) : 0;
      const score = Math.max(together, separate);
      if (score === 0) return;
      scores[place] = score * standing(row);
      if (together > 0 || best > 0) heads += 1;
    });
    return { lists: joined === null ? apart : [joined, ...apart], scores, heads };
  }

  /**
   * The rows that the question calls by one of their names, best at the station that it names too.
   * @returns {Found}
   */
  function called(/** @type {Prepared} */ prepared, /** @type {string[]} */ terms) {
    const { texts, starts, rows } = prepared;
    const question = terms.join("");
    const hits = noHits(prepared);
    for (let text = 0; text < texts.length; text += 1) {
      const length = starts[text + 1] - starts[text];
      if (length < 2 || length > question.length) continue;
      const name = foldedOf(prepared, text);
      if (!question.includes(name) || (isLatin(name.charCodeAt(0)) && length < 4)) continue;
      hits.value[text] = length / question.length;
      hits.from[text] = starts[text];
      hits.to[text] = starts[text + 1];
    }
    const scores = new Float32Array(rows.length);
    let heads = 0;
    rows.forEach((row, place) => {
      const share = Math.max(...[row.title, ...row.aliases].map((name) => hits.value[name]));
      if (share === 0) return;
      const isHere = row.station !== row.title && hits.value[row.station] > 0;
      scores[place] = (CALLED + 20 * share + (isHere ? 10 : 0)) * standing(row);
      heads += 1;
    });
    return { lists: [hits], scores, heads };
  }

  /** A name as it is compared; of one that is no name any more, the beginning. */
  function foldedOf(/** @type {Prepared} */ { units, starts }, /** @type {number} */ text) {
    const start = starts[text];
    const end = Math.min(starts[text + 1], start + LONGEST_NAME);
    return String.fromCharCode(...units.subarray(start, end));
  }

  /**
   * The rows that share enough pairs of characters with the question; rare pairs weigh more.
   * @returns {Found}
   */
  function partly(/** @type {Prepared} */ prepared, /** @type {string[]} */ terms) {
    const pairs = pairsOf(terms);
    const lists = pairs.map((pair) => scan(prepared, pair, new Map()));
    const bodies = inBodies(prepared, pairs);
    const shares = lists.map((hits, bit) =>
      Float32Array.from(prepared.rows, (row, place) =>
        Math.max(headShare(row, hits), bodies[place] & (1 << bit) ? 0.4 : 0),
      ),
    );
    const weights = shares.map((share, bit) => weightOf(prepared, pairs[bit], share));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const scores = new Float32Array(prepared.rows.length);
    let heads = 0;
    prepared.rows.forEach((row, place) => {
      const share = weights.reduce((sum, weight, bit) => sum + weight * shares[bit][place], 0);
      if (share < LEAST_SHARE * whole || share === 0) return;
      scores[place] = (share / whole) * PARTLY * 100 * standing(row);
      heads += 1;
    });
    return { lists, scores, heads };
  }

  function headShare(/** @type {Row} */ row, /** @type {Hits} */ { value }) {
    if (value[row.title] > 0 || row.aliases.some((alias) => value[alias] > 0)) return 1;
    return value[row.station] > 0 || row.materials.some((one) => value[one] > 0) ? 0.6 : 0;
  }

  /** A pair that the board never uses counts against a row, unless it is only a particle's doing. */
  function weightOf(
    /** @type {Prepared} */ prepared,
    /** @type {string} */ pair,
    /** @type {Float32Array} */ share,
  ) {
    const rows = prepared.rows.length;
    const used = share.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
    if (used > 0) return Math.log(1 + rows / used);
    const idle = [...pair].some((sign) => prepared.particles.includes(sign));
    return idle ? 0 : 0.6 * Math.log(1 + rows);
  }

  function pairsOf(/** @type {string[]} */ terms) {
    const pairs = new Set();
    for (const run of byScript(terms)) {
      if (!isHan(run.charCodeAt(0)) || run.length < 3) pairs.add(run);
      else for (let at = 0; at + 1 < run.length; at += 1) pairs.add(run.slice(at, at + 2));
    }
    return [...pairs].slice(0, MOST_PAIRS);
  }

  /**
   * Both answers, the other one's scores times its worth.
   * @returns {Found}
   */
  function merged(/** @type {Found} */ one, /** @type {Found} */ other, worth = 1) {
    const scores = one.scores.map((score, place) => Math.max(score, worth * other.scores[place]));
    return { lists: [...one.lists, ...other.lists], scores, heads: one.heads + other.heads };
  }

  /** Ask more and more generously, until something besides bodies answers. */
  function find(/** @type {Prepared} */ prepared, /** @type {string[]} */ terms) {
    const plain = withoutFillers(prepared, terms);
    const rest = plain.length > 0 ? plain : terms;
    // 养老保险怎么交: what is left of a question as a single character is no condition.
    const long = rest.filter((term) => term.length > 1);
    const core = long.length > 0 ? long : rest;
    let found = strictly(prepared, terms, prepared.sounds);
    if (core.join(" ") !== terms.join(" ")) {
      found = merged(found, strictly(prepared, core, prepared.sounds), LESS);
    }
    const apart = byScript(core);
    if (found.heads === 0 && apart.length > core.length) {
      found = merged(found, strictly(prepared, apart, prepared.sounds));
    }
    if (found.heads === 0) {
      found = merged(found, strictly(prepared, core, prepared.loose(), true));
    }
    if (found.heads === 0) {
      found = merged(found, merged(called(prepared, rest), partly(prepared, rest)));
    }
    return found;
  }

  // ---- The answer -----------------------------------------------------------------------------------

  /**
   * Answer a query: the best `limit` results, of one kind if one is named, and how many there are of each.
   * Where nothing is found, `nearest` holds what is spelt most like it.
   * @returns {Answer}
   */
  function query(
    /** @type {Prepared} */ prepared,
    /** @type {string} */ text,
    limit = 8,
    kind = "",
  ) {
    const terms = termsOf(prepared, text);
    if (terms.length === 0) return { total: 0, counts: {}, results: [], nearest: [] };
    const found = find(prepared, terms);
    const counts = /** @type {Record<string, number>} */ ({});
    const places = /** @type {number[]} */ ([]);
    found.scores.forEach((score, place) => {
      if (score === 0) return;
      const of = prepared.rows[place].kind;
      counts[of] = (counts[of] ?? 0) + 1;
      if (kind === "" || of === kind) places.push(place);
    });
    return {
      total: places.length,
      counts,
      results: inOrder(prepared, found.scores, places)
        .slice(0, limit)
        .map((place) => resultOf(prepared, found, place)),
      nearest: places.length === 0 ? nearest(prepared, terms) : [],
    };
  }

  /** Best first. The same title at one station after another steps back, so that other answers stay in sight. */
  function inOrder(
    /** @type {Prepared} */ prepared,
    /** @type {Float32Array} */ scores,
    /** @type {number[]} */ places,
  ) {
    const ranks = Float32Array.from(scores);
    const lengthOf = (/** @type {number} */ place) =>
      prepared.texts[prepared.rows[place].title].length;
    const better = (/** @type {number} */ a, /** @type {number} */ b) =>
      ranks[b] - ranks[a] || lengthOf(a) - lengthOf(b) || a - b;
    const seen = new Map();
    for (const place of places.sort(better)) {
      const { title } = prepared.rows[place];
      const times = seen.get(title) ?? 0;
      seen.set(title, times + 1);
      ranks[place] -= AGAIN * Math.min(times, 4);
    }
    return places.sort(better);
  }

  /** @returns {Result} */
  function resultOf(
    /** @type {Prepared} */ prepared,
    /** @type {Pick<Found, "lists" | "scores">} */ { lists, scores },
    /** @type {number} */ place,
  ) {
    const { title, station, aliases, materials, kind, url, facts, status, lang } =
      prepared.rows[place];
    const { texts } = prepared;
    const marks = marksOf(prepared, lists, title);
    return {
      kind,
      url,
      score: scores[place],
      title: texts[title],
      marks,
      station: texts[station],
      stationMarks: marksOf(prepared, lists, station),
      facts,
      status,
      lang,
      why:
        reason(prepared, lists, "alias", aliases, title) ??
        reason(prepared, lists, "material", marks.length > 0 ? [] : materials, title),
    };
  }

  /**
   * The other name or the paper that explains a result which its title does not.
   * @returns {Result["why"]}
   */
  function reason(
    /** @type {Prepared} */ prepared,
    /** @type {Hits[]} */ lists,
    /** @type {"alias" | "material"} */ field,
    /** @type {number[]} */ candidates,
    /** @type {number} */ title,
  ) {
    const reach = (/** @type {number} */ text) => coveredIn(lists, text).size;
    let best = -1;
    for (const text of candidates) {
      if (reach(text) > reach(best < 0 ? title : best)) best = text;
    }
    if (best < 0) return null;
    return { field, text: prepared.texts[best], marks: marksOf(prepared, lists, best) };
  }

  /** The units of a text that were found. */
  function coveredIn(/** @type {Hits[]} */ lists, /** @type {number} */ text) {
    const covered = new Set();
    for (const { value, from, to } of lists) {
      if (value[text] === 0) continue;
      for (let unit = from[text]; unit < to[text]; unit += 1) covered.add(unit);
    }
    return covered;
  }

  /**
   * The parts of a text that were found, in order and without overlap.
   * @returns {Range[]}
   */
  function marksOf(
    /** @type {Prepared} */ { units, places, starts, texts },
    /** @type {Hits[]} */ lists,
    /** @type {number} */ text,
  ) {
    const covered = coveredIn(lists, text);
    const marks = /** @type {Range[]} */ ([]);
    for (let unit = starts[text]; unit < starts[text + 1] && units.length > 0; unit += 1) {
      if (!covered.has(unit)) continue;
      const place = places[unit];
      const code = /** @type {number} */ (texts[text].codePointAt(place));
      const end = place + (code > 0xffff ? 2 : 1);
      const last = marks.at(-1);
      if (last && covered.has(unit - 1)) last[1] = end;
      else marks.push([place, end]);
    }
    return marks;
  }

  /** The rows whose names hold most of what was typed, compared by threes of letters as it is spoken. */
  function nearest(/** @type {Prepared} */ prepared, /** @type {string[]} */ terms) {
    const letters = spoken(prepared.sounds, terms.join(""));
    const threes = new Set(Array.from(letters.slice(2), (_, at) => letters.slice(at, at + 3)));
    if (threes.size < 3) return [];
    const likeness = Float32Array.from(prepared.spoken(), (name) => {
      let common = 0;
      for (const three of threes) if (name.includes(three)) common += 1;
      const share = common / threes.size;
      return (3 * share + (2 * common) / (threes.size + name.length)) / 4;
    });
    const scores = Float32Array.from(prepared.rows, (row) =>
      Math.max(likeness[row.title], ...row.aliases.map((alias) => likeness[alias])),
    );
    const places = Array.from(scores.keys()).filter((place) => scores[place] >= LEAST_LIKENESS);
    return inOrder(prepared, scores, places)
      .slice(0, MOST_NEAREST)
      .map((place) => resultOf(prepared, { lists: [], scores }, place));
  }

  gongshi.search = { prepare, addBodies, query };
})();
