"""Small charts as SVG, drawn on the server.

Lengths are percentages in SVG attributes: they stretch without a viewBox, need no style attribute (so the content
security policy can forbid them) and no script. Each chart carries a sentence as its text alternative; a page gives the
table beside it. Bars start at nought; a scale that does not is drawn as dots. A target is a flag or an ink tick.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from prestasi.core.formats import number

Value = int | float | Decimal
Points = list[tuple[float, float]]

# lower limits of the survey grades (mutu pelayanan), PermenPANRB 14/2017, lampiran
BANDS = ((25.0, "D"), (65.0, "C"), (76.61, "B"), (88.31, "A"))


def _at(value: Value, lo: Value, hi: Value) -> str:
    share = (float(value) - float(lo)) / (float(hi) - float(lo))
    return f"{max(0.0, min(1.0, share)) * 100:.4g}%"


def _open(height: float, label: str, s: str = "", width: str = "100%") -> str:
    tone = f' data-s="{escape(s)}"' if s else ""
    return f'<svg class="g" width="{width}" height="{height:g}" role="img" aria-label="{escape(str(label))}"{tone}>'


def _bar(cls: str, value: Value, lo: Value, hi: Value, y: float) -> str:
    return f'<rect class="{cls}" y="{y:g}" width="{_at(value, lo, hi)}" height="8" rx="2"/>'


def _flag(at: str, height: float, down: bool) -> str:
    pennant = "h-6l2 2.5-2 2.5h6z" if down else "h6l-2 2.5 2 2.5h-6z"
    return f'<svg x="{at}"><path class="flag" d="M-1 0h2v{height:g}h-2zM{"-1" if down else "1"} 0{pennant}"/></svg>'


def bullet(
    value: Value | None, target: Value | None = None, lo: Value = 0, hi: Value = 100, down: bool = False, s: str = "",
    label: str = "", h: int = 18, before: Value | None = None,
) -> SafeString:  # fmt: skip
    """A bar and a flag at the target: the pole is the target, the pennant points to the side that counts as reached."""
    y = h - 11
    drawn = [_open(h, label, s), f'<rect class="trk" y="{y:g}" width="100%" height="8" rx="2"/>']
    if value is not None:
        drawn.append(_bar("val", value, lo, hi, y))
    if before is not None:
        drawn.append(_bar("val2", before, lo, hi, y))
    if target is not None:
        drawn.append(_flag(_at(target, lo, hi), h, down))
    return mark_safe("".join(drawn) + "</svg>")


def deviation(
    value: Value, target: Value, lo: Value, hi: Value, s: str = "", label: str = "", h: int = 30, first: bool = False,
    down: bool = True,
) -> SafeString:  # fmt: skip
    """Distance from a shared target; its line runs through all rows of the table, the flag stands on the first."""
    at, end, mid = _at(target, lo, hi), _at(value, lo, hi), h / 2
    pennant = ("M-.75-6h-7l2.5 3-2.5 3h7z" if down else "M.75-6h7l-2.5 3 2.5 3h-7z") if first else ""
    pole = f"M-.75 {-6 if first else 0}h1.5v{h + (7 if first else 1)}h-1.5z"
    return mark_safe(
        f'{_open(h, label, s)}<line class="axis" x1="0" x2="100%" y1="{mid:g}" y2="{mid:g}"/>'
        f'<line class="dl" x1="{at}" x2="{end}" y1="{mid:g}" y2="{mid:g}"/>'
        f'<svg x="{at}"><path class="flag" d="{pole}{pennant}"/></svg>'
        f'<circle class="dc" cx="{end}" cy="{mid:g}" r="5"/></svg>'
    )


def _edges(lo: Value, hi: Value) -> list[float]:
    return [limit for limit, _ in BANDS if lo < limit < hi]


def _limits(lo: Value, hi: Value, top: float, bottom: float) -> str:
    return "".join(
        f'<line class="grid2" x1="{_at(e, lo, hi)}" x2="{_at(e, lo, hi)}" y1="{top:g}" y2="{bottom:g}"/>'
        for e in _edges(lo, hi)
    )


def _grades(lo: Value, hi: Value) -> list[tuple[str, str]]:
    """Grade letters in view with the place of their middle."""
    ends = [float(lo), *_edges(lo, hi), float(hi)]
    names = [name for limit, name in BANDS if limit < hi][-(len(ends) - 1) :]
    return [(name, _at((ends[i] + ends[i + 1]) / 2, lo, hi)) for i, name in enumerate(names)]


def dotrow(value: Value, lo: Value, hi: Value, s: str = "", label: str = "", h: int = 18) -> SafeString:
    """A dot on a line with the limits of the grades, for a scale that does not start at nought."""
    return mark_safe(
        f'{_open(h, label, s)}<line class="axis" x1="0" x2="100%" y1="{h / 2:g}" y2="{h / 2:g}"/>'
        f"{_limits(lo, hi, 0, h)}"
        f'<circle class="dc" cx="{_at(value, lo, hi)}" cy="{h / 2:g}" r="5.5"/></svg>'
    )


def bandhead(lo: Value = 60, hi: Value = 100) -> SafeString:
    """The letters of the grades above a column of intervals or dot rows."""
    grades = _grades(lo, hi)
    letters = "".join(f'<text x="{at}" y="10" text-anchor="middle">{name}</text>' for name, at in grades)
    return mark_safe(_open(12, "Mutu " + ", ".join(name for name, _ in grades)) + letters + "</svg>")


def interval(
    low: Value, mid: Value, high: Value, lo: Value = 60, hi: Value = 100, label: str = "", s: str = "",
    letters: bool = True, h: int = 34,
) -> SafeString:  # fmt: skip
    """An estimate with its interval; the grades are divided by hairlines, not by colour."""
    y = 14 if letters else 6
    names = (
        "".join(f'<text x="{at}" y="9" text-anchor="middle">{n}</text>' for n, at in _grades(lo, hi)) if letters else ""
    )
    width = _at(float(lo) + float(high) - float(low), lo, hi)
    return mark_safe(
        f'{_open(h if letters else 18, label, s)}<rect class="trk" y="{y}" width="100%" height="8" rx="2"/>'
        f"{_limits(lo, hi, y - 5, y + 13)}{names}"
        f'<rect class="ci" x="{_at(low, lo, hi)}" y="{y - 1}" width="{width}" height="10" rx="2"/>'
        f'<svg x="{_at(mid, lo, hi)}"><rect class="mid" x="-2" y="{y - 4}" width="4" height="16" rx="1.5"/></svg></svg>'
    )


def stacked(
    parts: Sequence[tuple[Value, str]], total: Value | None = None, h: int = 18, label: str = "",
    ticks: Sequence[Value] = (),
) -> SafeString:  # fmt: skip
    """Parts of a whole, [(amount, sentiment or step of one hue)], with limits as ink ticks."""
    whole = float(total or sum(v for v, _ in parts) or 1)
    x, drawn = 0.0, [_open(h, label), f'<rect class="trk" width="100%" y="3" height="{h - 6}" rx="2"/>']
    for amount, s in parts:
        if amount:
            share = float(amount) / whole * 100
            drawn.append(
                f'<svg data-s="{escape(s)}" x="{x / whole * 100:.4g}%" y="3" width="{share:.4g}%" '
                f'height="{h - 6}"><rect class="val" width="100%" height="100%"/>'
                '<line class="gap" x1="100%" x2="100%" y1="0" y2="100%"/></svg>'
            )
        x += float(amount)
    marks = (f"{float(t) / whole * 100:.4g}%" for t in ticks)
    drawn += [f'<line class="tick" x1="{at}" x2="{at}" y1="0" y2="{h}"/>' for at in marks]
    return mark_safe("".join(drawn) + "</svg>")


def diverge(value: Value, limit: Value, label: str = "", h: int = 14) -> SafeString:
    """One bar left or right of the middle; `limit` is the value at the edge."""
    width = min(50.0, abs(float(value)) / float(limit) * 50)
    x = 50 if value >= 0 else 50 - width
    return mark_safe(
        f"{_open(h, label, 'b' if value >= 0 else 'k')}"
        f'<rect class="val" x="{x:.4g}%" y="3" width="{width:.4g}%" height="{h - 6}" rx="1"/>'
        f'<line class="tick" x1="50%" x2="50%" y1="0" y2="{h}"/></svg>'
    )


def _points(values: Sequence[Value | None], lo: float, hi: float) -> Points:
    last = max(1, len(values) - 1)
    return [(i * 100 / last, 100 - (float(v) - lo) / (hi - lo) * 100) for i, v in enumerate(values) if v is not None]


def _line(points: Points) -> str:
    return " ".join(f"{x:.3g},{y:.3g}" for x, y in points)


def spark(
    values: Sequence[Value | None], target: Value | None = None, label: str = "", s: str = "", w: int = 88, h: int = 30
) -> SafeString:
    """A line of a word's size. Fewer than two known points draw nothing: the page says "satu titik data" instead."""
    known = [float(v) for v in values if v is not None]
    if len(known) < 2:
        return mark_safe("")
    known += [] if target is None else [float(target)]
    lo, hi = min(known), max(known)
    lo, hi = (lo, hi) if hi > lo else (lo - 1, hi + 1)
    points = _points(values, lo, hi)
    limit = "" if target is None else _target_line(float(target), lo, hi)
    return mark_safe(
        f'{_open(h, label, s, str(w))}<svg x="5" y="4" width="{w - 10}" height="{h - 8}">'
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none">{limit}'
        f'<polyline class="ln" points="{_line(points)}"/></svg>'
        f'<circle class="dot" cx="{points[-1][0]:.3g}%" cy="{points[-1][1]:.3g}%" r="4"/></svg></svg>'
    )


