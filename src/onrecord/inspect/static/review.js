// The page of a review sheet: answers are kept, locked once the machine's answer is seen, and given back as the sheet.
"use strict";
(() => {
  let sheet = null;
  const forms = [...document.querySelectorAll("form.item")];
  const fields = (form) => [...form.querySelectorAll("input, textarea")];
  const answer = (form) => Object.fromEntries(fields(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value.trim()]));
  const key = () => `onrecord-review ${sheet.name} ${sheet.rows.length} ${sheet.rows[0] ? sheet.rows[0].item : ""}`;

  // A cell that a spreadsheet will not take for a formula, quoted as CSV wants it.
  const cell = (value) => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  onrecord.sheetText = () => {
    const given = new Map(forms.map((form) => [form.dataset.item, answer(form)]));
    const lines = sheet.rows.map((row) => sheet.columns.map((column) => {
      const mine = given.get(row.item)[column];
      return mine === undefined ? (row[column] && /[",\r\n]/.test(row[column]) ? `"${row[column].replaceAll('"', '""')}"` : row[column] || "") : cell(mine);
    }).join(","));
    return [sheet.columns.join(","), ...lines].join("\r\n") + "\r\n";
  };

  const answered = (form) => fields(form).some((field) => field.name !== "remark" && (field.type === "radio" ? field.checked : field.value.trim()));
  const show = (form) => {
    const locked = form.dataset.locked === "yes";
    form.querySelector("fieldset").disabled = locked;
    form.querySelector(".machine").hidden = !locked;
    form.querySelector(".reveal").disabled = locked || !answered(form);
  };
  const save = () => {
    onrecord.remember(key(), JSON.stringify(forms.map((form) => [form.dataset.item, answer(form), form.dataset.locked === "yes"])));
    document.getElementById("progress").textContent = `${forms.filter(answered).length} of ${forms.length} answered`;
  };

  onrecord.load = (name, value) => {
    sheet = value;
    const rows = new Map(sheet.rows.map((row) => [row.item, row]));
    let kept = [];
    try { kept = JSON.parse(onrecord.remember(key()) || "[]"); } catch { kept = []; }
    const mine = new Map(kept.map(([item, values, locked]) => [item, { values, locked }]));
    for (const form of forms) {
      const { values, locked } = mine.get(form.dataset.item) || { values: rows.get(form.dataset.item), locked: false };
      for (const field of fields(form)) {
        const value = values[field.name] || "";
        if (field.type === "radio") field.checked = field.value === value.toLowerCase(); else field.value = value;
      }
      form.dataset.locked = locked ? "yes" : "no";
      show(form);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => { show(form); save(); });
      form.querySelector(".reveal").addEventListener("click", () => { form.dataset.locked = "yes"; show(form); save(); });
    }
    save();
    const download = document.getElementById("download");
    download.hidden = false;
    download.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([onrecord.sheetText()], { type: "text/csv" }));
      link.download = sheet.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  };
})();
