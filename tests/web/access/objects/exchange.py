"""Objects of exchange."""

from __future__ import annotations

import datetime as dt

from prestasi.exchange.actions.reports import path_of
from prestasi.exchange.models import (
    Difference,
    DifferenceQuestion,
    ExportFile,
    ImportBatch,
    ImportRow,
    ReconcileRun,
    SavedView,
)
from tests.web.access.cast import Stage
from tests.web.access.objects.basics import _event
from tests.web.access.objects.registry import Values, builds
from tests.world import NOW, TODAY


@builds("import")
def sheet(stage: Stage, subject: str) -> Values:
    """A checked sheet of staff; it is the agency's, whoever is the subject."""
    batch = ImportBatch.objects.create(
        kind="staff", state="checked", file_name="uji.xlsx", file_path="tiada", sha256="0" * 64, size=1,
        columns=["NIP", "Nama"], mapping={"number": 0, "name": 1}, counts={"header_row": 1, "error": 1},
        effective_on=TODAY, created_by=stage.world.users["analyst"],
    )  # fmt: skip
    ImportRow.objects.create(batch=batch, number=2, status="error")
    return {"batch_id": batch.pk}


@builds("import_row")
def sheet_row(stage: Stage, subject: str) -> Values:
    return {**sheet(stage, subject), "number": 2}


@builds("listing")
def listing(stage: Stage, subject: str) -> Values:
    """The own evidence: a list everybody has."""
    return {"name": "bukti"}


@builds("saved_view")
def saved_view(stage: Stage, subject: str) -> Values:
    """A view of the subject's own evidence, shared with auditors."""
    row = SavedView.objects.create(
        name="uji", listing="bukti", columns=["judul"], shared_with=["auditor"], owner=stage.world.users[subject]
    )
    return {"view_id": row.pk}


@builds("saved_view_removed")
def saved_view_removed(stage: Stage, subject: str) -> Values:
    """A view that its owner has taken away."""
    row = SavedView.objects.create(
        name="uji", listing="bukti", columns=["judul"], owner=stage.world.users[subject], removed_at=NOW
    )
    return {"view_id": row.pk}


@builds("export_file")
def export_file(stage: Stage, subject: str) -> Values:
    """A file the subject has made."""
    row = ExportFile.objects.create(
        listing="bukti", title="uji", file_format="csv", rows=0, size=1, sha256="0" * 64, purpose="uji",
        event_id=_event(stage, subject).event_id, made_by=stage.world.users[subject],
        expires_at=NOW + dt.timedelta(days=3_000),
    )  # fmt: skip
    path_of(row).parent.mkdir(parents=True, exist_ok=True)
    path_of(row).write_text("a")
    return {"file_id": row.pk}


@builds("import_kind")
def sheet_kind(stage: Stage, subject: str) -> Values:
    return {"kind": "staff"}


@builds("difference")
def difference(stage: Stage, subject: str) -> Values:
    """The subject's rank differs from SIASN's export."""
    batch = ImportBatch.objects.create(
        kind="siasn", state="checked", file_name="siasn.xlsx", file_path="tiada", sha256="0" * 64, size=1,
        columns=["NIP", "Nama"], mapping={"number": 0, "name": 1}, counts={"header_row": 1}, effective_on=TODAY,
        created_by=stage.world.users["analyst"],
    )  # fmt: skip
    row = Difference.objects.create(
        batch=batch, row=2, number=f"{Difference.objects.count():018}", field="rank",
        person=stage.world.people[subject], name="uji", ours="III/b", theirs="III/c", print="0" * 16,
    )  # fmt: skip
    return {"difference_id": row.pk}


@builds("difference_question")
def difference_question(stage: Stage, subject: str) -> Values:
    """The subject was asked about it by the analyst."""
    asker = "analyst" if subject != "analyst" else "admin"
    row = DifferenceQuestion.objects.create(
        difference_id=difference(stage, subject)["difference_id"], asked_of=stage.world.people[subject],
        asked_by=stage.world.people[asker], text="uji", print="0" * 16, due_on=TODAY,
    )  # fmt: skip
    return {"question_id": row.pk}


@builds("reconcile_run")
def reconcile_run(stage: Stage, subject: str) -> Values:
    row = ReconcileRun.objects.create(user=stage.world.users["analyst"], act="keep", state="done")
    return {"run_id": row.pk}
