"""Taking over rows: last year's results, a predecessor's results, an indicator from the library. The origin is kept."""

from __future__ import annotations

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.performance.actions._common import begin_edit
from prestasi.performance.actions.clean import INDICATOR_FIELDS
from prestasi.performance.actions.link import make_link
from prestasi.performance.actions.push import copy_indicators
from prestasi.performance.actions.result import add_indicator, changed, insert_result
from prestasi.performance.models import ExpectedResult, Goal, GoalIndicator, GoalValue, Indicator, Plan, ResultLink
from prestasi.performance.queries.link_targets import may_serve
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
        item, moved = _copied(by, plan, source)
        return changed(by, who, plan, "result_copied", item.pk, {"from": source.pk, "links_moved": moved})

    return once(key, by, act)


def copy_last_year(*, by: Actor, plan_id: int, key: str | None = None) -> Receipt:
    """Take over every own result of last year that is not in the plan yet, linked on. Closed when there is none."""

    def act() -> Receipt:
        plan, who = begin_edit(by, plan_id)
        sources = list(last_year(plan).select_related("plan"))
        if not sources:
            raise Closed(_("Tidak ada lagi hasil tahun lalu yang belum diambil."))
        made = [_copied(by, plan, source)[0].pk for source in sources]
        return changed(by, who, plan, "result_copied", made[0], {"from": [s.pk for s in sources], "made": made})

    return once(key, by, act)


def _copied(by: Actor, plan: Plan, source: ExpectedResult) -> tuple[ExpectedResult, int]:
    """The copy with its indicators, linked to what now stands for what the source served; and links moved to it."""
    item = insert_result(plan, copied_from=source, **{name: getattr(source, name) for name in COPIED})
    copy_indicators(source, item)
    _link_on(by, plan, source, item)
    return item, _take_over(plan, source, item, by)


def _link_on(by: Actor, plan: Plan, source: ExpectedResult, item: ExpectedResult) -> None:
    """Serve the same goals, and what superiors made of the results served before, where that is allowed.

    A superior's result is known again by its origin or, when it was written anew, by its words.
    """
    today = clock.today()
    for link in source.links.filter(ended_at__isnull=True).select_related("parent"):
        if link.goal_id is not None:
            if may_serve(plan, result_id=None, goal_id=link.goal_id, on=today):
                make_link(item, None, link.goal_id, link.kind, by)
            continue
        same = Q(copied_from=link.parent_id) | Q(text=link.parent.text if link.parent else "")
        heirs = ExpectedResult.objects.filter(same, plan__cycle_id=plan.cycle_id, dropped_at__isnull=True).values_list(
            "pk", flat=True
        )
        for heir in [pk for pk in heirs if may_serve(plan, result_id=pk, goal_id=None, on=today)][:1]:
            make_link(item, heir, None, link.kind, by)


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
