// a safe on this device: sealed with a key that only a session gives out, emptied at sign-out
const kit = $("script[data-kit]")?.dataset || {};
const OLDEST = 30 * 864e5;
const vault = (() => {
  if (!window.indexedDB || !window.crypto?.subtle || !kit.key) return null;
  let base;
  const open = () => base ||= new Promise((ok, no) => {
    const r = indexedDB.open("prestasi", 1);
    r.onupgradeneeded = () => ["kunci", "draf"].forEach(name => r.result.createObjectStore(name, { keyPath: "id" }));
    r.onsuccess = () => ok(r.result);
    r.onerror = () => no(r.error);
  });
  const run = async (name, mode, act) => {
    const t = (await open()).transaction(name, mode), r = act(t.objectStore(name));
    return new Promise((ok, no) => { t.oncomplete = () => ok(r.result); t.onerror = t.onabort = () => no(t.error); });
  };
  const put = (name, row) => run(name, "readwrite", s => s.put(row));
  const holder = () => run("kunci", "readonly", s => s.get("kini"));
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  // signed in and on line: the key, for whose drafts it is, and the token for sending; null signed out, false no line
  const session = async () => {
    const r = await fetch(kit.key, { headers: { Accept: "application/json" } }).catch(() => 0);
    if (!r) return false;
    if (!r.ok || r.redirected) return null;
    const s = await r.json(), old = await holder();
    if (old?.owner !== s.owner) await put("kunci", { id: "kini", owner: s.owner, key: await crypto.subtle.importKey("raw", bytes(s.key), "AES-GCM", false, ["encrypt", "decrypt"]) });
    return s;
  };
  const lock = async (row, what) => {
    const h = await holder();
    if (!h) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12)), aad = new TextEncoder().encode(h.owner);
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: aad }, h.key, new TextEncoder().encode(JSON.stringify(what)));
    await put("draf", { ...row, owner: h.owner, at: row.at || Date.now(), iv, box });
    return true;
  };
  const unlock = async (row, h) => {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: new TextEncoder().encode(h.owner) }, h.key, row.box);
    return { ...row, what: JSON.parse(new TextDecoder().decode(text)) };
  };
  // everything of the person whose key is here; what cannot be opened belongs to somebody else and stays shut
  const all = async () => {
    const h = await holder(), rows = h ? await run("draf", "readonly", s => s.getAll()) : [];
    const mine = rows.filter(r => r.owner === h.owner);
    return (await Promise.all(mine.map(r => unlock(r, h).catch(() => null)))).filter(Boolean).sort((a, b) => a.at - b.at);
  };
  const drop = id => run("draf", "readwrite", s => s.delete(id));
  const empty = () => Promise.all(["kunci", "draf"].map(name => run(name, "readwrite", s => s.clear())));
  // how many reports wait, without opening any
  const waiting = async () => (await run("draf", "readonly", s => s.getAll())).filter(r => r.state === "antre" || r.state === "tolak").length;
  const age = async () => { for (const r of await run("draf", "readonly", s => s.getAll())) if (Date.now() - r.at > OLDEST) await drop(r.id); };
  return { session, holder, lock, all, drop, empty, waiting, age };
})();
// a device that is signed out is told nothing more; the server hears it while the session still holds
const hush = async () => {
  const told = await (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription();
  if (!told) return;
  const body = new FormData(), s = await vault.session();
  body.append("endpoint", told.endpoint);
  await Promise.all([told.unsubscribe(), s && fetch(kit.off, { method: "POST", body, headers: { "X-CSRFToken": s.csrf } })]);
};
