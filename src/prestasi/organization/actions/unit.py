"""Changes of the unit tree, each valid from a date and backed by a decree: create, rename, move, end."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.formats import plain_date
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Unit, UnitVersion
from prestasi.organization.permissions import check_change_unit


def create_unit(
    *, by: Actor, code: str, name: str, kind: str, parent_id: int | None, effective_on: dt.date, decree: str,
    key: str | None = None,
) -> Receipt:  # fmt: skip
    """Open a unit below `parent_id` (None: a top unit) from a date."""

    def act() -> Receipt:
        check_change_unit(by, parent_id)
        _demand(name=name, kind=kind, code=code, decree=decree)
        if Unit.objects.filter(code=code).exists():
            raise Invalid({"code": _("Kode “%(code)s” sudah dipakai unit lain.") % {"code": code}})
        above = _parent_on(parent_id, effective_on)
        unit = Unit.objects.create(code=code)
        UnitVersion.objects.create(
            unit=unit, parent_id=parent_id, name=name, kind=kind, path=f"{above}{unit.pk}.", valid_from=effective_on,
            source=decree,
        )  # fmt: skip
        return _changed(by, unit, "created", effective_on, decree, name=name)

    return once(key, by, act)


def rename_unit(
    *, by: Actor, unit_id: int, name: str, kind: str, effective_on: dt.date, decree: str, key: str | None = None
) -> Receipt:
    """Give a unit a new name (and kind) from a date; its old name stays true for the days before."""

    def act() -> Receipt:
        check_change_unit(by, unit_id)
        _demand(name=name, kind=kind, decree=decree)
        version = _version_to_split(unit_id, effective_on)
        if (version.name, version.kind) == (name, kind):
            raise Invalid({"name": _("Nama dan jenis ini sudah berlaku; tidak ada yang berubah.")})
        was = version.name
        _succeed(version, effective_on, decree, name=name, kind=kind)
        return _changed(by, version.unit, "renamed", effective_on, decree, name=name, was=was)

    return once(key, by, act)


def move_unit(
    *, by: Actor, unit_id: int, parent_id: int, effective_on: dt.date, decree: str, key: str | None = None
) -> Receipt:
    """Put a unit, with everything below it, under another unit from a date."""

    def act() -> Receipt:
        check_change_unit(by, unit_id)
        check_change_unit(by, parent_id)
        _demand(decree=decree)
        version = _version_to_split(unit_id, effective_on)
        if version.parent_id == parent_id:
            raise Invalid({"parent_id": _("Unit ini sudah berada di bawah unit tersebut.")})
        above = _parent_on(parent_id, effective_on)
        if above.startswith(version.path):
            raise Invalid({"parent_id": _("Unit tidak dapat dipindah ke bawah dirinya sendiri atau bawahannya.")})
        _move_subtree(version, above, parent_id, effective_on, decree)
        return _changed(by, version.unit, "moved", effective_on, decree, name=version.name, parent=parent_id)

    return once(key, by, act)


def end_unit(*, by: Actor, unit_id: int, effective_on: dt.date, decree: str, into_id: int) -> Receipt:
    """Close a unit whose work goes to another; its children move there. Called by the merge inside its transaction."""
    check_change_unit(by, unit_id)
    check_change_unit(by, into_id)
    _demand(decree=decree)
    version = _version_to_split(unit_id, effective_on)
    above = _parent_on(into_id, effective_on)
    if above.startswith(version.path):
        raise Invalid({"into_id": _("Unit tidak dapat digabung ke unit di bawahnya sendiri.")})
    for child in UnitVersion.objects.on(effective_on).filter(parent_id=unit_id):
        _move_subtree(_version_to_split(child.unit_id, effective_on), above, into_id, effective_on, decree)
    version.valid_to = effective_on
    version.save(update_fields=["valid_to"])
    return _changed(by, version.unit, "merged", effective_on, decree, name=version.name, into=into_id)


def _demand(**texts: str) -> None:
    missing = {field: _("Isi bagian ini.") for field, text in texts.items() if not text.strip()}
    if missing:
        raise Invalid(missing)


def _parent_on(parent_id: int | None, day: dt.date) -> str:
    """Path of the parent on a date, "" for the top."""
    if parent_id is None:
        return ""
    path = UnitVersion.objects.on(day).filter(unit_id=parent_id).values_list("path", flat=True).first()
    if path is None:
        raise Invalid({"parent_id": _("Unit induk tidak ada pada %(day)s.") % {"day": plain_date(day)}})
    return path


def _version_to_split(unit_id: int, day: dt.date) -> UnitVersion:
    """The version that covers `day`, locked; refused when the day is already a seam or more changes are scheduled."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    version = UnitVersion.objects.on(day).filter(unit_id=unit_id).select_related("unit").first()
    if version is None:
        raise Closed(_("Unit ini tidak ada pada %(day)s.") % {"day": plain_date(day)})
    later = UnitVersion.objects.filter(unit_id=unit_id, valid_from__gt=day).order_by("valid_from").first()
    if version.valid_from == day or later:
        at = later.valid_from if later else day
        raise Conflict(
            _("Sudah ada perubahan “%(name)s” mulai %(day)s. Pilih tanggal sesudahnya.")
            % {"name": version.name, "day": plain_date(at)}
        )
    return version


def _succeed(version: UnitVersion, day: dt.date, decree: str, **changes: object) -> UnitVersion:
    """End a version on `day` and start the next, changed in some fields."""
    ends = version.valid_to
    version.valid_to = day
    version.save(update_fields=["valid_to"])
    fields = {name: getattr(version, name) for name in ("unit_id", "parent_id", "name", "kind", "path", "confidence")}
    return UnitVersion.objects.create(**{**fields, **changes}, valid_from=day, valid_to=ends, source=decree)


def _move_subtree(version: UnitVersion, above: str, parent_id: int, day: dt.date, decree: str) -> None:
    """New paths for the unit and all below; below, only the path changes."""
    below = UnitVersion.objects.on(day).filter(path__startswith=version.path).exclude(unit_id=version.unit_id)
    splits = [_version_to_split(unit_id, day) for unit_id in below.order_by("path").values_list("unit_id", flat=True)]
    new = f"{above}{version.unit_id}."
    _succeed(version, day, decree, parent_id=parent_id, path=new)
    for one in splits:
        _succeed(one, day, decree, path=new + one.path.removeprefix(version.path))


def _changed(by: Actor, unit: Unit, change: str, day: dt.date, decree: str, **more: object) -> Receipt:
    payload = {"change": change, "effective_on": day.isoformat(), "decree": decree, **more}
    next_step = _("Berlaku mulai %(day)s.") % {"day": plain_date(day)}
    return record("unit.changed", by=by, about=unit, unit=unit.pk, payload=payload, next_step=next_step)
