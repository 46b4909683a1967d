"""Objections in the demo: decided ones of earlier periods as precedents, and open ones at each desk of the showcase.

Written after the ratings, on the connection and in the transaction of the load. The employee of the showcase has opened
the last closed quarter two days ago, so a visitor can file; one case waits for her rater, one for the analyst, one for
the head of her agency, who was drawn to decide a case of another one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connections
from django.db.models import F

from prestasi import __version__
from prestasi.audit.models import Event
from prestasi.demo.world import World
from prestasi.objection.drawing import drawn, seed_of
from prestasi.objection.mapping import terms_of
from prestasi.objection.models import Draw, Objection, ObjectionItem
from prestasi.objection.queries.candidates import OFFICIALS
from prestasi.objection.queries.credit import credit_of_evaluation
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment
from prestasi.performance.models import Evaluation, RatingChange

MOST_PAST = 60
ONE_OF = 90
REASONS = (
    ("Realisasi bulan terakhir belum dihitung; rekapitulasinya sudah saya unggah sebelum batas penilaian.",
     "Bukti itu diterima sesudah penilaian, jadi belum dihitung. Angkanya sendiri tidak kami bantah.",
     "Bukti yang sah dan tersedia sebelum batas penilaian ikut dihitung, kapan pun diperiksa."),
    ("Target saya diturunkan dalam perubahan rencana, tetapi penilaian masih memakai target lama.",
     "Perubahan rencana disepakati di tengah triwulan; penilaian memakai target yang berlaku di awal.",
     "Yang dinilai adalah target pada versi rencana yang disepakati terakhir sebelum periode berakhir."),
    ("Umpan balik yang menjadi dasar rating perilaku menyangkut tugas rekan lain, bukan tugas saya.",
     "Umpan balik diberikan beberapa rekan dan saling menguatkan, jadi ratingnya kami pertahankan.",
     "Rating perilaku berdiri di atas umpan balik tentang perilaku pegawai itu sendiri, dari lebih dari satu orang."),
    ("Keterlambatan terjadi karena aplikasi pusat tidak dapat dibuka selama sembilan hari kerja.",
     "Gangguan memang terjadi, tetapi pekerjaan lain pada periode itu juga tidak selesai.",
     "Hambatan di luar kendali pegawai yang tercatat menggeser batas waktu selama hambatan itu."),
)  # fmt: skip
ADVICE = "Kedua pihak sudah didengar dan buktinya sudah dicocokkan dengan catatan; rekomendasi mengikuti bukti itu."
UPHELD = "Bukti yang diajukan sah dan tersedia pada periode itu, sehingga rating hasil kerja diubah."
REFUSED = "Bukti yang diajukan tidak mengubah gambaran periode itu, sehingga rating tetap."


def write(world: World, using: str) -> None:
    """Everything of this module. Nothing is written where there is nobody to decide."""
    people = {role: row + 1 for role, row in world.cast.items()}
    heads = _heads(using)
    if len(heads) < 4:
        return
    with connections[using].cursor() as cursor:
        cursor.execute("ALTER TABLE performance_evaluation DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE performance_ratingchange DISABLE TRIGGER USER")
        _open_cases(world, using, people, heads)
        _past_cases(world, using, people["analyst"], heads)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE performance_evaluation ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE performance_ratingchange ENABLE TRIGGER USER")


def _heads(using: str) -> dict[int, str]:
    """Person id of every head of a unit -> the agency (*perangkat daerah*) it belongs to."""
    posts = Assignment.objects.using(using).filter(
        position__is_head=True, position__kind__in=OFFICIALS, valid_to__isnull=True, person__left_on__isnull=True
    )
    paths = dict(UnitVersion.objects.using(using).filter(valid_to__isnull=True).values_list("unit", "path"))
    found = posts.exclude(person__employment="elected").order_by("person").values_list("person", "unit")
    return {person: _opd(paths[unit]) for person, unit in found if unit in paths}


def _opd(path: str) -> str:
    return ".".join(path.split(".")[:2])


def _evaluations(using: str) -> Any:
    related = ("period", "plan__position", "person")
    found = Evaluation.objects.using(using).select_related(*related)
    whole = found.filter(predicate__isnull=False, rater__isnull=False, confirmed_by__isnull=False)
    return whole.filter(period__state="closed")


def _past_cases(world: World, using: str, analyst: int, heads: dict[int, str]) -> None:
    """Up to sixty, about one of ninety results, from the periods before the last closed quarter."""
    last = _evaluations(using).filter(period__kind="quarter").order_by("-period__ends_on").first()
    if last is None:
        return
    old = _evaluations(using).filter(period__ends_on__lt=last.period.ends_on, received_at__isnull=False)
    size = min(MOST_PAST, max(12, old.count() // ONE_OF))
    raised = old.filter(predicate=1, is_unit_head=False).order_by((F("id") * 7919) % 10007)[: size // 3]
    kept = old.filter(predicate__in=[2, 3]).order_by((F("id") * 6271) % 10007)[: size - size // 3]
    for place, evaluation in enumerate((*raised, *kept)):
        received = evaluation.received_at.date()
        case = _filed(evaluation, place, received + dt.timedelta(days=3 + place % 9), analyst, raised=place < size // 3)
        _decided(case, place, analyst, heads, using)


def _open_cases(world: World, using: str, people: dict[str, int], heads: dict[int, str]) -> None:
    today = world.order.today
    recent = _evaluations(using).filter(period__kind="quarter", period__ends_on__lt=today).order_by("-period__ends_on")
    own = recent.filter(person=people["employee"]).first()
    if own is None:
        return
    _opened(own, today - dt.timedelta(days=2), using)
    same = recent.filter(period=own.period_id, predicate__in=[2, 3])
    team = same.filter(rater=people["supervisor"]).exclude(person__in=people.values()).order_by("pk")[:2]
    for place, evaluation in enumerate(team):
        _opened(evaluation, today - dt.timedelta(days=9 - place), using)
        case = _filed(evaluation, place, today - dt.timedelta(days=5 - 3 * place), people["analyst"])
        _answered(case, place) if place == 0 else None
        _kept(case, place, using)
    _for_the_head(same, people, heads, today, using)


def _for_the_head(same: Any, people: dict[str, int], heads: dict[int, str], today: dt.date, using: str) -> None:
    """A case of another agency that the showcase's head was drawn to decide."""
    head = people["unit_head"]
    if head not in heads:
        return
    others = same.exclude(person__in=people.values()).exclude(rater=head).exclude(confirmed_by=head)
    paths = dict(UnitVersion.objects.using(using).filter(valid_to__isnull=True).values_list("unit", "path"))
    evaluation = next(
        (e for e in others.order_by("-pk")[:400] if _opd(paths.get(e.unit_id, "")) not in {"", heads[head]}), None
    )
    if evaluation is None:
        return
    _opened(evaluation, today - dt.timedelta(days=12), using)
    case = _filed(evaluation, 2, today - dt.timedelta(days=10), people["analyst"])
    _answered(case, 2)
    _recommended(case, people["analyst"], "change")
    case.proposed_result, case.proposed_behaviour = max(1, case.result_before - 1), case.behaviour_before
    case.state, case.decider_id = "recommended", head
    _kept(case, 2, using)
    _draw(case, [head], using)


