"""Umpan balik rekan (360): one released round and one that is open, through the functions of the app itself.

Both cover the health service, the staff agency, and the offices of the other visitors. The open round's boxes are
sealed with a key of their own, so they are filled after the load (their ciphertext differs from load to load).
"""

from __future__ import annotations

import datetime as dt
import json
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from django.db import connections

from prestasi.colleagues import ballots, vault
from prestasi.colleagues.actions.opening import raters
from prestasi.colleagues.actions.release import choices_of
from prestasi.colleagues.ballots import Ballot
from prestasi.colleagues.groups import Choosing, Group, PostType, Reweighting, post_type
from prestasi.colleagues.kinds import SCORED, Kind
from prestasi.colleagues.models import Round
from prestasi.colleagues.queries.population import Member, Staff, chosen, joined
from prestasi.colleagues.scoring import Rules, Score, score
from prestasi.colleagues.statements import FIRST
from prestasi.colleagues.weights import PROPOSED
from prestasi.demo import calendar
from prestasi.demo.settings import Order
from prestasi.demo.world import Table, World

MOST_PEOPLE = 4_000
ROMAN = ("", "I", "II", "III", "IV", "")
SPACE = uuid.UUID("6a0f2d52-7f0e-4f57-9c68-5b3c3f0b3600")
STRENGTHS = (
    "Selalu siap membantu saat ada rekan yang berhalangan.", "Penjelasannya kepada warga mudah dipahami.",
    "Laporannya rapi dan tepat waktu.", "Tenang menghadapi keluhan.", "Terbuka pada masukan.",
    "Membagi ilmu sesudah pelatihan.",
)  # fmt: skip
SUGGESTIONS = (
    "Beri tahu lebih awal bila jadwal berubah.", "Libatkan rekan dari unit lain sejak perencanaan.",
    "Lebih berani menyampaikan pendapat dalam rapat.", "Bagi tugas agar tidak menumpuk pada satu orang.",
    "Tindak lanjuti hasil rapat dengan catatan singkat.",
)  # fmt: skip
EXTRA: tuple[tuple[Kind, int, str, tuple[str, ...]], ...] = (
    (Kind.CHOICE, 3, "Apa yang paling perlu dipelajari berikutnya?",
     ("Keahlian bidang", "Alat digital", "Komunikasi", "Mengatur waktu")),
    (Kind.LIKERT, 7, "Janji kepada rekan kerja ditepati.", ()),
)  # fmt: skip
"""Beside the statements, the same for every type of post: kind, value, text, options. They are asked of oneself too."""
CHOSEN = (0, 0, 1, 1, 1, 2, 3)
Invited = list[tuple[Group, int, int]]


@dataclass(slots=True)
class Plan:
    """One round on its way into tables. `answered`: share of raters who answer."""

    row: Round
    staff: Staff
    members: list[Member]
    answered: float
    invited: Invited = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.row.state == Round.State.OPEN


def tables(world: World) -> Iterator[Table]:
    """Question bank, rounds, weights, people, invitations, results."""
    order = world.order
    yield from _questions(order)
    plans = [_released(world), _open(world)]
    yield "colleagues_round", pl.DataFrame([_round(p.row) for p in plans], infer_schema_length=None)
    yield "colleagues_groupweight", _weights(plans)
    world.frames["colleagues_round"] = pl.DataFrame(
        {"id": [p.row.pk for p in plans], "code": [str(p.row.code) for p in plans]}
    )
    subjects = _subjects(world, plans)
    yield "colleagues_subject", subjects
    invitations = _invitations(world, plans, subjects)
    world.frames["colleagues_invitation"] = invitations
    world.frames["colleagues_subject"] = subjects
    yield "colleagues_invitation", invitations.drop("round")
    yield from _results(world, plans[0], subjects, invitations)


