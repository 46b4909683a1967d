"""*Matriks peran hasil*: a leader's results across, the people led down, what each contributes in the cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import Agency
from prestasi.people.models import Person, ReportingLine
from prestasi.people.permissions import check_visible
from prestasi.performance.models import Cycle, ExpectedResult, Plan, ResultLink
from prestasi.performance.states import LIVE

WIDE = 8


@dataclass(frozen=True, slots=True)
class CellItem:
    """One contribution in a cell."""

    link_id: int
    result_id: int
    text: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a person and a leader's result meet."""

    parent_id: int
    items: tuple[CellItem, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person led, with the cells in the order of the columns and what is linked to nothing here."""

    person_id: int
    name: str
    position: str
    plan_id: int | None
    state: str
    cells: tuple[Cell, ...]
    free: tuple[tuple[int, str], ...]

    @property
    def supports(self) -> int:
        """How many of the leader's results the person contributes to."""
        return sum(bool(cell.items) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One of the leader's results; `served_by` counts the people who contribute."""

    id: int
    number: int
    text: str
    served_by: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix of one leader in one year."""

    superior: Person
    agency: str
    year: int
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    may_edit: bool

    @property
    def is_wide(self) -> bool:
        """Many columns: narrower ones, with heads cut to a few lines."""
        return len(self.columns) > WIDE

    @property
    def idle(self) -> tuple[MatrixRow, ...]:
        """People who contribute to none of the results."""
        return tuple(r for r in self.rows if not r.supports)

    @property
    def uncovered(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if not c.served_by)

    def cell(self, person_id: int, parent_id: int) -> tuple[MatrixRow, Column, Cell]:
        """Row, column and cell; NotVisible when they do not exist."""
        row = next((r for r in self.rows if r.person_id == person_id), None)
        column = next((c for c in self.columns if c.id == parent_id), None)
        if row is None or column is None:
            raise NotVisible
        return row, column, row.cells[self.columns.index(column)]


def matrix_page(actor: Actor, superior_id: int | None = None, year: int | None = None) -> MatrixPage:
    """The matrix of `superior_id` (default: the actor or who is acted for). Seven queries however many cells."""
    me = actor.on_behalf_of or actor.person_id
    chosen = superior_id or me
    if chosen is None:
        raise NotVisible
    if chosen != me:
        check_visible(actor, chosen)
    superior = Person.objects.filter(pk=chosen).first()
    if superior is None:
        raise NotVisible
    cycle_year = year or _open_year()
    own = ExpectedResult.objects.filter(
        plan__person=superior, plan__cycle__year=cycle_year, plan__state__in=LIVE, dropped_at__isnull=True
    ).order_by("plan__starts_on", "order")
    agency = Agency.objects.values_list("name", flat=True).first() or ""
    columns = list(own.values_list("pk", "text"))
    rows = _rows(superior.pk, [c[0] for c in columns], cycle_year)
    served = {pk: sum(bool(r.cells[n].items) for r in rows) for n, (pk, _text) in enumerate(columns)}
    return MatrixPage(
        superior, agency, cycle_year, tuple(Column(pk, n, text, served[pk]) for n, (pk, text) in enumerate(columns, 1)),
        tuple(rows), chosen == me and actor.acts_within("review"),
    )  # fmt: skip


def _open_year() -> int:
    year = Cycle.objects.filter(state=Cycle.State.OPEN).order_by("-year").values_list("year", flat=True).first()
    return year or clock.today().year


def _rows(superior_id: int, columns: list[int], year: int) -> list[MatrixRow]:
    led = ReportingLine.objects.on(clock.today()).filter(superior_id=superior_id).select_related("person")
    people = [line.person for line in led.order_by("person__name")]
    plans = Plan.objects.filter(person__in=people, cycle__year=year, state__in=LIVE).select_related("position")
    by_person = {p.person_id: p for p in plans.order_by("starts_on")}
    items, linked = _items(columns, [p.pk for p in by_person.values()])
    free = _free([p.pk for p in by_person.values()], linked)
    return [_row(person, by_person.get(person.pk), columns, items, free) for person in people]


def _items(columns: list[int], plan_ids: list[int]) -> tuple[dict[tuple[int, int], list[CellItem]], set[int]]:
    links = ResultLink.objects.filter(
        parent__in=columns, ended_at__isnull=True, result__plan__in=plan_ids, result__dropped_at__isnull=True
    ).select_related("result")  # fmt: skip
    found: dict[tuple[int, int], list[CellItem]] = defaultdict(list)
    for link in links.order_by("result__order"):
        item = CellItem(link.pk, link.result_id, link.result.text, link.kind == "direct")
        found[link.result.plan_id, link.parent_id or 0].append(item)
    return found, {link.result_id for link in links}


def _free(plan_ids: list[int], linked: set[int]) -> dict[int, list[tuple[int, str]]]:
    rows = (
        ExpectedResult.objects.filter(plan__in=plan_ids, dropped_at__isnull=True)
        .exclude(pk__in=linked)
        .order_by("order")
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for plan_id, pk, text in rows.values_list("plan_id", "pk", "text"):
        found[plan_id].append((pk, text))
    return found


def _row(
    person: Person, plan: Plan | None, columns: list[int], items: dict[tuple[int, int], list[CellItem]],
    free: dict[int, list[tuple[int, str]]],
) -> MatrixRow:  # fmt: skip
    key = plan.pk if plan else 0
    cells = tuple(Cell(c, tuple(items.get((key, c), ()))) for c in columns)
    return MatrixRow(
        person.pk, person.full_name, plan.position.title if plan else "", plan.pk if plan else None,
        str(plan.get_state_display()) if plan else _("Belum ada rencana"), cells, tuple(free.get(key, ())),
    )  # fmt: skip
