// command palette: acts before pages before people, found by the server while typing
const pal = $("dialog.pal[data-url]");
if (pal) {
  const box = $("input", pal), list = $("#pal-l");
  let turn = 0, wait;
  const opts = () => $$("a[role=option]", list);
  const mark = n => { opts().forEach(o => { o.ariaSelected = o === n; }); if (n) { box.setAttribute("aria-activedescendant", n.id); n.scrollIntoView({ block: "nearest" }); } else box.removeAttribute("aria-activedescendant"); };
  const find = async () => {
    const mine = ++turn, r = await fetch(pal.dataset.url + "?q=" + encodeURIComponent(box.value), { headers: { "HX-Request": "true" } }).catch(() => 0);
    if (mine !== turn || !r?.ok || r.redirected) return;
    list.innerHTML = await r.text(); mark(opts()[0]);
  };
  const open = () => { pal.showModal(); box.select(); find(); };
  on("click", "[data-act=palette]", open);
  addEventListener("keydown", e => { if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { e.preventDefault(); pal.open ? pal.close() : open(); } });
  box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(find, 120); });
  pal.addEventListener("click", e => { if (e.target === pal) pal.close(); });
  pal.addEventListener("keydown", e => {
    const o = opts(), i = o.findIndex(x => x.ariaSelected === "true"), by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by && o.length) { e.preventDefault(); mark(o[(i + by + o.length) % o.length]); }
    else if (e.key === "Enter" && o[i]) { e.preventDefault(); o[i].click(); }
  });
}
