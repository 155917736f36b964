// The page of an article: what is marked opens its card in the panel, by pointer, tap, focus or key.
"use strict";
(() => {
  const panel = document.getElementById("panel"), body = panel.querySelector(".panel-body");
  const marks = (id) => document.querySelectorAll(`.text [data-card~="${CSS.escape(id)}"]`);
  let held = null; // the card that was asked for by click, key or link; pointing elsewhere does not replace it

  const show = (ids, hold) => {
    const cards = ids.split(" ").map((id) => document.getElementById(id)).filter((card) => card && card.matches(".card"));
    if (!cards.length) return;
    body.replaceChildren(...cards.map((card) => {
      const copy = card.cloneNode(true);
      copy.dataset.of = card.id;
      copy.removeAttribute("id");
      return copy;
    }));
    panel.hidden = false;
    if (hold) held = ids;
    for (const mark of document.querySelectorAll(".text .open")) mark.classList.remove("open");
    for (const id of ids.split(" ")) for (const mark of marks(id)) mark.classList.add("open");
    document.dispatchEvent(new CustomEvent("onrecord-card", { detail: { ids, hold } }));
  };
  const close = () => {
    held = null;
    panel.hidden = true;
    for (const mark of document.querySelectorAll(".text .open")) mark.classList.remove("open");
  };
  const inSight = (id) => {
    const mark = [...marks(id)].find((item) => item.offsetParent !== null);
    if (mark) mark.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return mark;
  };
  onrecord.openCard = (id) => { show(id, true); inSight(id); };

  const wanted = (event) => event.target.closest && event.target.closest("[data-card]");
  document.addEventListener("click", (event) => {
    const selected = getSelection();
    if (selected && !selected.isCollapsed && !event.target.closest(".panel, .cast")) return; // somebody is marking words
    const mark = wanted(event);
    if (event.target.closest(".panel .close")) close();
    else if (mark) {
      event.preventDefault();
      const ids = mark.dataset.card;
      show(ids, true);
      if (!mark.closest(".text")) inSight(ids.split(" ")[0]);
    }
  });
  // A page that scrolls beneath a pointer at rest is no wish to see another card: only a pointer that has moved opens one.
  let rest = "";
  const place = (event) => `${event.screenX} ${event.screenY}`;
  document.addEventListener("pointermove", (event) => { rest = place(event); });
  document.addEventListener("pointerover", (event) => {
    if (place(event) === rest) return;
    rest = place(event);
    if (event.pointerType !== "mouse" || matchMedia("(max-width: 62rem)").matches) return;
    const actor = event.target.closest && event.target.closest(".cast [data-actor]");
    for (const item of document.querySelectorAll(".text .same")) item.classList.remove("same");
    if (actor) for (const item of document.querySelectorAll(`.text [data-actor="${CSS.escape(actor.dataset.actor)}"]`)) item.classList.add("same");
    const mark = wanted(event);
    if (mark && mark.closest(".text") && !held) show(mark.dataset.card, false);
  });
  document.addEventListener("focusin", (event) => {
    const mark = wanted(event);
    if (mark && mark.closest(".text") && mark.dataset.card !== held) { held = null; show(mark.dataset.card, false); }
  });

  const tags = () => [...document.querySelectorAll(".text .tag")].filter((tag) => tag.offsetParent !== null);
  let at = -1;
  const step = (by) => {
    const all = tags();
    if (!all.length) return;
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    show(all[at].dataset.card, true);
    all[at].focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "center" });
  };
  const press = (id) => { const box = document.getElementById(id); if (box && !box.disabled) box.click(); };
  document.addEventListener("keydown", (event) => {
    if (onrecord.typing(event)) return;
    if (event.key === "Escape") close();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "x") press("show-removed");
    else if (event.key === "r") press(document.getElementById("text-raw").checked ? "text-clean" : "text-raw");
    else return;
    event.preventDefault();
  });

  const arrive = () => { const id = decodeURIComponent(location.hash.slice(1)); if (id && document.getElementById(id)) onrecord.openCard(id); };
  addEventListener("hashchange", arrive);
  arrive();
})();
