"""Likert, choice and text beside the scale: the sheet, the draft, what results tell, and how they are written."""

from __future__ import annotations

import re

import pytest

from prestasi.colleagues.actions.answer import answer
from prestasi.colleagues.groups import Group
from prestasi.colleagues.kinds import Kind
from prestasi.colleagues.models import QuestionSet, Round
from tests.colleagues import (
    actor_of,
    asked_as,
    colleagues,
    given,
    opened,
    questions,
    released,
    subject_of,
    with_extras,
)  # fmt: skip
from tests.web.colleagues.test_pages import code_in, marks, peer_of
from tests.web.conftest import SignIn
from tests.world import World


@pytest.fixture
def mixed(world: World) -> Round:
    """A round whose questions are of every kind."""
    colleagues(world, 7)
    with_extras(world)
    return opened(world)


def test_the_sheet_asks_every_kind_and_keeps_what_was_wrong_beside_its_question(
    world: World, mixed: Round, signed_in: SignIn
) -> None:
    rater, asked = peer_of(world, mixed, "employee")
    client, address = signed_in(rater), f"/rekan/jawab/{asked.pk}/"
    first = client.get(address).content.decode()
    assert "Sangat tidak setuju" in first and "Alat digital" in first and "Tidak menjawab" in first
    ids = {k: f"s{asked_as(mixed, asked.subject, k)}" for k in (Kind.LIKERT, Kind.CHOICE, Kind.TEXT)}
    assert f'name="{ids[Kind.TEXT]}" value="" maxlength="120"' in first
    sent = {**marks(mixed, asked.subject), ids[Kind.TEXT]: "Mulai <b>", "code": code_in(first.encode())}
    for wrong in ("3", "9", "²", "'; --", "-1"):
        page = client.post(address, sent | {ids[Kind.CHOICE]: wrong})
        told = page.content.decode()
        assert page.status_code == 422
        assert re.search(rf'id="id_{ids[Kind.CHOICE]}"><p>[^<]*</p><p class="err">', told)
        assert "Mulai &lt;b&gt;" in told
    long = client.post(address, sent | {ids[Kind.TEXT]: "x" * 121})
    assert long.status_code == 422 and "Paling banyak 120 huruf" in long.content.decode()
    assert client.post(address, sent | {ids[Kind.CHOICE]: "x"}).status_code == 200


def test_a_draft_keeps_choices_and_texts(world: World, mixed: Round, signed_in: SignIn) -> None:
    rater, asked = peer_of(world, mixed, "employee")
    client, address = signed_in(rater), f"/rekan/jawab/{asked.pk}/"
    choice, text = (f"s{asked_as(mixed, asked.subject, k)}" for k in (Kind.CHOICE, Kind.TEXT))
    client.get(address)
    client.post(f"{address}draf/", {choice: "1", text: "Setengah jadi"})
    again = client.get(address).content.decode()
    assert f'name="{choice}" value="1" checked' in again and "Setengah jadi" in again


def test_shares_are_told_to_both_and_texts_to_the_person_alone(world: World, mixed: Round, signed_in: SignIn) -> None:
    subject = subject_of(mixed, world, "employee")
    choice, text = (asked_as(mixed, subject, k) for k in (Kind.CHOICE, Kind.TEXT))
    for n, i in enumerate(subject.invitations.filter(group=Group.PEER).select_related("subject")[:6]):
        sent = given(mixed, i, choices={choice: (0, 0, 0, 1, 1, 2)[n]}, own_texts={text: f"mulai {n}"})
        answer(by=actor_of(world, i.rater_id), invitation_id=i.pk, given=sent)
    released(world, mixed)
    own = signed_in("employee").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    theirs = signed_in("superior").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    for page in (own, theirs):
        assert "Keahlian <b>50\u00a0%</b>" in page and "lainnya <b>50\u00a0%</b>" in page
        assert "Komunikasi <b>" not in page and "Alat digital <b>" not in page
    assert sum(f"mulai {n}" in own for n in range(6)) == 6
    assert "mulai 0" not in theirs


def test_a_hidden_group_tells_no_choice_and_no_text(world: World, mixed: Round, signed_in: SignIn) -> None:
    subject = subject_of(mixed, world, "employee")
    choice, text = (asked_as(mixed, subject, k) for k in (Kind.CHOICE, Kind.TEXT))
    for i in subject.invitations.filter(group=Group.PEER).select_related("subject")[:4]:
        answer(by=actor_of(world, i.rater_id), invitation_id=i.pk,
               given=given(mixed, i, choices={choice: 0}, own_texts={text: "rahasia"}))  # fmt: skip
    released(world, mixed)
    page = signed_in("employee").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    assert "Jawaban pilihan" not in page and "rahasia" not in page


def test_the_analyst_writes_other_kinds_of_questions(world: World, signed_in: SignIn) -> None:
    questions(world)
    client = signed_in("analyst")
    client.post("/rekan/pertanyaan/mulai/")
    draft = QuestionSet.objects.get(state="draft")
    address = f"/rekan/pertanyaan/{draft.pk}/?jenis=functional"
    assert client.get(address).content.decode().count('name="kind_') == 4
    sent = {f"value_{v}": f"Pernyataan untuk nilai {v}" for v in range(1, 8)} | {
        "version": 1, "kind_2": "choice", "about_2": "3", "extra_2": "Apa yang perlu <i>ia</i> pelajari?",
        "options_2": "Keahlian",
    }  # fmt: skip
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Tulis 2 sampai 7 pilihan" in refused.content.decode()
    assert "&lt;i&gt;ia" in refused.content.decode()
    assert client.post(address, sent | {"options_2": "Keahlian\r\n\r\nKomunikasi"}).status_code == 302
    clash = client.post(address, sent | {"options_2": "Lain\nLagi"})
    assert clash.status_code == 409 and "Keahlian · Komunikasi" in clash.content.decode()
    kept = draft.statements.get(kind="choice", post_type="functional")
    assert (kept.value, kept.options) == (3, ["Keahlian", "Komunikasi"])
    assert "Keahlian / Komunikasi" in signed_in("auditor").get(address).content.decode()
