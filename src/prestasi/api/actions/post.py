"""A machine reports a figure: the same action as a person's report, in the name of the key's holder."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.accounts.models import User
from prestasi.api.models import ApiKey, ApiPost
from prestasi.api.problems import Reused, TooMany, Unauthorized
from prestasi.api.tokens import Token
from prestasi.audit.actions.record import record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed
from prestasi.performance.actions.progress import NewEvidence, report_progress

PER_MINUTE = 60
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Value:
    """What was sent: the figure reached by `on`, and where it can be found in the other system."""

    on: dt.date
    value: Decimal
    note: str
    system: str
    reference: str

    @property
    def sha256(self) -> str:
        parts = (self.on.isoformat(), str(self.value.normalize()), self.note, self.system, self.reference)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Posted:
    """The receipt of a sending; `repeated` when the same one had come before."""

    post: ApiPost
    repeated: bool


def identify(token: Token | None) -> ApiKey:
    """The running key of a token, counted against its minute. Raises Unauthorized or TooMany."""
    if token is None:
        raise Unauthorized(_("Kirim kunci di kepala Authorization: Bearer prs_…"))
    with transaction.atomic():
        row = ApiKey.objects.select_for_update().filter(secret_hash=token.hash, prefix=token.prefix).first()
        now = clock.database_now()
        if row is None or row.revoked_at or row.expires_at <= now:
            raise Unauthorized(_("Kunci tidak dikenal, sudah dicabut, atau sudah berakhir."))
        fresh = row.window_at is None or now - row.window_at >= MINUTE
        row.window_at, row.window_count = (now, 1) if fresh else (row.window_at, row.window_count + 1)
        if row.window_count <= PER_MINUTE:
            row.last_used_at = now
            row.save(update_fields=["window_at", "window_count", "last_used_at"])
    if row.window_count > PER_MINUTE and row.window_at:
        raise TooMany(int((row.window_at + MINUTE - now).total_seconds()) + 1)
    return row


def machine(key: ApiKey, request_id: str = "") -> Actor:
    """The machine as an actor: its holder's person and account, no role beyond the own plan, its name says what it is.

    Raises NotAllowed when the holder has left or the account is closed.
    """
    user = User.objects.select_related("person").filter(person=key.holder_id, is_active=True).first()
    if user is None or user.person is None or (user.person.left_on and user.person.left_on <= clock.today()):
        raise NotAllowed(_("Pemegang kunci ini tidak lagi aktif."), _("Pemilik rencana kinerja"))
    name = _("Mesin %(label)s (kunci %(prefix)s) atas nama %(name)s") % {
        "label": key.label, "prefix": key.prefix, "name": user.person.full_name,
    }  # fmt: skip
    return Actor(user.pk, key.holder_id, name[:200], request_id=request_id)


def post_value(*, key: ApiKey, idempotency: str, value: Value, request_id: str = "") -> Posted:
    """Report the figure, once per `idempotency`. The superior's verification remains.

    Errors: those of `report_progress`; Reused when the key of the request came before with other contents.
    """
    with transaction.atomic():
        ApiKey.objects.select_for_update().get(pk=key.pk)
        before = ApiPost.objects.select_related("event").filter(key=key, idempotency=idempotency).first()
        if before:
            if before.body_sha256 != value.sha256:
                raise Reused
            return Posted(before, True)
        by = machine(key, request_id)
        title = f"{value.system} {value.reference}".strip()[:200]
        receipt = report_progress(
            by=by, indicator_id=key.indicator_id, on=value.on, value=value.value, note=value.note,
            evidence=[NewEvidence("record", title, f"{value.system}: {value.reference}"[:400])],
        )  # fmt: skip
        post = ApiPost.objects.create(
            key=key, idempotency=idempotency, body_sha256=value.sha256, event_id=receipt.event_id,
            progress_id=receipt.made,
        )  # fmt: skip
        payload = {"prefix": key.prefix, "label": key.label, "progress": receipt.made, "receipt": receipt.number}
        record("api.value_posted", by=by, about=key, subject=key.holder_id, capacity="system", payload=payload)
        return Posted(post, False)
