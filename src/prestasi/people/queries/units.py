"""The unit tree and one unit with its posts (B05), at any date. The tree is one query."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import Position
from prestasi.organization.permissions import READERS_OF_STAFF, holds_role_over
from prestasi.organization.queries.units import UnitRow, children_of, history_of, last_known, unit_on, with_ancestors
from prestasi.people.models import Assignment
from prestasi.people.permissions import heads_any
from prestasi.people.queries.labels import acting_title, full_name


@dataclass(slots=True)
class TreeNode:
    """A unit in the tree: own staff and staff with everything below; who leads it and how, "" when vacant.

    `below` counts all units under it, at any depth.
    """

    id: int
    name: str
    kind: str
    depth: int
    staff: int
    head: str
    head_title: str
    head_kind: str
    has_head_post: bool
    total: int = 0
    vacant: int = 0
    below: int = 0
    children: list[TreeNode] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        return self.has_head_post and not self.head

    @property
    def is_acting(self) -> bool:
        return self.head_kind in ("plt", "plh")


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole tree on a day with its sums."""

    day: dt.date
    roots: tuple[TreeNode, ...]
    units: int
    staff: int
    vacant: int
    acting: int


_TREE_SQL = """
WITH shape AS (
  SELECT unit_id, parent_id, name, kind, path FROM organization_unitversion
   WHERE valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
     AND (%(within)s::text IS NULL OR '.' || path LIKE '%%.' || %(within)s::text || '.%%')
), counts AS (
  SELECT unit_id, count(*) AS staff FROM people_assignment
   WHERE kind = 'definitive' AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s) GROUP BY unit_id
), posts AS (
  SELECT id, unit_id, title FROM organization_position
   WHERE is_head AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)
), heads AS (
  SELECT DISTINCT ON (p.unit_id) p.unit_id, p.title, a.kind, n.name, n.title_before, n.title_after
    FROM posts p
    LEFT JOIN people_assignment a ON a.position_id = p.id AND a.kind <> 'secondment'
      AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to > %(day)s)
    LEFT JOIN people_person n ON n.id = a.person_id
   ORDER BY p.unit_id, array_position(ARRAY['plt', 'plh', 'definitive'], a.kind::text)
)
SELECT s.unit_id, s.parent_id, s.name, s.kind, s.path, coalesce(c.staff, 0), h.title, h.kind, h.name, h.title_before,
       h.title_after
  FROM shape s LEFT JOIN counts c USING (unit_id) LEFT JOIN heads h USING (unit_id)
 ORDER BY length(s.path) - length(replace(s.path, '.', '')), s.name
"""


def unit_tree(day: dt.date, unit_id: int | None = None) -> Tree:
    """The tree on a date, whole or from one unit down. A unit whose parent does not exist that day stands at the top.

    No roots when the unit did not exist that day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TREE_SQL, {"day": day, "within": unit_id and str(unit_id)})
        rows = cursor.fetchall()
    nodes = {row[0]: _node(row) for row in rows}
    roots = [nodes[row[0]] for row in rows if row[1] not in nodes]
    for row in rows:
        if row[1] in nodes:
            nodes[row[1]].children.append(nodes[row[0]])
    for root in roots:
        _add_up(root)
    return Tree(
        day, tuple(roots), len(nodes), sum(r.total for r in roots), sum(r.vacant for r in roots),
        sum(n.is_acting for n in nodes.values()),
    )  # fmt: skip


def _node(row: tuple) -> TreeNode:
    unit, _parent, name, kind, path, staff, title, head_kind, person, before, after = row
    head = full_name(person, before, after) if person else ""
    return TreeNode(
        unit, name, kind, path.count(".") - 1, staff, head, acting_title(head_kind or "", title) if title else "",
        head_kind or "", bool(title),
    )  # fmt: skip


def _add_up(node: TreeNode) -> None:
    node.total, node.vacant = node.staff, int(node.is_vacant)
    for child in node.children:
        _add_up(child)
        node.total += child.total
        node.vacant += child.vacant
        node.below += 1 + child.below


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post; the name is empty outside the actor's sight, the seat still counts."""

    person_id: int
    name: str
    kind: str
    start: dt.date
    end: dt.date | None
    assignment_id: int


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the unit: seats, holders and what is free."""

    id: int
    title: str
    kind: str
    level: str
    job_class: int | None
    is_head: bool
    seats: int
    holders: tuple[Holder, ...]
    filled: int

    @property
    def vacant(self) -> int:
        return max(0, self.seats - self.filled)

    @property
    def over(self) -> int:
        return max(0, self.filled - self.seats)

    @property
    def more(self) -> int:
        """Holders not listed by name."""
        return self.filled - sum(h.kind == "definitive" for h in self.holders)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit on a day: place, posts, units below, its history with planned changes."""

    unit: UnitRow
    exists: bool
    day: dt.date
    line: tuple[UnitRow, ...]
    posts: tuple[Post, ...]
    children: tuple[UnitRow, ...]
    history: tuple[UnitRow, ...]
    names_shown: bool

    @property
    def seats(self) -> int:
        return sum(p.seats for p in self.posts)

    @property
    def filled(self) -> int:
        return sum(p.filled for p in self.posts)

    @property
    def vacant(self) -> int:
        return sum(p.vacant for p in self.posts)

    @property
    def head(self) -> Post | None:
        return next((p for p in self.posts if p.is_head), None)


NAMES_PER_POST = 6


def unit_page(actor: Actor, unit_id: int, day: dt.date) -> UnitPage:
    """The unit on a date; NotVisible when it never existed. Holders' names follow the actor's sight, heads are open."""
    current = unit_on(unit_id, day)
    unit = current or last_known(unit_id)
    if unit is None:
        raise NotVisible
    covered = frozenset(unit.path_ids)
    names = holds_role_over(actor, READERS_OF_STAFF, covered) or bool(
        actor.person_id and heads_any(actor.person_id, covered, day)
    )
    return UnitPage(
        unit, current is not None, day, tuple(with_ancestors(unit, day)), _posts(unit_id, day, names),
        tuple(children_of(unit_id, day)), tuple(history_of(unit_id)), names,
    )  # fmt: skip


def _posts(unit_id: int, day: dt.date, names: bool) -> tuple[Post, ...]:
    posts = Position.objects.on(day).filter(unit_id=unit_id).order_by("-is_head", "-job_class", "title")
    held: dict[int, list[Holder]] = {}
    rows = Assignment.objects.on(day).filter(position__unit_id=unit_id).select_related("person")
    for a in rows.order_by("kind", "person__name"):
        name = a.person.full_name
        held.setdefault(a.position_id, []).append(Holder(a.person_id, name, a.kind, a.valid_from, a.valid_to, a.pk))
    return tuple(_post(p, held.get(p.pk, []), names or p.is_head) for p in posts)


def _post(p: Position, holders: list[Holder], names: bool) -> Post:
    shown = tuple(holders[:NAMES_PER_POST]) if names else ()
    filled = sum(h.kind == "definitive" for h in holders)
    return Post(
        p.pk, p.title, p.get_kind_display(), p.jf_level, p.job_class, p.is_head, p.seats, shown, filled
    )  # fmt: skip
