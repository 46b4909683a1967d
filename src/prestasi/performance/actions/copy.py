"""Taking over rows: last year's results, a predecessor's results, an indicator from the library. The origin is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import begin_edit
from prestasi.performance.actions.approach import follow_approach
from prestasi.performance.actions.clean import INDICATOR_FIELDS
from prestasi.performance.actions.link import make_link
from prestasi.performance.actions.push import indicator_copies
from prestasi.performance.actions.result import add_indicator, changed, insert_result, next_order
from prestasi.performance.models import ExpectedResult, Goal, GoalIndicator, GoalValue, Indicator, Plan, ResultLink
from prestasi.performance.queries.link_targets import may_serve, servable_goals, servable_results
from prestasi.performance.queries.suggestions import last_year, library, may_copy, standards
from prestasi.performance.states import LIVE

FROM_STANDARD = (
    "name", "aspect", "unit_of_measure", "direction", "combine", "frequency", "formula", "data_source",
)  # fmt: skip
COPIED = ("text", "kind", "classification", "perspective", "success_note")


def copy_result(*, by: Actor, plan_id: int, result_id: int, key: str | None = None) -> Receipt:
    """Copy an own earlier result, or an organisational one of the predecessor in the post, with its indicators.

    What subordinates linked to a predecessor's result is linked on to the copy; the old links are ended, not erased.
    """

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        source = ExpectedResult.objects.select_related("plan").filter(pk=result_id).first()
        if source is None:
            raise NotVisible
        if not may_copy(plan, source):
            raise NotAllowed(_("Hanya hasil Anda sendiri atau hasil organisasi jabatan ini yang dapat disalin."))
        (item,) = _copied(by, plan, [source])
        moved = _take_over(plan, source, item, by)
        return changed(by, who, plan, "result_copied", item.pk, {"from": source.pk, "links_moved": moved})

    return once(key, by, act)


def copy_last_year(*, by: Actor, plan_id: int, key: str | None = None) -> Receipt:
    """Take over every own result of last year that is not in the plan yet, linked on. Closed when there is none."""

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        sources = list(last_year(plan).select_related("plan"))
        if not sources:
            raise Closed(_("Tidak ada lagi hasil tahun lalu yang belum diambil."))
        made = [item.pk for item in _copied(by, plan, sources)]
        return changed(by, who, plan, "result_copied", made[0], {"from": [s.pk for s in sources], "made": made})

    return once(key, by, act)


def _copied(by: Actor, plan: Plan, sources: Sequence[ExpectedResult]) -> list[ExpectedResult]:
    """The copies with their indicators, linked to what now stands for what each source served.

    As many statements for a whole year as for one result.
    """
    follow_approach(plan, sources)
    first, origins = next_order(plan, len(sources)), _with_rows(sources)
    items = ExpectedResult.objects.bulk_create(
        ExpectedResult(plan=plan, order=order, copied_from=source, **{name: getattr(source, name) for name in COPIED})
        for order, source in enumerate(origins, first)
    )
    pairs = list(zip(origins, items, strict=True))
    Indicator.objects.bulk_create(c for source, item in pairs for c in indicator_copies(source.live, item))  # type: ignore[attr-defined]
    ResultLink.objects.bulk_create(_links_on(by, plan, pairs))
    return items


def _with_rows(sources: Sequence[ExpectedResult]) -> list[ExpectedResult]:
    """The sources with their live indicators (`live`) and open links (`served`)."""
    open_ones = ResultLink.objects.filter(ended_at__isnull=True).select_related("parent").order_by("pk")
    prefetch_related_objects(
        sources,
        Prefetch("indicators", Indicator.objects.filter(dropped_at__isnull=True), "live"),
        Prefetch("links", open_ones, "served"),
    )
    return list(sources)


def _links_on(by: Actor, plan: Plan, pairs: Sequence[tuple[ExpectedResult, ExpectedResult]]) -> list[ResultLink]:
    """Serve the same goals, and what superiors made of the results served before, where that is allowed."""
    today = clock.today()
    served = [link for source, _item in pairs for link in source.served]  # type: ignore[attr-defined]
    goals = servable_goals(plan, {link.goal_id for link in served if link.goal_id}, today)
    heirs = _heirs(plan, served, today)
    found: dict[tuple[int, int | None, int | None], str] = {}
    for source, item in pairs:
        for link in source.served:  # type: ignore[attr-defined]
            heir = heirs.get(link.parent_id)
            if heir or link.goal_id in goals:
                found[(item.pk, heir, link.goal_id)] = link.kind
    return [
        ResultLink(result_id=item, parent_id=heir, goal_id=goal, kind=kind, linked_by_id=by.person_id)
        for (item, heir, goal), kind in found.items()
    ]


def _heirs(plan: Plan, served: Sequence[ResultLink], on: dt.date) -> dict[int | None, int]:
    """{result served before: result of this year that stands for it and may be served}.

    A superior's result is known again by its origin or, when it was written anew, by its words.
    """
    texts = {link.parent_id: link.parent.text for link in served if link.parent is not None}
    same = Q(copied_from__in=texts) | Q(text__in=texts.values())
    rows = ExpectedResult.objects.filter(same, plan__cycle_id=plan.cycle_id, dropped_at__isnull=True).order_by("-pk")
    known = list(rows.values_list("pk", "copied_from", "text")) if texts else []
    allowed = servable_results(plan, {pk for pk, _origin, _text in known}, on)
    return {
        before: pk
        for before, text in texts.items()
        for pk, origin, words in known
        if pk in allowed and (origin == before or words == text)
    }


def _take_over(plan: Plan, source: ExpectedResult, item: ExpectedResult, by: Actor) -> int:
    """Move open links of live plans of the same year from a predecessor's result to its copy."""
    if source.plan.person_id == plan.person_id or source.plan.cycle_id != plan.cycle_id:
        return 0
    links = list(ResultLink.objects.filter(parent=source, ended_at__isnull=True, result__plan__state__in=LIVE))
    ResultLink.objects.filter(pk__in=[link.pk for link in links]).update(ended_at=clock.now(), ended_by=by.person_id)
    ResultLink.objects.bulk_create(
        ResultLink(result_id=link.result_id, parent=item, kind=link.kind, linked_by_id=by.person_id) for link in links
    )
    return len(links)


