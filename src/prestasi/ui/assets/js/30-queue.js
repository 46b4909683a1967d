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
// the next sheet is fetched while this one is being rated, and stands there when this one is sent; the answer to the
// sending brings the list and the undo, or, when it was refused, this sheet back with its reasons
let ahead = {}, sendings = Promise.resolve();
const parts = html => { const box = make("template"); box.innerHTML = html; const q = $("#antrean", box.content), told = q && $("#kabar", q); told?.remove(); return { q, told }; };
const lookAhead = q => setTimeout(() => {
  const url = q.dataset.next;
  if (!q.isConnected || !url || ahead.url === url) return;
  const mine = ahead = { url };
  fetch(url, { headers: { "HX-Request": "true" } }).then(r => r.ok && !r.redirected ? r.text() : "").then(t => { mine.q = parts(t).q; }).catch(() => 0);
}, 250);
const stand = q => { $("#antrean").replaceWith(q); requestAnimationFrame(() => setTimeout(() => window.htmx?.process(q))); arms.forEach(f => f()); };
const sheet = () => $("#lembar")?.getAttribute("action");
const answered = async (r, sent, shown) => {
  const { q, told } = parts(await r.text());
  if (!q || r.status >= 500) throw new Error(r.status);
  if (told) { const box = $("#kabar"); [...told.children].forEach(n => { box.append(n); window.htmx?.process(n); }); arms.forEach(f => f()); }
  if (!r.ok || ($("#antrean") === shown && $("#lembar", q)?.getAttribute("action") !== sheet())) {
    ahead = { url: shown.dataset.at, q: shown }; stand(q); if (!r.ok) history.replaceState({ htmx: true }, "", sent);
    return;
  }
  $(".ql", $("#antrean"))?.replaceWith($(".ql", q));
  $$(".ql a", $("#antrean")).forEach(a => a.getAttribute("href") === sheet() ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
};
const goAhead = url => { const q = ahead.q; q.dataset.at = url; ahead = {}; stand(q); history.pushState({ htmx: true }, "", url); return q; };
on("submit", "#antrean #lembar", (e, f) => {
  const here = $("#antrean"), url = here.dataset.next;
  if (!ahead.q || ahead.url !== url || e.submitter?.hasAttribute("formaction")) return;
  e.preventDefault(); e.stopImmediatePropagation();
  const body = new FormData(f), sent = f.getAttribute("action"), shown = goAhead(url);
  sendings = sendings.then(() => fetch(sent, { method: "POST", body, headers: { "HX-Request": "true" } })).then(r => answered(r, sent, shown)).catch(() => {
    ahead = { url, q: $("#antrean") }; stand(here); history.replaceState({ htmx: true }, "", sent); say(T.failed, "sk", "gagal");
  });
}, true);
on("click", "#antrean a[data-key=j]", (e, a) => { const url = a.getAttribute("href"); if (ahead.q && ahead.url === url && !e.ctrlKey && !e.metaKey) { e.preventDefault(); goAhead(url); } });
arm("[data-queue][data-next]", lookAhead);
