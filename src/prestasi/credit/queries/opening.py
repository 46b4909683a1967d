"""One opening balance, and what the form for a new one starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.credit import mapping
from prestasi.credit import permissions as gate
from prestasi.credit.models import Opening
from prestasi.credit.models.balance import PARTS
from prestasi.credit.queries.sources import DEGREES, sources
from prestasi.credit.queries.words import grade_words, points


@dataclass(frozen=True, slots=True)
class Start:
    """The official, the balance that would be corrected, and what the rules give for entering at this rank."""

    person_id: int
    name: str
    post: str
    rank: str
    initial: dict[str, Any]
    corrects: str
    waits: bool
    base: str
    base_sentence: str


def start_of(actor: Actor, person_id: int) -> Start:
    """For the analyst only. Eight statements."""
    gate.check_may_keep(actor, person_id)
    source = sources([person_id]).get(person_id)
    if source is None:
        raise NotVisible
    today = clock.today()
    post, rank = source.post_on(today), source.rank_on(today)
    level = mapping.levels_of([post.title], today)[post.title] if post and post.is_functional else None
    initial: dict[str, Any] = {"level": level, "rank": rank.rank if rank else None}
    if source.degrees:
        initial["degree"] = DEGREES[source.degrees[-1][0]]
    held = source.opening
    if held is not None:
        initial |= {name: points(held.by_origin[name]) for name in PARTS} | {
            "number": held.number, "issued_on": held.issued_on, "until": held.until, "level": held.level,
            "rank": held.rank, "degree": held.degree, "link": held.link,
        }  # fmt: skip
    base, sentence = "", ""
    if level and rank:
        found, steps = mapping.bases([(level, rank.rank)], today)[level, rank.rank]
        told = mapping.why(steps, "base_credit")
        base, sentence = points(found), told.sentence if told else ""
    return Start(
        person_id, source.person.full_name, post.title if post else "", grade_words(rank.rank if rank else None),
        initial, held.number if held else "", any(row.state == "requested" for row in source.openings), base, sentence,
    )  # fmt: skip


def opening_or_404(actor: Actor, opening_id: int) -> Opening:
    """The gate through which every view reaches an opening balance."""
    row = Opening.objects.filter(pk=opening_id).first()
    if row is None:
        raise NotVisible
    gate.check_may_read(actor, row.person_id)
    return row
