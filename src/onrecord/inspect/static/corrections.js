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
    made.addEventListener("click", act);
    return made;
  };
  document.addEventListener("onrecord-card", (event) => {
    if (!event.detail.hold) return;
    for (const card of document.querySelectorAll(".panel .card[data-raw-start]")) {
      const start = +card.dataset.rawStart, end = +card.dataset.rawEnd, speaker = card.dataset.speaker || null;
      const mine = (field) => kept.find((item) => item.document === sha256 && item.field === field && item.raw_start === start && item.raw_end === end);
      const form = document.createElement("div");
      form.className = "review-form";
      const said = document.createElement("p");
      said.setAttribute("role", "status");
      const tell = () => {
        const quote = mine("quote"), who = mine("quote.speaker");
        said.textContent = [quote && quote.new, who && (who.new === null ? "speaker unknown" : `speaker: ${who.new}`)].filter(Boolean).join(", ");
      };
      const label = document.createElement("label"), input = document.createElement("input");
      label.append("Speaker ", input);
      input.value = (mine("quote.speaker") || { new: speaker }).new || "";
      input.addEventListener("change", () => { add("quote.speaker", start, end, speaker, input.value.trim() || null); tell(); });
      form.append(
        button("Right", () => { add("quote", start, end, null, "confirmed"); tell(); }),
        button("No quotation", () => { add("quote", start, end, null, "rejected"); tell(); }), label, said);
      tell();
      card.append(form);
    }
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
  const missed = document.getElementById("mark-missed");
  document.addEventListener("selectionchange", () => { missed.disabled = !selected(); });
  missed.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  missed.addEventListener("click", () => {
    const span = selected();
    if (span) add("quote.missed", span[0], span[1], null, { type: "direct", source: null, speaker: null });
    getSelection().removeAllRanges();
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
