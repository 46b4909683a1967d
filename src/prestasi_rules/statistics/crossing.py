"""Tabel silang: cells of a crossed table that stay hidden, so that nobody narrows them by sums and differences.

The attacker is taken to know every margin of every layer exactly, and every cell that is shown. A layer is one count
per cell (people with this outcome); layers of one table add up to its people and share one pattern of hidden cells. A
pattern is safe when in every layer every hidden cell could be anything in a range at least ``width`` wide, or as wide
as the margins alone leave it. In one layer the possible tables are the flows of a network, so the range is exact: what
a hidden cell gives up must come back through other hidden cells of its row and column (Cox, JASA 90, 1995).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from prestasi_rules.statistics.cells import LIMIT

Place = tuple[int, int]
Layer = Sequence[Sequence[int]]
Node = tuple[str, int]


def suppressed(layers: Sequence[Layer], forced: Iterable[Place] = (), width: int = LIMIT) -> set[Place]:
    """Places (row, column) to hide: small ones, ``forced`` ones, and those that keep them wide enough.

    Small: some people, but fewer than ``width``, in the cell or in one of its layers. All layers have one shape.
    """
    size = people(layers)
    hidden = set(forced) | {at for layer in (*layers, size) for at in places(size) if 0 < value(layer, at) < width}
    while narrow := [found for layer in layers for found in _narrow(layer, sorted(hidden), hidden, width)]:
        for layer, at in narrow:
            if next(_narrow(layer, [at], hidden, width), None):
                hidden |= _complements(layer, at, size, hidden, width)
    return hidden


def people(layers: Sequence[Layer]) -> list[list[int]]:
    """The sum of the layers, cell by cell."""
    return [[sum(cell) for cell in zip(*rows, strict=True)] for rows in zip(*layers, strict=True)]


def places(layer: Layer) -> list[Place]:
    return [(r, c) for r, row in enumerate(layer) for c in range(len(row))]


def value(layer: Layer, at: Place) -> int:
    return layer[at[0]][at[1]]


def alone(layer: Layer, at: Place) -> int:
    """Width of the range that the margins alone leave for a cell."""
    row, column = sum(layer[at[0]]), sum(line[at[1]] for line in layer)
    return min(row, column) - max(0, row + column - sum(map(sum, layer)))


def range_of(layer: Layer, hidden: set[Place], at: Place, enough: int = 10**9) -> tuple[int, int]:
    """Lowest and highest value of a hidden cell in all tables with these margins and these shown cells.

    Exact as long as the two ends lie less than ``enough`` from the value; further away the search stops.
    """
    now = value(layer, at)
    down = min(now, _shift(layer, hidden, at, False, min(now, enough)))
    return now - down, now + _shift(layer, hidden, at, True, enough)


def _narrow(
    layer: Layer, cells: Iterable[Place], hidden: set[Place], width: int
) -> Iterator[tuple[Layer, Place]]:  # fmt: skip
    """Those of the cells that could be narrowed down too far in this layer."""
    for at in cells:
        low, high = range_of(layer, hidden, at, width)
        if high - low < min(width, alone(layer, at)):
            yield layer, at


def _complements(layer: Layer, at: Place, size: Layer, hidden: set[Place], width: int) -> set[Place]:
    """The cheapest square through the cell; first those in which the layer itself has room to shift."""
    r, c = at
    squares = [
        {(r, j), (i, c), (i, j)}
        for i in range(len(size)) if i != r
        for j in range(len(size[0])) if j != c
    ]  # fmt: skip
    useful = [square - hidden for square in squares if square - hidden]
    if not useful:
        return set(places(size)) - hidden
    return min(
        useful,
        key=lambda new: (not _has_room(layer, at, new, width), sum(value(size, p) for p in new), sorted(new)),
    )


def _has_room(layer: Layer, at: Place, new: set[Place], width: int) -> bool:
    return all(value(layer, p) >= width for p in new if p[0] == at[0] or p[1] == at[1])


def _shift(layer: Layer, hidden: set[Place], at: Place, up: bool, enough: int) -> int:
    """How far the cell can go up (or down) while other hidden cells keep all margins: a flow, until ``enough``."""
    left = {p: value(layer, p) for p in hidden if p != at}
    lines: dict[Node, list[Place]] = {}
    for p in left:
        lines.setdefault(("r", p[0]), []).append(p)
        lines.setdefault(("c", p[1]), []).append(p)
    row, column = ("r", at[0]), ("c", at[1])
    start, end = (column, row) if up else (row, column)
    moved = 0
    while moved < enough and (path := _path(left, lines, start, end)):
        step = min((left[p] for p, gives in path if gives), default=enough)
        step = min(step, enough - moved)
        for p, gives in path:
            left[p] += -step if gives else step
        moved += step
    return moved


def _path(
    left: dict[Place, int], lines: dict[Node, list[Place]], start: Node, end: Node
) -> list[tuple[Place, bool]]:  # fmt: skip
    """The shortest way: from a column through a cell that gives to its row, from a row through any cell onwards."""
    came: dict[Node, tuple[Node, Place, bool]] = {}
    queue = deque([start])
    while queue and end not in came:
        node = queue.popleft()
        gives = node[0] == "c"
        for place in lines.get(node, ()):
            onward = ("r", place[0]) if gives else ("c", place[1])
            if (left[place] > 0 or not gives) and onward not in came and onward != start:
                came[onward] = (node, place, gives)
                queue.append(onward)
    path = []
    node = end
    while node in came:
        node, place, gives = came[node]
        path.append((place, gives))
    return path
