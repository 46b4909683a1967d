"""Keeping the *pustaka indikator*: written, changed with comparison, retired. Never erased."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.organization.models import JobFamily, PositionKind
from prestasi.performance.actions.merge import changes, merged
from prestasi.performance.fields_of_government import GovernmentField
from prestasi.performance.models import Indicator, StandardIndicator
from prestasi.performance.models.measure import Combine, Direction, Frequency
from prestasi.performance.permissions.standard import check_may_keep_standards

TEXTS = {"name": 300, "definition": 500, "formula": 300, "unit_of_measure": 60, "data_source": 200,
         "quality_control": 300}  # fmt: skip
CHOICES: dict[str, Any] = {
    "aspect": Indicator.Aspect, "direction": Direction, "combine": Combine, "frequency": Frequency,
}  # fmt: skip
FIELDS = (*TEXTS, *CHOICES, "job_family_id", "position_kind", "field")


def keep_standard(
    *, by: Actor, values: Mapping[str, Any], standard_id: int | None = None, base: Mapping[str, Any] | None = None,
    lock_version: int | None = None, key: str | None = None,
) -> Receipt:  # fmt: skip
    """Write an indicator of the library, or change one. Plans that took it keep the words they have.

    Errors: NotAllowed, Invalid by field, Closed (retired), Conflict (a field that somebody else changed too).
    """

    def act() -> Receipt:
        check_may_keep_standards(by)
        row = _locked(standard_id) if standard_id else StandardIndicator()
        mine = _clean(values)
        theirs = {name: getattr(row, name) for name in FIELDS}
        new = mine if lock_version in (None, row.lock_version) else merged(base, mine, theirs)
        _store(row, new, by)
        return record(
            "indicator.standard_kept", by=by, about=row, capacity="analyst",
            payload={"name": row.name, "changes": changes(theirs, new) if standard_id else {}},
        )  # fmt: skip

    return once(key, by, act)


def _locked(standard_id: int) -> StandardIndicator:
    row = StandardIndicator.objects.select_for_update().filter(pk=standard_id).first()
    if row is None:
        raise NotVisible
    if row.retired_at is not None:
        raise Closed(_("Indikator ini sudah ditarik dari pustaka."))
    return row


def _store(row: StandardIndicator, new: Mapping[str, Any], by: Actor) -> None:
    for name, value in new.items():
        setattr(row, name, value)
    if row.pk:
        row.lock_version += 1
    row.kept_by_id, row.kept_at = by.person_id, clock.now()
    row.save()


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: " ".join(str(values.get(name) or "").split())[:most] for name, most in TEXTS.items()}
    empty = [name for name, text in kept.items() if not text]
    errors = {name: _("Isi bagian ini; tanpa itu angka tidak dapat diperiksa.") for name in empty}
    for name, choices in CHOICES.items():
        kept[name] = values.get(name)
        if kept[name] not in choices.values or (name == "direction" and kept[name] == Direction.RANGE):
            errors[name] = _("Pilih salah satu.")
    kept |= {"job_family_id": values.get("job_family_id") or None}
    kept |= {name: values.get(name) or "" for name in ("position_kind", "field")}
    errors |= _meant(kept)
    if errors:
        raise Invalid(errors)
    return kept


def _meant(kept: Mapping[str, Any]) -> dict[str, str]:
    """It is meant for something that exists."""
    if not (kept["job_family_id"] or kept["position_kind"] or kept["field"]):
        return {"field": _("Pilih rumpun jabatan, jenis jabatan, atau bidang urusan.")}
    errors = {}
    if kept["job_family_id"] and not JobFamily.objects.filter(pk=kept["job_family_id"]).exists():
        errors["job_family_id"] = _("Pilih salah satu.")
    if kept["position_kind"] and kept["position_kind"] not in PositionKind.values:
        errors["position_kind"] = _("Pilih salah satu.")
    if kept["field"] and kept["field"] not in GovernmentField.values:
        errors["field"] = _("Pilih salah satu.")
    return errors


def retire_standard(*, by: Actor, standard_id: int, key: str | None = None) -> Receipt:
    """No longer offered; the origin in plans stays."""

    def act() -> Receipt:
        check_may_keep_standards(by)
        row = _locked(standard_id)
        row.retired_at = clock.now()
        row.save(update_fields=["retired_at"])
        return record("indicator.standard_retired", by=by, about=row, capacity="analyst", payload={"name": row.name})

    return once(key, by, act)