def _opened(evaluation: Evaluation, day: dt.date, using: str) -> None:
    """The result was opened only lately, so the days for an objection are still running."""
    moment = _at(day, 9)
    evaluation.received_at = moment
    released = evaluation.released_at or evaluation.confirmed_at
    Evaluation.objects.using(using).filter(pk=evaluation.pk).update(
        state="received", received_at=moment, released_at=released
    )


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, 12), dt.timezone(dt.timedelta(hours=7)))


def _filed(evaluation: Evaluation, place: int, day: dt.date, analyst: int, *, raised: bool = False) -> Objection:
    """A case as its employee filed it; `raised`: the rating that was contested stood one step lower."""
    assert evaluation.received_at is not None
    received = evaluation.received_at.date()
    terms = terms_of(received, min(day, received + dt.timedelta(days=14)))
    arrived = _at(min(day, terms.last_day), 10 + place % 8)
    before = (2, 2) if raised else (evaluation.result_rating, evaluation.predicate)
    given: dict[str, Any] = {
        "evaluation": evaluation, "person_id": evaluation.person_id, "unit_id": evaluation.unit_id,
        "rater_id": evaluation.rated_by_id or evaluation.rater_id, "rater_superior_id": evaluation.confirmed_by_id,
        "reason": REASONS[place % 4][0], "arrived_at": arrived, "filed_at": arrived, "received_on": received,
        "last_day": terms.last_day, "answer_due_on": arrived.date() + dt.timedelta(days=7),
        "decision_due_on": terms.decision_due_on, "ruleset": terms.ruleset, "ruleset_hash": terms.ruleset_hash,
        "steps": terms.steps, "result_before": before[0], "predicate_before": before[1],
        "behaviour_before": evaluation.behaviour_rating, "credit_before": credit_of_evaluation(evaluation, before[1]),
    }  # fmt: skip
    return Objection(**given)


def _answered(case: Objection, place: int) -> None:
    case.answer, case.answered_by_id = REASONS[place % 4][1], case.rater_id
    case.answered_at, case.state = case.arrived_at + dt.timedelta(days=3, hours=1), "answered"


def _recommended(case: Objection, analyst: int, outcome: str) -> None:
    case.recommended, case.recommendation, case.recommended_by_id = outcome, ADVICE, analyst
    case.recommended_at = case.arrived_at + dt.timedelta(days=6)


