// Corrections made while reading: kept in this browser, downloaded as corrections.jsonl.
"use strict";
(() => {
  const KEY = "onrecord-corrections", box = document.querySelector(".correct");
  const sha256 = document.body.dataset.sha256;
  let kept = [];
  try { kept = JSON.parse(onrecord.remember(KEY) || "[]"); } catch { kept = []; }
  const count = document.getElementById("corrections-count");
  const save = () => { onrecord.remember(KEY, kept.length ? JSON.stringify(kept) : null); count.textContent = kept.length; };
  const add = (field, start, end, old, value) => {
    kept = kept.filter((item) => item.document !== sha256 || item.field !== field || item.raw_start !== start || item.raw_end !== end);
    kept.push({ document: sha256, raw_start: start, raw_end: end, field, old, new: value, who: "", when: new Date().toISOString(), why: "" });
    save();
  };
  box.hidden = false;
  save();

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps what is selected
    made.addEventListener("click", act);
    return made;
  };
  const inWords = (item) => {
    const name = item.field.split(".").at(-1);
    if (item.field === "quote") return item.new;
    if (Array.isArray(item.new)) return `${name}: raw ${item.new.join("–")}`;
    if (item.new && item.new.name) return `${name}: ${item.new.name}${item.new.country ? `, ${item.new.country}` : ""}`;
    return `${name}: ${item.new === null ? "none" : item.new}`;
  };
  // What can be set right about the thing of a card: by its field, the value in a box, the selected words for source and cue.
  const formOf = (card) => {
    const start = +card.dataset.rawStart, end = +card.dataset.rawEnd, field = card.dataset.field, old = card.dataset.old || null;
    const mine = () => kept.filter((item) => item.document === sha256 && item.raw_start === start && item.raw_end === end);
    const form = document.createElement("div"), said = document.createElement("p");
    form.className = "review-form";
    said.setAttribute("role", "status");
    const tell = () => { said.textContent = mine().map(inWords).join(", "); };
    const set = (name, before, value) => { add(name, start, end, before, value); tell(); };
    if (field === "quote.speaker") {
      form.append(button("Right", () => set("quote", null, "confirmed")), button("No quotation", () => set("quote", null, "rejected")));
      for (const name of ["source", "cue"]) {
        const take = button(`Selection is the ${name}`, () => { const span = selected(); if (span) set(`quote.${name}`, null, span); });
        take.className = "of-selection";
        take.disabled = !selected();
        form.append(take);
      }
    }
    if (field === "place") {
      for (const other of JSON.parse(card.dataset.others || "[]")) {
        const { score, ...place } = other;
        form.append(button([other.name, other.admin1 || other.country].filter(Boolean).join(", "), () => set("place", old, place)));
      }
      form.append(button("Not this place", () => set("place", old, null)));
    }
    if (card.dataset.ask) {
      const label = document.createElement("label"), input = document.createElement("input");
      label.append(`${card.dataset.ask} `, input);
      input.value = (mine().find((item) => item.field === field) || { new: old }).new || "";
      input.addEventListener("change", () => {
        const value = input.value.trim();
        if (value || field === "quote.speaker") set(field, old, value || null);
      });
      form.append(label);
    }
    form.append(said);
    tell();
    return form;
  };
  document.addEventListener("onrecord-card", (event) => {
    if (event.detail.hold) for (const card of document.querySelectorAll(".panel .card[data-field]")) card.append(formOf(card));
  });

  // A selection as raw offsets: both ends in one block whose characters are those of the raw text.
  const inside = (block, node, offset) => {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const removed of copy.querySelectorAll(".removed")) removed.remove();
    return [...copy.textContent].length;
  };
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const block = (range.startContainer.parentElement || range.startContainer).closest(".text.clean [data-raw]");
    if (!block || !block.contains(range.endContainer)) return null;
    const raw = +block.dataset.raw;
    return [raw + inside(block, range.startContainer, range.startOffset), raw + inside(block, range.endContainer, range.endOffset)];
  };
  // What is set about the article itself, from the words that are selected.
  const onSelection = (id, act) => {
    const made = document.getElementById(id);
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    made.addEventListener("click", () => {
      const span = selected(), words = String(getSelection());
      if (span) act(span, words);
      getSelection().removeAllRanges();
    });
    return made;
  };
  const ofSelection = [
    onSelection("mark-missed", (span) => add("quote.missed", span[0], span[1], null, { type: "direct", source: null, speaker: null })),
    onSelection("mark-title", (span, words) => add("title", span[0], span[1], null, words.trim())),
    onSelection("mark-split", (span) => add("split", span[0], span[1], null, true)),
  ];
  const join = document.getElementById("mark-join"), start = +document.body.dataset.rawStart;
  if (join) join.addEventListener("click", () => add("split", start, start, null, false));
  document.addEventListener("selectionchange", () => {
    const none = !selected();
    for (const made of ofSelection) made.disabled = none;
    for (const take of document.querySelectorAll(".of-selection")) take.disabled = none;
  });
  document.getElementById("download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(kept.map((item) => JSON.stringify(item) + "\n"), { type: "application/x-ndjson" }));
    link.download = "corrections.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  document.getElementById("forget").addEventListener("click", () => {
    if (kept.length && confirm(`Forget ${kept.length} corrections?`)) { kept = []; save(); }
  });
})();
