"""The cast of the policy, built once per module inside one transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from prestasi.core import clock
from tests.web.access.cast import Stage, build_stage
from tests.world import NOW, build_world


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=True), django_db_blocker.unblock():
        patch.setattr(clock, "database_now", clock.now)
        patch.setattr(settings, "DEMO", True)
        with transaction.atomic():
            yield build_stage(build_world())
            transaction.set_rollback(True)