def take_goal(*, by: Actor, plan_id: int, goal_id: int, key: str | None = None) -> Receipt:
    """Make a goal of the unit an own result: linked to it, with its indicators and this year's targets as start."""

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        goal = Goal.objects.filter(pk=goal_id).first()
        if goal is None or not may_serve(plan, result_id=None, goal_id=goal_id, on=clock.today()):
            raise NotVisible
        item = insert_result(plan, text=goal.text[:500])
        make_link(item, None, goal.pk, ResultLink.Kind.DIRECT, by)
        Indicator.objects.bulk_create(_from_goal(item, goal, plan.cycle.year))
        return changed(by, who, plan, "goal_taken", item.pk, {"goal": goal.pk})

    return once(key, by, act)


def _from_goal(item: ExpectedResult, goal: Goal, year: int) -> list[Indicator]:
    indicators = list(GoalIndicator.objects.filter(goal=goal).order_by("pk")[:10])
    values = GoalValue.objects.filter(indicator__in=indicators, year=year, period_type="year", target__isnull=False)
    targets = dict(values.values_list("indicator_id", "target"))
    return [
        Indicator(
            result=item, goal_indicator=g, order=n, name=g.name, unit_of_measure=g.unit_of_measure,
            direction=g.direction, combine=g.combine, frequency=g.frequency, start_value=g.start_value,
            target=targets.get(g.pk), formula=g.formula, data_source=g.data_source, aspect=Indicator.Aspect.QUALITY,
        )
        for n, g in enumerate(indicators, 1)
    ]  # fmt: skip


def take_indicator(*, by: Actor, result_id: int, indicator_id: int, key: str | None = None) -> Receipt:
    """Copy an indicator from the library of the own kind of post into a result; the origin is kept."""
    source = Indicator.objects.filter(pk=indicator_id).first()
    plan = Plan.objects.filter(results=result_id).select_related("position").first()
    if source is None or plan is None or not library(plan).filter(pk=indicator_id).exists():
        raise NotVisible
    values = {name: getattr(source, name) for name in INDICATOR_FIELDS} | {"weight_bp": None}
    origin = {"copied_from_id": source.pk, "standard_id": source.standard_id}
    return add_indicator(by=by, result_id=result_id, values=values | origin, key=key)


def take_standard(*, by: Actor, result_id: int, standard_id: int, key: str | None = None) -> Receipt:
    """Copy an indicator that the agency keeps for the post or the field; the target is written by the person.

    Errors: NotVisible when it is not meant for this post, and those of `add_indicator`.
    """
    plan = Plan.objects.filter(results=result_id).select_related("position").first()
    kept = standards(plan, clock.today()).filter(pk=standard_id).first() if plan else None
    if plan is None or kept is None:
        raise NotVisible

    def act() -> Receipt:
        editable, who = begin_edit(by, plan.pk)
        result = ExpectedResult.objects.filter(pk=result_id, dropped_at__isnull=True).first()
        if result is None:
            raise Closed(_("Hasil kerja ini sudah dikeluarkan dari rencana."))
        if result.indicators.filter(standard=kept, dropped_at__isnull=True).exists():
            raise Closed(_("Indikator ini sudah ada pada hasil kerja ini."))
        last = result.indicators.aggregate(last=Max("order"))["last"] or 0
        taken = Indicator.objects.create(
            result=result, standard=kept, order=last + 1, **{name: getattr(kept, name) for name in FROM_STANDARD}
        )
        return changed(by, who, editable, "indicator_added", taken.pk, {"result": result.pk, "standard": kept.pk})

    return once(key, by, act)
