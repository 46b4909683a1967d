// after a swap: new parts come alive; focus goes to errors, conflicts, or to what the person asked for, and nowhere else
let opener;
document.addEventListener("htmx:before:request", () => { opener = document.activeElement; });
document.addEventListener("htmx:after:swap", () => {
  arms.forEach(f => f());
  const to = $("[data-errs]:not([data-seen])") || $("[data-conflict]:not([data-seen]) [tabindex]") || $("[data-focus]:not([data-seen])");
  if (to) { to.closest("[data-errs], [data-conflict], [data-focus]").dataset.seen = "1"; to.focus(); }
});
const errs = $("[data-errs]");
if (errs) { errs.dataset.seen = "1"; errs.focus(); }
on("click", "[data-close]", (e, a) => { const d = document.getElementById(a.dataset.close); if (d) { e.preventDefault(); d.remove(); opener?.focus(); } });
