"""Drawing raters (*undian penilai*): a pure function of the seed, so that anybody can draw again and compare.

Rules: nobody rates themselves; superiors and subordinates are no peers; a rater carries at most `load_limit`; as long
as others are left, no two people rate each other, so that a bargain between two finds no pair.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(slots=True)
class Draw:
    """State of one draw over a whole round: who rates whom (rater, subject), and the load of each rater."""

    seed: int
    load_limit: int
    load: Counter[int] = field(default_factory=Counter)
    pairs: set[Pair] = field(default_factory=set)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def know(self, pairs: Iterable[Pair]) -> None:
        """Pairs that are given, such as superiors: they are not drawn again and weigh nothing in the load."""
        self.pairs.update(pairs)

    def draw(self, candidates: Mapping[int, Sequence[int]], wanted: int, excluded: Iterable[Pair] = ()) -> list[Pair]:
        """(rater, subject) pairs: up to `wanted` raters for each subject out of its candidates.

        Subjects come in random order, one rater each per turn, so that a shortage is shared by all.
        """
        barred, order = set(excluded), sorted(candidates)
        self._random.shuffle(order)
        pools = {subject: self._pool(subject, candidates[subject], barred) for subject in order}
        drawn: list[Pair] = []
        for _turn in range(wanted):
            drawn += [(rater, s) for s in order if (rater := self._next(s, pools[s])) is not None]
        return drawn

    def _pool(self, subject: int, candidates: Sequence[int], barred: set[Pair]) -> list[int]:
        found = sorted({c for c in candidates if c != subject and (c, subject) not in barred})
        self._random.shuffle(found)
        return found

    def _next(self, subject: int, pool: list[int]) -> int | None:
        """The least loaded candidate, one who is not rated by the subject before one who is."""
        free = [c for c in pool if self.load[c] < self.load_limit and (c, subject) not in self.pairs]
        if not free:
            return None
        chosen = min(free, key=lambda c: ((subject, c) in self.pairs, self.load[c]))
        self.pairs.add((chosen, subject))
        self.load[chosen] += 1
        return chosen
