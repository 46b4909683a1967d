// keys pressed while the rest of the sheet is being filled in wait for it
let held = [];
// queue keys: only while focus is inside the queue, never while typing, and only if the person left them on
on("keydown", "[data-queue]", (e, q) => {
  const typing = e.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  if (typing || e.ctrlKey || e.metaKey || e.altKey || root.dataset.keys === "off") return;
  const rows = $$("[data-row]:has(:enabled)", q), now = rows.findIndex(r => r.contains(e.target)), k = e.key.toLowerCase();
  if (!$("[data-key=s].htmx-request")) held = [];
  else if (k !== "tab") { held.push(e); e.preventDefault(); return; }
  if ("123".includes(k) && now >= 0) {
    const r = $$("input[type=radio]", rows[now])[k - 1];
    if (!r) return;
    r.click(); (rows[now + 1] ? $("input:checked, input", rows[now + 1]) : r).focus();
  } else {
    if (k === "enter" && e.isTrusted && e.target.matches("a, button, summary")) return;
    const b = $(`[data-key="${CSS.escape(k)}"]`);
    if (!b) return;
    b.matches("dialog") ? b.showModal() : b.click();
  }
  e.preventDefault();
});
on("click", "[data-dismiss]", (e, b) => b.closest("dialog").close());
