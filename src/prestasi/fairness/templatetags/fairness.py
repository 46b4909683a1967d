"""Shares and gaps kept as whole numbers, as people read them."""

from __future__ import annotations

from django import template

from prestasi.core import formats
from prestasi.fairness.queries.words import points

register = template.Library()


@register.filter
def tenths(value: int | None) -> str:
    """312 -> 31,2"""
    return "" if value is None else formats.number(value / 10, 1)


@register.filter
def signed_tenths(value: int | None) -> str:
    """-47 -> −4,7"""
    return points(value)


@register.filter
def thousandths(value: int | None) -> str:
    """780 -> 0,78"""
    return "" if value is None else formats.number(value / 1000, 2)
