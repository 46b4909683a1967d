// news on this device: asks for permission only when the button is pressed; the server keeps the list
const box = document.querySelector("[data-devices]");
const form = box?.querySelector("form[data-is=off]");
const show = name => box.querySelectorAll("[data-is]").forEach(x => { x.hidden = x.dataset.is !== name; });
const raw = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
const hex = async text => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].map(b => b.toString(16).padStart(2, "0")).join("");
const same = (a, b) => a && a.byteLength === b.length && new Uint8Array(a).every((x, i) => x === b[i]);
const can = () => window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const line = async () => (await navigator.serviceWorker.ready).pushManager;
// the entry of this browser in the list, if the server knows it as this person's
const entry = async () => {
  const told = await (await line()).getSubscription();
  return told && box.querySelector(`[data-device="${await hex(told.endpoint)}"]`);
};
const look = async () => {
  if (!can()) return show("none");
  if (Notification.permission === "denied") return show("blocked");
  const here = await entry();
  if (here) here.querySelector("[data-here]").hidden = false;
  return show(here ? "on" : "off");
};
const turnOn = async () => {
  if (await Notification.requestPermission() !== "granted") return look();
  const manager = await line(), key = raw(box.dataset.key), old = await manager.getSubscription();
  // one made for a former key of this site is of no use
  if (old && !same(old.options.applicationServerKey, key)) await old.unsubscribe();
  const { endpoint, keys } = (await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  Object.entries({ endpoint, ...keys }).forEach(([name, value]) => { form.elements[name].value = value; });
  form.submit();
};
// the guard against sending twice lets go when nothing was sent
const release = () => { delete form.dataset.sent; const b = form.querySelector("button"); b.classList.remove("busy"); b.removeAttribute("aria-busy"); };
if (form) {
  form.addEventListener("submit", e => { e.preventDefault(); turnOn().catch(() => { show("off"); box.querySelector("[data-failed]").hidden = false; }).finally(() => setTimeout(release, 200)); });
  box.querySelector("[data-turn-off]").addEventListener("click", async () => (await entry())?.querySelector("form").requestSubmit());
  // removing this very browser from the list tells the browser too
  box.addEventListener("submit", async e => {
    const row = e.target.closest("[data-device]");
    if (!row || row.querySelector("[data-here]").hidden) return;
    e.preventDefault();
    await line().then(manager => manager.getSubscription()).then(told => told?.unsubscribe()).catch(() => 0);
    e.target.submit();
  });
  look().catch(() => show("none"));
}
