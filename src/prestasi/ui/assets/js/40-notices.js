// toast with undo: closes by itself after its own seconds, never while hovered or focused
arm(".toast[data-s]", t => {
  let left = +t.dataset.s;
  const c = $(".cd", t), id = setInterval(() => {
    if (t.matches(":hover, :focus-within")) return;
    if (c) c.textContent = `${--left} ${T.sec}`; else left--;
    if (left < 1 || !t.isConnected) { clearInterval(id); t.remove(); }
  }, 1000);
});
// a word at the end of the page; a state that was put away stays unsaid until the line or the form changes
const hushed = new Set();
["online", "offline", "submit"].forEach(t => addEventListener(t, () => hushed.clear(), true));
const say = (text, s, id) => {
  const box = $("#kabar");
  if (!box || s === "bp" && hushed.has(text)) return;
  if (id) $("#" + id)?.remove();
  const n = make("div", "note"); n.dataset.s = s; n.setAttribute("role", "status"); if (id) n.id = id;
  const away = make("button", "btn bare sq", "×");
  away.type = "button"; away.ariaLabel = T.close; away.onclick = () => { hushed.add(text); n.remove(); };
  n.append(make("span"), make("div", "", text), away); box.append(n);
  return n;
};

// offline: said once, taken back when the line is there again
const line = () => navigator.onLine ? $("#luring")?.remove() : say(T.offline, "bp", "luring");
addEventListener("online", line); addEventListener("offline", line); if (!navigator.onLine) line();

// an answer that must not land in the page: said in words, with the event code; the form stays as it is
document.addEventListener("htmx:before:swap", e => {
  const r = e.detail.ctx?.response;
  if (!r || r.status < 500) return;
  e.preventDefault();
  say(`${T.failed} ${T.code} ${(r.headers?.get?.("X-Request-Id") || r.status + "").slice(0, 12).toUpperCase()}`, "sk", "gagal");
});
document.addEventListener("htmx:error", () => say(T.failed, "sk", "gagal"));
