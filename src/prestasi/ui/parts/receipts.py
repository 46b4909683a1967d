"""The receipt (*bukti terima*): torn edge, number, time, short hash, QR."""

import io
from functools import lru_cache
from typing import Any

import segno
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from prestasi.core import formats
from prestasi.ui.icons import Icons


@lru_cache(maxsize=512)
def _qr_svg(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", border=1, xmldecl=False, svgns=False, nl=False, omitsize=True, svgclass="qr", lineclass=None
    )
    return out.getvalue().decode()


def qr(text: str, label: str = "") -> SafeString:
    """A QR code as SVG, black on white in every theme."""
    named = format_html('<svg role="img" aria-label="{}" ', label or _("Kode QR bukti terima"))
    return mark_safe(_qr_svg(str(text)).replace("<svg ", named, 1))


def short_hash(digest: Any) -> SafeString:
    """The short hash in its typeface."""
    return format_html('<span class="hash">{}</span>', formats.short_hash(digest))


def _first(thing: Any, *names: str) -> Any:
    """The first of these fields that has content, from a dataclass or a dict."""
    for name in names:
        found = thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
        if found not in (None, ""):
            return found
    return ""


def rows(thing: Any) -> list[tuple[str, Any]]:
    """Label and value of each line of a receipt, empty ones left out."""
    at, digest = _first(thing, "at", "time", "recorded_at"), _first(thing, "digest", "hash", "short_hash")
    lines = [
        (_("Nomor"), _first(thing, "number", "no")),
        (_("Waktu"), formats.stamp(at, zone=True) if at else ""),
        (_("Sidik"), short_hash(digest) if digest else ""),
        (_("Rantai"), _first(thing, "chain")),
        (_("Berikutnya"), _first(thing, "next_step", "next")),
    ]
    return [line for line in lines if line[1]]


def receipt(icons: Icons, thing: Any, title: str = "", href: str = "") -> SafeString:
    """The whole receipt. `thing` has number, at, digest (hexadecimal), next_step, url; missing ones are left out."""
    heading = title or _first(thing, "title", "sentence") or _("Bukti terima")
    address = href or _first(thing, "url", "verify_url")
    lines = format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows(thing))
    code = qr(address) if address else ""
    return format_html(
        '<section class="rcp"><h3>{}{}</h3><hr class="tear"><div class="row nw top0"><dl>{}</dl>{}</div></section>',
        icons.use("rosette-discount-check"), heading, lines, code,
    )  # fmt: skip
