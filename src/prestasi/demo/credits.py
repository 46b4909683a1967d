"""Credit points in the demo: what the last PAK before the first year said of nearly every functional official.

Balances are written in one COPY; some people have none, some wait for their second person. By the real actions the
midwife of the showcase then has a determined PAK, and a colleague's waits for her rater.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import connections

from prestasi.accounts.models import User
from prestasi.accounts.step_up import Proof
from prestasi.core.actor import Actor, Grant
from prestasi.core.errors import Closed
from prestasi.credit import mapping
from prestasi.credit.actions.determination import determine, request_determination
from prestasi.demo.copying import Copier, reset_sequences
from prestasi.demo.seeded import stream
from prestasi.demo.world import World
from prestasi.people.models import ReportingLine

MISSING, WAITING = 0.08, 0.03
MOST_YEARS = 4
COLUMNS = ("person", "rank", "title", "superior", "degree")
OFFICIALS = """
SELECT DISTINCT ON (p.id) p.id, r.rank, o.title, l.superior_id,
  coalesce((SELECT e.level FROM people_education e WHERE e.person_id = p.id ORDER BY e.graduated_in DESC LIMIT 1), 's1')
FROM people_person p
JOIN people_assignment a ON a.person_id = p.id AND a.valid_to IS NULL AND a.kind = 'definitive'
JOIN organization_position o ON o.id = a.position_id AND o.kind = 'jf'
JOIN people_rankrecord r ON r.person_id = p.id AND r.valid_to IS NULL AND r.scale = 'pns'
JOIN people_reportingline l ON l.person_id = p.id AND l.valid_to IS NULL
WHERE p.employment = 'pns' AND p.left_on IS NULL AND p.id <> %(analyst)s AND l.superior_id <> %(analyst)s
ORDER BY p.id, l.valid_from DESC
"""


def write(world: World, using: str) -> None:
    """One row for most officials, put forward by the analyst, confirmed by their superior."""
    people = {role: row + 1 for role, row in world.cast.items()}
    until = dt.date(world.order.first_year - 1, 12, 31)
    with connections[using].cursor() as cursor:
        cursor.execute(OFFICIALS, {"analyst": people["analyst"]})
        known = pl.DataFrame(cursor.fetchall(), schema=list(COLUMNS), orient="row")
    if known.is_empty():
        return
    frame = _balances(_points(known, until), people, until, world.order.seed)
    Copier(using).write("credit_opening", frame)
    reset_sequences(using, ["credit_opening"])


def _points(known: pl.DataFrame, until: dt.date) -> pl.DataFrame:
    """Level, *AK dasar* of the rank and the coefficient a year, from the rules; posts without a level fall out."""
    levels = mapping.levels_of(known["title"], until)
    known = known.with_columns(level=pl.col("title").replace_strict(levels, return_dtype=pl.String))
    known = known.filter(pl.col("level").is_not_null())
    pairs = [(str(level), int(rank)) for level, rank in known.select("level", "rank").unique().iter_rows()]
    bases = mapping.bases(pairs, until)
    years = mapping.conversions([mapping.Asked(level, 2, 12, 0, until) for level in mapping.LEVELS])
    yearly = dict(zip(mapping.LEVELS, (year.credit for year in years), strict=True))
    return known.with_columns(
        base=pl.struct("level", "rank").map_elements(lambda r: bases[r["level"], r["rank"]][0], return_dtype=pl.Int64),
        yearly=pl.col("level").replace_strict(yearly, return_dtype=pl.Int64),
    )


def _balances(known: pl.DataFrame, people: Mapping[str, int], until: dt.date, seed: int) -> pl.DataFrame:
    random = stream(seed, "credit")
    chance = pl.Series(random.random(len(known)))
    months = pl.Series(random.integers(6, MOST_YEARS * 12, len(known)))
    is_shown = known["person"] == people["employee"]
    is_team = (known["superior"] == people["supervisor"]) & ~is_shown
    waits = ((chance < MISSING + WAITING) | (is_team & (is_team.cum_sum() == 1))) & ~is_shown
    issued = until + dt.timedelta(days=24)
    asked, decided = (dt.datetime.combine(issued + dt.timedelta(days=n), dt.time(10)) for n in (90, 97))
    moment = pl.lit(decided).cast(pl.Datetime("us"))
    frame = known.with_columns(
        is_kept=(chance >= MISSING) | is_shown | waits, waits=waits, months=months,
    ).filter("is_kept").with_columns(
        converted=pl.when(pl.col("person") == people["employee"]).then(22_917).otherwise(
            (pl.col("yearly") * pl.col("months")) // 12
        )
    )  # fmt: skip
    state = pl.when("waits").then(pl.lit("requested")).otherwise(pl.lit("confirmed"))
    number = pl.format("800.1.3.3/{}/{}", pl.col("person").cast(pl.String).str.zfill(5), pl.lit(until.year))
    return frame.select(
        person_id="person", number=number, until=pl.lit(until), level="level", rank="rank", base="base",
        integrated=pl.lit(0), adjusted=pl.lit(0), converted="converted", education=pl.lit(0),
        points=pl.col("base") + pl.col("converted"), degree="degree", reason=pl.lit(""),
        requested_by_id=pl.lit(people["analyst"]), requested_at=pl.lit(asked).cast(pl.Datetime("us")),
        decided_by_id=pl.when("waits").then(None).otherwise(pl.col("superior")),
        decided_at=pl.when("waits").then(None).otherwise(moment), decision_reason=pl.lit(""), state=state,
        issued_on=pl.lit(issued), link=pl.format("https://arsip.contoh.go.id/pak/{}", pl.col("person")),
        title=pl.lit(""), media_type=pl.lit(""), sha256=pl.lit(""),
    )  # fmt: skip


def settle(cast: Mapping[str, int], today: dt.date) -> None:
    """The last closed year determined for the midwife, and put forward for a colleague of hers."""
    analyst, rater = _actor(cast["analyst"], "analyst"), _actor(cast["supervisor"], "supervisor")
    if analyst is None or rater is None:
        return
    pak = _ask(analyst, cast["employee"], today.year)
    if pak is not None and rater.person_id == _superior(cast["employee"]):
        determine(by=rater, determination_id=pak, proof=Proof("totp"))
    team = ReportingLine.objects.filter(superior=cast["supervisor"], valid_to__isnull=True)
    for person in team.exclude(person=cast["employee"]).order_by("-person").values_list("person", flat=True)[:8]:
        if _ask(analyst, person, today.year) is not None:
            break


def _ask(by: Actor, person: int, year: int) -> int | None:
    number = f"800.1.3.3/{person:05d}/{year}"
    try:
        return request_determination(by=by, person_id=person, number=number, proof=Proof("totp")).made
    except Closed:
        return None


def _superior(person: int) -> int | None:
    lines = ReportingLine.objects.filter(person=person, valid_to__isnull=True)
    return lines.values_list("superior", flat=True).first()


def _actor(person: int, role: str) -> Actor | None:
    user = User.objects.filter(person=person).select_related("person").first()
    if user is None:
        return None
    grants: Any = frozenset({Grant(role)}) if role == "analyst" else frozenset()
    return Actor(user.pk, user.person_id, str(user.person), grants, role=role)
