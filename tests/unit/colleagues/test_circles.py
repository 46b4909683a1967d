"""Bargains are found without authors; how often, and how often wrongly, is measured on simulated agencies."""

from __future__ import annotations

import random

import pytest

from prestasi.colleagues.circles import Circle, Standing, circles

TEAM = 12
WANTED = 6


def test_a_closed_circle_at_the_top_is_a_question() -> None:
    proposed = {p: frozenset({1, 2, 3, 4} - {p}) | {9} for p in (1, 2, 3, 4)} | {9: frozenset({1, 5, 6})}
    standings = {p: Standing(495, 380) for p in (1, 2, 3, 4)} | {9: Standing(400, 390)}
    assert circles(proposed, standings) == [Circle((1, 2, 3, 4), 7_500)]


@pytest.mark.parametrize(
    "standing", [Standing(440, 300), Standing(495, 470)], ids=["not at the top", "the superior agrees"]
)
def test_mutual_proposals_alone_are_no_question(standing: Standing) -> None:
    proposed = {p: frozenset({1, 2, 3} - {p}) for p in (1, 2, 3)}
    assert circles(proposed, dict.fromkeys((1, 2, 3), standing)) == []


def test_two_people_are_no_circle() -> None:
    assert circles({1: frozenset({2}), 2: frozenset({1})}, {1: Standing(500, 300), 2: Standing(500, 300)}) == []


def simulated(seed: int, teams: int, cartel: int) -> tuple[dict[int, frozenset[int]], dict[int, Standing], set[int]]:
    """Teams of twelve; in one of ten, `cartel` people propose one another and give one another the top score."""
    rng = random.Random(seed)
    proposed: dict[int, frozenset[int]] = {}
    standings: dict[int, Standing] = {}
    inside: set[int] = set()
    for team in range(teams):
        people = list(range(team * TEAM, (team + 1) * TEAM))
        ring = set(people[:cartel]) if cartel and team % 10 == 0 else set()
        inside |= ring
        for person in people:
            others = [p for p in people if p != person]
            chosen = sorted(ring - {person})[:WANTED] if person in ring else []
            chosen += rng.sample([p for p in others if p not in chosen], WANTED - len(chosen))
            proposed[person] = frozenset(chosen)
            quality = rng.gauss(390, 35)
            heard = [500 if person in ring and r in ring else _heard(rng, quality) for r in chosen]
            standings[person] = Standing(round(sum(heard) / WANTED), round(_heard(rng, quality)))
    return proposed, standings, inside


def _heard(rng: random.Random, quality: float) -> float:
    return min(500.0, max(100.0, rng.gauss(quality, 55)))


def test_false_alarms_stay_below_two_in_a_thousand() -> None:
    """12,000 people without a bargain, three times."""
    asked = [len({m for c in circles(*simulated(seed, 1_000, 0)[:2]) for m in c.members}) for seed in range(3)]
    assert max(asked) <= 24


@pytest.mark.parametrize(("size", "least"), [(8, 0.7), (7, 0.8), (6, 0.75), (5, 0.15)])
def test_how_many_members_of_bargains_are_found(size: int, least: float) -> None:
    proposed, standings, inside = simulated(1, 1_000, size)
    found = {m for c in circles(proposed, standings) for m in c.members}
    assert len(found & inside) >= least * len(inside)
    assert len(found - inside) <= 0.02 * TEAM * 1_000