def _questions(order: Order) -> Iterator[Table]:
    """One published version."""
    day = dt.date(order.today.year, 1, 20)
    yield "colleagues_questionset", pl.DataFrame(
        {"id": [1], "number": [1], "state": ["published"], "note": [""], "lock_version": [1],
         "made_by_id": pl.Series([None], dtype=pl.Int64), "published_on": [day]}
    )  # fmt: skip
    rows = [
        {"question_set_id": 1, "post_type": str(kind), "value": value, "order": number, "text": text,
         "kind": str(Kind.SCALE), "options": "{}"}
        for kind, lines in FIRST.items()
        for value, texts in enumerate(lines, 1)
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    rows += [
        {"question_set_id": 1, "post_type": str(post), "value": value, "order": 9, "text": text, "kind": str(kind),
         "options": "{" + ",".join(f'"{option}"' for option in options) + "}"}
        for post in PostType
        for kind, value, text, options in EXTRA
    ]  # fmt: skip
    yield "colleagues_statement", pl.DataFrame([{"id": n, **row} for n, row in enumerate(rows, 1)])


def _released(world: World) -> Plan:
    """For the quarter that is being rated, so that its figures stand beside the rating sheet."""
    order = world.order
    spans = calendar.spans(order)
    span = next((s for s in spans if s.phase == "rating"), spans[0])
    due = calendar.periods(order, [span])["rating_due_on"][0]
    day = order.today - dt.timedelta(days=7)
    row = _made(1, f"Umpan balik rekan triwulan {ROMAN[span.number]}", span.id, Round.State.RELEASED, order)
    row.opened_on, row.answers_due_on = day - dt.timedelta(days=24), day - dt.timedelta(days=3)
    row.closed_on, row.released_on = day - dt.timedelta(days=2), day
    row.upward_from = max(due, row.answers_due_on) + dt.timedelta(days=1)
    return _people(world, row, 0.86)


def _open(world: World) -> Plan:
    """For the year, with raters whom employees propose."""
    order = world.order
    span = calendar.spans(order)[-1]
    row = _made(2, f"Umpan balik rekan tahun {span.year}", span.id, Round.State.OPEN, order)
    row.opened_on, row.proposals_due_on = order.today - dt.timedelta(days=6), order.today + dt.timedelta(days=4)
    row.answers_due_on = order.today + dt.timedelta(days=12)
    row.upward_from = max(dt.date(span.year + 1, 2, 1), row.answers_due_on + dt.timedelta(days=1))
    return _people(world, row, 0.4)


def _made(number: int, title: str, period: int, state: Round.State, order: Order) -> Round:
    choosing = Choosing.PROPOSED if state == Round.State.OPEN else Choosing.DRAWN
    return Round(
        pk=number, code=uuid.uuid5(SPACE, f"{order.agency.code}-{order.seed}-{number}"), title=title, period_id=period,
        question_set_id=1, state=state, choosing=choosing, reweighting=Reweighting.SPREAD, raters_wanted=7,
        load_limit=12, seed=order.seed + number,
    )  # fmt: skip


def _people(world: World, row: Round, answered: float) -> Plan:
    """The population of both rounds and who is asked about whom."""
    staff = _staff(world)
    units = [staff.members[world.cast[role] + 1].unit_id for role in ("unit_head", "analyst", "admin", "auditor")]
    members = chosen(staff, units, [])
    if len(members) > MOST_PEOPLE:
        units[0] = staff.members[world.cast["supervisor"] + 1].unit_id
        members = chosen(staff, units, [])
    row.units = sorted(set(units))
    plan = Plan(row, staff, members, answered)
    drawn = Round(seed=row.seed, load_limit=row.load_limit, raters_wanted=row.raters_wanted, choosing=Choosing.DRAWN)
    pairs = raters(drawn, staff, members, PROPOSED)
    plan.invited = [(group, person, rater) for group, found in pairs.items() for rater, person in found]
    return plan


def _staff(world: World) -> Staff:
    """Everybody at work today, from the frames that were just written."""
    frames, today = world.frames, world.order.today
    now = (pl.col("valid_from") <= today) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > today))
    posts = frames["organization_position"].select(position_id="id", post_kind="kind", post="title")
    units = frames["organization_unitversion"].filter(now).select("unit_id", "parent_id", "path")
    here = frames["people_person"].filter(pl.col("left_on").is_null()).select(person_id="id", job="employment")
    rows = (
        frames["people_assignment"].filter(now & (pl.col("kind") == "definitive"))
        .select("person_id", "unit_id", "position_id")
        .join(posts, on="position_id").join(units, on="unit_id").join(here, on="person_id").sort("person_id")
    )  # fmt: skip
    wanted = rows.select("person_id", "unit_id", "parent_id", "path", "post_kind", "post", pl.col("job") == "elected")
    members = {row[0]: Member(*row) for row in wanted.iter_rows()}
    lines = frames["people_reportingline"].filter(now).select("person_id", "superior_id").sort("person_id")
    return joined(members, {p: s for p, s in lines.iter_rows() if p in members})


def _round(row: Round) -> dict[str, Any]:
    fields = (
        "title", "period_id", "question_set_id", "state", "lock_version", "minimum", "reweighting", "choosing",
        "raters_wanted", "load_limit", "seed", "proposals_due_on", "answers_due_on", "upward_from", "made_by_id",
        "opened_on", "closed_on", "released_on",
    )  # fmt: skip
    values = {name: getattr(row, name) for name in fields}
    plain = {name: str(v) if isinstance(v, str) else v for name, v in values.items()}
    return {"id": row.pk, "code": str(row.code), **plain, "units": _array(row.units), "kinds": "{}"}


