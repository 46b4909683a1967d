"""`{% live_url "unit:12" %}`: the address of a live stream."""

from __future__ import annotations

from typing import Any

from django import template

from prestasi.core.live_address import address

register = template.Library()


@register.simple_tag(takes_context=True)
def live_url(context: dict[str, Any], prefix: str, number: int) -> str:
    """The stream of the topic `prefix:number`."""
    return address(context["request"], f"{prefix}:{number}")
