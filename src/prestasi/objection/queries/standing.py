"""Which results are being contested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prestasi.objection.models import Objection
from prestasi.objection.states import OPEN


def contested(evaluation_ids: Sequence[int]) -> Iterator[int]:
    """Evaluations with an open objection: time does not make their result final. One statement."""
    found = Objection.objects.filter(evaluation__in=list(evaluation_ids), state__in=OPEN)
    yield from found.values_list("evaluation", flat=True)
