"""The page of one official document: what was issued, and what can be fetched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.documents import store
from prestasi.documents.kinds import Subject, kind_of
from prestasi.documents.models import IssuedDocument


@dataclass(frozen=True, slots=True)
class Issue:
    """One issued document."""

    code: str
    number: str
    at: dt.datetime
    signer: str
    by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`can_issue`: something is decided that was not issued yet, and the reader may."""

    kind: str
    object_id: int
    name: str
    subject: Subject
    issues: tuple[Issue, ...]
    can_issue: bool


def document_page(actor: Actor, kind: str, object_id: int) -> DocumentPage:
    """Through the gate of the kind; two statements more."""
    known = kind_of(kind)
    subject = known.open(actor, object_id)
    rows = list(
        IssuedDocument.objects.filter(kind=kind, object_id=object_id).select_related("issued_by").order_by("-pk")
    )
    issues = tuple(
        Issue(row.code, row.number, row.issued_at, row.signer, row.issued_by.full_name if row.issued_by else "", n == 0)
        for n, row in enumerate(rows)
    )
    fresh = bool(subject.basis) and all(row.basis != subject.basis for row in rows)
    may = subject.may_issue and actor.on_behalf_of is None
    return DocumentPage(kind, object_id, str(known.title), subject, issues, fresh and may)


def issued_file(actor: Actor, code: str) -> tuple[IssuedDocument, bytes]:
    """The sealed bytes, through the gate of the kind."""
    row = IssuedDocument.objects.filter(code=code).first()
    if row is None:
        raise NotVisible
    kind_of(row.kind).open(actor, row.object_id)
    content = store.read(row.sha256)
    if content is None:
        raise NotVisible
    return row, content