def _kept(case: Objection, place: int, using: str) -> None:
    """Save the case with its receipt and what it contests."""
    case.save(using=using)
    event = _event("objection.filed", case, case.person_id, "employee", {"last_day": str(case.last_day)}, using)
    Objection.objects.using(using).filter(pk=case.pk).update(event_id=event.pk)
    case.event_id = event.pk
    result = case.evaluation.items.using(using).order_by("pk").first()
    if place % 4 == 2 or result is None:
        item = ObjectionItem(kind="behaviour", behaviour=1 + place % 7, rating=case.behaviour_before)
    elif place % 4 == 3:
        item = ObjectionItem(kind="predicate")
    else:
        item = ObjectionItem(kind="result", result_id=result.result_id, rating=result.rating)
    item.objection = case
    item.save(using=using)


def _decided(case: Objection, place: int, analyst: int, heads: dict[int, str], using: str) -> None:
    """Answered, recommended, drawn, decided within its days; one of eleven a few days late."""
    near = {case.person_id, case.rater_id, case.rater_superior_id, analyst}
    here = UnitVersion.objects.using(using).filter(unit=case.unit_id, valid_to__isnull=True)
    own = _opd(here.values_list("path", flat=True).first() or "")
    pool = [person for person, opd in heads.items() if person not in near and opd != own]
    if not pool or analyst in {case.person_id, case.rater_id, case.rater_superior_id}:
        return
    _answered(case, place)
    is_changed = case.predicate_before != case.evaluation.predicate
    _recommended(case, analyst, "change" if is_changed else "reject")
    case.state = "filed"
    _kept(case, place, using)
    draw = _draw(case, pool, using, clear=True)
    case.decider_id = case.decided_by_id = draw.chosen_id
    case.state = "changed" if is_changed else "rejected"
    case.decided_at = case.arrived_at + dt.timedelta(days=16 if place % 11 == 0 else 8 + place % 6, hours=3)
    case.decision_reason, case.headnote = (UPHELD if is_changed else REFUSED), REASONS[place % 4][2]
    case.result_after, case.predicate_after = case.evaluation.result_rating, case.evaluation.predicate
    case.behaviour_after = case.evaluation.behaviour_rating
    case.credit_after = credit_of_evaluation(case.evaluation, case.predicate_after)
    case.save(using=using)
    payload = {"outcome": case.recommended, "reason": case.decision_reason}
    _event("objection.decided", case, case.decided_by_id, "decider", payload, using)
    if is_changed:
        _change(case, using)
    Evaluation.objects.using(using).filter(pk=case.evaluation_id).update(state="final")


def _draw(case: Objection, pool: list[int], using: str, *, clear: bool = False) -> Draw:
    seed = seed_of(Event.objects.using(using).get(pk=case.event_id or 0).hash, 1)
    answered: dict[str, Any] = {"drawn_at": case.recommended_at}
    if clear:
        answered |= {"answer": "clear", "answered_at": case.arrived_at + dt.timedelta(days=7)}
    return Draw.objects.using(using).create(
        objection=case, number=1, seed=seed, candidates=pool, left_out={"party": 1, "same_opd": 3},
        chosen_id=drawn(seed, pool), **answered,
    )  # fmt: skip


def _change(case: Objection, using: str) -> None:
    version = max(1, case.evaluation.lock_version)
    given: dict[str, Any] = {
        "evaluation_id": case.evaluation_id, "version": version, "basis": "objection", "basis_id": case.pk,
        "state_before": "received",
        "result_before": case.result_before, "behaviour_before": case.behaviour_before,
        "predicate_before": case.predicate_before, "result_after": case.result_after,
        "behaviour_after": case.behaviour_after,
        "predicate_after": case.predicate_after, "reason": case.decision_reason, "by_id": case.decided_by_id,
        "capacity": "decider", "at": case.decided_at,
    }  # fmt: skip
    RatingChange.objects.using(using).create(**given)


def _event(
    kind: str, case: Objection, actor: int | None, capacity: str, payload: dict[str, Any], using: str
) -> Event:  # fmt: skip
    """A receipt, stamped by the database at the load as all of the demo are; the payload tells the day meant."""
    day = case.decided_at if kind == "objection.decided" else case.arrived_at
    payload = {"evaluation": case.evaluation_id, "on": str(day.date() if day else ""), **payload}
    if kind == "objection.filed":
        payload["decision_due_on"] = str(case.decision_due_on)
    event = Event.objects.using(using).create(
        kind=kind, actor_person_id=actor, capacity=capacity, subject_person_id=case.person_id, unit_id=case.unit_id,
        object_type="objection.objection", object_id=case.pk, payload=payload, code_version=__version__,
    )  # fmt: skip
    event.refresh_from_db(fields=["at", "hash"])
    return event
