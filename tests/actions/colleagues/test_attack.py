"""An attacker with everything: all tables with their system columns, before and after release, the audit trail, the
receipts of every rater, and a web log that holds the exact order in which everybody answered.

The attacker guesses who wrote what, by every order there is. Success is compared with chance. The control shows that
the same guesses would name the author of every line if answers were kept in order of arrival.
`ANONYMITY_GROUPS=1000` runs the figure of docs/explanation/anonymity.md.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from prestasi.colleagues import ballots, receipts, vault
from prestasi.colleagues.actions.answer import answer
from prestasi.colleagues.actions.release import close_round, release_round
from prestasi.colleagues.groups import Group
from prestasi.colleagues.kinds import Kind
from prestasi.colleagues.models import Box, GroupResult, Invitation, Round
from prestasi.colleagues.scoring import FEWEST_ALIKE
from tests.colleagues import actor_of, colleagues, given, opened, with_extras
from tests.world import World

GROUPS = int(os.environ.get("ANONYMITY_GROUPS", "48"))
FEW = 8
RATERS = 6
SIGMAS = 4.5
AsOwner = Callable[[], AbstractContextManager[None]]
Rows = list[dict[str, object]]


@dataclass
class Loot:
    """What the attacker holds. `log`: (rater, invitation) in the exact order of the requests."""

    log: list[tuple[int | None, int]] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    before: dict[str, Rows] = field(default_factory=dict)
    after: dict[str, Rows] = field(default_factory=dict)


@dataclass
class Case:
    """One group of one person: its raters and what was released about it."""

    subject: int
    invitations: list[Invitation]
    strengths: list[str]
    suggestions: list[str]
    own: list[str] = field(default_factory=list)


def dump() -> dict[str, Rows]:
    """Every table of the database, row by row, with the columns that no dump shows but a disk does."""
    found: dict[str, Rows] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT ctid::text, xmin::text, t.* FROM "{table}" t')
            names = [column.name for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def text_of(invitation: Invitation, kind: str) -> str:
    """What this rater wrote; unmistakable, so that the truth is known."""
    return f"{kind}-{invitation.pk}-{invitation.rater_id}-"


@pytest.fixture
def robbed(world: World, as_owner: AsOwner) -> tuple[Round, Loot]:
    """A round of few groups, for what holds of every row."""
    return _robbed(world, as_owner, FEW)


@pytest.fixture
def robbed_of_many(world: World, as_owner: AsOwner) -> tuple[Round, Loot]:
    """A round of so many groups that guesses can be told from chance."""
    return _robbed(world, as_owner, GROUPS)


def _robbed(world: World, as_owner: AsOwner, groups: int) -> tuple[Round, Loot]:
    """A round in which everybody answered, in a random order, robbed before its release."""
    for start in range(0, groups, 24):
        chief = colleagues(world, 1, "head", "dinkes")[0]
        colleagues(world, min(24, groups - start), chief, "puskesmas")
    with_extras(world)
    row, loot = opened(world, load_limit=RATERS + 2), Loot()
    ids = {(q.post_type, q.kind): q.pk for q in row.question_set.statements.filter(kind__in=(Kind.CHOICE, Kind.TEXT))}
    asked = list(Invitation.objects.filter(subject__round=row, group=Group.PEER).select_related("subject"))
    random.Random(99).shuffle(asked)
    for invitation in asked:
        rng, post = random.Random(invitation.pk), invitation.subject.post_type
        sent = given(
            row, invitation, rng.randint(1, 5), text_of(invitation, "kuat"), text_of(invitation, "saran"),
            choices={ids[post, Kind.CHOICE]: rng.randrange(3)},
            own_texts={ids[post, Kind.TEXT]: text_of(invitation, "butir")},
        )  # fmt: skip
        answer(by=actor_of(world, invitation.rater_id), invitation_id=invitation.pk, given=sent)
        loot.log.append((invitation.rater_id, invitation.pk))
        loot.codes[invitation.pk] = receipts.hash_of(sent.code, row.code)
    with as_owner():
        loot.before = dump()
    close_round(by=world.actor("analyst"), round_id=row.pk)
    return row, loot


def release(world: World, row: Round, loot: Loot, as_owner: AsOwner) -> list[Case]:
    release_round(by=world.actor("analyst"), round_id=row.pk)
    with as_owner():
        loot.after = dump()
    return [
        Case(
            r.subject_id, list(r.subject.invitations.filter(group=Group.PEER)), r.strengths, r.suggestions,
            next(iter(r.own_texts.values())),
        )
        for r in GroupResult.objects.filter(group=Group.PEER).select_related("subject")
    ]  # fmt: skip


def orders(loot: Loot) -> dict[str, Callable[[Invitation], object]]:
    """Every order in which an attacker can lay the raters of a group beside the released texts."""
    place = {pk: n for n, (_rater, pk) in enumerate(loot.log)}
    when = {k: {row["id"]: row for row in rows["colleagues_invitation"]} for k, rows in _dumps(loot).items()}
    return {
        "order of the web log": lambda i: place[i.pk],
        "web log backwards": lambda i: -place[i.pk],
        "id of the invitation": lambda i: i.pk,
        "id of the rater": lambda i: i.rater_id,
        "transaction of the invitation": lambda i: int(str(when["before"][i.pk]["xmin"])),
        "place on disk before": lambda i: _page(when["before"][i.pk]["ctid"]),
        "place on disk after": lambda i: _page(when["after"][i.pk]["ctid"]),
        "hash of the receipt": lambda i: loot.codes[i.pk],
    }


def _dumps(loot: Loot) -> dict[str, dict[str, Rows]]:
    return {"before": loot.before, "after": loot.after or loot.before}


def _page(ctid: object) -> tuple[int, ...]:
    return tuple(int(n) for n in str(ctid).strip("()").split(","))


def success(cases: list[Case], order: Callable[[Invitation], Any], kind: str = "kuat") -> float:
    """Share of texts whose author is guessed when raters, in this order, are laid beside the texts."""
    hits = total = 0
    for case in cases:
        raters = sorted(case.invitations, key=order)
        texts = case.strengths if kind == "kuat" else case.own
        hits += sum(text_of(i, kind) == text for i, text in zip(raters, texts, strict=True))
        total += len(raters)
    return hits / total


def tolerance(cases: list[Case]) -> float:
    """A guessed order hits once a group on average with variance one, whatever the size of the group."""
    return SIGMAS / math.sqrt(len(cases)) / RATERS


def test_the_author_is_not_found_better_than_by_chance(
    world: World, robbed_of_many: tuple[Round, Loot], as_owner: AsOwner, record_property: Callable[[str, object], None]
) -> None:
    row, loot = robbed_of_many
    cases = release(world, row, loot, as_owner)
    assert len(cases) >= GROUPS
    rates = {name: success(cases, order) for name, order in orders(loot).items()}
    paired = sum(a.removeprefix("kuat") == b.removeprefix("saran") for c in cases
                 for a, b in zip(c.strengths, c.suggestions, strict=True))  # fmt: skip
    rates |= {f"own text by {name}": success(cases, order, "butir") for name, order in orders(loot).items()}
    beside = sum(a.removeprefix("kuat") == b.removeprefix("butir") for c in cases
                 for a, b in zip(c.strengths, c.own, strict=True))  # fmt: skip
    rates["strength beside own text"] = beside / sum(len(c.strengths) for c in cases)
    rates["strength beside suggestion"] = paired / sum(len(c.strengths) for c in cases)
    print(f"\n{len(cases)} groups of {RATERS}, chance {1 / RATERS:.4f}, tolerance {tolerance(cases):.4f}: {rates}")
    record_property("anonymity", str(rates))
    wrong = {name: rate for name, rate in rates.items() if abs(rate - 1 / RATERS) > tolerance(cases)}
    assert wrong == {}


def test_the_attack_succeeds_where_answers_lie_in_order_of_arrival(robbed: tuple[Round, Loot]) -> None:
    """The control: were the texts released as they came in, the web log would name every author."""
    _row, loot = robbed
    first = {pk: n for n, (_rater, pk) in enumerate(loot.log)}
    naive = []
    for box in Box.objects.filter(group=Group.PEER).select_related("subject"):
        asked = list(box.subject.invitations.filter(group=Group.PEER))
        arrived = sorted(asked, key=lambda i: first[i.pk])
        naive.append(Case(box.subject_id, asked, [text_of(i, "kuat") for i in arrived], []))
    assert success(naive, orders(loot)["order of the web log"]) == 1.0
    assert success(naive, orders(loot)["transaction of the invitation"]) > 0.99


def test_before_release_no_table_holds_a_word_of_an_answer(robbed: tuple[Round, Loot]) -> None:
    _row, loot = robbed
    asked = Invitation.objects.filter(group=Group.PEER)
    secrets_ = [text_of(i, kind).encode() for i in asked for kind in ("kuat", "butir")]
    assert secrets_ and any(loot.before.values())
    for rows in loot.before.values():
        for value in (v for r in rows for v in r.values()):
            raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            assert not any(word in raw for word in secrets_[:200])


def test_even_with_the_stolen_key_a_single_dump_names_nobody(robbed_of_many: tuple[Round, Loot]) -> None:
    row, loot = robbed_of_many
    key = vault.round_key(row.code)
    cases = []
    for box in Box.objects.filter(subject__round=row, group=Group.PEER).select_related("subject"):
        opened_ = vault.unseal(key, bytes(box.sealed), f"box:{box.pk}")
        found = [ballots.read(slot).strength for slot in ballots.slots(opened_ or b"")]
        cases.append(Case(box.subject_id, list(box.subject.invitations.filter(group=Group.PEER)), found, []))
    rates = {name: success(cases, order) for name, order in orders(loot).items() if name != "hash of the receipt"}
    assert {name: r for name, r in rates.items() if abs(r - 1 / RATERS) > tolerance(cases)} == {}


def test_after_release_no_table_holds_a_single_choice(
    world: World, robbed: tuple[Round, Loot], as_owner: AsOwner
) -> None:
    """Only shares of three or more; every answer's own choice went with the boxes."""
    row, loot = robbed
    release(world, row, loot, as_owner)
    assert not loot.after["colleagues_box"] and not loot.after["colleagues_draft"]
    told = [kept for r in GroupResult.objects.filter(group=Group.PEER) for kept in r.choices.values() if kept]
    assert told
    least = 100 * FEWEST_ALIKE // RATERS
    assert all(share >= least for kept in told for share in kept["options"].values())
    assert all(kept["rest"] == 0 or kept["rest"] >= least for kept in told)


