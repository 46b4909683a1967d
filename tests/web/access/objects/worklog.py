"""Objects of worklog."""

from __future__ import annotations

import datetime as dt

from prestasi.worklog.models import Entry, EntryImport, Question
from tests.web.access.cast import Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import TODAY


@builds("entry")
def entry(stage: Stage, subject: str) -> Values:
    """A daily entry of the subject, recorded and not yet seen."""
    row = Entry.objects.create(
        person=stage.world.people[subject], plan=stage.world.plans[subject], result=stage.world.results[subject],
        on=TODAY, starts=dt.time(7, 30), ends=dt.time(8), activity="Apel", realisation=1, unit_of_measure="kegiatan",
        entered_by=stage.world.people[subject],
    )  # fmt: skip
    return {"entry_id": row.pk}


@builds("question_of_log")
def question_of_log(stage: Stage, subject: str) -> Values:
    row = Question.objects.create(
        person=stage.world.people[subject], month=TODAY.replace(day=1), kind="impossible_hours", key=subject,
        entry_ids=[], facts={"minutes": 1020, "day": TODAY.isoformat()},
    )  # fmt: skip
    return {"question_id": row.pk}


@builds("entry_import")
def entry_import(stage: Stage, subject: str) -> Values:
    row = EntryImport.objects.create(
        person=stage.world.people[subject], state="checked", file_name="catatan.csv", file_path="imports/tidak-ada",
        sha256="0" * 64, size=1, created_by=stage.world.users[subject],
    )  # fmt: skip
    return {"batch_id": row.pk}
