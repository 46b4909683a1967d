"""A clean row of units against the tree of the day."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from prestasi.exchange.cleaning import Clean
from prestasi.exchange.comparing import Verdict
from prestasi.exchange.queries.known import KnownUnits


def compare_units(number: int, row: Clean, known: KnownUnits, seen: dict[str, int], day: dt.date) -> Verdict:
    """New or renamed units. Parents must be known or stand in an earlier row, so that no circle can arise."""
    values, key = row.values, str(row.values.get("code") or "").lower()
    verdict = Verdict(number, key, "new", values, errors=list(row.errors), doubts=list(row.doubts))
    values["since"] = values.get("since") or day.isoformat()
    _check_parent(verdict, known, seen)
    if key and seen.setdefault(key, number) != number:
        verdict.errors.append(("code", _("Kode ini sudah ada di baris %(row)s.") % {"row": seen[key]}))
    unit = known.by_code.get(key)
    if unit is not None:
        _against(verdict, unit, known)
    return verdict.settle()


def _check_parent(verdict: Verdict, known: KnownUnits, seen: dict[str, int]) -> None:
    parent = str(verdict.values.get("parent") or "").lower()
    if not parent:
        return
    if parent == verdict.key:
        verdict.errors.append(("parent", _("Unit tidak dapat menjadi induknya sendiri.")))
    elif parent not in known.by_code and parent not in seen:
        words = _("Induk “%(code)s” belum dikenal. Taruh baris induk di atas baris ini.")
        verdict.errors.append(("parent", words % {"code": parent}))
    verdict.values["parent"] = parent


def _against(verdict: Verdict, unit: int, known: KnownUnits) -> None:
    values = verdict.values
    values["unit_id"] = unit
    if values.get("name") and values["name"] != known.names[unit]:
        verdict.changes["name"] = [known.names[unit], values["name"]]
    if values.get("parent") and values["parent"] != known.parents[unit]:
        words = _("Induknya sekarang “%(code)s”. Memindahkan unit dilakukan di halaman unit, dengan melihat akibatnya.")
        verdict.errors.append(("parent", words % {"code": known.parents[unit]}))
    if verdict.changes and known.since[unit] >= dt.date.fromisoformat(values["since"]):
        verdict.errors.append(("since", _("Sudah ada nama yang berlaku sejak tanggal itu atau sesudahnya.")))
    verdict.status = "changed" if verdict.changes else "unchanged"