def _array(numbers: Sequence[int]) -> str:
    return "{" + ",".join(str(n) for n in numbers) + "}"


def _weights(plans: Sequence[Plan]) -> pl.DataFrame:
    rows = [(p.row.pk, str(k), str(g), w) for p in plans for k, groups in PROPOSED.items() for g, w in groups.items()]
    frame = pl.DataFrame(rows, schema=["round_id", "post_type", "group", "weight"], orient="row")
    return frame.with_row_index("id", offset=1)


def _subjects(world: World, plans: Sequence[Plan]) -> pl.DataFrame:
    """In the open round the employee still chooses, and one colleague waits for the supervisor's word."""
    states = _choosing(world)
    rows = [
        (p.row.pk, m.person_id, m.unit_id, str(post_type(m.kind)), m.post,
         states.get(m.person_id, "settled") if p.is_open else "settled")
        for p in plans
        for m in p.members
    ]  # fmt: skip
    frame = pl.DataFrame(rows, orient="row", schema=["round_id", "person_id", "unit_id", "post_type", "post", "raters"])
    return frame.with_columns(
        raters_version=pl.lit(1), raters_note=pl.lit(""), approved_by_id=pl.lit(None, dtype=pl.Int64)
    ).with_row_index("id", offset=1)


def _choosing(world: World) -> dict[int, str]:
    staff, employee = _staff(world), world.cast["employee"] + 1
    mates = [p for p in staff.peers(employee) if p != employee][:1]
    return {employee: "choosing", **dict.fromkeys(mates, "proposed")}


def _invitations(world: World, plans: Sequence[Plan], subjects: pl.DataFrame) -> pl.DataFrame:
    """Who is asked, and whether an answer has arrived; lists that are not settled yet have no answers."""
    ids = {
        (r, p): (i, state) for i, r, p, state in subjects.select("id", "round_id", "person_id", "raters").iter_rows()
    }
    rng = random.Random(world.order.seed)
    waiting = set(world.cast.values())
    rows = []
    for plan in plans:
        for group, person, rater in plan.invited:
            subject, state = ids[plan.row.pk, person]
            is_chosen = group in (Group.PEER, Group.OTHER_UNIT)
            if is_chosen and state == "choosing":
                continue
            settled = not (is_chosen and state == "proposed")
            answered = settled and rng.random() < plan.answered and not (plan.is_open and rater - 1 in waiting)
            rows.append((plan.row.pk, subject, str(group), rater, settled, answered))
    frame = pl.DataFrame(
        rows, orient="row", schema=["round", "subject_id", "group", "rater_id", "is_settled", "has_answered"]
    )
    blank = {name: pl.lit("") for name in ("outside_name", "outside_contact", "link_hash")}
    return frame.with_columns(**blank).with_row_index("id", offset=1)


def _results(world: World, plan: Plan, subjects: pl.DataFrame, invitations: pl.DataFrame) -> Iterator[Table]:
    """What the released round shows, scored by the app's own function."""
    rng, values, choices = random.Random(world.order.seed + 1), _statement_values(), _choice_ids()
    answers = _answers(invitations.filter(pl.col("round") == plan.row.pk))
    rules = {k: Rules(5, Reweighting.SPREAD, PROPOSED[k], values[k], [choices[k]]) for k in PostType}
    results, outcomes, hashes = [], [], []
    for subject, kind in subjects.filter(pl.col("round_id") == plan.row.pk).select("id", "post_type").iter_rows():
        post = PostType(kind)
        given = {
            g: [_ballot(rng, values[post], choices[post], g) for _ in range(n)] for g, n in answers[subject].items()
        }
        found = score(given, rules[post])
        results += _rows(subject, found, rng)
        outcomes.append((subject, found.combined, _texts(str(g) for g in found.withheld)))
        hashes += [ballot.receipt for group in given.values() for ballot in group]
    yield "colleagues_groupresult", pl.DataFrame(results, infer_schema_length=None).with_row_index("id", offset=1)
    frame = pl.DataFrame(
        outcomes, orient="row", schema={"subject_id": pl.Int64, "combined": pl.Int64, "withheld": pl.String}
    )
    yield "colleagues_outcome", frame.with_row_index("id", offset=1)
    world.frames["colleagues_countedreceipt"] = pl.DataFrame({"hash": sorted(hashes), "round_id": plan.row.pk})


