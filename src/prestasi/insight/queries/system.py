"""X01, *Kesehatan sistem*: what the doctor finds on this installation, now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from prestasi import __version__
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed

TONES = {"ok": "b", "warning": "bp", "error": "sk", "skipped": "none"}


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the doctor: what was seen and what to do."""

    title: str
    tone: str
    seen: str
    remedy: str


@dataclass(frozen=True, slots=True)
class System:
    version: str
    lines: tuple[Line, ...]
    counts: dict[str, int]


def system(actor: Actor) -> System:
    """Administrators only. Errors first, then warnings."""
    if not actor.has_role("admin"):
        raise NotAllowed(_("Kesehatan sistem dibuka oleh admin."), _("admin instansi"))
    lines = [
        Line(_(check.title), TONES[finding.level.name.lower()], finding.seen, finding.remedy)
        for check, finding in import_string(settings.SYSTEM_CHECKS)()
    ]
    lines.sort(key=lambda line: ["sk", "bp", "none", "b"].index(line.tone))
    return System(__version__, tuple(lines), dict(Counter(line.tone for line in lines)))
