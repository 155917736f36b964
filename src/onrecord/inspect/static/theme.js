// Before anything is painted: the colours that were chosen on this machine.
"use strict";
try {
  const theme = localStorage.getItem("onrecord-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* no storage: the system's colours */ }
