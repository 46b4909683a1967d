// Catat capaian without a line: written here, sealed, sent once when the line is back; the server knows the key of the
// form and answers a second sending with the first receipt
const D = root.lang.startsWith("en")
  ? { kept: "Kept on this phone, not sent yet", typing: "Kept on this phone %, not sent yet", refused: "Refused", going: "Sending…", send: "Send now", open: "Open", drop: "Delete", back: "What you wrote earlier is here again.", sent: "Sent. Receipt", count: "% reports kept on this phone, not sent yet", sign: "Sign in to send what is kept on this phone.", out: "% reports kept on this phone will be deleted. Press again to sign out.", head: "On this phone", without: "no figure", gone: "The server does not accept this report." }
  : { kept: "Tersimpan di ponsel ini, belum dikirim", typing: "Tersimpan di ponsel ini %, belum dikirim", refused: "Ditolak", going: "Sedang dikirim…", send: "Kirim sekarang", open: "Buka", drop: "Hapus", back: "Tulisan Anda tadi ada lagi di sini.", sent: "Terkirim. Bukti terima", count: "% catatan tersimpan di ponsel ini, belum dikirim", sign: "Masuk lagi untuk mengirim yang tersimpan di ponsel ini.", out: "% catatan di ponsel ini belum dikirim dan akan dihapus. Tekan sekali lagi untuk keluar.", head: "Di ponsel ini", without: "tanpa angka", gone: "Server tidak menerima catatan ini." };
