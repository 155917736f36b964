// The index: words and filters over all articles. Parts of the index are scripts beside the page, loaded when they are needed.
"use strict";
(() => {
  const parts = new Map(), waiting = new Map(); // what is here, what was asked for
  onrecord.load = (name, value) => { parts.set(name, value); };
  const part = (name) => {
    if (parts.has(name)) return Promise.resolve(parts.get(name));
    if (!waiting.has(name)) waiting.set(name, new Promise((done) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => { script.remove(); done(parts.get(name)); };
      script.onerror = () => { script.remove(); done(null); };
      document.head.append(script);
    }));
    return waiting.get(name);
  };

  const $ = (id) => document.getElementById(id);
  const PAGE = 20, QUOTES = 3;
  let about, articles = [], found = [], shown = 0, turn = 0;

  // Order by code points, as the index is sorted.
  const compare = (a, b) => {
    const x = [...a], y = [...b];
    for (let i = 0; i < Math.min(x.length, y.length); i++)
      if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
    return x.length - y.length;
  };
  const wordsOf = (text) => (onrecord.fold(text).match(/[\p{L}\p{N}_]+/gu) || []).map((word) => [...word].slice(0, 40).join(""));

  // Numbers of the articles that have a word; the last word of a query may be a beginning.
  const lookUp = async (word, open) => {
    const start = [...word].slice(0, 2).join("");
    const numbers = new Set();
    let from = 0;
    while (from + 1 < about.words.length && compare(about.words[from + 1], start) <= 0) from++;
    for (let n = from; n < about.words.length && (n === from || compare(about.words[n], start) <= 0 || open && about.words[n].startsWith(start)); n++) {
      const held = await part(`words-${n}`) || {};
      for (const key of Object.keys(held)) {
        if (key !== word && !(open && key.startsWith(word))) continue;
        let number = 0;
        for (const by of held[key]) numbers.add(number += by);
      }
    }
    return numbers;
  };
  const matching = async (words) => {
    let all = null;
    for (const [n, word] of words.entries()) {
      const some = await lookUp(word, n === words.length - 1);
      all = all === null ? some : new Set([...all].filter((number) => some.has(number)));
      if (!all.size) break;
    }
    return all;
  };

  const pick = (input, names) => {
    const typed = onrecord.fold(input.value.trim());
    if (!typed) return null;
    const exact = names.flatMap(([name], n) => onrecord.fold(name) === typed ? [n] : []);
    return new Set(exact.length ? exact : names.flatMap(([name], n) => onrecord.fold(name).includes(typed) ? [n] : []));
  };
  const offer = (input, list, names) => {
    const typed = onrecord.fold(input.value.trim());
    const best = names.filter(([name]) => onrecord.fold(name).includes(typed)).sort((a, b) => b[1] - a[1]).slice(0, 50);
    list.replaceChildren(...best.map(([name, count]) => Object.assign(document.createElement("option"), { value: name, label: `${name} (${count})` })));
  };
  const dayOf = (input) => input.value ? +input.value.replaceAll("-", "") : 0;

  const filters = () => ({
    speakers: pick($("speaker"), about.speakers), places: pick($("place"), about.places), from: dayOf($("from")), to: dayOf($("to")),
    type: $("type").value, flag: $("flag").value, sure: $("sure").value,
  });
  const inTime = (day, f) => {
    const [low, high] = Array.isArray(day) ? day : [day, day];
    return (!f.from || high >= f.from) && (!f.to || low && low <= f.to);
  };
  const quoteFits = ([speaker, type, day, sure, flags], f) => (!f.speakers || f.speakers.has(speaker))
    && (f.type === "" || type === +f.type) && inTime(day, f)
    && (f.flag === "" || flags.includes(+f.flag))
    && (f.sure === "" || (f.sure === "h" ? sure >= 80 : f.sure === "l" ? sure < 50 : sure >= 50 && sure < 80));

  const search = async () => {
    const mine = ++turn;
    const words = wordsOf($("q").value), f = filters();
    const numbers = words.length ? await matching(words) : null;
    if (mine !== turn) return;
    const ofQuotes = f.speakers || f.type !== "" || f.flag !== "" || f.sure !== "";
    const dated = f.from || f.to;
    found = [];
    let quotes = 0;
    for (const [number, [day, places, columns]] of articles.entries()) {
      if (numbers && !numbers.has(number) || f.places && !places.some((place) => f.places.has(place))) continue;
      const fitting = columns.flatMap((column, n) => quoteFits(column, f) ? [n] : []);
      const dayFits = !dated || inTime(day, f);
      if (!fitting.length && (ofQuotes || !dayFits)) continue;
      found.push([number, fitting, day]);
      quotes += fitting.length;
    }
    const order = $("order").value;
    if (order) found.sort((a, b) => (order === "new" ? b[2] - a[2] : (a[2] || 1e9) - (b[2] || 1e9)) || a[0] - b[0]);
    $("status").textContent = `${found.length.toLocaleString("en")} article${found.length === 1 ? "" : "s"}, ${quotes.toLocaleString("en")} quotation${quotes === 1 ? "" : "s"}`;
    $("results").replaceChildren();
    shown = 0;
    await more(mine, words);
  };

  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined && text !== null) made.textContent = text;
    return made;
  };
  // Text with the words that were searched for marked; built of text nodes alone.
  const marked = (home, text, words) => {
    if (!words.length) { home.append(text); return home; }
    let last = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}_]+/gu)) {
      const folded = onrecord.fold(match[0]);
      if (!words.some((word, n) => folded === word || n === words.length - 1 && folded.startsWith(word))) continue;
      home.append(text.slice(last, match.index), make("mark", "hit", match[0]));
      last = match.index + match[0].length;
    }
    home.append(text.slice(last));
    return home;
  };
  const result = (row, fitting, words) => {
    const item = make("li", "result"), head = make("h2"), link = marked(make("a"), row.t, words);
    link.href = row.u;
    head.append(link);
    const by = make("p", "by", [row.p, row.d, `${row.q.length} quotation${row.q.length === 1 ? "" : "s"}`].filter(Boolean).join(" · "));
    item.append(head, by);
    const hits = (n) => words.filter((word) => onrecord.fold(row.q[n][1]).includes(word)).length;
    const best = words.length ? [...fitting].sort((a, b) => hits(b) - hits(a) || a - b) : fitting;
    if (best.length) {
      const list = make("ul", "found");
      for (const n of best.slice(0, QUOTES)) {
        const [id, text, speaker] = row.q[n], line = make("li"), to = marked(make("a", "plain"), text, words);
        to.href = `${row.u}#${id}`;
        line.append(to, " ", make("span", speaker ? "who" : "who unknown", speaker || "unknown speaker"));
        list.append(line);
      }
      item.append(list);
      if (best.length > QUOTES) item.append(make("p", "quiet", `and ${best.length - QUOTES} more`));
    }
    return item;
  };
  const more = async (mine, words) => {
    const rows = found.slice(shown, shown + PAGE);
    shown += rows.length;
    for (const [number, fitting] of rows) {
      const held = await part(`shown-${Math.floor(number / about.shown)}`);
      if (mine !== turn) return;
      const row = held && held[number % about.shown];
      if (row) $("results").append(result(row, fitting, words));
    }
    $("more").hidden = shown >= found.length;
    document.body.dataset.ready = String(mine);
  };

  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => { keep(); search(); }, 120); };
  const KEPT = ["q", "speaker", "place", "from", "to", "type", "flag", "sure", "order"];
  // What is searched for stands in the address, so that it can be kept and sent.
  const keep = () => {
    const set = new URLSearchParams(KEPT.filter((id) => $(id).value).map((id) => [id, $(id).value]));
    history.replaceState(null, "", location.pathname + (set.size ? `#${set}` : ""));
  };

  (async () => {
    about = await part("about");
    if (!about) { $("status").textContent = "The search index is missing; the list below is all there is."; return; }
    $("status").textContent = "Loading the index …";
    for (let n = 0; n < about.facets; n++) articles.push(...await part(`facets-${n}`) || []);
    about.flags.forEach(([name, count], n) => $("flag").append(Object.assign(document.createElement("option"), { value: n, textContent: `${name} (${count})` })));
    for (const [id, value] of new URLSearchParams(location.hash.slice(1))) if (KEPT.includes(id)) $(id).value = value;
    const form = document.querySelector(".finder");
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", soon);
    form.addEventListener("reset", () => setTimeout(soon));
    for (const [id, list, names] of [["speaker", "speakers", about.speakers], ["place", "places", about.places]]) {
      offer($(id), $(list), names);
      $(id).addEventListener("input", () => offer($(id), $(list), names));
    }
    $("more").addEventListener("click", () => more(turn, wordsOf($("q").value)));
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !onrecord.typing(event)) { event.preventDefault(); $("q").focus(); }
      if (event.key === "Escape" && event.target === $("q")) $("q").blur();
    });
    await search();
  })();
})();
