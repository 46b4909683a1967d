{% autoescape off %}// Keeps the shell, never a page about a person. Without this worker everything still works, on line.
const NAME = "prestasi-{{ version }}", KEPT = {{ kept }}, PAGES = {{ pages }};

// without cookies: the copies are those of a stranger
const take = async (box, url) => {
  const answer = await fetch(new Request(url, { credentials: "omit", cache: "reload" }));
  if (!answer.ok || answer.redirected) throw new Error(url);
  await box.put(url, answer);
};
const install = async () => {
  const box = await caches.open(NAME);
  await Promise.all([...KEPT, PAGES.form, PAGES.offline].map(url => take(box, url)));
  await self.skipWaiting();
};
const tidy = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith("prestasi-") && name !== NAME).map(name => caches.delete(name)));
  await self.clients.claim();
};
const kept = async url => (await caches.open(NAME)).match(url, { ignoreVary: true });
// a page comes from the server or not at all; without a line the form or the word "Luring" takes its place
const page = async (request, path) => {
  try { return await fetch(request); } catch { return kept(path === PAGES.report ? PAGES.form : PAGES.offline); }
};
// a message to this device: one line, and the page of ours that it is about; a repeated one replaces the former
const told = async data => {
  const { title = "Prestasi", body = "", url = PAGES.inbox, tag = "prestasi" } = data || {};
  await self.registration.showNotification(title, { body, tag, icon: PAGES.icon, data: { url } });
};
const read = event => { try { return event.data.json(); } catch { return null; } };
// a page that is open already comes to the front; what somebody types in another one stays as it is
const visit = async path => {
  const wanted = new URL(path || PAGES.inbox, location.origin), url = wanted.origin === location.origin ? wanted.href : PAGES.inbox;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find(page => page.url.split("#")[0] === url.split("#")[0]);
  return there ? there.focus() : self.clients.openWindow(url);
};
// the browser changed the address of this device; without a session the next visit to the choices puts it right
const moved = async event => {
  const was = event.oldSubscription, now = event.newSubscription || was && await self.registration.pushManager.subscribe(was.options);
  if (!now) return;
  const s = await fetch(PAGES.key, { headers: { Accept: "application/json" } });
  if (!s.ok || s.redirected) return;
  const { endpoint, keys } = now.toJSON(), body = new FormData();
  Object.entries({ endpoint, ...keys, former: was?.endpoint || "" }).forEach(pair => body.append(...pair));
  await fetch(PAGES.replace, { method: "POST", body, headers: { "X-CSRFToken": (await s.json()).csrf } });
};

self.addEventListener("push", event => event.waitUntil(told(read(event))));
self.addEventListener("notificationclick", event => { event.notification.close(); event.waitUntil(visit(event.notification.data?.url)); });
self.addEventListener("pushsubscriptionchange", event => event.waitUntil(moved(event)));
self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(tidy()));
self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url), path = url.pathname + url.search;
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
  else if (KEPT.includes(path)) event.respondWith(kept(path).then(found => found || fetch(request)));
});
{% endautoescape %}
