"""Weights of the groups by type of post: a proposal to start from, and the test that each type sums to 100."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from prestasi.colleagues.groups import ASKED, Group, PostType

Weights = Mapping[PostType, Mapping[Group, int]]

PROPOSED: Weights = {
    PostType.LEADER: dict(zip(ASKED, (40, 20, 30, 10, 0, 0), strict=True)),
    PostType.FUNCTIONAL: dict(zip(ASKED, (50, 40, 0, 10, 0, 0), strict=True)),
    PostType.EXECUTIVE: dict(zip(ASKED, (60, 40, 0, 0, 0, 0), strict=True)),
}


def wrong_sums(weights: Weights) -> dict[PostType, str]:
    """For each type whose weights do not sum to 100: a sentence that names the sum."""
    sums = {kind: sum(weights.get(kind, {}).values()) for kind in PostType}
    return {
        kind: _("Bobot %(kind)s berjumlah %(sum)s, harus 100.") % {"kind": kind.label.lower(), "sum": total}
        for kind, total in sums.items()
        if total != 100
    }
