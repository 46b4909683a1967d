"""*Pohon kinerja*: from the region's goals through units to people, branch by branch, with what is missing marked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, ReportingLine
from prestasi.performance.models import ExpectedResult, Goal, GoalIndicator, GoalValue, ResultLink
from prestasi.performance.permissions.plan import sets_goals
from prestasi.performance.queries import words
from prestasi.performance.queries.achievement import Standing, standings
from prestasi.performance.queries.result import seen_people

MOST_CHILDREN = 80
MOST_OPENED = 30
MOST_ROWS = 200
FEW_UNLINKED, MOST_UNLINKED = 6, 300
COVERABLE = frozenset({"sasaran", "program", "hasil_unit"})


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of a node against its target; `id` is a goal indicator's (None for a person's)."""

    name: str
    value: str
    target: str
    unit: str
    tone: str
    raw: Decimal | None
    flag: Decimal | None
    is_down: bool
    id: int | None = None

    @property
    def top(self) -> Decimal:
        return max(abs(self.raw or Decimal(1)), abs(self.flag or Decimal(1))) * Decimal("1.2")


@dataclass(frozen=True, slots=True)
class Node:
    """A goal (`g12`) or a planned result (`r33`). `children` is None while the branch is not loaded."""

    key: str
    label: str
    text: str
    who: str
    figures: tuple[Figure, ...]
    n_children: int
    mark: str
    is_visible: bool = True
    children: tuple[Node, ...] | None = None
    depth: int = 0

    @property
    def is_goal(self) -> bool:
        return self.key.startswith("g")

    @property
    def is_goal_of_unit(self) -> bool:
        """The region's goals have no unit; they come with its planning documents and are not written here."""
        return self.is_goal and bool(self.who)

    @property
    def id(self) -> int:
        return int(self.key[1:])

    @property
    def tone(self) -> str:
        """The worst of its figures."""
        return max((f.tone for f in self.figures), key=lambda t: ("", "sb", "b", "bp", "k", "sk").index(t), default="")


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree of one unit."""

    unit_id: int | None
    unit: str
    year: int
    above: tuple[tuple[int, str], ...]
    below: tuple[tuple[int, str], ...]
    nodes: tuple[Node, ...]
    unlinked: tuple[Node, ...]
    n_unlinked: int
    opened: tuple[str, ...]
    may_set: bool

    def flat(self) -> list[Node]:
        """Loaded nodes in reading order, for the table; the rest is found at the units below."""
        return list(islice(_flat(self.nodes), MOST_ROWS))

    @property
    def is_cut(self) -> bool:
        return len(list(islice(_flat(self.nodes), MOST_ROWS + 1))) > MOST_ROWS


def _flat(nodes: Iterable[Node], depth: int = 0) -> Iterable[Node]:
    for node in nodes:
        yield replace(node, depth=depth)
        yield from _flat(node.children or (), depth + 1)


def tree_page(
    actor: Actor, unit_id: int | None, year: int, opened: Collection[str], levels: int = 0, all_unlinked: bool = False
) -> TreePage:
    """The goals of a unit (default: the actor's own), `opened` branches loaded, or `levels` levels of all.

    Errors: NotVisible for an unknown unit. Queries grow with the number of levels, never with rows.
    """
    today = clock.today()
    version = _version(actor, unit_id, today)
    if version is None:
        raise NotVisible
    above, below = _around(version, today)
    roots = _roots(actor, version, year)
    nodes = _open(actor, roots, set(opened), year, levels)
    unlinked = _unlinked(version, year, today)
    shown = list(unlinked[: MOST_UNLINKED if all_unlinked else FEW_UNLINKED])
    return TreePage(
        version.unit_id, version.name, year, above, below, tuple(nodes),
        tuple(_result_nodes(actor, shown, today)), shown[0].n_unlinked if shown else 0, tuple(opened),  # type: ignore[attr-defined]
        sets_goals(actor, {int(i) for i in version.path.split(".") if i}, today),
    )  # fmt: skip


def branch(actor: Actor, key: str, year: int) -> tuple[Node, ...]:
    """The children of one node, for a fragment."""
    return tuple(_children(actor, [key], year).get(key, ()))


def _version(actor: Actor, unit_id: int | None, on: dt.date) -> UnitVersion | None:
    """The unit asked for, else the one the actor heads or works in, else the top."""
    versions = UnitVersion.objects.on(on)
    if unit_id is not None:
        return versions.filter(unit_id=unit_id).first()
    held = Assignment.objects.on(on).filter(person_id=actor.on_behalf_of or actor.person_id or 0)
    own = held.order_by("-position__is_head", "kind").values("unit")[:1]
    return versions.filter(unit=Subquery(own)).first() or versions.filter(parent__isnull=True).first()


def _around(version: UnitVersion, on: dt.date) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Units above from the top, and units directly below; one statement."""
    ids = [int(i) for i in version.path.split(".") if i][:-1]
    rows = UnitVersion.objects.on(on).filter(Q(unit__in=ids) | Q(parent_id=version.unit_id)).order_by("name")
    found = list(rows.values_list("unit_id", "name", "parent_id"))
    above = {unit: name for unit, name, _parent in found if unit in ids}
    below = tuple((unit, name) for unit, name, parent in found if parent == version.unit_id)
    return tuple((i, above[i]) for i in ids if i in above), below


def _in_year(year: int) -> QuerySet[Goal]:
    contributions = Q(
        contributions__ended_at__isnull=True, contributions__result__dropped_at__isnull=True,
        contributions__result__plan__cycle__year=year,
    )  # fmt: skip
    name = UnitVersion.objects.filter(unit=OuterRef("unit")).order_by("-valid_from").values("name")[:1]
    return Goal.objects.filter(year_from__lte=year, year_to__gte=year).annotate(
        unit_name=Subquery(name), n_goals=Count("children", distinct=True),
        n_results=Count("contributions", filter=contributions, distinct=True),
    )  # fmt: skip


def _roots(actor: Actor, version: UnitVersion, year: int) -> list[Node]:
    """The unit's goals that do not hang below another one of the same unit; for the top also the region's."""
    mine = Q(unit_id=version.unit_id)
    if version.parent_id is None:
        mine |= Q(unit__isnull=True)
    goals = _in_year(year).filter(mine).exclude(Q(parent__isnull=False) & _same_unit(version)).order_by("code")
    found = _goal_nodes(list(goals[:MOST_CHILDREN]), year)
    return found or _head_results(actor, version, year)


def _same_unit(version: UnitVersion) -> Q:
    same = Q(parent__unit_id=version.unit_id)
    return same | Q(parent__unit__isnull=True) if version.parent_id is None else same


def _head_results(actor: Actor, version: UnitVersion, year: int) -> list[Node]:
    """A unit without goals of its own starts with its head's results."""
    rows = _counted(
        ExpectedResult.objects.filter(
            plan__unit_id=version.unit_id, plan__is_unit_head=True, plan__cycle__year=year, dropped_at__isnull=True
        )
    )
    return _result_nodes(actor, rows[:MOST_CHILDREN], clock.today())


def _unlinked(version: UnitVersion, year: int, on: dt.date) -> QuerySet[ExpectedResult]:
    """Main results in the unit and below that serve nothing, or only what has ended or was dropped; each knows of how
    many it is one."""
    below = UnitVersion.objects.on(on).filter(path__startswith=version.path).values("unit")
    lives = Q(parent__dropped_at__isnull=True) & ~Q(parent__plan__state__in=("ended", "closed"))
    linked = ResultLink.objects.filter(Q(goal__isnull=False) | lives, result=OuterRef("pk"), ended_at__isnull=True)
    rows = ExpectedResult.objects.filter(
        ~Exists(linked), plan__unit__in=below, plan__cycle__year=year, kind="utama", dropped_at__isnull=True,
    ).exclude(plan__state__in=("ended", "closed"))  # fmt: skip
    total = rows.annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("n")
    plain = rows.order_by("plan", "order").select_related("plan__person", "plan__position")
    return plain.annotate(n_results=Value(0), leads=Value(False), n_unlinked=Subquery(total))


def _counted(rows: QuerySet[ExpectedResult]) -> QuerySet[ExpectedResult]:
    served = Q(contributions__ended_at__isnull=True, contributions__result__dropped_at__isnull=True)
    return rows.select_related("plan__person", "plan__position").annotate(
        n_results=Count("contributions", filter=served, distinct=True),
        leads=Exists(ReportingLine.objects.on(clock.today()).filter(superior=OuterRef("plan__person"))),
    )


def _open(actor: Actor, nodes: list[Node], opened: set[str], year: int, levels: int) -> list[Node]:
    """Load children level by level: all nodes while `levels` last, otherwise the opened ones."""
    wanted = [n.key for n in nodes if n.n_children and (levels > 0 or n.key in opened)]
    wanted = wanted[:MOST_OPENED]
    if not wanted:
        return nodes
    found = _children(actor, wanted, year)
    level = [child for key in wanted for child in found.get(key, ())]
    done = {n.key: n for n in _open(actor, level, opened - set(wanted), year, levels - 1)}
    return [
        replace(n, children=tuple(done[c.key] for c in found.get(n.key, ()))) if n.key in wanted else n for n in nodes
    ]


def _children(actor: Actor, keys: Collection[str], year: int) -> dict[str, list[Node]]:
    """Children of many nodes at once: goals below goals, results that serve goals or results."""
    goals = [int(k[1:]) for k in keys if k.startswith("g")]
    results = [int(k[1:]) for k in keys if k.startswith("r")]
    found: dict[str, list[Node]] = defaultdict(list)
    rows = list(_in_year(year).filter(parent__in=goals).order_by("code")) if goals else []
    for goal, node in zip(rows, _goal_nodes(rows, year), strict=True):
        found[f"g{goal.parent_id}"].append(node)
    links = ResultLink.objects.filter(
        Q(goal__in=goals) | Q(parent__in=results), ended_at__isnull=True, result__dropped_at__isnull=True,
        result__plan__cycle__year=year,
    ).values_list("result_id", "goal_id", "parent_id")  # fmt: skip
    pairs = list(links[: MOST_CHILDREN * len(keys)])
    serving = _counted(
        ExpectedResult.objects.filter(pk__in={p[0] for p in pairs}).order_by("plan__person__name", "order")
    )
    nodes = {node.id: node for node in _result_nodes(actor, serving, clock.today())}
    for result_id, goal_id, parent_id in sorted(pairs, key=lambda p: list(nodes).index(p[0])):
        found[f"g{goal_id}" if goal_id else f"r{parent_id}"].append(nodes[result_id])
    return found


def _goal_nodes(goals: list[Goal], year: int) -> list[Node]:
    figures = goal_figures([g.pk for g in goals], year)
    return [
        Node(
            f"g{g.pk}", str(g.get_level_display()), g.text, g.unit_name or "", tuple(figures[g.pk]),  # type: ignore[attr-defined]
            g.n_goals + g.n_results,  # type: ignore[attr-defined]
            _("Belum diturunkan") if g.level in COVERABLE and not g.n_goals + g.n_results else "",  # type: ignore[attr-defined]
        )
        for g in goals
    ]  # fmt: skip


def goal_figures(goal_ids: Collection[int], year: int) -> dict[int, list[Figure]]:
    """Indicators of goals with target and latest realisation up to the year. One statement."""
    values = GoalValue.objects.filter(indicator=OuterRef("pk"), year__lte=year)
    known = values.filter(realisation__isnull=False).order_by("-period_end")
    target = values.filter(target__isnull=False).order_by("-year", "-period_end")
    rows = GoalIndicator.objects.filter(goal__in=goal_ids).annotate(
        known=Subquery(known.values(row=JSONObject(value="realisation", year="year"))[:1]),
        aim=Subquery(target.values(row=JSONObject(value="target", year="year"))[:1]),
    )
    found: dict[int, list[Figure]] = defaultdict(list)
    for row in rows.order_by("goal", "pk"):
        found[row.goal_id].append(_goal_figure(row))
    return found


def _goal_figure(row: GoalIndicator) -> Figure:
    known, aim = row.known or {}, row.aim or {}  # type: ignore[attr-defined]
    value = None if known.get("value") is None else Decimal(str(known["value"]))
    target = None if aim.get("value") is None else Decimal(str(aim["value"]))
    down = row.direction == "lower"
    tone = ""
    if value is not None and target is not None:
        tone = "sb" if (value <= target if down else value >= target) else "k"
    year = f" ({known['year']})" if known.get("year") else ""
    return Figure(
        row.name, words.quantity(value), ("≤ " if down and target is not None else "") + words.quantity(target),
        f"{row.unit_of_measure}{year}", tone, value, target, down, row.pk,
    )  # fmt: skip


def _result_nodes(actor: Actor, rows: Iterable[ExpectedResult], on: dt.date) -> list[Node]:
    found = list(rows)
    seen = seen_people(actor, {r.plan.person_id for r in found})
    plans = {r.plan_id for r in found if r.plan.person_id in seen}
    year = found[0].plan.starts_on.year if found else on.year
    until = min(on, dt.date(year, 12, 31))
    figures = standings(plans, dt.date(year, 1, 1), until) if plans else {}
    return [_result_node(r, r.plan.person_id in seen, figures.get(r.plan_id, {}).get(r.pk)) for r in found]


def _result_node(r: ExpectedResult, visible: bool, standing: Standing | None) -> Node:
    who = f"{r.plan.person.full_name}, {r.plan.position.title}" if visible else r.plan.position.title
    uncovered = r.leads and not r.n_results and r.kind == "utama"  # type: ignore[attr-defined]
    return Node(
        f"r{r.pk}", _("Hasil kerja"), r.text, who, _standing_figures(standing), r.n_results,  # type: ignore[attr-defined]
        _("Belum didukung bawahan") if uncovered else "", is_visible=visible,
    )  # fmt: skip


def _standing_figures(standing: Standing | None) -> tuple[Figure, ...]:
    if standing is None:
        return ()
    return tuple(
        Figure(i.name, i.value_text, i.target_text, i.unit, i.tone, i.value, i.flag, i.is_down)
        for i in standing.indicators
    )


@dataclass(frozen=True, slots=True)
class GoalEditor:
    """What the goal and indicator forms need."""

    unit_id: int
    unit: str
    goal: Goal | None
    indicator: GoalIndicator | None
    target: Decimal | None
    parents: tuple[tuple[int, str], ...]


def goal_editor(
    unit_id: int | None, year: int, goal_id: int | None = None, indicator_id: int | None = None
) -> GoalEditor:
    """Unit, goal and possible goals above it. Four queries."""
    goal = Goal.objects.filter(pk=goal_id).first() if goal_id else None
    indicator = GoalIndicator.objects.filter(pk=indicator_id, goal_id=goal_id or 0).first() if indicator_id else None
    unit_id = goal.unit_id if goal else unit_id
    version = UnitVersion.objects.on(clock.today()).filter(unit_id=unit_id or 0).first()
    if version is None or (goal_id and goal is None) or (indicator_id and indicator is None):
        raise NotVisible
    above = [int(i) for i in version.path.split(".") if i]
    goals = Goal.objects.filter(Q(unit__in=above) | Q(unit__isnull=True), year_from__lte=year, year_to__gte=year)
    goals = goals.exclude(pk=goal_id or 0).order_by(F("unit").asc(nulls_first=True), "code")
    value = GoalValue.objects.filter(indicator=indicator, year=year, period_type="year").first() if indicator else None
    parents = tuple((g.pk, f"{g.get_level_display()}: {g.text[:110]}") for g in goals[:120])
    return GoalEditor(version.unit_id, version.name, goal, indicator, value.target if value else None, parents)