def _target_line(target: float, lo: float, hi: float) -> str:
    y = 100 - (target - lo) / (hi - lo) * 100
    return f'<line class="tl" x1="0" x2="100" y1="{y:.3g}" y2="{y:.3g}"/>'


def _dots(points: Points, known: list[Value], decimals: int | None, labels: str) -> str:
    drawn = ""
    for i, ((x, y), value) in enumerate(zip(points, known, strict=True)):
        if labels == "ends" and 0 < i < len(points) - 1:
            drawn += f'<circle class="dot" cx="{x:.4g}%" cy="{y:.4g}%" r="4"/>'
            continue
        drawn += (
            f'<circle class="dot" cx="{x:.4g}%" cy="{y:.4g}%" r="4.5"/><svg x="{x:.4g}%" y="{y:.4g}%">'
            f'<text class="st" text-anchor="middle" y="-10">{number(value, decimals)}</text></svg>'
        )
    return drawn


def _target_ticks(targets: Mapping[int, Value], count: int, lo: float, hi: float) -> str:
    drawn = ""
    for i, target in targets.items():
        x, y = i * 100 / max(1, count - 1), (1 - (float(target) - lo) / (hi - lo)) * 100
        drawn += f'<svg x="{x:.4g}%" y="{y:.4g}%"><line class="tick" x1="-14" x2="14" y1="0" y2="0"/></svg>'
    return drawn


