"""Opening a round: its rules are locked, its people and raters written, its key made."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from prestasi.audit.actions.record import once, record
from prestasi.colleagues import vault
from prestasi.colleagues.actions._common import database_today, locked_round
from prestasi.colleagues.actions.round import weights_of
from prestasi.colleagues.drawing import Draw, Pair
from prestasi.colleagues.groups import Choosing, Group, PostType, post_type
from prestasi.colleagues.models import Box, Invitation, Round, Subject
from prestasi.colleagues.permissions import check_may_run
from prestasi.colleagues.queries.population import Member, Staff, chosen, staff
from prestasi.colleagues.weights import wrong_sums
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid
from prestasi.core.receipt import Receipt
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice

Pairs = Mapping[Group, list[Pair]]
CHUNK = 5_000


def open_round(*, by: Actor, round_id: int, key: str | uuid.UUID | None = None, seed: int | None = None) -> Receipt:
    """Open a round. `seed` repeats a draw in tests; otherwise it is drawn and recorded with the round."""

    def act() -> Receipt:
        check_may_run(by)
        row = locked_round(round_id, "open")
        people = staff(database_today())
        members = chosen(people, row.units, row.kinds)
        _check(row, members)
        row.seed = secrets.randbelow(2**53) if seed is None else seed
        row.state, row.opened_on = Round.State.OPEN, database_today()
        row.save(update_fields=["seed", "state", "opened_on"])
        counts = write_people(row, people, members)
        vault.make_key(row.code)
        return record("round360.opened", by=by, about=row, capacity="analyst", payload=counts | {"seed": row.seed})

    return once(key, by, act)


def _check(row: Round, members: list[Member]) -> None:
    errors = {f"weights_{kind}": message for kind, message in wrong_sums(weights_of(row)).items()}
    if not members:
        errors["units"] = _("Tidak ada pegawai dalam populasi ini.")
    if errors:
        raise Invalid(errors)
    if row.answers_due_on <= database_today():
        raise Closed(_("Batas jawaban sudah lewat. Ubah tanggalnya lebih dahulu."))


def write_people(row: Round, people: Staff, members: list[Member]) -> dict[str, int]:
    """Subjects, invitations and empty boxes of a round that opens; counts of each."""
    settled = Subject.Raters.SETTLED if row.choosing == Choosing.DRAWN else Subject.Raters.CHOOSING
    Subject.objects.bulk_create(
        (
            Subject(
                round=row, person_id=m.person_id, unit_id=m.unit_id, post_type=post_type(m.kind), post=m.post,
                raters=settled,
            )
            for m in members
        ),
        batch_size=CHUNK,
    )  # fmt: skip
    subject_of = dict(row.subjects.values_list("person_id", "pk"))
    pairs = raters(row, people, members, weights_of(row))
    made = [
        Invitation(subject_id=subject_of[person], group=group, rater_id=rater)
        for group, found in pairs.items()
        for rater, person in found
    ]
    Invitation.objects.bulk_create(made, batch_size=CHUNK)
    make_boxes((i.subject_id, i.group) for i in made)
    told = _tell(row, made) if settled == Subject.Raters.SETTLED else _ask_for_proposals(row, members)
    return {"people": len(members), "invitations": len(made), "told": told}


def raters(
    row: Round, people: Staff, members: list[Member], weights: Mapping[PostType, Mapping[Group, int]]
) -> dict[Group, list[Pair]]:
    """(rater, person) pairs by group. Subordinates are drawn always, peers and other units when the round draws."""
    ids = [m.person_id for m in members]
    draw = Draw(row.seed or 0, row.load_limit)
    pairs: dict[Group, list[Pair]] = {Group.SELF: [(p, p) for p in ids]}
    pairs[Group.SUPERIOR] = [(people.superior[p], p) for p in ids if _is_at_work(people, people.superior.get(p))]
    draw.know(pairs[Group.SUPERIOR])
    wanted = {group: _wanting(members, weights, group) for group in Group}
    below = {p: people.subordinates(p) for p in wanted[Group.SUBORDINATE]}
    pairs[Group.SUBORDINATE] = draw.draw(below, row.raters_wanted)
    if row.choosing == Choosing.DRAWN:
        line = [(rater, p) for p in ids for rater in people.subordinates(p)]
        line += [(above, p) for p in ids if (above := people.superior.get(p))]
        peers = {p: people.peers(p) for p in wanted[Group.PEER]}
        pairs[Group.PEER] = draw.draw(peers, row.raters_wanted, line)
        near = {p: people.other_units(p) for p in wanted[Group.OTHER_UNIT]}
        pairs[Group.OTHER_UNIT] = draw.draw(near, row.raters_wanted, line)
    return pairs


def _is_at_work(people: Staff, person_id: int | None) -> bool:
    return person_id is not None and person_id in people.members


def _wanting(members: list[Member], weights: Mapping[PostType, Mapping[Group, int]], group: Group) -> list[int]:
    """People whose type of post gives the group a weight."""
    return [m.person_id for m in members if weights[post_type(m.kind)].get(group, 0)]


def make_boxes(wanted: Iterable[tuple[int, str]]) -> None:
    """One empty box for each (subject, group), once."""
    boxes = [Box(subject_id=subject, group=group) for subject, group in dict.fromkeys(wanted)]
    Box.objects.bulk_create(boxes, ignore_conflicts=True, batch_size=CHUNK)


def _tell(row: Round, made: list[Invitation]) -> int:
    """One notice for each rater, whatever the number of invitations."""
    people = dict.fromkeys(i.rater_id for i in made if i.rater_id)
    return tell_raters(row, people)


def tell_raters(row: Round, people: Iterable[int]) -> int:
    """Ask raters to answer; each is told once in a round."""
    return notify_many(
        Notice(
            person_id=person, kind="round360.asked", text=_("Anda diminta memberi umpan balik rekan: %s") % row.title,
            why=_("Jawaban kelompok tampil tanpa nama, paling sedikit dari lima orang."), url="/rekan/",
            due_on=row.answers_due_on, effect_key=f"round360.asked:{row.pk}:{person}",
        )
        for person in people
    )  # fmt: skip


def _ask_for_proposals(row: Round, members: list[Member]) -> int:
    return notify_many(
        Notice(
            person_id=m.person_id, kind="round360.propose", text=_("Usulkan rekan yang menilai Anda: %s") % row.title,
            url="/rekan/", due_on=row.proposals_due_on, effect_key=f"round360.propose:{row.pk}:{m.person_id}",
        )
        for m in members
    )  # fmt: skip


def undo_key(row: Round) -> None:
    """Destroy the key once the caller's transaction has ended well."""
    transaction.on_commit(lambda: vault.destroy_key(row.code))
