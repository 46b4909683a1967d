"""Opening a post (*jabatan*) in a unit, where a decree or a national record names one that is not there yet."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Position, PositionKind, UnitVersion
from prestasi.organization.permissions import check_change_unit


def open_position(
    *, by: Actor, unit_id: int, title: str, kind: str, effective_on: dt.date, decree: str, key: str | None = None
) -> Receipt:
    """Give the unit a post of this title from a date; never the post of its head. The receipt names the post."""

    def act() -> Receipt:
        check_change_unit(by, unit_id)
        title_, decree_ = title.strip(), decree.strip()
        _check(unit_id, title_, kind, effective_on, decree_)
        post = Position.objects.create(
            code=f"pos-{uuid.uuid4().hex}", unit_id=unit_id, title=title_, kind=kind, valid_from=effective_on,
            source=decree_[:200],
        )  # fmt: skip
        return record(
            "position.opened", by=by, about=post, unit=unit_id,
            payload={"title": title_, "kind": kind, "effective_on": effective_on.isoformat(), "decree": decree_},
            next_step=_("Berlaku mulai %(day)s.") % {"day": plain_date(effective_on)},
        )  # fmt: skip

    return once(key, by, act)


def _check(unit_id: int, title: str, kind: str, day: dt.date, decree: str) -> None:
    errors = {}
    if not title:
        errors["title"] = _("Isi nama jabatan.")
    elif Position.objects.on(day).annotate(plain=Lower("title")).filter(unit_id=unit_id, plain=title.lower()).exists():
        errors["title"] = _("Jabatan ini sudah ada di unit itu.")
    if kind not in PositionKind.values:
        errors["kind"] = _("Pilih jenis jabatan.")
    if not decree:
        errors["decree"] = _("Isi dasar perubahan, misalnya nomor surat.")
    if not UnitVersion.objects.on(day).filter(unit_id=unit_id).exists():
        errors["unit_id"] = _("Unit ini tidak ada pada %(day)s.") % {"day": plain_date(day)}
    if errors:
        raise Invalid(errors)