const FIELDS = ["indicator", "value", "level", "on", "note", "link", "record_number", "replaces"];
const TYPING = "isian";
const form = vault && $("form[data-draft]");
const packed = async file => ({ name: file.name, type: file.type, data: await new Promise(ok => { const r = new FileReader(); r.onload = () => ok(r.result); r.readAsDataURL(file); }) });
const unpacked = f => { const raw = atob(f.data.split(",")[1] || ""); return new File([Uint8Array.from(raw, c => c.charCodeAt(0))], f.name, { type: f.type }); };
const label = what => `${what.label || ""} ${what.fields.value || (what.fields.level && "· " + what.fields.level) || D.without}`;
const written = async f => {
  const data = new FormData(f), fields = Object.fromEntries(FIELDS.map(n => [n, (data.get(n) || "") + ""]));
  const chosen = $("[name=indicator]", f), files = data.getAll("berkas").filter(x => x.size);
  return { fields, label: chosen.selectedOptions?.[0]?.text || f.dataset.label || "", files: await Promise.all(files.map(packed)) };
};
const fill = (f, what) => {
  FIELDS.forEach(n => $$(`[name=${n}]`, f).forEach(i => { if (i.type === "radio") i.checked = i.value === what.fields[n]; else if (i.type !== "hidden" || n === "indicator" || n === "replaces") i.value = what.fields[n] ?? ""; }));
  $("[name=indicator]", f).dispatchEvent(new Event("change", { bubbles: true }));
  const to = $("input[type=file]", f);
  if (to && what.files?.length) { put(to, what.files.map(unpacked)); list(f); }
};
// one draft to the server: "sent", "later" (no line, no session, server in trouble) or "refused"
const post = async (draft, csrf) => {
  const data = new FormData(), { fields, files } = draft.what;
  for (const [n, v] of Object.entries(fields)) if (v) data.append(n, v);
  (files || []).forEach(f => data.append("berkas", unpacked(f)));
  data.append("key", draft.id);
  const r = await fetch(kit.report, { method: "POST", body: data, headers: { "X-Draft": "1", "X-CSRFToken": csrf, Accept: "application/json" } }).catch(() => 0);
  if (!r || r.status >= 500 || r.status === 401 || r.status === 429 || r.redirected) return { state: "later", signedOut: r?.status === 401 };
  const said = await r.json().catch(() => ({}));
  return r.ok && said.url ? { state: "sent", ...said } : { state: "refused", errors: said.errors || [D.gone] };
};
const alone = act => navigator.locks ? navigator.locks.request("prestasi-kirim", act) : act();
// everything that waits, one after the other, in one window at a time; the answers
const sendAll = () => alone(async () => {
  const answers = [];
  if (!(await vault.all()).some(d => d.state === "antre")) return answers;
  const s = await vault.session();
  if (!s) { if (s === null) say(D.sign, "bp", "masuk"); return answers; }
  $("#masuk")?.remove();
  for (const draft of (await vault.all()).filter(d => d.state === "antre")) {
    const answer = await post(draft, s.csrf);
    if (answer.state === "later") break;
    if (answer.state === "sent") await vault.drop(draft.id);
    else await vault.lock({ id: draft.id, state: "tolak", at: draft.at }, { ...draft.what, errors: answer.errors });
    answers.push({ ...answer, id: draft.id });
  }
  return answers;
});
const act = (text, fn) => { const b = make("button", "btn", text); b.type = "button"; b.onclick = fn; return b; };
// what waits on this phone, visible above the form
const show = async () => {
  const box = $("[data-drafts]");
  if (!box) return;
  const drafts = (await vault.all()).filter(d => d.state === "antre" || d.state === "tolak");
  const ul = make("ul", "acts-list later");
  drafts.forEach(d => {
    const li = make("li"), words = make("div"), state = make("div", "d", d.state === "tolak" ? `${D.refused}: ${d.what.errors.join(" ")}` : D.kept), row = make("div", "row");
    li.dataset.draft = d.state; words.append(make("div", "t", label(d.what)), state);
    if (d.state === "antre") row.append(act(D.send, () => { state.textContent = D.going; deliver(); }));
    if (form) row.append(act(D.open, async () => { fill(form, d.what); await vault.drop(d.id); remember(); show(); form.scrollIntoView(); }));
    row.append(act(D.drop, async () => { await vault.drop(d.id); show(); }));
    li.append(words, row); ul.append(li);
  });
  box.replaceChildren(...drafts.length ? [make("h2", "small", D.head), ul] : []);
};
const receipt = a => { const n = say(`${D.sent} `, "b", "terkirim"); if (!n) return; const link = make("a", "link", a.receipt); link.href = a.url; $("div", n).append(link); };
const deliver = async () => {
  const answers = await sendAll();
  await show();
  answers.filter(a => a.state === "sent").slice(-1).forEach(receipt);
  const n = await vault.waiting();
  if (!n) $("#draf")?.remove(); else if (!$("[data-drafts]")) say(D.count.replace("%", n), "bp", "draf");
  return answers;
};
let later;
const remember = async () => {
  clearTimeout(later);
  if (!form || form.dataset.sent) return;
  const ok = await vault.lock({ id: TYPING, state: TYPING }, await written(form)).catch(() => false), out = $(".saved output", form);
  if (ok && out) out.textContent = D.typing.replace("%", clock());
};
const fresh = () => { form.reset(); $("[name=key]", form).value = crypto.randomUUID?.() || "10000000-1000-4000-8000-100000000000".replace(/[018]/g, c => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16)); today(); choose(); list(form); };
const today = () => { const i = $("[name=on]", form); if (i && !i.value) { const d = new Date(); i.value = i.max = new Date(d - d.getTimezoneOffset() * 6e4).toISOString().slice(0, 10); } };
// the empty form has no indicators of its own: those of the last visit on line are in the safe
const choose = async () => {
  const here = $("[data-choices-here]");
  if (!here) return;
  const found = (await vault.all()).find(d => d.state === "pilihan")?.what || [];
  form.hidden = !found.length; $("[data-no-key]").hidden = !!found.length;
  if (here.options.length !== found.length) here.replaceChildren(...found.map(c => new Option(c.label, c.id)));
  const c = found.find(x => x.id + "" === here.value), level = $("[name=level]", form);
  if (!c) return;
  $("[data-for-number]").hidden = !!c.levels.length; $("[data-for-level]").hidden = !c.levels.length;
  $("[data-unit]").textContent = c.unit;
  level.replaceChildren(...c.levels.length ? [new Option("", ""), ...c.levels.map(l => new Option(l.text, l.level))] : []);
};
const start = async () => {
  const online = await vault.session();
  if (!await vault.holder()) { await choose(); return; }
  if (online && form.dataset.choices) await vault.lock({ id: "pilihan:" + online.owner, state: "pilihan" }, JSON.parse(form.dataset.choices));
  await choose();
  const typed = (await vault.all()).find(d => d.id === TYPING);
  if (form.dataset.bound) await vault.drop(TYPING);
  else if (typed && !form.dataset.fixed) { fill(form, typed.what); await choose(); fill(form, typed.what); say(D.back, "info", "tadi"); }
  if (!$("[name=key]", form).value) { const on = $("[name=on]", form).value; if (!typed) fresh(); else $("[name=key]", form).value = crypto.randomUUID(); if (on) $("[name=on]", form).value = on; }
  today();
  form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(remember, 800); });
  form.addEventListener("change", e => { if (e.target.name === "indicator") choose(); });
  addEventListener("visibilitychange", () => { if (document.hidden) remember(); });
  form.addEventListener("submit", async e => {
    e.preventDefault();
    const id = $("[name=key]", form).value, what = await written(form);
    await vault.lock({ id, state: "antre" }, what);
    await vault.drop(TYPING);
    const mine = (await deliver()).find(a => a.id === id);
    if (mine?.state === "sent") { location = mine.url; return; }
    // the server's own page says what is wrong, at its fields
    if (mine && !$("[data-choices-here]")) { await vault.drop(id); form.submit(); return; }
    free(form); fresh();
    say(D.kept, "bp", "draf"); $("[data-drafts]")?.scrollIntoView({ block: "nearest" });
  });
  form.dataset.ready = "1";
};
if (vault) {
  vault.age().then(() => form && start()).then(() => vault.waiting()).then(n => n && deliver()).catch(() => 0);
  const again = () => vault.waiting().then(n => n && deliver());
  addEventListener("online", again);
  setInterval(again, 30000);
  // signing out empties the safe; what has not been sent is named first
  on("submit", `form[action="${kit.logout}"]`, async (e, f) => {
    if (f.dataset.emptied) return;
    e.preventDefault(); free(f);
    const n = await vault.waiting().catch(() => 0);
    if (n && !f.dataset.warned) { f.dataset.warned = "1"; say(D.out.replace("%", n), "sk", "keluar"); return; }
    await Promise.race([hush().catch(() => 0), new Promise(ok => setTimeout(ok, 3000))]);
    await vault.empty().catch(() => 0);
    f.dataset.emptied = "1"; f.requestSubmit();
  });
}
if (kit.worker && navigator.serviceWorker) navigator.serviceWorker.register(kit.worker, { scope: "/" }).catch(() => 0);
