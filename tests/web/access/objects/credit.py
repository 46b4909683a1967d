"""Objects of credit points."""

from __future__ import annotations

import datetime as dt

from prestasi.credit.models import Determination, Opening
from prestasi.credit.models.balance import PARTS
from tests.web.access.cast import Stage
from tests.web.access.objects.registry import Values, builds, values_for
from tests.world import NOW

GOAL = {"threshold": 100, "is_reached": False, "short": 37_500, "surplus": 0, "months": None}
FIGURES = {
    "origin": {"kind": "opening", "id": 1, "number": "800/PAK", "until": "2024-12-31", "points": 50_000},
    "is_reset": False, "old": dict.fromkeys(PARTS, 0) | {"base": 50_000},
    "new": dict.fromkeys(PARTS, 0) | {"converted": 12_500},
    "total": dict.fromkeys(PARTS, 0) | {"base": 50_000, "converted": 12_500},
    "goals": {"rank": GOAL, "level": GOAL}, "lines": [], "steps": {},
}  # fmt: skip
HELD = {"level": "AHLI_PERTAMA", "rank": 10, "degree": "s1", "base": 50_000, "requested_at": NOW}


@builds("credit_opening")
def credit_opening(stage: Stage, subject: str) -> Values:
    """Put forward by the analyst of the agency, waiting for a second person."""
    row = Opening.objects.create(
        person=stage.world.people[subject], number="800/PAK", issued_on=dt.date(2025, 1, 20), points=50_000,
        until=dt.date(2024, 12, 31), link="https://arsip.contoh.test", requested_by=stage.world.people["analyst"],
        **HELD,
    )  # fmt: skip
    return {"opening_id": row.pk}


@builds("credit_determination")
def credit_determination(stage: Stage, subject: str) -> Values:
    """On top of that balance, waiting for the rater."""
    row = Determination.objects.create(
        person=stage.world.people[subject], number=f"800/PAK/{subject}", since=dt.date(2025, 1, 1), converted=12_500,
        until=dt.date(2025, 12, 31), points=62_500, snapshot={"figures": FIGURES, "person": {}}, digest="0" * 64,
        opening_id=values_for(stage, "credit_opening", subject)["opening_id"],
        requested_by=stage.world.people["analyst"], **HELD,
    )  # fmt: skip
    return {"determination_id": row.pk}
