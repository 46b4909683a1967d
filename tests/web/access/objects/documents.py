"""Objects of documents."""

from __future__ import annotations

from prestasi.documents.actions.issue import issue_document
from prestasi.documents.models import IssuedDocument
from tests.web.access.cast import Stage
from tests.web.access.objects.registry import Values, builds, values_for


@builds("document")
def document(stage: Stage, subject: str) -> Values:
    """The evaluation of the opened third quarter."""
    return {"kind": "evaluasi", "object_id": values_for(stage, "contested", subject)["evaluation_id"]}


@builds("issued_document")
def issued_document(stage: Stage, subject: str) -> Values:
    """The same, sealed by its employee."""
    about = document(stage, subject)
    issue_document(by=stage.world.actor(subject), base_url="https://contoh.test", **about)
    return {"code": IssuedDocument.objects.get(kind="evaluasi", object_id=about["object_id"]).code}


@builds("document_code")
def document_code(stage: Stage, subject: str) -> Values:
    """Any code: the page answers alike for known and unknown ones."""
    return {"code": "TIDAKADA23456789"}
