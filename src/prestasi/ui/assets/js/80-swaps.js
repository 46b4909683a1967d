// after a swap: new parts come alive; focus goes to errors, conflicts, or to what the person asked for, and nowhere else
let opener;
document.addEventListener("htmx:before:request", () => { opener = document.activeElement; });
document.addEventListener("htmx:after:swap", () => arms.forEach(f => f()));
arm("[data-errs], [data-conflict] [tabindex], [data-focus]", x => x.focus());
on("click", "[data-close]", (e, a) => { const d = document.getElementById(a.dataset.close); if (d) { e.preventDefault(); d.remove(); opener?.focus(); } });
// a queue is there to be worked through with the keys: the focus starts in it, unless something else asked for it
arm("[data-queue]", q => { if (matchMedia("(hover: hover)").matches && !$("[data-errs], [data-conflict], [data-focus]", q)) ($("[data-row] input:checked", q) || $("[data-row] input", q))?.focus({ preventScroll: true }); });
