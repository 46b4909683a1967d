"""Bargains among colleagues (*kesepakatan saling menilai*), as a question to a person, never a verdict.

The author of an answer is unknown to everybody, also here. What can be seen without authors: who proposed whom
(a list that is no secret) and the released mean of the peers of a person (at least five answers). A circle is a set
of people who proposed one another beyond chance and whose peers all speak at the top of the scale, while their
superiors do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOP = 450
GAP = 30
SMALLEST = 3
CLOSED_BP = 5_000


@dataclass(frozen=True, slots=True)
class Standing:
    """One person: mean of the peers and of the superior in hundredths of a point (scale 1 to 5)."""

    peers: int
    superior: int | None


@dataclass(frozen=True, slots=True)
class Circle:
    """People who proposed one another; `closed_bp`: share of their proposals that stay inside, in hundredths of %."""

    members: tuple[int, ...]
    closed_bp: int


def circles(proposed: Mapping[int, frozenset[int]], standings: Mapping[int, Standing]) -> list[Circle]:
    """Circles worth a question, largest first. `proposed`: person -> the peers that person proposed."""
    high = {p for p, s in standings.items() if _is_striking(s)}
    mutual = {p: frozenset(q for q in proposed.get(p, frozenset()) & high if p in proposed.get(q, ())) for p in high}
    found = [_circle(members, proposed) for members in _components(mutual)]
    return sorted((c for c in found if c is not None), key=lambda c: (-len(c.members), c.members))


def _is_striking(standing: Standing) -> bool:
    above = standing.superior is None or standing.peers - standing.superior >= GAP
    return standing.peers >= TOP and above


def _circle(members: frozenset[int], proposed: Mapping[int, frozenset[int]]) -> Circle | None:
    inside = sum(len(proposed[m] & members) for m in members)
    total = sum(len(proposed[m]) for m in members)
    if len(members) < SMALLEST or inside * 10_000 < CLOSED_BP * total:
        return None
    return Circle(tuple(sorted(members)), inside * 10_000 // total)


def _components(mutual: Mapping[int, Iterable[int]]) -> Iterable[frozenset[int]]:
    left = set(mutual)
    while left:
        found, edge = set(), {min(left)}
        while edge:
            found |= edge
            edge = {q for p in edge for q in mutual[p]} - found
        left -= found
        yield frozenset(found)
