// live figures wait while the reader points at them or has paused; the stream's bar says the age of what is shown
arm("[data-live]", bar => {
  const part = $(bar.dataset.live), sign = $(".live", bar), time = $("time", bar), show = $("[data-act=show]", bar), pause = $("[data-act=pause]", bar);
  let held = 0, paused = false, said = 0;
  const state = (word, off) => { sign.classList.toggle("off", off); sign.firstChild.data = word + " "; };
  const busy = () => paused || part?.matches(":hover, :focus-within");
  const fresh = () => { if (Date.now() - said > 10000) { time.textContent = clock(); said = Date.now(); } };
  const apply = () => { held = 0; show.hidden = true; said = 0; if (window.htmx && bar.dataset.refresh) htmx.ajax("GET", bar.dataset.refresh, { target: bar.dataset.live, swap: "outerHTML" }); else location.reload(); fresh(); };
  bar.addEventListener("htmx:before:sse:message", e => {
    const hint = e.detail.message.event || bar.dataset.refresh;
    if (busy()) { e.detail.message.cancelled = true; show.textContent = T.changes.replace("%", ++held); show.hidden = false; }
    else if (hint) { e.detail.message.cancelled = true; apply(); }
    else fresh();
  });
  bar.addEventListener("htmx:after:sse:connection", () => state(paused ? T.paused : T.live, paused));
  bar.addEventListener("htmx:sse:error", () => state(T.lost, true));
  part?.parentElement.addEventListener("pointerleave", () => { if (held && !busy()) apply(); });
  show.addEventListener("click", apply);
  pause.addEventListener("click", () => {
    paused = !paused; pause.ariaPressed = paused; pause.textContent = paused ? pause.dataset.off : pause.dataset.on;
    state(paused ? T.paused : T.live, paused); if (!paused && held) apply();
  });
});