def _answers(invitations: pl.DataFrame) -> dict[int, dict[Group, int]]:
    """Answers by person and group; a group that was asked and is silent has nought."""
    counted = invitations.group_by("subject_id", "group", maintain_order=True).agg(pl.col("has_answered").sum())
    found: defaultdict[int, dict[Group, int]] = defaultdict(dict)
    for subject, group, number in counted.iter_rows():
        found[subject][Group(group)] = number
    return found


def _ballot(rng: random.Random, values: Mapping[int, int], choice: int, group: Group) -> Ballot:
    """Mostly good marks; people see themselves a little better; one in twelve statements was not observed."""
    base = 4.35 if group is Group.SELF else 4.0
    scores = {i: max(1, min(5, round(rng.gauss(base, 0.7)))) for i in values if rng.random() > 0.08}
    texts = (rng.choice(STRENGTHS) if rng.random() < 0.6 else "", rng.choice(SUGGESTIONS) if rng.random() < 0.4 else "")
    chosen = {choice: rng.choice(CHOSEN)} if rng.random() < 0.9 else {}
    return Ballot(scores or {next(iter(values)): 4}, *texts, f"{rng.getrandbits(256):064x}", chosen)


def _rows(subject: int, found: Score, rng: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "subject_id": subject, "group": str(g.group), "parts": "[]", "answers": g.answers, "weight": g.weight,
            "mean": g.mean, "means": "{" + ",".join(f'"{v}":{m}' for v, m in g.means.items()) + "}",
            "strengths": _texts(_mixed(rng, [b.strength for b in g.ballots])),
            "suggestions": _texts(_mixed(rng, [b.suggestion for b in g.ballots])),
            "choices": json.dumps(choices_of(g)), "own_texts": "{}",
        }
        for g in found.groups
    ]  # fmt: skip


def _mixed(rng: random.Random, texts: list[str]) -> list[str]:
    return rng.sample([t for t in texts if t], len([t for t in texts if t]))


def _texts(texts: Any) -> str:
    return "[" + ",".join(f'"{text}"' for text in texts) + "]"


def seal_rounds(world: World, using: str) -> None:
    """The receipts of the released round, the key and the boxes of the open one; after the load."""
    with connections[using].cursor() as cursor, cursor.copy(COPY_RECEIPTS) as copy:
        for row in world.frames["colleagues_countedreceipt"].iter_rows():
            copy.write_row(row)
    invited = world.frames["colleagues_invitation"].filter(pl.col("round") == 2)
    code = uuid.UUID(world.frames["colleagues_round"]["code"][1])
    kinds = dict(world.frames["colleagues_subject"].select("id", "post_type").iter_rows())
    vault.destroy_key(code)
    vault.make_key(code)
    key, rng = vault.round_key(code), random.Random(world.order.seed + 2)
    values, choices = _statement_values(), _choice_ids()
    with connections[using].cursor() as cursor, cursor.copy(COPY_BOXES) as copy:
        for subject, groups in _answers(invited.filter(pl.col("is_settled"))).items():
            for group, count in groups.items():
                box = uuid.uuid4()
                post = PostType(kinds[subject])
                made = [_ballot(rng, values[post], choices[post], group) for _ in range(count)]
                content = ballots.joined(ballots.padded(ballot) for ballot in made)
                sealed = vault.seal(key, content, f"box:{box}") if made else b""
                copy.write_row((str(box), subject, str(group), sealed))


COPY_RECEIPTS = "COPY colleagues_countedreceipt (hash, round_id) FROM STDIN"
COPY_BOXES = 'COPY colleagues_box (id, subject_id, "group", sealed) FROM STDIN'


def _statement_values() -> dict[PostType, dict[int, int]]:
    """Statement id -> value, numbered as `_questions` numbers them."""
    found: dict[PostType, dict[int, int]] = {kind: {} for kind in PostType}
    number = 0
    for kind, lines in FIRST.items():
        for value, texts in enumerate(lines, 1):
            for _text in texts:
                number += 1
                found[kind][number] = value
    for post, kind_, value, pk in _extra_ids(number):
        if kind_ in SCORED:
            found[post][pk] = value
    return found


def _extra_ids(last: int) -> Iterator[tuple[PostType, Kind, int, int]]:
    """Type of post, kind, value and id of the questions after the statements; `last`: id of the last statement."""
    pairs = [(post, kind, value) for post in PostType for kind, value, _text, _options in EXTRA]
    return ((*pair, last + n) for n, pair in enumerate(pairs, 1))


def _choice_ids() -> dict[PostType, int]:
    """The question with options of each type of post."""
    last = sum(len(texts) for lines in FIRST.values() for texts in lines)
    return {post: pk for post, kind, _value, pk in _extra_ids(last) if kind == Kind.CHOICE}
