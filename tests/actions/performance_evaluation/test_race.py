"""Two people press the button at the same moment: one act, one conflict, never a lost update."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connections

from prestasi.audit.models import Event
from prestasi.core.errors import Conflict
from prestasi.performance.actions.rating import rate_evaluation
from prestasi.performance.models import Evaluation
from prestasi.performance.rating_sheet import RatingSheet
from tests.world import NOW, build_world, open_evaluation


@pytest.mark.django_db(transaction=True)
def test_the_same_evaluation_saved_twice_at_once() -> None:
    with time_machine.travel(NOW, tick=True):
        world = build_world()
        evaluation = open_evaluation(world, "employee")
        result, actor, start = world.results["employee"].pk, world.actor("superior"), Barrier(2)

        def save(rating: int) -> str:
            sheet = RatingSheet({result: rating}, {result: "alasan tertulis"}, [2] * 7, rating, 2)
            start.wait(10)
            try:
                rate_evaluation(by=actor, evaluation_id=evaluation.pk, sheet=sheet, lock_version=1)
                return "saved"
            except Conflict:
                return "conflict"
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(save, (1, 2))) == ["conflict", "saved"]
        assert Event.objects.filter(kind="evaluation.rated").count() == 1
        assert Evaluation.objects.get(pk=evaluation.pk).lock_version == 2
