"""The year is prepared, everybody plans from the top down, superiors agree: many at once, a few one by one."""

from __future__ import annotations

import itertools

from django.db import connections

from lab.replay import Replay, needed, until
from lab.visitor import Visitor
from prestasi.core import clock
from prestasi.performance.models import BulkAgreement, Cycle, Plan

REASON = "Target dan tautannya sudah dibahas dalam rapat tim."
RETURNED_EVERY = 30


def prepare(replay: Replay) -> None:
    if Cycle.objects.filter(year=replay.year).exists():
        return
    analyst = replay.office("analyst")
    form = needed(analyst.get("/periode/tahun-berikutnya/"), "tahun-berikutnya", analyst)
    analyst.send(form, plan_due_on=f"{replay.year}-01-31")
    replay.count("years prepared")


def write_plans(replay: Replay) -> None:
    """From the top down, so that everybody finds what the superior has taken over."""
    started = set(Plan.objects.filter(cycle__year=replay.year).exclude(state="draft").values_list("person", flat=True))
    for rank, people in itertools.groupby(by_depth(replay), key=lambda pair: pair[0]):
        todo = [person for _rank, person in people if person not in started]
        replay.each(f"plans of level {rank}", todo, lambda person: write_plan(replay, person))


def agree_plans(replay: Replay) -> None:
    """One in thirty goes back once and is agreed alone; each superior agrees the rest in one act."""
    waiting = Plan.objects.filter(cycle__year=replay.year, state="submitted", rater__isnull=False)
    returned = [row for row in waiting.values_list("pk", "rater", "person") if row[0] % RETURNED_EVERY == 0]
    replay.each("returned and agreed", returned, lambda row: return_once(replay, *row))
    raters = sorted(set(waiting.values_list("rater", flat=True)))
    replay.each("agreed in bulk", raters, lambda rater: agree_all(replay, rater))
    running = BulkAgreement.objects.filter(state="running")
    until("bulk agreement", lambda: not running.exists(), lambda: list(running.values()))
    replay.each("agreed alone", list(waiting.values_list("pk", "rater")), lambda row: agree(replay, *row))
    agreed = Plan.objects.filter(cycle__year=replay.year, state="agreed")
    replay.journal.facts["people"] = agreed.values("person").distinct().count()
    replay.journal.counts["plans agreed"] = agreed.count()


def by_depth(replay: Replay) -> list[tuple[int, int]]:
    """Steps below the top and person, for everybody with an account, the top first."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            """WITH RECURSIVE line AS (
                 SELECT p.id, 0 AS depth FROM people_person p WHERE p.left_on IS NULL AND NOT EXISTS (
                   SELECT 1 FROM people_reportingline r WHERE r.person_id = p.id AND r.valid_from <= %(day)s
                    AND (r.valid_to IS NULL OR r.valid_to > %(day)s))
                 UNION ALL SELECT r.person_id, line.depth + 1 FROM line JOIN people_reportingline r
                   ON r.superior_id = line.id AND r.valid_from <= %(day)s
                    AND (r.valid_to IS NULL OR r.valid_to > %(day)s))
               SELECT max(depth), id FROM line GROUP BY id ORDER BY 1, 2""",
            {"day": clock.today()},
        )
        return [(depth, person) for depth, person in cursor.fetchall() if person in replay.by_person]


def write_plan(replay: Replay, person: int) -> None:
    """Start a draft, take over what is offered, send it."""
    me = replay.as_(person)
    page = me.get(f"/rencana/?tahun={replay.year}")
    start = page.form("/rencana/mulai/")
    if start is None and 'href="/rencana/susun/"' in page.text:  # the last plan has ended
        start = me.get("/rencana/susun/").form("/rencana/mulai/")
    if start is None:
        draft = Plan.objects.filter(cycle__year=replay.year, person=person, state="draft").first()
        if draft is not None:
            submit(replay, me, draft.pk)
        else:
            replay.count("people without an obligation to plan")
        return
    answer = me.send(start, expected=frozenset({302, 422}))
    if answer.status == 422:
        replay.count("people without an obligation to plan")
        return
    fill(me, answer.path)
    submit(replay, me, int(answer.path.split("/")[2]))


def fill(me: Visitor, address: str) -> None:
    """What last year's plan had, else what the superior or the unit offers."""
    page = me.get(address)
    for pattern in ("ambil-semua", "/ambil/hasil/", "/ambil/sasaran/"):
        if form := page.form(pattern):
            me.send(form)
            return


def submit(replay: Replay, me: Visitor, plan: int) -> None:
    form = me.get(f"/rencana/{plan}/ajukan/").form(f"/rencana/{plan}/ajukan/")
    if form is None:
        link_what_is_loose(me, plan)
        form = me.get(f"/rencana/{plan}/ajukan/").form(f"/rencana/{plan}/ajukan/")
    if form is None:
        replay.count("plans that could not be sent")
        return
    me.send(form)
    replay.count("plans sent")


def link_what_is_loose(me: Visitor, plan: int) -> None:
    """Link what is not linked to the first result of the superior."""
    draft = me.get(f"/rencana/{plan}/susun/")
    for address in draft.links(r"/rencana/hasil/\d+/tautan/[^\"]*"):
        page = me.get(address)
        form, target = page.form("/tautan/"), page.first_choice("target")
        if form is not None and target:
            me.send(form, expected=frozenset({302, 422}), target=target)


def return_once(replay: Replay, plan: int, rater: int, person: int) -> None:
    me = replay.as_(rater)
    form = needed(me.get(f"/rencana/{plan}/tinjau/"), "/kembalikan/", me)
    me.send(form, reason="Sebut angka target tahun ini, bukan tahun lalu.")
    submit(replay, replay.as_(person), plan)
    replay.count("plans returned and sent again")
    agree(replay, plan, rater)


def agree(replay: Replay, plan: int, rater: int) -> None:
    me = replay.as_(rater)
    me.send(needed(me.get(f"/rencana/{plan}/tinjau/"), "/setujui/", me))
    replay.count("plans agreed alone")


def agree_all(replay: Replay, rater: int) -> None:
    me = replay.as_(rater)
    if (form := me.get("/tinjau/semua/").form("/tinjau/semua/")) is not None:
        me.send(form, reason=REASON)
        replay.count("acts that agreed many plans")


def revise(replay: Replay) -> None:
    """Every thirteenth plan is opened again, sent with its reason and agreed as its next version."""
    rows = Plan.objects.filter(cycle__year=replay.year, state="agreed", version=1, rater__isnull=False).order_by("pk")
    replay.each("revised", list(rows.values_list("pk", "person", "rater"))[6::13], lambda row: revise_one(replay, *row))


def revise_one(replay: Replay, plan: int, person: int, rater: int) -> None:
    me = replay.as_(person)
    form = needed(me.get(f"/rencana/{plan}/ubah/"), "/ubah/", me)
    me.send(form, reason="Anggaran berubah pada pertengahan tahun, target disesuaikan.")
    submit(replay, me, plan)
    agree(replay, plan, rater)
    replay.count("plans revised")
