"""One period from its opening by two persons to its closing: everybody's own view, ratings, results, release."""

from __future__ import annotations

import datetime as dt
import random

from lab.replay import Replay, needed, until
from lab.seals import seal
from lab.visitor import Visitor
from prestasi.calibration.models import BulkConfirmation, Determination
from prestasi.fairness.models import FairnessReport, PeriodOpening, Simulation
from prestasi.people.models import Assignment
from prestasi.people.queries.superior import superior_of
from prestasi.performance.models import Evaluation, Period

REASON = "Sesuai bukti yang diperiksa bersama tim."
RATINGS = (2, 2, 2, 2, 2, 2, 1, 1, 3)
POOR_EVERY = 23
ASKED_EVERY = 5


def open_(replay: Replay, number: int) -> None:
    period = replay.period(number)
    if period.state != Period.State.AHEAD:
        return
    analyst, second = replay.office("analyst"), replay.office("admin")
    place = analyst.send(needed(analyst.get(f"/periode/{period.pk}/siapkan/"), "/siapkan/", analyst)).path
    until("the simulation", lambda: not Simulation.objects.filter(state__in=["waiting", "running"]).exists())
    opening = PeriodOpening.objects.filter(period=period).latest("pk")
    analyst.send(needed(analyst.get(place), "/ajukan/", analyst))
    second.send(needed(second.get(f"/pembukaan/{opening.pk}/"), "/setujui/", second))
    replay.count("periods opened by two persons")


def achievements(replay: Replay, number: int) -> None:
    """Heads and acting heads set what the units below have achieved; a head's own rating rests on it."""
    period = replay.period(number)
    heads = Assignment.objects.on(replay.day()).filter(position__is_head=True).values_list("person", flat=True)
    people = sorted(set(heads) & set(replay.by_person))
    replay.each("achievements", people, lambda person: set_levels(replay, person, period))


def set_levels(replay: Replay, person: int, period: Period) -> None:
    me = replay.as_(person)
    page = me.get("/capaian-organisasi/")
    for address in page.links(rf"/capaian-organisasi/\d+/{period.pk}/") if page.status == 200 else ():
        form = me.get(address).form("/capaian-organisasi/")
        if form is not None:
            me.send(form, level="BAIK", reason="Capaian perjanjian kinerja tercapai.")
            replay.count("achievements of units set")


def assess(replay: Replay, number: int) -> None:
    rows = Evaluation.objects.filter(period=replay.period(number), state="open").order_by("pk")
    replay.each("self-assessed", list(rows.values_list("pk", "person")), lambda row: assess_one(replay, *row))


def assess_one(replay: Replay, evaluation: int, person: int) -> None:
    if person not in replay.by_person:
        return
    me = replay.as_(person)
    page = me.get(f"/hasil/{evaluation}/evaluasi-diri/")
    if (form := page.form("evaluasi-diri")) is not None:
        me.post(form, {"note": "Semua bukti sudah diunggah."} | dict.fromkeys(page.names(r"r\d+"), "2"))
        replay.count("self-assessments")


def rate(replay: Replay, number: int) -> None:
    """The superior of today, or of the plan's last day when it has ended (an acting official too)."""
    rows = Evaluation.objects.filter(period=replay.period(number), state__in=["open", "self"]).order_by("pk")
    replay.each("rated", list(rows.values_list("pk", "person", "plan__ends_on")), lambda row: rate_one(replay, *row))


def rate_one(replay: Replay, evaluation: int, person: int, ends_on: dt.date) -> None:
    rater = superior_of(person, min(ends_on, replay.day()))
    if rater is None or rater not in replay.by_person:
        replay.count("forms without a rater")
        return
    me, chance = replay.as_(rater), random.Random(evaluation)
    page = me.get(f"/nilai/{evaluation}/")
    form = page.form(rf"/nilai/{evaluation}/$")
    if form is None:
        replay.journal.refuse("a form that its rater cannot open")
        return
    rating, behaviour = str(chance.choice(RATINGS)), "3" if evaluation % POOR_EVERY == 0 else "2"
    given: dict[str, str] = {}
    for name in page.names(r"r\d+"):
        given |= {name: rating, f"a{name[1:]}": REASON}
    given |= {f"p{n}": behaviour for n in range(1, 8)} | {"result_rating": rating, "behaviour_rating": behaviour}
    given |= dict.fromkeys(("result_reason", "behaviour_reason", "note", "without_achievement_reason"), REASON)
    me.post(form, given)
    replay.count("ratings")


def confirm(replay: Replay, number: int) -> None:
    """Each superior of raters sets everything that waits in one act."""
    rows = Evaluation.objects.filter(period=replay.period(number), state="rated")
    people: set[int] = set()
    for person, ends_on in rows.values_list("person", "plan__ends_on"):
        day = min(ends_on, replay.day())
        rater = superior_of(person, day)
        above = (superior_of(rater, day) if rater else None) or rater
        people |= {above} if above else set()
    replay.each("confirmed in bulk", sorted(people & set(replay.by_person)), lambda person: confirm_all(replay, person))
    waiting = BulkConfirmation.objects.filter(state="running")
    until("bulk confirmation", lambda: not waiting.exists(), lambda: list(waiting.values("pk", "ids", "done")))
    left = list(rows.values_list("pk", "person", "rater_superior", "plan__state")[:5])
    assert not left, f"rated, and nobody could confirm: {left}"
    replay.count(
        "results confirmed", Evaluation.objects.filter(period=replay.period(number), state="confirmed").count()
    )


