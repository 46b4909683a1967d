"""Forming a *tim kerja*: opened by decree, members joining and leaving, ended. Rows stay as history."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotVisible
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify
from prestasi.organization.models import Unit
from prestasi.people.models import IdentityNumber
from prestasi.performance.actions.plan import needed_reason
from prestasi.performance.models import TeamMember, WorkTeam
from prestasi.performance.permissions.team import check_may_keep, team_or_404

MOST_MEMBERS = 200


def open_team(
    *, by: Actor, unit_id: int, name: str, decree_number: str, leader_number: str, starts_on: dt.date,
    ends_on: dt.date, members: str = "", purpose: str = "", key: str | None = None,
) -> Receipt:  # fmt: skip
    """Form a team of a unit. `leader_number` is an NIP; `members` one NIP a line, a duty may follow after a comma.

    Errors: NotVisible (unit), NotAllowed, Invalid by field.
    """

    def act() -> Receipt:
        if not Unit.objects.filter(pk=unit_id).exists():
            raise NotVisible
        check_may_keep(by, unit_id)
        title, decree = " ".join(name.split())[:160], " ".join(decree_number.split())[:80]
        _refuse(title, decree, starts_on, ends_on)
        leader = _person(leader_number)
        team = WorkTeam.objects.create(
            name=title, purpose=" ".join(purpose.split())[:300], unit_id=unit_id, leader_id=leader,
            decree_number=decree, starts_on=starts_on, ends_on=ends_on, opened_by_id=by.person_id,
        )  # fmt: skip
        joined = _join(team, members)
        _tell(team, leader, gettext_noop("Anda memimpin tim kerja %s."))
        return record(
            "team.opened", by=by, about=team, subject=leader, unit=unit_id, capacity=by.role,
            payload={"name": title, "decree": decree, "members": joined, "until": ends_on.isoformat()},
            next_step=_("Pemimpin tim membagi hasil kerja kepada anggota."),
        )  # fmt: skip

    return once(key, by, act)


def _refuse(name: str, decree: str, starts_on: dt.date, ends_on: dt.date) -> None:
    errors = {}
    if len(name) < 5:
        errors["name"] = _("Tulis nama tim.")
    if len(decree) < 3:
        errors["decree_number"] = _("Tulis nomor surat keputusan atau surat tugasnya.")
    if ends_on < starts_on:
        errors["ends_on"] = _("Hari terakhir mendahului hari pertama.")
    if errors:
        raise Invalid(errors)


def _person(number: str) -> int:
    found = IdentityNumber.objects.filter(number=number.replace(" ", "")).values_list("person_id", flat=True).first()
    if found is None:
        raise Invalid({"leader_number": _("NIP ini tidak dikenal: %s") % number[:30]})
    return found


def _join(team: WorkTeam, lines: str) -> int:
    """Add everybody in the lines who is not in the team; nobody when one number is unknown."""
    wanted: dict[str, str] = {}
    for line in lines.splitlines():
        number, _comma, duty = line.partition(",")
        if number := number.replace(" ", ""):
            wanted[number] = " ".join(duty.split())[:160]
    people = dict(IdentityNumber.objects.filter(number__in=wanted).values_list("number", "person_id"))
    if unknown := [number for number in wanted if number not in people]:
        raise Invalid({"members": _("NIP ini tidak dikenal: %s") % ", ".join(unknown[:5])})
    here = set(team.members.filter(left_on__isnull=True).values_list("person_id", flat=True)) | {team.leader_id}
    new = {people[number]: duty for number, duty in wanted.items() if people[number] not in here}
    if len(here) + len(new) > MOST_MEMBERS:
        raise Invalid({"members": _("Paling banyak %s anggota.") % MOST_MEMBERS})
    day = max(team.starts_on, clock.today())
    TeamMember.objects.bulk_create(
        TeamMember(team=team, person_id=person, duty=duty, joined_on=day) for person, duty in new.items()
    )
    for person in new:
        _tell(team, person, gettext_noop("Anda menjadi anggota tim kerja %s."))
    return len(new)


def _tell(team: WorkTeam, person_id: int, words: str) -> None:
    with speaking_to(person_id):
        notify(
            person_id=person_id, kind="team.member_added", text=_(words) % team.name, url=f"/tim-kerja/{team.pk}/",
            effect_key=f"team.joined:{team.pk}:{person_id}:{clock.today().isoformat()}",
        )  # fmt: skip


def add_members(*, by: Actor, team_id: int, members: str, key: str | None = None) -> Receipt:
    """Add people by NIP, one a line, with their duty after a comma."""

    def act() -> Receipt:
        team = _kept(by, team_id)
        joined = _join(team, members)
        if not joined:
            raise Invalid({"members": _("Tidak ada anggota baru di dalam daftar ini.")})
        return record(
            "team.member_added", by=by, about=team, unit=team.unit_id, capacity=by.role, payload={"members": joined}
        )

    return once(key, by, act)


def end_membership(*, by: Actor, team_id: int, member_id: int, key: str | None = None) -> Receipt:
    """A member leaves today; results already taken stay in the member's plan."""

    def act() -> Receipt:
        team = _kept(by, team_id)
        member = team.members.filter(pk=member_id).first()
        if member is None:
            raise NotVisible
        if member.left_on is not None:
            raise Closed(_("Anggota ini sudah keluar dari tim."))
        member.left_on = max(clock.today(), member.joined_on)
        member.save(update_fields=["left_on"])
        return record(
            "team.member_ended", by=by, about=team, subject=member.person_id, unit=team.unit_id, capacity=by.role,
            payload={"on": member.left_on.isoformat()},
        )  # fmt: skip

    return once(key, by, act)


def end_team(*, by: Actor, team_id: int, on: dt.date, reason: str, key: str | None = None) -> Receipt:
    """End a team earlier than its decree said; its results stay where they are."""

    def act() -> Receipt:
        team = _kept(by, team_id)
        if not team.starts_on <= on <= team.ends_on:
            span = {"a": formats.short_date(team.starts_on), "b": formats.short_date(team.ends_on)}
            raise Invalid({"on": _("Pilih tanggal antara %(a)s dan %(b)s.") % span})
        team.ended_reason, team.ends_on = needed_reason(reason)[:240], on
        team.save(update_fields=["ended_reason", "ends_on"])
        return record(
            "team.ended", by=by, about=team, subject=team.leader_id, unit=team.unit_id, capacity=by.role,
            payload={"reason": team.ended_reason, "on": on.isoformat()},
        )  # fmt: skip

    return once(key, by, act)


def _kept(by: Actor, team_id: int) -> WorkTeam:
    """The team locked, after the gate of sight and of keeping; an ended one is closed."""
    team = team_or_404(by, team_id, lock=True)
    check_may_keep(by, team.unit_id)
    if team.ends_on < clock.today():
        raise Closed(_("Tim kerja ini sudah berakhir."))
    return team
