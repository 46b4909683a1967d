// live parts: each message carries elements with ids that replace their namesakes; they wait while the reader points at
// them or has paused, and the bar says the age of what is shown
arm("[data-live]", bar => {
  const sign = $(".live", bar), time = $("time", bar), show = $("[data-act=show]", bar), pause = $("[data-act=pause]", bar);
  const held = new Map(), stream = new EventSource(bar.dataset.live, { withCredentials: true });
  let count = 0, paused = false, said = 0, stale = false;
  const state = (word, off) => { sign.classList.toggle("off", off); sign.firstChild.data = word + " "; };
  const busy = () => paused || [...held.keys()].some(id => document.getElementById(id)?.matches(":hover, :focus-within"));
  const flush = () => {
    if (stale) return location.reload();
    held.forEach((part, id) => { const old = document.getElementById(id); if (old) { old.replaceWith(part); window.htmx?.process(part); } });
    held.clear(); count = 0; show.hidden = true; arms.forEach(f => f());
    if (Date.now() - said > 10000) { time.textContent = clock(); said = Date.now(); }
  };
  const offer = () => { if (!busy()) return flush(); show.textContent = T.changes.replace("%", count || ""); show.hidden = false; };
  stream.addEventListener("change", e => {
    const box = make("template"); box.innerHTML = e.data;
    [...box.content.children].forEach(part => { if (part.id) held.set(part.id, part); });
    count++; offer();
  });
  stream.addEventListener("reload", () => { stale = true; offer(); });
  stream.addEventListener("ended", () => { stream.close(); state(T.lost, true); });
  stream.onopen = () => state(paused ? T.paused : T.live, paused);
  stream.onerror = () => state(T.lost, true);
  const id = setInterval(() => { if (!bar.isConnected) { stream.close(); clearInterval(id); } else if (!show.hidden && !busy()) flush(); }, 1000);
  show.addEventListener("click", flush);
  pause.addEventListener("click", () => {
    paused = !paused; pause.ariaPressed = paused; pause.textContent = paused ? pause.dataset.off : pause.dataset.on;
    state(paused ? T.paused : T.live, paused);
  });
});
