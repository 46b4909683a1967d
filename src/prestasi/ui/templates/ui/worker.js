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

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(tidy()));
self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url), path = url.pathname + url.search;
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url.pathname));
  else if (KEPT.includes(path)) event.respondWith(kept(path).then(found => found || fetch(request)));
});
{% endautoescape %}
