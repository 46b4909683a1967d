"""Pages of the 360 feedback: the sheet, the receipt, results under the minimum rule, HR's steps."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from prestasi.colleagues import receipts
from prestasi.colleagues.groups import Choosing, Group
from prestasi.colleagues.models import Box, Draft, Invitation, QuestionSet, Round, Statement, Subject
from prestasi.performance.models import BehaviourExpectation
from tests.colleagues import (
    answer_group,
    colleagues,
    opened,
    plan,
    questions,
    released,
    subject_of,
)  # fmt: skip
from tests.web.conftest import SignIn
from tests.world import World


@pytest.fixture
def row(world: World) -> Round:
    colleagues(world, 7)
    return opened(world)


def code_in(content: bytes) -> str:
    found = re.search(r'name="code" value="([^"]+)"', content.decode())
    assert found
    return found[1]


def marks(row: Round, subject: Subject, mark: str = "4") -> dict[str, str]:
    asked = row.question_set.statements.filter(post_type=subject.post_type)
    return {f"s{pk}": mark for pk in asked.values_list("pk", flat=True)}


def invitation(world: World, row: Round, rater: str, subject: str) -> Invitation:
    return Invitation.objects.get(subject=subject_of(row, world, subject), rater=world.people[rater])


def peer_of(world: World, row: Round, subject: str) -> tuple[str, Invitation]:
    """A peer who is asked about the subject."""
    asked = Invitation.objects.filter(subject=subject_of(row, world, subject), group=Group.PEER)[0]
    return next(k for k, p in world.people.items() if p.pk == asked.rater_id), asked


def test_the_sheet_shows_statements_expectations_and_the_promise(world: World, row: Round, signed_in: SignIn) -> None:
    BehaviourExpectation.objects.create(plan=world.plans["employee"], value=1, text="Menjawab warga hari itu juga")
    rater, asked = peer_of(world, row, "employee")
    page = signed_in(rater).get(f"/rekan/jawab/{asked.pk}/").content.decode()
    assert "Menjawab warga hari itu juga" in page
    assert page.count('role="radiogroup"') == len(marks(row, asked.subject)) <= 11
    assert "Nama Anda tidak disimpan" in page


def test_superior_and_self_are_told_that_they_are_not_anonymous(world: World, row: Round, signed_in: SignIn) -> None:
    superior = invitation(world, row, "superior", "employee")
    assert "tidak anonim" in signed_in("superior").get(f"/rekan/jawab/{superior.pk}/").content.decode()
    own = invitation(world, row, "employee", "employee")
    assert "tentang diri sendiri" in signed_in("employee").get(f"/rekan/jawab/{own.pk}/").content.decode()


def test_an_answer_ends_in_a_code_that_is_stored_nowhere(world: World, row: Round, signed_in: SignIn) -> None:
    rater, asked = peer_of(world, row, "employee")
    client, address = signed_in(rater), f"/rekan/jawab/{asked.pk}/"
    code = code_in(client.get(address).content)
    sent = client.post(address, marks(row, asked.subject) | {"strength": "Sabar", "code": code})
    assert sent.status_code == 200
    assert code in sent.content.decode()
    assert sent["Cache-Control"] == "no-store, private"
    assert client.post(address, marks(row, asked.subject) | {"code": code}).status_code == 409
    assert "sudah kami terima" in client.get(address).content.decode()


def test_bad_input_keeps_what_was_typed(world: World, row: Round, signed_in: SignIn) -> None:
    rater, asked = peer_of(world, row, "employee")
    client, address = signed_in(rater), f"/rekan/jawab/{asked.pk}/"
    first = next(iter(marks(row, asked.subject)))
    for sent in ({}, {first: "9"}, {first: "²"}, {first: "3", "strength": "x" * 301}, {first: "'; --"}):
        answer = client.post(address, {"suggestion": "Saran saya <b>", "code": receipts.fresh_code()} | sent)
        assert answer.status_code == 422
        assert "Saran saya &lt;b&gt;" in answer.content.decode()
    asked.refresh_from_db()
    assert not asked.has_answered


def test_a_draft_returns_on_the_same_device_only(world: World, row: Round, signed_in: SignIn) -> None:
    rater, asked = peer_of(world, row, "employee")
    here, elsewhere, address = signed_in(rater), signed_in(rater), f"/rekan/jawab/{asked.pk}/"
    here.get(address)
    kept = here.post(f"{address}draf/", {"strength": "Belum selesai"}, headers={"X-Autosave": "1"})
    assert kept.status_code == 204
    assert "Belum selesai" in here.get(address).content.decode()
    assert "Belum selesai" not in elsewhere.get(address).content.decode()
    assert b"Belum selesai" not in bytes(Draft.objects.get().sealed)
    assert here.post(f"{address}draf/", {"strength": "Lagi"}).status_code == 302


def test_the_draft_cookie_never_leaves_its_pages(world: World, row: Round, signed_in: SignIn) -> None:
    rater, asked = peer_of(world, row, "employee")
    cookie = signed_in(rater).get(f"/rekan/jawab/{asked.pk}/").cookies["draf-rekan"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/rekan/", True, "Strict")


def test_a_group_of_four_shows_nothing_and_leaves_nothing_to_subtract(
    world: World, row: Round, signed_in: SignIn
) -> None:
    subject = subject_of(row, world, "employee")
    answer_group(world, row, subject, Group.SUPERIOR, 1, 4)
    answer_group(world, row, subject, Group.PEER, 4, 1)
    released(world, row)
    page = signed_in("employee").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    assert "kurang dari 5 jawaban" in page
    figures = set(re.findall(r"\d,\d\d", page))
    assert figures == {"4,00"}
    told = set(re.findall(r"(?:kuat|saran) (\d+)", page))
    assert told == {str(world.people["superior"].pk)}  # the one who was told that the answer is named


def test_the_employee_reads_texts_and_the_superior_only_figures(world: World, row: Round, signed_in: SignIn) -> None:
    subject = subject_of(row, world, "employee")
    answer_group(world, row, subject, Group.PEER, 5, 4)
    answer_group(world, row, subject, Group.SELF, 1, 5)
    released(world, row)
    own = signed_in("employee").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    theirs = signed_in("superior").get(f"/rekan/hasil/{subject.pk}/").content.decode()
    assert own.count("saran ") >= 5
    assert "4,00" in own and "4,00" in theirs
    assert "kuat " not in theirs
    assert signed_in("head").get(f"/rekan/hasil/{subject.pk}/").status_code == 403
    assert signed_in("analyst").get(f"/rekan/hasil/{subject.pk}/").status_code == 403
    assert signed_in("stranger").get(f"/rekan/hasil/{subject.pk}/").status_code == 404


def test_results_are_not_there_before_release(world: World, row: Round, signed_in: SignIn) -> None:
    subject = subject_of(row, world, "employee")
    answer_group(world, row, subject, Group.PEER, 5)
    assert signed_in("employee").get(f"/rekan/hasil/{subject.pk}/").status_code == 404


def test_a_manager_reads_the_upward_review_only_after_the_ratings(world: World, row: Round, signed_in: SignIn) -> None:
    import time_machine

    chief = subject_of(row, world, "superior")
    answer_group(world, row, chief, Group.SUBORDINATE, 6, 3)
    answer_group(world, row, chief, Group.SUPERIOR, 1, 5)
    released(world, row)
    before = signed_in("superior").get(f"/rekan/hasil/{chief.pk}/").content.decode()
    assert "3,00" not in before and "Belum ada nilai gabungan" in before
    with time_machine.travel(dt.datetime(2026, 10, 31, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))):
        after = signed_in("superior").get(f"/rekan/hasil/{chief.pk}/").content.decode()
    assert "3,00" in after and "4,33" in after  # (5 · 40 + 3 · 20) / 60


def test_the_receipt_can_be_checked_without_an_account(world: World, row: Round) -> None:
    codes = answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 5)
    client = Client()
    assert "belum ada dalam daftar" in client.post("/rekan/periksa/", {"code": codes[0]}).content.decode()
    released(world, row)
    assert "dihitung" in client.post("/rekan/periksa/", {"code": codes[0].lower().replace("-", " ")}).content.decode()
    for wrong in ("", "x", receipts.fresh_code(), "A" * 400):
        assert "belum ada dalam daftar" in client.post("/rekan/periksa/", {"code": wrong}).content.decode()


def test_an_outside_rater_answers_by_link_without_an_account(world: World, row: Round, signed_in: SignIn) -> None:
    subject = subject_of(row, world, "employee")
    asked = Invitation.objects.create(subject=subject, group=Group.EXTERNAL, outside_name="Ibu Warga")
    Box.objects.create(subject=subject, group=Group.EXTERNAL)
    made = signed_in("analyst").post(f"/rekan/putaran/{row.pk}/tautan/{asked.pk}/").content.decode()
    found = re.search(r"/rekan/luar/[\w-]+/", made)
    assert found
    outside = Client()
    sheet = outside.get(found[0])
    assert b"<script" not in sheet.content
    sent = outside.post(found[0], marks(row, subject) | {"code": code_in(sheet.content)})
    assert "Terima kasih" in sent.content.decode()
    assert "sudah dipakai" in outside.get(found[0]).content.decode()
    assert outside.get("/rekan/luar/tidak-ada/").status_code == 404


def test_raters_are_proposed_returned_proposed_again_and_approved(world: World, signed_in: SignIn) -> None:
    mates = colleagues(world, 7)
    row = opened(world, choosing=Choosing.PROPOSED, proposals_due_on=dt.date(2026, 10, 15))
    subject = subject_of(row, world, "employee")
    mine, chief, address = signed_in("employee"), signed_in("superior"), f"/rekan/penilai/{subject.pk}/"
    wanted = [world.people[key].pk for key in mates[:5]]
    assert world.people[mates[0]].name in mine.get(address).content.decode()
    bad = mine.post(address, {"version": 1, "peer": [world.people["superior"].pk]})
    assert bad.status_code == 422
    assert mine.post(address, {"version": 1, "peer": wanted, "outside": "tanpa kontak"}).status_code == 422
    sent = {"version": 1, "peer": wanted, "outside": "Ibu Warga, warga@contoh.test"}
    assert mine.post(address, sent).status_code == 302
    assert mine.post(address, sent).status_code == 409
    decide = f"/rekan/persetujuan/{subject.pk}/"
    assert "Ibu Warga" in chief.get(decide).content.decode()
    assert chief.post(f"{decide}kembalikan/", {"version": 2, "reason": "kurang"}).status_code == 422
    assert (
        chief.post(f"{decide}kembalikan/", {"version": 2, "reason": "Tambahkan rekan dari unit lain."}).status_code
        == 302
    )
    assert "Tambahkan rekan" in mine.get(address).content.decode()
    assert mine.post(address, sent | {"version": 3}).status_code == 302
    assert chief.post(decide, {"version": 4}).status_code == 302
    assert subject.invitations.filter(is_settled=True, group=Group.PEER).count() == 5
    assert chief.post(decide, {"version": 5}).status_code == 409


def test_nobody_answers_before_the_list_is_settled(world: World, signed_in: SignIn) -> None:
    mates = colleagues(world, 7)
    row = opened(world, choosing=Choosing.PROPOSED, proposals_due_on=dt.date(2026, 10, 15))
    subject = subject_of(row, world, "employee")
    signed_in("employee").post(f"/rekan/penilai/{subject.pk}/", {"version": 1, "peer": [world.people[mates[0]].pk]})
    asked = subject.invitations.get(group=Group.PEER)
    client = signed_in(mates[0])
    assert "berakhir" in client.get(f"/rekan/jawab/{asked.pk}/").content.decode()
    sent = marks(row, subject) | {"code": receipts.fresh_code()}
    assert client.post(f"/rekan/jawab/{asked.pk}/", sent).status_code == 409


def form_of(world: World, **changes: object) -> dict[str, object]:
    """What the form of a round sends."""
    made = plan(world)
    weights = {f"w_{k}_{g}": w for k, groups in made.weights.items() for g, w in groups.items()}
    rest = {f"w_{k}_{g}": 0 for k in made.weights for g in ("other_unit", "external", "self")}
    fields = {
        "title": "Putaran uji", "period": made.period_id, "question_set": made.question_set_id, "minimum": 5,
        "choosing": "drawn", "raters_wanted": 7, "load_limit": 12, "reweighting": "spread",
        "answers_due_on": "2026-10-20", "upward_from": "2026-10-31",
    }  # fmt: skip
    return {**fields, **rest, **weights, **changes}


def test_hr_prepares_opens_closes_and_releases(world: World, signed_in: SignIn) -> None:
    colleagues(world, 7)
    client = signed_in("analyst")
    assert client.get("/rekan/putaran/").status_code == 200
    assert client.post("/rekan/putaran/baru/", form_of(world)).status_code == 302
    row = Round.objects.get()
    for step in ("buka", "tutup", "rilis"):
        assert client.get(f"/rekan/putaran/{row.pk}/{step}/").status_code == 200
        assert client.post(f"/rekan/putaran/{row.pk}/{step}/").status_code == 302
        assert client.get(f"/rekan/putaran/{row.pk}/").status_code == 200
    assert client.post(f"/rekan/putaran/{row.pk}/batalkan/", {"reason": "Tidak jadi diadakan"}).status_code == 409


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"w_leader_peer": 41}, "berjumlah 101"),
        ({"minimum": 4}, "kurang dari 5"),
        ({"raters_wanted": 4}, "paling sedikit sebanyak"),
        ({"upward_from": "2026-10-20"}, "sesudah batas jawaban"),
        ({"answers_due_on": "bukan tanggal"}, ""),
        ({"period": 999999}, ""),
        ({"w_leader_peer": "banyak"}, ""),
        ({"choosing": "proposed"}, "batas usulan"),
        ({"title": "x" * 500}, ""),
    ],
)
def test_a_wrong_round_is_refused_with_its_reason(
    world: World, signed_in: SignIn, change: dict[str, object], told: str
) -> None:
    answer = signed_in("analyst").post("/rekan/putaran/baru/", form_of(world, **change))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Round.objects.exists()


def test_two_analysts_on_one_draft_see_both_versions(world: World, signed_in: SignIn) -> None:
    client = signed_in("analyst")
    client.post("/rekan/putaran/baru/", form_of(world))
    row = Round.objects.get()
    address = f"/rekan/putaran/{row.pk}/ubah/"
    assert client.post(address, form_of(world, title="Pertama", version=1)).status_code == 302
    clash = client.post(address, form_of(world, title="Kedua", version=1))
    assert clash.status_code == 409
    assert "Pertama" in clash.content.decode() and "Kedua" in clash.content.decode()


def test_the_coverage_page_holds_counts_and_no_answer(world: World, row: Round, signed_in: SignIn) -> None:
    answer_group(world, row, subject_of(row, world, "employee"), Group.PEER, 4, 2)
    page = signed_in("auditor").get(f"/rekan/putaran/{row.pk}/").content.decode()
    assert "Rekan kerja" in page
    assert "kuat " not in page and "2,00" not in page
    assert world.people["employee"].name not in page


def test_a_new_version_of_the_questions_leaves_the_old_one_alone(world: World, signed_in: SignIn) -> None:
    old = questions(world)
    before = list(old.statements.values_list("text", flat=True))
    client = signed_in("analyst")
    assert client.post("/rekan/pertanyaan/mulai/").status_code == 302
    draft = QuestionSet.objects.get(state="draft")
    texts = {f"value_{v}": f"Pernyataan baru untuk nilai {v}" for v in range(1, 8)}
    address = f"/rekan/pertanyaan/{draft.pk}/?jenis=functional"
    short = client.post(address, texts | {"version": 1, "value_3": "pendek"})
    assert short.status_code == 422 and "10 sampai 200" in short.content.decode()
    assert client.post(address, texts | {"version": 1}).status_code == 302
    assert client.post(address, texts | {"version": 1, "value_1": "Tulisan yang kedua"}).status_code == 409
    assert client.post(f"/rekan/pertanyaan/{draft.pk}/terbitkan/").status_code == 302
    assert client.post(address, texts | {"version": 2}).status_code == 409
    assert list(old.statements.values_list("text", flat=True)) == before
    assert Statement.objects.filter(question_set=draft, post_type="functional").count() == 7


def test_the_fairness_question_names_no_score(world: World, signed_in: SignIn) -> None:
    mates = colleagues(world, 7)
    row = opened(world, choosing=Choosing.PROPOSED, proposals_due_on=dt.date(2026, 10, 15))
    ring = mates[:6]
    for key in ring:
        subject = subject_of(row, world, key)
        others = [world.people[k].pk for k in ring if k != key]
        signed_in(key).post(f"/rekan/penilai/{subject.pk}/", {"version": 1, "peer": others})
        signed_in("superior").post(f"/rekan/persetujuan/{subject.pk}/", {"version": 2})
        answer_group(world, row, subject, Group.PEER, 5, 5)
        answer_group(world, row, subject, Group.SUPERIOR, 1, 3)
    released(world, row)
    page = signed_in("analyst").get(f"/rekan/putaran/{row.pk}/pertanyaan-kewajaran/").content.decode()
    assert all(world.people[key].name in page for key in ring)
    assert "5,00" not in page


def test_today_offers_what_waits_and_results_stand_beside_the_rating(
    world: World, row: Round, signed_in: SignIn
) -> None:
    assert "umpan balik untuk" in signed_in("employee").get("/hari-ini/").content.decode()
    subject = subject_of(row, world, "employee")
    answer_group(world, row, subject, Group.PEER, 5, 4)
    released(world, row)
    from tests.world import open_evaluation

    open_evaluation(world, "employee")
    page = signed_in("superior").get("/nilai/").content.decode()
    assert f"/rekan/hasil/{subject.pk}/" in page
    assert "Tidak mengubah nilai dengan sendirinya" in page
