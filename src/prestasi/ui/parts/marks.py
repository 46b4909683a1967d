"""Status chip, brand mark, dotted number, audience, segmented choice, target bar, quadrant."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.core import formats
from prestasi.ui.icons import Icons
from prestasi.ui.parts import charts

STATUS_ICONS = {
    "sb": "chevrons-up", "b": "check", "bp": "arrow-down-right", "k": "alert-triangle", "sk": "octagon",
    "late": "clock-exclamation", "soon": "clock", "live": "broadcast", "info": "info-circle", "draft": "pencil",
    "wait": "hourglass", "lock": "lock", "seal": "rubber-stamp", "unsure": "plus-minus", "date": "calendar",
    "none": "minus",
}  # fmt: skip
NEUTRAL = frozenset({"draft", "wait", "lock", "seal", "unsure", "date", "none"})

_MARK = mark_safe(
    '<svg class="mark" viewBox="0 0 26 26" aria-hidden="true"><rect width="26" height="26" rx="6" fill="currentColor"/>'
    '<path d="M9 5.5v15" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>'
    '<path d="M9 7.2h6.2a3.6 3.6 0 0 1 0 7.2H9" fill="#fff" fill-opacity=".35" stroke="#fff" stroke-width="2.2"/></svg>'
)


def mark() -> SafeString:
    """The mark: P as pole and flag."""
    return _MARK


def attributes(pairs: Mapping[str, Any]) -> SafeString:
    """HTML attributes with a leading space; None and False leave one out, True writes it bare."""
    kept = [(k, v) for k, v in pairs.items() if v is not None and v is not False and v != ""]
    return mark_safe("".join(f" {k}" if v is True else f' {k}="{conditional_escape(v)}"' for k, v in kept))


def chip(icons: Icons, s: str, text: Any, plain: bool = False, line: bool = False, icon: str = "") -> SafeString:
    """A status: a word, a shape, a colour, in that order. `s` is a key of STATUS_ICONS."""
    classes = "chip" + (" line" if line else "") + (" plain" if plain else "")
    tone = attributes({"data-s": "" if s in NEUTRAL else s})
    shape = icons.use(icon or STATUS_ICONS[s])
    return format_html('<span class="{}"{}>{}{}</span>', classes, tone, shape, text)


def number(
    value: Any, decimals: int | None = None, unit: str = "", href: str = "", cls: str = "", label: str = ""
) -> SafeString:
    """A figure the system computed. With `href` it carries the dotted line and opens its explanation.

    Without one it is a bare figure: a figure entered by a person has no explanation to open.
    """
    shown = value if isinstance(value, str) else formats.number(value, decimals)
    small = format_html("<small>{}{}</small>", formats.NBSP, unit) if unit else ""
    if not href:
        return format_html("<b{}>{}{}</b>", attributes({"class": cls}), shown, small)
    names = f"num {cls}".strip()
    described = attributes({"aria-label": f"{label}: {shown} {unit}".strip() if label else ""})
    return format_html('<a class="{}" href="{}" data-angka{}>{}{}</a>', names, href, described, shown, small)


def sees(icons: Icons, text: str, roles: Any, count: int | None = None) -> SafeString:
    """*Siapa yang melihat ini?*: the roles that may read it now, and how many have read it."""
    who = roles if isinstance(roles, str) else ", ".join(str(r) for r in roles)
    readers = "" if count is None else " " + _read_by(count)
    return format_html(
        '<details class="see"><summary>{}{}</summary><p class="muted">{}{}</p></details>',
        icons.use("eye"), text or _("Siapa yang melihat ini?"), who, readers,
    )  # fmt: skip


def _read_by(count: int) -> str:
    if not count:
        return _("Belum dibaca siapa pun.")
    return ngettext("Dibaca %(n)s orang.", "Dibaca %(n)s orang.", count) % {"n": formats.number(count)}


def expectations() -> list[tuple[str, str]]:
    """The three levels of a rating, PermenPANRB 6/2022, in the order of the keys 1 to 3."""
    return [("1", _("Di atas")), ("2", _("Sesuai")), ("3", _("Di bawah"))]


def seg(
    name: str, value: Any = "", label: str = "", options: Iterable[tuple[Any, Any]] | None = None, keys: bool = True,
    disabled: bool = False, ids: bool = False, attrs: Mapping[str, Any] | None = None,
) -> SafeString:  # fmt: skip
    """A choice of up to four as one segmented row of radio buttons; `value` is the chosen option, "" for none.

    With `ids` a button that is replaced by a new version of itself keeps the focus.
    """
    chosen = "" if value is None else str(value)
    choices = list(options) if options is not None else expectations()
    rows = [
        (
            attributes(
                {"name": name, "value": o, "checked": str(o) == chosen, "disabled": disabled, **(attrs or {})}
                | ({"id": f"{name}_{o}"} if ids else {})
            ),
            format_html("<kbd>{}</kbd>", i) if keys else "",
            text,
        )
        for i, (o, text) in enumerate(choices, 1)
        if str(o) != ""
    ]
    inner = format_html_join("", '<label><input type="radio"{}>{}{}</label>', rows)
    return format_html('<div class="seg" role="radiogroup" aria-label="{}">{}</div>', label, inner)


def verdicts() -> dict[str, str]:
    """What each sentiment says about a figure and its target."""
    return {
        "sb": _("melampaui target"), "b": _("sesuai jalur"), "bp": _("di bawah jalur"), "k": _("tertinggal"),
        "sk": _("tertinggal jauh"),
    }  # fmt: skip


def _pm_value(icons: Icons, shown: SafeString, s: str, against: str) -> SafeString:
    said = verdicts().get(s)
    sign = format_html('{}<span class="vh">{}: </span>', icons.use(STATUS_ICONS[s]), said) if said else ""
    return format_html('<div class="v"{}>{}{}<small> {}</small></div>', attributes({"data-s": s}), sign, shown, against)


def pm(
    icons: Icons, name: str, value: Any, unit: str, target: Any, lo: Any = 0, hi: Any = 100, down: bool = False,
    s: str = "", note: str = "", decimals: int | None = 1, href: str = "",
) -> SafeString:  # fmt: skip
    """A figure against its target, as text and bar. What is missing is said, never drawn as nought."""
    against = _("target belum diisi") if target is None else f"/ {formats.number(target)} {unit}".strip()
    shown = number(value, decimals, href=href) if value is not None else _missing()
    sentence = _pm_sentence(name, value, unit, target, down, decimals)
    bar = charts.bullet(value, target, lo, hi, down, s, sentence)
    tail = format_html('<div class="muted">{}</div>', note) if note else ""
    return format_html(
        '<div class="pm"><div class="t">{}</div>{}{}{}</div>', name, _pm_value(icons, shown, s, against), bar, tail
    )


def _missing() -> SafeString:
    return format_html('<span class="muted">{}</span>', _("belum ada data"))


def _pm_sentence(name: str, value: Any, unit: str, target: Any, down: bool, decimals: int | None) -> str:
    shown = _("belum ada data") if value is None else formats.number(value, decimals)
    if target is None:
        return _("%(name)s: %(value)s %(unit)s, target belum diisi") % {"name": name, "value": shown, "unit": unit}
    words = {"name": name, "value": shown, "target": formats.number(target), "unit": unit}
    if down:
        return _("%(name)s: %(value)s dari target paling banyak %(target)s %(unit)s") % words
    return _("%(name)s: %(value)s dari target %(target)s %(unit)s") % words


def _quadrant_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """Predicate by result (rows) and behaviour (columns: below, as, above): PermenPANRB 6/2022, kuadran kinerja."""
    good, fair = ("b", _("Baik")), ("bp", _("Butuh perbaikan"))
    poor, worst = ("k", _("Kurang")), ("sk", _("Sangat kurang"))
    return [
        (_("Di atas"), [poor, good, ("sb", _("Sangat baik"))]),
        (_("Sesuai"), [poor, good, good]),
        (_("Di bawah"), [worst, fair, fair]),
    ]


_LEVELS = {
    "1": 0, "above": 0, "di atas": 0, "2": 1, "as": 1, "meets": 1, "as expected": 1, "sesuai": 1,
    "3": 2, "below": 2, "di bawah": 2,
}  # fmt: skip


def _level(value: Any) -> int | None:
    """0 above, 1 as expected, 2 below; None when not rated yet."""
    return _LEVELS.get(str(value).lower().replace("_", " "))


def _quad_cell(icons: Icons, on: bool, s: str, word: str) -> SafeString:
    if not on:
        return format_html("<td>{}</td>", word)
    return format_html('<td class="on" data-s="{}" aria-current="true">{} {}</td>', s, icons.use("check"), word)


def quad(icons: Icons, result: Any, behaviour: Any, caption: str = "") -> SafeString:
    """The quadrant of predicates as a real table with the own cell marked. Levels: 1/"above", 2/"as", 3/"below"."""
    row_on, column = _level(result), _level(behaviour)
    column_on = None if column is None else 2 - column
    body = ""
    said = ""
    for r, (head, cells) in enumerate(_quadrant_rows()):
        drawn = [_quad_cell(icons, (r, c) == (row_on, column_on), s, w) for c, (s, w) in enumerate(cells)]
        if r == row_on and column_on is not None:
            said = cells[column_on][1]
        body += format_html('<tr><th scope="row">{}</th>{}</tr>', head, mark_safe("".join(drawn)))
    return _quad_table(caption or _quad_caption(row_on, column, said), mark_safe(body))


def _quad_caption(row: int | None, column: int | None, predicate: str) -> str:
    if row is None or column is None:
        return _("Kuadran predikat, belum lengkap dinilai")
    words = [w for _k, w in expectations()]
    return _("Kuadran predikat: hasil kerja %(result)s, perilaku %(behaviour)s, predikat %(predicate)s") % {
        "result": words[row].lower(), "behaviour": words[column].lower(), "predicate": predicate.lower(),
    }  # fmt: skip


def _quad_table(caption: str, body: SafeString) -> SafeString:
    return format_html(
        '<table class="qd"><caption class="vh">{}</caption><thead><tr><th scope="col" class="r">{} ↓<br>{} →</th>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
        caption, _("Hasil"), _("Perilaku"), _("Di bawah"), _("Sesuai"), _("Di atas"), body,
    )  # fmt: skip


def legend(items: Sequence[tuple[str, str]]) -> SafeString:
    """The key of a stacked bar: [(sentiment, words)]."""
    return format_html('<p class="legend">{}</p>', format_html_join("", '<span><i data-s="{}"></i>{}</span>', items))
