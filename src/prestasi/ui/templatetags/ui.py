"""`{% load ui %}`: the visual language as template tags and filters. The drawing is in `prestasi.ui.parts`."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from prestasi.core import formats
from prestasi.ui.icons import Icons, IconSheet, icons_for
from prestasi.ui.parts import charts, forms, marks, receipts, tree

register = template.Library()


def _icons(context: Context) -> Icons:
    return icons_for(context.get("request"))


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, cls: str = "i") -> SafeString:
    return _icons(context).use(name, cls)


@register.simple_tag(takes_context=True)
def icon_symbols(context: Context) -> SafeString:
    sheet = _icons(context)
    return sheet.symbols() if isinstance(sheet, IconSheet) else mark_safe("")


@register.simple_tag(takes_context=True)
def chip(context: Context, s: str, text: Any, **options: Any) -> SafeString:
    return marks.chip(_icons(context), s, text, **options)


@register.simple_tag(takes_context=True)
def pm(context: Context, *args: Any, **options: Any) -> SafeString:
    return marks.pm(_icons(context), *args, **options)


@register.simple_tag(takes_context=True)
def quad(context: Context, result: Any, behaviour: Any, caption: str = "") -> SafeString:
    return marks.quad(_icons(context), result, behaviour, caption)


@register.simple_tag(takes_context=True)
def sees(context: Context, text: str, roles: Any, count: int | None = None) -> SafeString:
    return marks.sees(_icons(context), text, roles, count)


@register.simple_tag(takes_context=True)
def receipt(context: Context, thing: Any, title: str = "", href: str = "") -> SafeString:
    return receipts.receipt(_icons(context), thing, title, href)


@register.simple_tag(takes_context=True)
def why(context: Context, node: Any, **options: Any) -> SafeString:
    return tree.why(_icons(context), node, **options)


@register.simple_tag
def seg(name: Any, value: Any = "", label: str = "", **options: Any) -> SafeString:
    """`name` is a field name, or a bound field that brings its value, label and choices."""
    if hasattr(name, "html_name"):
        options.setdefault("options", [c for c in name.field.choices if str(c[0]) != ""])
        return marks.seg(name.html_name, name.value(), label or name.label, **options)
    return marks.seg(name, value, label, **options)


@register.simple_tag
def figure(value: Any, unit: str = "", href: str = "", decimals: Any = "") -> SafeString:
    """The large figure of a tile."""
    digits = int(decimals) if str(decimals).isdigit() else None
    return marks.number(value, digits, unit, href, cls="fig")


@register.simple_tag(takes_context=True)
def query_link(context: Context, **changes: Any) -> str:
    return forms.query_link(context.get("request"), **changes)


@register.simple_tag(takes_context=True)
def sort_head(context: Context, column: Any, sort: str = "") -> SafeString:
    return forms.sort_head(context.get("request"), column, sort)


register.filter("is_group", forms.is_group)

_TAGS: dict[str, Callable[..., Any]] = {
    "control": forms.control, "error_list": forms.error_list, "hidden_fields": forms.hidden_fields,
    "stepper": forms.stepper,
    "bullet": charts.bullet, "spark": charts.spark, "trend": charts.trend, "interval": charts.interval,
    "bandhead": charts.bandhead, "dotrow": charts.dotrow, "deviation": charts.deviation, "stacked": charts.stacked,
    "diverge": charts.diverge, "mark": marks.mark, "number": marks.number, "legend": marks.legend, "qr": receipts.qr,
}  # fmt: skip
for _name, _draw in _TAGS.items():
    register.simple_tag(_draw, name=_name)


def _blank(fn: Callable[..., str]) -> Callable[..., str]:
    """Filters answer "" for a missing value, so that a page can use `|default:"…"`."""

    def shown(value: Any, option: Any = None) -> str:
        if value is None or value == "":
            return ""
        return str(fn(value) if option is None else fn(value, option))

    return shown


_FILTERS: dict[str, Callable[..., str]] = {
    "angka": formats.number, "persen": formats.percent, "selisih": formats.signed, "rupiah": formats.rupiah,
    "tanggal": formats.long_date, "tgl": formats.short_date, "hari_bulan": formats.day_and_month,
    "jam": formats.clock_time, "waktu": formats.stamp, "bulan_tahun": formats.month_year,
    "nip": formats.civil_servant_number, "hash4": formats.short_hash, "sisa_hari": formats.days_left,
    "ukuran": formats.file_size, "inisial": formats.initials,
}  # fmt: skip
for _name, _fn in _FILTERS.items():
    register.filter(_name, _blank(_fn))
