"""The explanation (*Mengapa angka ini?*): a tree from the figure down to its receipts.

A node is any object or dict with: kind (a key of KINDS), statement, source (small second line), value (text, number or
ready-made HTML), children, href (a leaf may be a link), tone (sentiment of the value), open (overrides the level rule).
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prestasi.core import formats
from prestasi.ui.icons import Icons
from prestasi.ui.parts.marks import STATUS_ICONS, chip

KINDS = {
    "rumus": "math-function", "aturan": "gavel", "orang": "user-check", "masukan": "table", "bukti": "paperclip",
    "warga": "message-star", "terima": "receipt",
}  # fmt: skip


def _get(node: Any, name: str, default: Any = "") -> Any:
    found = node.get(name, default) if isinstance(node, dict) else getattr(node, name, default)
    return default if found is None else found


def _value(icons: Icons, node: Any) -> Any:
    value, tone = _get(node, "value"), _get(node, "tone")
    if _get(node, "kind") == "terima" and value:
        return format_html('<span class="hash">{}</span>', formats.short_hash(value))
    if tone in STATUS_ICONS:
        return chip(icons, tone, value, plain=True)
    return value if isinstance(value, str) else formats.text(value)


def _kind_words() -> dict[str, str]:
    return {
        "rumus": _("rumus"), "aturan": _("aturan"), "orang": _("orang"), "masukan": _("masukan"), "bukti": _("bukti"),
        "warga": _("warga"), "terima": _("bukti terima"),
    }  # fmt: skip


def _head(icons: Icons, node: Any, chevron: str = "") -> SafeString:
    kind = _get(node, "kind", "masukan")
    statement, href = _get(node, "statement"), _get(node, "href")
    said = format_html('<a class="a" href="{}">{}</a>', href, statement) if href and not chevron else ""
    said = said or format_html('<span class="a">{}</span>', statement)
    source = format_html('<span class="s">{}</span>', _get(node, "source")) if _get(node, "source") else ""
    return format_html(
        '<span class="k">{}<span class="vh">{}: </span></span><span>{}{}{}</span><span class="v">{}</span>',
        icons.use(KINDS[kind]), _kind_words()[kind], said, chevron, source, _value(icons, node),
    )  # fmt: skip


def _branch(icons: Icons, node: Any, level: int, levels: int) -> SafeString:
    opened = _get(node, "open", None)
    is_open = level < levels if opened is None or opened == "" else bool(opened)
    chevron = format_html(" {}", icons.use("chevron-right", "i ch"))
    return format_html(
        '<li><details{}><summary class="n">{}</summary><ul>{}</ul></details></li>',
        mark_safe(" open" if is_open else ""), _head(icons, node, chevron),
        _nodes(icons, _get(node, "children", ()), level + 1, levels),
    )  # fmt: skip


def _leaf(icons: Icons, node: Any) -> SafeString:
    long_value = " tr" if _get(node, "kind") == "terima" else ""
    return format_html('<li class="n{}">{}</li>', long_value, _head(icons, node))


def _nodes(icons: Icons, nodes: Iterable[Any], level: int, levels: int) -> SafeString:
    drawn = (_branch(icons, n, level, levels) if _get(n, "children", ()) else _leaf(icons, n) for n in nodes)
    return mark_safe("".join(drawn))


def why(
    icons: Icons, tree: Any, levels: int = 0, summary: str = "", opened: bool = False, anchor: str = ""
) -> SafeString:
    """The tree of one node or a list of nodes; the first `levels` levels stand open.

    With `summary` the whole tree folds behind that question, and `anchor` is its id for a dotted number's href.
    """
    roots = tree if isinstance(tree, (list, tuple)) else [tree]
    drawn = _nodes(icons, roots, 0, levels)
    named = format_html(' id="{}"', anchor) if anchor else ""
    if not summary:
        return format_html('<ul class="wt top"{}>{}</ul>', named, drawn)
    return format_html(
        '<details class="why"{}{}><summary>{}{}</summary><ul class="wt mt">{}</ul></details>',
        named, mark_safe(" open" if opened else ""), icons.use("chevron-right", "i ch"), summary, drawn,
    )  # fmt: skip
