"""SIASN's export beside our record: what differs, what taking, keeping and asking do, and when a difference returns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Conflict, Invalid, NotAllowed, NotVisible
from prestasi.exchange.actions.compare_siasn import compare_now
from prestasi.exchange.actions.reconcile import keep_ours, reopen, take_theirs
from prestasi.exchange.actions.reconcile_ask import answer, ask
from prestasi.exchange.actions.reconcile_bulk import continue_bulk, start_bulk
from prestasi.exchange.models import Difference, DifferenceQuestion, ImportBatch, ReconcileRun
from prestasi.exchange.queries.differences import differences_page
from prestasi.notices.models import Notice
from prestasi.organization.models import Position
from prestasi.people.actions.facts import correct_person
from prestasi.people.models import Assignment, Education, IdentityNumber, Person, RankRecord, ReportingLine
from tests.exchange.sheets import Load
from tests.world import TODAY, World


def one(field: str) -> Difference:
    return Difference.objects.get(field=field)


def take(world: World, field: str) -> Difference:
    found = one(field)
    take_theirs(by=world.actor("analyst"), difference_id=found.pk, seen=found.print)
    found.refresh_from_db()
    return found


def test_the_same_data_differ_in_nothing_and_loading_changes_nothing(load: Load, world: World) -> None:
    batch = load()
    assert batch.state == "checked" and not Difference.objects.exists()
    assert Event.objects.filter(kind="siasn.compared", object_id=batch.pk).count() == 1
    assert Person.objects.get(pk=world.people["employee"].pk).version == 1


def test_capitals_marks_and_empty_cells_are_no_difference(load: Load) -> None:
    load(nama="sekar  UMPAMA", jabatan="BIDAN AHLI PERTAMA", atasan="")
    assert not Difference.objects.exists()


def test_each_difference_shows_both_sides_with_day_and_source(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI", gol="III/c", tmt="01-04-2026")
    page = differences_page(world.actor("analyst"), QueryDict())
    assert page.snapshot is not None and (page.snapshot.file_name, page.snapshot.day) == ("siasn.xlsx", TODAY)
    rank, name = sorted(page.rows, key=lambda r: r.field != "rank")
    assert (rank.ours, rank.theirs, rank.theirs_since) == ("III/b", "III/c", dt.date(2026, 4, 1))
    assert rank.ours_since == RankRecord.objects.get(person=world.people["employee"]).valid_from
    assert (name.ours, name.theirs) == ("Sekar Umpama", "Sekar Umpami")


def test_taking_a_name_corrects_the_person_with_an_event(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found = take(world, "name")
    person = world.people["employee"]
    person.refresh_from_db()
    assert (person.name, person.version, found.state) == ("Sekar Umpami", 2, "taken")
    event = Event.objects.get(kind="person.corrected")
    assert (event.subject_person_id, found.event_id, event.payload["fields"]) == (person.pk, event.pk, ["name"])
    assert "SIASN 8 Oktober 2026" in event.payload["source"]


def test_taking_a_rank_ends_the_old_one(load: Load, world: World) -> None:
    load(gol="III/c", tmt="01-04-2026")
    take(world, "rank")
    ranks = RankRecord.objects.filter(person=world.people["employee"]).order_by("valid_from")
    assert [(r.rank, r.valid_to) for r in ranks] == [(10, dt.date(2026, 4, 1)), (11, None)]


def test_an_older_rank_cannot_be_taken(load: Load, world: World) -> None:
    batch = load(gol="III/a", tmt="01-04-2010")
    ImportBatch.objects.filter(pk=batch.pk).update(effective_on=dt.date(2019, 1, 1))
    RankRecord.objects.filter(person=world.people["employee"]).update(valid_from=dt.date(2026, 4, 1))
    compare_now(by=world.actor("analyst"))
    found = one("rank")
    assert not found.can_take and "Data kita lebih baru" in found.why_not
    with pytest.raises(Invalid, match="Data kita lebih baru"):
        take_theirs(by=world.actor("analyst"), difference_id=found.pk, seen=found.print)


def test_taking_another_unit_moves_the_person_and_opens_the_post(load: Load, world: World) -> None:
    load(unor="Dinas Pendidikan", jabatan="Pengelola Data", tmtjab="01-09-2026")
    found = take(world, "unit")
    held = Assignment.objects.on(TODAY).get(person=world.people["employee"], kind="definitive")
    assert (held.unit, held.position.title, held.valid_from) == (
        world.units["disdik"], "Pengelola Data", dt.date(2026, 9, 1)
    )  # fmt: skip
    assert found.event is not None and found.event.kind == "assignment.changed"
    assert Event.objects.filter(kind="position.opened").count() == 1
    line = ReportingLine.objects.on(TODAY).get(person=world.people["employee"])
    assert line.superior == world.people["other_head"]
    assert one("superior").state == "open", "the move changed the superior, which now differs from SIASN"


def test_a_title_in_the_same_unit_is_a_difference_of_the_post(load: Load, world: World) -> None:
    load(jabatan="Bidan Ahli Muda", tmtjab="01-09-2026")
    take(world, "post")
    assert Position.objects.get(title="Bidan Ahli Muda").kind == "jf"


def test_taking_a_superior_and_a_diploma(load: Load, world: World) -> None:
    head = IdentityNumber.objects.get(person=world.people["head"]).number
    load(atasan=head, didik="S-1", jurusan="Kebidanan", lulus="2014")
    take(world, "superior")
    take(world, "education")
    assert ReportingLine.objects.on(TODAY).get(person=world.people["employee"]).superior == world.people["head"]
    diploma = Education.objects.get(person=world.people["employee"])
    assert (diploma.level, diploma.field, diploma.graduated_in) == ("s1", "Kebidanan", 2014)
    assert diploma.source.startswith("SIASN 8 Oktober 2026")


def test_an_unknown_unit_cannot_be_taken(load: Load) -> None:
    load(unor="Dinas Antah", jabatan="Bidan")
    assert "tidak dikenal" in one("unit").why_not


def test_a_wrong_number_is_recognised_by_name_and_birth_date(load: Load, world: World) -> None:
    load(nip="199001012015042009")
    found = take(world, "number")
    assert found.person == world.people["employee"]
    assert IdentityNumber.objects.get(person=world.people["employee"]).number == "199001012015042009"
    payload = Event.objects.get(kind="number.corrected").payload
    assert "199001012015042009" not in str(payload), "numbers are masked in the trail"


def test_who_is_missing_on_one_side(load: Load, world: World) -> None:
    others = [p for k, p in world.people.items() if k not in ("employee", "regent", "peer")]
    rows = [
        {"nip": IdentityNumber.objects.get(person=p).number, "nama": p.name, "unor": "", "jabatan": "", "atasan": ""}
        for p in others
    ]  # fmt: skip
    load(*rows, {"nip": "198706052010012003", "nama": "TARA MISALNYA"})
    assert one("only_here").person == world.people["peer"]
    assert (one("only_there").name, one("only_there").person) == ("Tara Misalnya", None)


def test_a_part_of_the_staff_says_nothing_about_who_is_missing(load: Load) -> None:
    load()
    assert not Difference.objects.filter(field="only_here").exists()


def test_a_kept_difference_returns_only_when_a_side_changes(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    keep_ours(by=by, difference_id=found.pk, seen=found.print, reason="Akta kelahiran 12/1990")
    load(nama="SEKAR UMPAMI")
    found.refresh_from_db()
    assert (found.state, found.note) == ("kept", "Akta kelahiran 12/1990")
    load(nama="SEKAR UMPAMU")
    found.refresh_from_db()
    assert (found.state, found.theirs) == ("open", "Sekar Umpamu")
    assert differences_page(by, QueryDict()).rows[0].came_back


def test_a_kept_difference_returns_when_ours_changes_and_leaves_when_both_agree(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    keep_ours(by=by, difference_id=found.pk, seen=found.print)
    correct_person(by=by, person_id=found.person_id or 0, fields={"name": "Sekar U."}, source="SK 1")
    compare_now(by=by)
    found.refresh_from_db()
    assert (found.state, found.ours, found.ours_source) == ("open", "Sekar U.", "SK 1")
    correct_person(by=by, person_id=found.person_id or 0, fields={"name": "Sekar Umpami"}, source="SK 2")
    compare_now(by=by)
    found.refresh_from_db()
    assert found.state == "gone"


def test_a_kept_difference_can_be_opened_again(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    keep_ours(by=by, difference_id=found.pk, seen=found.print)
    with pytest.raises(Closed):
        keep_ours(by=by, difference_id=found.pk, seen=found.print)
    reopen(by=by, difference_id=found.pk, seen=found.print)
    found.refresh_from_db()
    assert found.state == "open"


def test_what_changed_meanwhile_is_a_conflict_and_nothing_is_written(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    assert found.person_id is not None
    with pytest.raises(Conflict):
        take_theirs(by=by, difference_id=found.pk, seen="another")
    correct_person(by=by, person_id=found.person_id, fields={"name": "Sekar U."}, source="SK 1")
    with pytest.raises(Conflict, match="berubah sejak perbandingan"):
        take_theirs(by=by, difference_id=found.pk, seen=found.print)
    assert Person.objects.get(pk=found.person_id).name == "Sekar U."


def test_an_act_sent_twice_is_done_once(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by, key = one("name"), world.actor("analyst"), "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    first = take_theirs(by=by, difference_id=found.pk, seen=found.print, key=key)
    again = take_theirs(by=by, difference_id=found.pk, seen=found.print, key=key)
    assert (first.number, again.repeated) == (again.number, True)


@pytest.mark.parametrize("who", ["employee", "superior", "head", "admin", "auditor"])
def test_nobody_else_settles_anything(load: Load, world: World, who: str) -> None:
    load(nama="SEKAR UMPAMI")
    found = one("name")
    for act in (take_theirs, keep_ours, ask):
        with pytest.raises((NotVisible, NotAllowed)):
            act(by=world.actor(who), difference_id=found.pk, seen=found.print)
    assert one("name").state == "open"


def test_an_analyst_does_not_settle_their_own_data(load: Load, world: World) -> None:
    number = IdentityNumber.objects.get(person=world.people["analyst"]).number
    load(nip=number, nama="AYU CONTOHSARU", unor="", jabatan="", atasan="")
    found = one("name")
    for act in (take_theirs, keep_ours, ask):
        with pytest.raises(NotAllowed, match="analis yang lain"):
            act(by=world.actor("analyst"), difference_id=found.pk, seen=found.print)


def test_the_employee_is_asked_and_the_answer_comes_back(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    ask(by=by, difference_id=found.pk, seen=found.print)
    question = DifferenceQuestion.objects.get()
    assert question.asked_of == world.people["employee"] and "Sekar Umpami" in question.text
    assert Notice.objects.get(kind="siasn.asked").person == world.people["employee"]
    with pytest.raises(NotVisible):
        answer(by=world.actor("peer"), question_id=question.pk, answer="ours")
    with pytest.raises(Invalid, match="nilai yang benar"):
        answer(by=world.actor("employee"), question_id=question.pk, answer="neither")
    answer(by=world.actor("employee"), question_id=question.pk, answer="theirs", note="Akta baru")
    with pytest.raises(Closed):
        answer(by=world.actor("employee"), question_id=question.pk, answer="ours")
    page = differences_page(by, QueryDict("keadaan=answered"))
    assert page.rows[0].last is not None and (page.rows[0].last.answer, page.rows[0].last.note) == (
        "theirs",
        "Akta baru",
    )
    assert Notice.objects.get(kind="siasn.answered").person == world.people["analyst"]
    take(world, "name")


def test_the_unit_is_asked_about_a_post(load: Load, world: World) -> None:
    load(jabatan="Bidan Ahli Muda", tmtjab="01-09-2026")
    found = one("post")
    ask(by=world.actor("analyst"), difference_id=found.pk, seen=found.print)
    assert DifferenceQuestion.objects.get().asked_of == world.people["superior"]


def test_a_question_about_a_settled_difference_is_taken_back(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    found, by = one("name"), world.actor("analyst")
    ask(by=by, difference_id=found.pk, seen=found.print)
    keep_ours(by=by, difference_id=found.pk, seen=found.print)
    question = DifferenceQuestion.objects.get()
    assert question.withdrawn_at is not None
    with pytest.raises(NotVisible):
        answer(by=world.actor("employee"), question_id=question.pk, answer="ours")


def test_a_few_are_settled_at_once_and_what_refuses_is_told(load: Load, world: World) -> None:
    number = IdentityNumber.objects.get(person=world.people["analyst"]).number
    load({"nip": number, "nama": "AYU CONTOHSARU", "unor": "", "jabatan": "", "atasan": ""}, nama="SEKAR UMPAMI")
    start_bulk(by=world.actor("analyst"), act="take", params=QueryDict("bidang=name"), expected=2)
    run = ReconcileRun.objects.get()
    assert (run.state, run.done, len(run.left_out)) == ("done", 2, 1)
    assert "analis yang lain" in run.left_out[0][1]
    assert Event.objects.get(kind="siasn.bulk_done").payload == {"act": "take", "settled": 1, "left_out": 1}


def test_a_bulk_act_on_another_number_than_was_shown_is_refused(load: Load, world: World) -> None:
    load(nama="SEKAR UMPAMI")
    with pytest.raises(Closed, match="sekarang memuat 1"):
        start_bulk(by=world.actor("analyst"), act="keep", params=QueryDict(), expected=7)


def test_many_go_on_where_the_job_stopped(load: Load, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prestasi.exchange.actions.reconcile_bulk.AT_ONCE", 0)
    monkeypatch.setattr("prestasi.exchange.actions.reconcile_bulk.CHUNK", 1)
    load(nama="SEKAR UMPAMI", gol="III/c", tmt="01-04-2026")
    start_bulk(by=world.actor("analyst"), act="take", params=QueryDict(), expected=2)
    run = ReconcileRun.objects.get()
    assert (run.state, run.done) == ("running", 0)
    with pytest.raises(Closed, match="masih berjalan"):
        start_bulk(by=world.actor("analyst"), act="keep", params=QueryDict(), expected=2)
    assert continue_bulk(run.pk) == 0
    assert continue_bulk(run.pk) == 0
    assert Difference.objects.filter(state="taken").count() == 2


def test_a_job_of_somebody_who_lost_the_role_settles_nothing(
    load: Load, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prestasi.exchange.actions.reconcile_bulk.AT_ONCE", 0)
    load(nama="SEKAR UMPAMI")
    start_bulk(by=world.actor("analyst"), act="take", params=QueryDict(), expected=1)
    world.users["analyst"].grants.all().delete()
    assert continue_bulk(ReconcileRun.objects.get().pk) == 1
    assert one("name").state == "open"


def test_the_list_costs_the_same_for_many_rows(load: Load, world: World) -> None:
    batch = load(nama="SEKAR UMPAMI")
    first = one("name")

    def spent() -> int:
        with CaptureQueriesContext(connection) as seen:
            differences_page(world.actor("analyst"), QueryDict())
        return len(seen)

    few = spent()
    for i in range(30):
        Difference.objects.create(
            batch=batch, number=str(i), field="name", person=first.person, name=f"Uji {i}", unit=first.unit,
            ours="a", theirs="b", print="0" * 16,
        )  # fmt: skip
    assert spent() == few <= 13
