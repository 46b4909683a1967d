"""Issuing an official document: set, seal, keep, record."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import replace

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.documents import store
from prestasi.documents.form import Form
from prestasi.documents.kinds import Subject, kind_of
from prestasi.documents.models import IssuedDocument
from prestasi.documents.signing.port import NotAvailable, Sealed, signer
from prestasi.documents.typeset import pdf_of
from prestasi.organization.models import Agency

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def issue_document(
    *, by: Actor, kind: str, object_id: int, base_url: str, key: str | uuid.UUID | None = None
) -> Receipt:
    """Seal the form as it stands. Closed: nothing decided yet, or this state was issued before.

    `base_url` is the public address that the QR code leads to.
    """

    def act() -> Receipt:
        known = kind_of(kind)
        subject = known.open(by, object_id)
        _check(subject, kind, object_id, is_delegate=by.on_behalf_of is not None)
        code = "".join(secrets.choice(ALPHABET) for _n in range(16))
        with translation.override("id"):
            form = sealed_form(known.form(object_id, base_url), code, base_url)
        sealed = _seal(pdf_of(form, subject.at), str(known.title))
        row = IssuedDocument.objects.create(
            kind=kind, object_id=object_id, basis=subject.basis, code=code, title=subject.title[:160],
            person_id=subject.person, unit_id=subject.unit, sha256=store.put(sealed.content), size=len(sealed.content),
            signer=sealed.signer, signed_at=sealed.at, issued_by_id=by.person_id,
        )  # fmt: skip
        row.refresh_from_db()
        payload = {
            "kind": kind, "object": object_id, "basis": subject.basis, "sha256": row.sha256, "signer": row.signer,
            "number": row.number,
        }  # fmt: skip
        return record(
            "document.issued", by=by, about=row, subject=subject.person, unit=subject.unit, payload=payload,
            next_step=_("Siapa pun yang memegang dokumennya dapat memeriksa keasliannya lewat kode QR."),
        )  # fmt: skip

    return once(key, by, act)


def sealed_form(form: Form, code: str, base_url: str) -> Form:
    """The form with the way to its verification on every page."""
    url = base_url.rstrip("/") + reverse("documents:verify_code", args=[code])
    words = f"Disegel secara elektronik. Periksa keasliannya dengan kode QR atau kode {grouped(code)} di"
    return replace(form, mark="", verify_url=url, verify_words=words)


def grouped(code: str) -> str:
    """ "ABCD-EFGH-JKLM-NPQR"."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def _check(subject: Subject, kind: str, object_id: int, *, is_delegate: bool) -> None:
    if not subject.may_issue or is_delegate:
        raise NotAllowed(_("Dokumen ini diterbitkan oleh para pihaknya atau analis kepegawaian."))
    if not subject.basis:
        raise Closed(_("Belum ada yang ditetapkan, jadi belum ada yang dapat diterbitkan. Salinannya dapat diunduh."))
    if IssuedDocument.objects.filter(kind=kind, object_id=object_id, basis=subject.basis).exists():
        raise Closed(_("Dokumen keadaan ini sudah terbit. Unduhlah yang sudah ada."))


def _seal(content: bytes, title: str) -> Sealed:
    agency = Agency.objects.values_list("short_name", flat=True).first() or ""
    try:
        return signer().seal(content, reason=title, place=agency)
    except NotAvailable:
        raise Closed(_("Layanan segel elektronik sedang tidak tersedia. Belum ada yang diterbitkan.")) from None
