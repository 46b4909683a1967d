"""B01, *Ruang kendali*: every agency unit by step, who is late, who is blocked by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core import clock
from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.insight.permissions import WATCHERS, may_remind, sees_unit
from prestasi.insight.queries import board, flow
from prestasi.organization.models import UnitVersion

SORTS: dict[str, Callable[[flow.Flow], tuple[int, str]]] = {
    "nama": lambda row: (0, row.name),
    "belum": lambda row: (-row.unplanned, row.name),
    "draf": lambda row: (-row.drafts, row.name),
    "diajukan": lambda row: (-row.submitted, row.name),
    "dibuka": lambda row: (_low(row.opened), row.name),
    "rencana": lambda row: (_low(row.agreed), row.name),
    "diri": lambda row: (_low(row.self_assessed), row.name),
    "dinilai": lambda row: (_low(row.rated), row.name),
    "ditetapkan": lambda row: (_low(row.confirmed), row.name),
    "bukti": lambda row: (-row.waiting, row.name),
    "pegawai": lambda row: (-row.people, row.name),
}


HEADS: tuple[tuple[str, str | Promise], ...] = (
    ("nama", gettext_lazy("Unit")), ("belum", gettext_lazy("Belum mulai")), ("draf", gettext_lazy("Draf")),
    ("diajukan", gettext_lazy("Diajukan")), ("rencana", gettext_lazy("Disepakati")),
    ("bukti", gettext_lazy("Bukti menunggu")), ("diri", gettext_lazy("Evaluasi diri")),
    ("dinilai", gettext_lazy("Dinilai")), ("ditetapkan", gettext_lazy("Ditetapkan")),
    ("dibuka", gettext_lazy("Dibuka pegawai")),
)  # fmt: skip


def _low(share: int | None) -> int:
    """Lowest shares first, nothing to count last."""
    return 101 if share is None else share


@dataclass(frozen=True, slots=True)
class ControlRoom:
    """The heat table of the units below `unit_id`, and the rating officers waited for in it."""

    unit_id: int
    name: str
    parent_id: int | None
    times: flow.Times | None
    whole: flow.Flow | None
    rows: tuple[flow.Flow, ...]
    holders: tuple[board.Holder, ...]
    sort: str
    query: str
    may_remind: bool = False

    @property
    def heads(self) -> tuple[tuple[str, str | Promise], ...]:
        """Sort key and words of each column."""
        return HEADS


def control_room(
    actor: Actor, unit_id: int | None = None, *, period_id: int | None = None, sort: str = "dinilai", query: str = ""
) -> ControlRoom:
    """One unit's children by step. Analysts, administrators and auditors only, within their scope."""
    if not any(grant.role in WATCHERS for grant in actor.grants):
        raise NotAllowed(_("Ruang kendali dibuka oleh analis kepegawaian, admin, dan auditor."), "BKPP/BKD")
    version = _version(actor, unit_id)
    at = flow.times(clock.today(), period_id)
    whole, rows = flow.flows(version.path, at) if at else (None, [])
    wanted = [row for row in rows if query.lower() in row.name.lower() and (row.people or row.unplanned)]
    key = sort if sort in SORTS else "dinilai"
    return ControlRoom(
        unit_id=version.unit_id,
        name=version.name,
        parent_id=version.parent_id,
        times=at,
        whole=whole,
        rows=tuple(sorted(wanted, key=SORTS[key])),
        holders=board.holders(version.path, at, whole) if at and whole else (),
        sort=key,
        query=query,
        may_remind=may_remind(actor, version.unit_id),
    )


def _version(actor: Actor, unit_id: int | None) -> UnitVersion:
    today = UnitVersion.objects.on(clock.today())
    if unit_id is None:
        scopes = [g.unit_id for g in actor.grants if g.role in WATCHERS]
        roots = today.filter(parent__isnull=True) if None in scopes else today.filter(unit__in=scopes)
        found = roots.order_by("path").first()
    else:
        found = today.filter(unit=unit_id).first()
    if found is None or not sees_unit(actor, found.path):
        raise NotVisible
    return found