def confirm_all(replay: Replay, person: int) -> None:
    """All at once; a single one has its own button."""
    me = replay.as_(person)
    page = me.get("/nilai/penetapan/")
    if (form := page.form("/penetapan/massal/")) is not None:
        me.send(form)
        return
    for form in page.forms:
        if form.action.endswith("/tetapkan/"):
            me.send(form)


def ask_too_early(replay: Replay, number: int) -> None:
    """One employee in five looks before the release, by the address of the result and in the own list."""
    rows = Evaluation.objects.filter(period=replay.period(number), released_at__isnull=True)
    rows = rows.filter(state__in=["rated", "confirmed"]).order_by("pk")
    pairs = [
        row for row in rows.values_list("pk", "person") if row[0] % ASKED_EVERY == 0 and row[1] in replay.by_person
    ]
    replay.each("asked before release", pairs, lambda row: look_too_early(replay, *row))


def look_too_early(replay: Replay, evaluation: int, person: int) -> None:
    me = replay.as_(person)
    page, own = me.get(f"/hasil/{evaluation}/"), me.get("/hasil/")
    seen = page.status == 200 or f'href="/hasil/{evaluation}/"' in own.text
    replay.journal.note("shown before release", [evaluation, page.status] if seen else None)
    replay.count("looks before release")


def determine(replay: Replay, number: int) -> None:
    """Again until nothing more is released: what a unit above has put forward cannot be set by the unit itself."""
    period = replay.period(number)
    released = Evaluation.objects.filter(period=period, released_at__isnull=False)
    before = -1
    while before < released.count():
        before = released.count()
        determine_once(replay, period)


def determine_once(replay: Replay, period: Period) -> None:
    """Every head puts the own unit forward, the office of personnel sets."""
    heads = Evaluation.objects.filter(period=period, is_unit_head=True).values_list("person", flat=True)
    for person in sorted(set(heads) & set(replay.by_person)):
        put_forward(replay, replay.as_(person, fresh=True), period)
    analyst = replay.office("analyst")
    for found in Determination.objects.filter(period=period, state="requested"):
        page = analyst.get(f"/penetapan/{found.unit_id}/{period.pk}/")
        if (form := page.form("/tetapkan/")) is not None:
            answer = analyst.send(form, expected=frozenset({302, 409}))
            replay.count("units determined by two persons", int(answer.status == 302))


def put_forward(replay: Replay, me: Visitor, period: Period) -> None:
    for address in me.get("/penetapan/").links(rf"/penetapan/\d+/{period.pk}/"):
        if (form := me.get(address).form("/ajukan/")) is not None:
            answer = me.send(form, expected=frozenset({302, 409}), reason=REASON)
            if answer.status == 409:
                replay.journal.refuse("a unit that is put forward already")


def receive(replay: Replay, number: int) -> None:
    rows = Evaluation.objects.filter(period=replay.period(number), released_at__isnull=False, state="confirmed")
    pairs = [row for row in rows.order_by("pk").values_list("pk", "person") if row[1] in replay.by_person]
    replay.each("received", pairs, lambda row: receive_one(replay, *row))


def receive_one(replay: Replay, evaluation: int, person: int) -> None:
    me = replay.as_(person)
    page = me.get(f"/hasil/{evaluation}/")
    replay.journal.note("not shown after release", [evaluation, page.status] if page.status != 200 else None)
    if (form := page.form("/terima/")) is not None:
        me.send(form)
        replay.count("results received")


def close(replay: Replay, number: int) -> None:
    period, analyst = replay.period(number), replay.office("analyst")
    if period.state == Period.State.CLOSED:
        return
    if period.kind == Period.Kind.YEAR and not FairnessReport.objects.filter(period=period, state="signed").exists():
        sign_fairness(replay, analyst, period)
    analyst.send(needed(analyst.get(f"/periode/{period.pk}/tutup/"), "/tutup/", analyst))
    replay.journal.facts.setdefault("seals", {})[str(period.pk)] = seal(period.pk)
    replay.count("periods closed")


def sign_fairness(replay: Replay, analyst: Visitor, period: Period) -> None:
    page = analyst.get(f"/keadilan/periode/{period.pk}/")
    analyst.send(needed(page, "/keadilan/", analyst), official=page.first_choice("official"))
    report = FairnessReport.objects.filter(period=period).latest("pk")
    signer = replay.as_(report.official_id)
    form = needed(signer.get(f"/keadilan/laporan/{report.pk}/"), "tanda-tangan", signer)
    signer.send(form, statement="Selisih yang ditandai sudah diperiksa bersama kepala perangkat daerah.")
    replay.count("fairness reports signed")
