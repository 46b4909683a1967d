// Everything here is an improvement: each page works without it. htmx does the fragments.
// The files of this folder are joined in order into one module.
const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
const root = document.documentElement;
const T = root.lang.startsWith("en")
  ? { saved: "Saved %, not sent yet", unsaved: "Not saved yet", changed: "Changed elsewhere; reload first", sec: "s", offline: "You are offline. What you typed stays here.", failed: "Not received yet. What you typed is safe.", code: "Event code", changes: "% changes", remove: "Remove %", live: "Live, updated", paused: "Paused, data from", lost: "Connection lost, data from", close: "Close this message" }
  : { saved: "Tersimpan %, belum dikirim", unsaved: "Belum tersimpan", changed: "Sudah diubah di tempat lain; muat ulang dulu", sec: "dtk", offline: "Anda sedang luring. Isian tetap di sini.", failed: "Kiriman belum masuk. Isian Anda aman.", code: "Kode kejadian", changes: "Ada % perubahan", remove: "Hapus %", live: "Langsung, diperbarui", paused: "Dijeda, data", lost: "Terputus, data", close: "Tutup kabar ini" };
// listen once for all present and future elements that match
const on = (type, s, fn, capture) => document.addEventListener(type, e => { const t = e.target.closest?.(s); if (t) fn(e, t); }, capture);
const clock = () => new Date().toTimeString().slice(0, 5).replace(":", ".");
const make = (tag, cls, text) => Object.assign(document.createElement(tag), { className: cls, textContent: text || "" });
// run once for each element that matches, now and after every swap
const arms = [];
const arm = (s, fn) => { const done = new WeakSet(); arms.push(() => $$(s).forEach(x => { if (!done.has(x)) { done.add(x); fn(x); } })); arms.at(-1)(); };

// a dotted number that points to an explanation on the same page opens it
const reveal = () => { const d = document.getElementById(location.hash.slice(1)); if (d?.matches("details")) { d.open = true; $("summary", d).focus(); } };
addEventListener("hashchange", reveal); reveal();
on("click", "a[href^='#']", (e, a) => { if (a.hash === location.hash) reveal(); });

// the role menu closes like a menu
addEventListener("click", e => $$(".role-menu[open]").forEach(m => { if (!m.contains(e.target)) m.open = false; }));
on("keydown", ".role-menu[open]", (e, m) => { if (e.key === "Escape") { m.open = false; $("summary", m).focus(); } });
