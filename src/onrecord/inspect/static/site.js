// On every page: the button for the colours, and the box that narrows a list down.
"use strict";
const onrecord = window.onrecord = window.onrecord || {};

onrecord.remember = (key, value) => {
  try {
    if (value === undefined) return localStorage.getItem(key);
    if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
  } catch { /* no storage */ }
  return null;
};

onrecord.typing = (event) => event.ctrlKey || event.metaKey || event.altKey
  || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !/^(checkbox|radio)$/.test(event.target.type);

// Lower case and without accents, as the index has its words.
onrecord.fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

(() => {
  const button = document.querySelector("button.theme");
  const themes = ["", "light", "dark"], names = ["as the system", "light", "dark"], signs = ["◐", "☀", "☾"];
  const show = () => {
    const at = themes.indexOf(document.documentElement.dataset.theme || "");
    button.setAttribute("aria-label", `Colours: ${names[at]}`);
    button.title = `Colours: ${names[at]}`;
    button.firstElementChild.textContent = signs[at];
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme || "") + 1) % themes.length];
    if (next) document.documentElement.dataset.theme = next; else delete document.documentElement.dataset.theme;
    onrecord.remember("onrecord-theme", next || null);
    show();
  });
  show();

  const narrow = document.getElementById("narrow");
  if (narrow) {
    narrow.parentElement.hidden = false;
    narrow.addEventListener("input", () => {
      const wanted = onrecord.fold(narrow.value.trim());
      for (const entry of document.querySelectorAll("#entries > li"))
        entry.hidden = !onrecord.fold(entry.textContent).includes(wanted);
    });
  }
})();