def test_two_versions_of_a_box_have_no_block_in_common(world: World) -> None:
    """Whoever compares two dumps without the key does not see which answer came in between."""
    colleagues(world, 6)
    row = opened(world)
    seen: set[bytes] = set()
    asked = Invitation.objects.filter(subject__round=row, group=Group.PEER, subject__person=world.people["employee"])
    for n, invitation in enumerate(asked.select_related("subject"), 1):
        answer(by=actor_of(world, invitation.rater_id), invitation_id=invitation.pk, given=given(row, invitation))
        box = Box.objects.get(subject=invitation.subject, group=Group.PEER)
        now = set(_blocks(bytes(box.sealed)))
        assert len(bytes(box.sealed)) == n * ballots.SLOT + 28
        assert not now & seen
        seen |= now


def _blocks(sealed: bytes) -> Iterator[bytes]:
    return (sealed[i : i + 16] for i in range(0, len(sealed) - 15, 16))


def test_events_receipts_and_jobs_know_no_rater_of_an_answer(
    world: World, robbed: tuple[Round, Loot], as_owner: AsOwner
) -> None:
    row, loot = robbed
    release(world, row, loot, as_owner)
    raters = {world.users[key].pk for key in world.users} - {world.users["analyst"].pk}
    assert not [e for e in loot.after["audit_event"] if e["actor_user_id"] in raters]
    assert loot.after["audit_idempotency"] == []
    counted = [str(r["hash"]) for r in loot.after["colleagues_countedreceipt"]]
    assert set(loot.codes.values()) == set(counted)
    linked = set(loot.after["colleagues_countedreceipt"][0]) - {"ctid", "xmin"}
    assert linked == {"hash", "round_id"}


def test_every_released_row_is_of_one_transaction(world: World, robbed: tuple[Round, Loot], as_owner: AsOwner) -> None:
    """So the transaction numbers of results tell nothing about the order of answers."""
    row, loot = robbed
    release(world, row, loot, as_owner)
    place = {str(r["hash"]): _page(r["ctid"]) for r in loot.after["colleagues_countedreceipt"]}
    assert sorted(place, key=lambda h: place[h]) == sorted(place)
