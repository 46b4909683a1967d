// theme: system -> light -> dark, saved on the person by the server, in a cookie for the next first paint
on("submit", "[data-theme-form]", (e, f) => {
  e.preventDefault();
  const order = ["", "light", "dark"], to = f.elements.theme.value;
  fetch(f.action, { method: "POST", body: new FormData(f), headers: { "X-Requested-With": "fetch" } });
  if (to) root.dataset.theme = to; else delete root.dataset.theme;
  document.cookie = `tema=${to};path=/;max-age=31536000;samesite=lax`;
  $$("[data-theme-form]").forEach(x => { x.elements.theme.value = order[(order.indexOf(to) + 1) % 3]; });
});