def _gutter(ticks: Sequence[Value]) -> tuple[float, float]:
    """Room in rem for the longest number of the scale, and what is left for the plot in percent of a narrow chart."""
    room = max(2.25, 0.25 + 0.45 * max((len(number(t)) for t in ticks), default=0))
    return room, min(90.0, 101 - 5 * room)


def _plot(points: Points, rows: str, h: int, gutter: tuple[float, float]) -> str:
    area = f"0,100 {_line(points)} {points[-1][0]:.3g},100"
    return (
        f'<svg x="{gutter[0]:g}rem" y="18" width="{gutter[1]:g}%" height="{h - 44}">{rows}'
        '<svg width="96%" height="100%"><svg viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'<polygon class="ar" points="{area}"/><polyline class="ln" points="{_line(points)}"/></svg>'
    )


def _axes(
    xs: Sequence[object], ticks: Sequence[Value], lo: float, hi: float, h: int, gutter: tuple[float, float]
) -> str:
    rows = "".join(
        f'<text x="{gutter[0] - 0.5:g}rem" y="{22 + (h - 44) * (hi - float(t)) / (hi - lo):.4g}" text-anchor="end">'
        f"{number(t)}</text>"
        for t in ticks
    )
    columns = "".join(
        f'<text x="{i * 100 / max(1, len(xs) - 1):.4g}%" y="16" text-anchor="middle">{escape(str(x))}</text>'
        for i, x in enumerate(xs)
    )
    frame = f'<svg x="{gutter[0]:g}rem" y="{h - 22}" width="{gutter[1]:g}%" height="22"><svg width="96%" height="22">'
    return f"{rows}{frame}{columns}</svg></svg>"


def trend(
    xs: Sequence[object], values: Sequence[Value | None], lo: Value, hi: Value, ticks: Sequence[Value],
    targets: Mapping[int, Value] | None = None, label: str = "", s: str = "", h: int = 190, decimals: int | None = 2,
    labels: str = "all",
) -> SafeString:  # fmt: skip
    """A line with labelled points; `targets` {index: value} are short ink ticks, never a second line."""
    low, high = float(lo), float(hi)
    known = [v for v in values if v is not None]
    if not known:
        return mark_safe("")
    rows = "".join(
        f'<line class="grid" x1="0" x2="96%" y1="{_at(high - float(t) + low, low, high)}" '
        f'y2="{_at(high - float(t) + low, low, high)}"/>'
        for t in ticks
    )
    points, gutter = _points(values, low, high), _gutter(ticks)
    inner = _target_ticks(targets or {}, len(values), low, high) + _dots(points, known, decimals, labels)
    plot = f"{_plot(points, rows, h, gutter)}{inner}</svg></svg>"
    return mark_safe(f"{_open(h, label, s)}{plot}{_axes(xs, ticks, low, high, h, gutter)}</svg>")
