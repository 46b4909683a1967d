// one press, one act: a form that was sent is not sent again while it is under way
const free = f => { delete f.dataset.sent; $$(".busy", f).forEach(b => { b.classList.remove("busy"); b.removeAttribute("aria-busy"); }); };
on("submit", "form[method=post]:not([data-theme-form])", (e, f) => {
  if (f.dataset.sent) { e.preventDefault(); e.stopImmediatePropagation(); return; }
  f.dataset.sent = "1";
  const b = e.submitter;
  setTimeout(() => { if (b && f.dataset.sent) { b.classList.add("busy"); b.setAttribute("aria-busy", "true"); } }, 150);
  setTimeout(free, 30000, f);
}, true);
addEventListener("pageshow", e => { if (e.persisted) $$("[data-sent]").forEach(free); });
document.addEventListener("htmx:finally:request", () => $$("[data-sent]").forEach(free));

// drafts: every 15 seconds and when a field is left; sending stays an act of its own
const changed = new Map();
on("input", "form[data-autosave]", (e, f) => changed.set(f, 1));
const keep = async f => {
  if (!changed.delete(f) || f.dataset.sent) return;
  const data = new FormData(f), out = $(".saved output, .saved", f);
  for (const [n, v] of [...data]) if (v instanceof File) data.delete(n);
  const r = await fetch(f.dataset.autosave || f.action, { method: "POST", body: data, headers: { "X-Autosave": "1" } }).catch(() => 0);
  const ok = r.ok && !r.redirected;
  if (!ok && r.status !== 409) changed.set(f, 1);
  if (ok && r.headers.get("X-Version") && f.elements.version) f.elements.version.value = r.headers.get("X-Version");
  if (out) out.textContent = ok ? T.saved.replace("%", clock()) : r.status === 409 ? T.changed : T.unsaved;
};
on("focusout", "form[data-autosave]", (e, f) => { if (!f.contains(e.relatedTarget) || e.target.matches("textarea, input, select")) keep(f); });
setInterval(() => [...changed.keys()].forEach(f => f.isConnected ? keep(f) : changed.delete(f)), 15000);
addEventListener("visibilitychange", () => { if (document.hidden) [...changed.keys()].forEach(keep); });

// minus and plus beside the check-in number; the number is written the Indonesian way
on("click", "[data-by]", (e, b) => {
  const box = b.closest(".step-in"), i = $("input", box), now = +i.value.replace(/\./g, "").replace(",", ".") || 0;
  i.value = (now + b.dataset.by * (box.dataset.step || 1)).toLocaleString("id-ID", { maximumFractionDigits: 4 });
  i.dispatchEvent(new Event("input", { bubbles: true })); i.dispatchEvent(new Event("change", { bubbles: true }));
});
