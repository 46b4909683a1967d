"""The agency's library of indicators is read by everybody and kept by the analysts of the whole agency."""

from __future__ import annotations

from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed


def may_keep_standards(actor: Actor) -> bool:
    return any(g.role == "analyst" and g.unit_id is None for g in actor.grants)


def check_may_keep_standards(actor: Actor) -> None:
    """The library of indicators is kept by analysts. Raises NotAllowed."""
    if not may_keep_standards(actor):
        raise NotAllowed(_("Pustaka indikator dikelola analis kepegawaian."), _("analis kepegawaian instansi"))
