"""*Plt. untuk jabatan kosong*, several at once: the head above each vacant post leads it until a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.core.actor import Actor
from prestasi.core.errors import Invalid, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Position
from prestasi.organization.permissions import holds_role_over, unit_path_ids
from prestasi.people.actions.acting import appoint_acting
from prestasi.people.models import AssignmentKind
from prestasi.people.queries.vacant import proposed_leader


def appoint_for_vacant(
    *, by: Actor, position_ids: Sequence[int], starts_on: dt.date, ends_on: dt.date, decree: str, key: str | None = None
) -> Receipt:
    """All or none: each post gets the nearest head above it as Plt., so that its people have a rater again."""

    def act() -> Receipt:
        posts = list(Position.objects.filter(pk__in=set(position_ids)).order_by("pk"))
        if not posts:
            raise Invalid({"position_ids": _("Pilih sedikitnya satu jabatan kosong.")})
        for post in posts:
            _appoint(by, post, starts_on, ends_on, decree)
        payload = {"posts": [post.pk for post in posts], "decree": decree, "ends_on": ends_on.isoformat()}
        return record(
            "acting.appointed_many", by=by, about=posts[0], unit=posts[0].unit_id, payload=payload,
            next_step=_("%(n)s jabatan kosong dipimpin sementara sampai sebelum %(day)s.")
            % {"n": len(posts), "day": ends_on.isoformat()},
        )  # fmt: skip

    return once(key, by, act)


def _appoint(by: Actor, post: Position, starts_on: dt.date, ends_on: dt.date, decree: str) -> None:
    if not holds_role_over(by, frozenset({"analyst"}), unit_path_ids(post.unit_id)):
        raise NotAllowed(_("Plt. dan Plh. dicatat oleh analis kepegawaian."), _("Analis kepegawaian unit ini."))
    leader = proposed_leader(post, starts_on)
    if leader is None:
        raise Invalid({"position_ids": _("Tidak ada pimpinan di atas %s. Tunjuk orangnya satu per satu.") % post.title})
    appoint_acting(
        by=by, position_id=post.pk, person_id=leader.person_id, kind=AssignmentKind.PLT, starts_on=starts_on,
        ends_on=ends_on, decree=decree,
    )  # fmt: skip
