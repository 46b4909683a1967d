// after a swap: new parts come alive; focus goes to errors, conflicts, or to what the person asked for, and nowhere else
let opener, stays = false;
document.addEventListener("htmx:before:request", e => { opener = e.detail.ctx.opener = document.activeElement; });
// a preview of entries that have changed since, or gone, is not put in
document.addEventListener("htmx:before:swap", e => {
  const c = e.detail.ctx, f = c.sourceElement.matches("[data-preview]") && $("#lembar");
  if (f && c.request.body + "" !== new URLSearchParams(new FormData(f)) + "") e.preventDefault();
});
// a slow answer does not take the focus from somebody who has gone on: what is typed stays where it is typed
document.addEventListener("htmx:after:swap", e => {
  stays = ![document.body, e.detail.ctx.opener].includes(document.activeElement);
  arms.forEach(f => f()); stays = false;
});
arm("[data-errs], [data-conflict] [tabindex]", x => x.focus());
arm("[data-focus]", x => stays || x.focus());
on("click", "[data-close]", (e, a) => { const d = document.getElementById(a.dataset.close); if (d) { e.preventDefault(); d.remove(); opener?.focus(); } });
// a queue is there to be worked through with the keys: the focus starts in it, unless something else asked for it
arm("[data-queue]", q => { if (matchMedia("(hover: hover)").matches && !$("[data-errs], [data-conflict], [data-focus]", q)) ($("[data-row] :checked:enabled", q) || $("[data-row] input:enabled", q))?.focus({ preventScroll: true }); held.splice(0).forEach(x => document.activeElement.dispatchEvent(x)); });
