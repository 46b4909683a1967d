// two minutes before a session ends: one key gives it the whole time again; nothing typed is lost either way
const S = root.lang.startsWith("en")
  ? { title: "Your session ends soon", text: "In two minutes you will be signed out. What you have typed stays here.", more: "Stay signed in", over: "Your session has ended. What you have typed stays here; after signing in again it can be sent." }
  : { title: "Sesi Anda segera berakhir", text: "Dua menit lagi Anda keluar dari sistem. Yang sudah Anda tulis tetap ada.", more: "Tetap masuk", over: "Sesi berakhir. Yang sudah Anda tulis tetap di sini; sesudah masuk lagi dapat dikirim." };
const WARN = 120;
if (kit.left && kit.more) {
  let ends, timer, box;
  const set = left => { clearTimeout(timer); if (left === null || left === undefined) return; ends = Date.now() + left * 1000; timer = setTimeout(look, Math.max(0, Math.min(left - WARN, 864e2)) * 1000); };
  const ask = async () => { const r = await fetch(kit.time, { headers: { Accept: "application/json" } }).catch(() => 0); return !r ? undefined : r.ok && !r.redirected ? (await r.json()).left : 0; };
  const look = async () => {
    if (Date.now() < ends - WARN * 1000 - 500) return set((ends - Date.now()) / 1000);
    const left = await ask();
    if (left > WARN + 1) { box?.close(); return set(left); }
    if (left === 0 || Date.now() >= ends) { box?.close(); say(S.over, "sk", "sesi"); return; }
    warn(); timer = setTimeout(look, Math.max(1000, ends - Date.now()));
  };
  const more = async () => {
    const headers = { Accept: "application/json", ...JSON.parse($("[hx-headers\\:inherited]")?.getAttribute("hx-headers:inherited") || "{}") };
    const r = await fetch(kit.more, { method: "POST", headers }).catch(() => 0);
    if (r?.ok && !r.redirected) { box.close(); set((await r.json()).left); } else if (r) say(S.over, "sk", "sesi");
  };
  const warn = () => {
    if (!box) {
      box = make("dialog", "pal"); box.setAttribute("aria-labelledby", "sesi-j");
      const head = make("div", "f"), title = make("h2", "", S.title), foot = make("div", "f"), yes = make("button", "btn pri", S.more);
      title.id = "sesi-j"; yes.type = "button"; yes.autofocus = true; yes.onclick = more;
      head.append(title); foot.append(make("p", "", S.text), yes); box.append(head, foot); document.body.append(box);
    }
    if (!box.open) box.showModal();
  };
  set(+kit.left);
  addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
