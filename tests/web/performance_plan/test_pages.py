"""Every plan page: whole, for whom, and in how many statements."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prestasi.people.models import Assignment
from prestasi.performance.models import Cycle, ExpectedResult, Indicator, Plan, ResultLink
from tests.web.conftest import SignIn
from tests.world import World

MOST_STATEMENTS = 15


@pytest.fixture
def draft(world: World) -> Plan:
    plan = world.plans["employee"]
    Plan.objects.filter(pk=plan.pk).update(state="draft", version=0, agreed_by=None, agreed_at=None)
    return plan


def at(name: str, *args: object) -> str:
    return reverse(f"performance:{name}", args=args)


def pages(world: World) -> dict[str, str]:
    plan, result = world.plans["employee"].pk, world.results["employee"].pk
    return {
        "plan": at("plan"),
        "plan_detail": at("plan_detail", plan),
        "table": at("plan_detail", plan) + "?tampilan=tabel",
        "plan_compare": at("plan_compare", plan),
        "plan_draft_of": at("plan_draft_of", plan),
        "plan_attachments": at("plan_attachments", plan),
        "plan_submit": at("plan_submit", plan),
        "plan_end": at("plan_end", plan),
        "result": at("result", result),
        "result_edit": at("result_edit", result),
        "result_links": at("result_links", result),
        "result_push": at("result_push", result),
        "indicator_add": at("indicator_add", result),
        "indicator_edit": at("indicator_edit", world.indicators["employee"].pk),
        "goal_tree": at("goal_tree"),
        "goal_people": at("goal_people", world.goal.pk),
        "matrix": at("matrix"),
    }


def statements(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_every_page_of_an_own_draft_opens(world: World, draft: Plan, signed_in: SignIn) -> None:
    client = signed_in("employee")
    answers = {name: client.get(url).status_code for name, url in pages(world).items()}
    assert set(answers.values()) == {200}, answers


def test_statements_do_not_grow_with_rows(world: World, draft: Plan, signed_in: SignIn) -> None:
    client = signed_in("employee")
    few = {name: statements(client, url) for name, url in pages(world).items()}
    for number in range(12):
        result = ExpectedResult.objects.create(plan=draft, text=f"Hasil kerja {number}", order=number + 2)
        Indicator.objects.create(result=result, name="Angka", unit_of_measure="orang", target=Decimal(number + 1))
        ResultLink.objects.create(result=result, parent=world.results["superior"])
        ResultLink.objects.create(result=result, goal=world.goal, kind="indirect")
    many = {name: statements(client, url) for name, url in pages(world).items()}
    assert many == few
    assert {name: n for name, n in many.items() if n > MOST_STATEMENTS} == {}


def test_the_ladder_leads_from_the_goal_to_my_result(world: World, signed_in: SignIn) -> None:
    body = signed_in("employee").get(at("plan")).content.decode()
    order = [
        world.goal.text,
        world.results["head"].text,
        world.results["superior"].text,
        world.results["employee"].text,
    ]
    places = [body.index(text) for text in order]
    assert places == sorted(places)


def test_strangers_get_404_and_peers_too(world: World, signed_in: SignIn) -> None:
    for who in ("peer", "stranger"):
        client = signed_in(who)
        assert client.get(at("plan_detail", world.plans["employee"].pk)).status_code == 404
        assert client.get(at("result", world.results["employee"].pk)).status_code == 404
        assert client.get(at("plan_print", world.plans["employee"].pk)).status_code == 404


def test_from_a_red_indicator_to_the_evidence_in_three_clicks(world: World, signed_in: SignIn) -> None:
    client = signed_in("head")
    tree = client.get(at("goal_tree")).content.decode()
    people = at("goal_people", world.goal.pk)
    assert people in tree
    rows = client.get(people).content.decode()
    result = at("result", world.results["employee"].pk)
    assert result in rows
    assert client.get(result).status_code == 200


def test_a_branch_is_a_fragment_and_its_link_works_without_script(world: World, signed_in: SignIn) -> None:
    client = signed_in("head")
    fragment = client.get(at("goal_branch", f"g{world.goal.pk}"), headers={"HX-Request": "true"}).content.decode()
    assert world.results["head"].text in fragment
    assert "<html" not in fragment
    whole = client.get(at("goal_tree") + f"?buka=g{world.goal.pk},r{world.results['head'].pk}").content.decode()
    assert world.results["superior"].text in whole


def test_the_form_is_printed_quickly_as_archive_pdf(world: World, draft: Plan, signed_in: SignIn) -> None:
    client = signed_in("employee")
    client.get(at("plan_print", draft.pk))
    began = time.perf_counter()
    document = client.get(at("plan_print", draft.pk)).content
    assert document.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in document
    assert time.perf_counter() - began < 1
    assert client.get(at("matrix_print")).content.startswith(b"%PDF")
    assert client.get(at("plan_print", draft.pk) + "?versi=9").status_code == 404


def test_a_target_of_text_gives_422_and_keeps_what_was_typed(world: World, draft: Plan, signed_in: SignIn) -> None:
    answer = signed_in("employee").post(
        at("indicator_add", world.results["employee"].pk),
        {"name": "Cakupan balita", "aspect": "kualitas", "unit_of_measure": "persen", "direction": "higher",
         "target": "sembilan puluh", "combine": "last", "frequency": "monthly"},
    )  # fmt: skip
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Target harus angka, misalnya 92 atau 92,5" in body
    assert "sembilan puluh" in body
    assert world.results["employee"].indicators.count() == 1


def test_an_indonesian_number_is_understood(world: World, draft: Plan, signed_in: SignIn) -> None:
    values = {
        "name": "Anggaran terserap", "aspect": "biaya", "unit_of_measure": "rupiah", "direction": "higher",
        "target": "42.500.000,5", "combine": "sum", "frequency": "monthly", "weight": "12,5",
    }  # fmt: skip
    signed_in("employee").post(at("indicator_add", world.results["employee"].pk), values)
    made = Indicator.objects.latest("pk")
    assert (made.target, made.weight_bp) == (Decimal("42500000.5"), 1250)


def edit(world: World, draft: Plan, text: str, version: int) -> dict[str, object]:
    result = world.results["employee"]
    shown = {"text": result.text, "kind": result.kind, "classification": result.classification}
    initial = {f"initial-{name}": value for name, value in shown.items()}
    return {**shown, **initial, "text": text, "version": version, "key": str(uuid.uuid4())}


def test_two_tabs_get_three_columns_and_the_second_try_wins(world: World, draft: Plan, signed_in: SignIn) -> None:
    client, url = signed_in("employee"), at("result_edit", world.results["employee"].pk)
    first, second = (edit(world, draft, text, draft.lock_version) for text in ("Tulisan tab satu", "Tulisan tab dua"))
    assert client.post(url, first).status_code == 302
    answer = client.post(url, second)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan tab satu" in body
    assert "Tulisan tab dua" in body
    assert 'name="initial-text" value="Tulisan tab satu"' in body
    again = answer.context["form"].data
    assert client.post(url, dict(again.items())).status_code == 302
    assert ExpectedResult.objects.get(pk=world.results["employee"].pk).text == "Tulisan tab dua"


def test_an_autosave_answers_with_the_next_version_and_uses_no_key(
    world: World, draft: Plan, signed_in: SignIn
) -> None:
    client, url = signed_in("employee"), at("result_edit", world.results["employee"].pk)
    values = edit(world, draft, "Ketikan pertama", draft.lock_version)
    kept = client.post(url, values, headers={"X-Autosave": "1"})
    assert kept.status_code == 204
    values |= {"text": "Ketikan kedua", "version": kept["X-Version"]}
    assert client.post(url, values, headers={"X-Autosave": "1"}).status_code == 204
    values |= {"text": "Ketikan terakhir", "version": int(kept["X-Version"]) + 1}
    assert client.post(url, values).status_code == 302
    assert ExpectedResult.objects.get(pk=world.results["employee"].pk).text == "Ketikan terakhir"


def test_the_whole_life_through_the_pages(world: World, draft: Plan, signed_in: SignIn) -> None:
    employee, superior = signed_in("employee"), signed_in("superior")
    sent = employee.post(at("plan_submit", draft.pk), {"version": draft.lock_version, "key": str(uuid.uuid4())})
    assert sent["Location"].startswith("/bukti-terima/PR-2026-")
    draft.refresh_from_db()
    version = {"version": draft.lock_version, "key": str(uuid.uuid4())}
    assert superior.get(at("plan_review", draft.pk)).status_code == 200
    assert superior.post(at("plan_return", draft.pk), {**version, "reason": "kurang"}).status_code == 422
    assert employee.post(at("plan_agree", draft.pk), version).status_code == 403
    assert superior.post(at("plan_agree", draft.pk), version).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("agreed", 1)
    printed = employee.get(at("plan_print", draft.pk)).content
    assert printed.startswith(b"%PDF")
    change = {"version": draft.lock_version, "key": str(uuid.uuid4()), "reason": "Anggaran kegiatan berubah."}
    assert employee.post(at("plan_revise", draft.pk), change).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "revising"


def test_an_incomplete_plan_is_sent_back_with_the_list(world: World, draft: Plan, signed_in: SignIn) -> None:
    ExpectedResult.objects.create(plan=draft, text="Hasil tanpa indikator", order=2)
    answer = signed_in("employee").post(at("plan_submit", draft.pk), {"version": draft.lock_version})
    assert answer.status_code == 422
    assert "Hasil 2 belum punya indikator" in answer.content.decode()


def test_a_cell_of_the_matrix_is_filled_and_emptied(world: World, signed_in: SignIn) -> None:
    superior = signed_in("superior")
    extra = ExpectedResult.objects.create(plan=world.plans["superior"], text="Turunnya stunting", order=2)
    cell = at("matrix_cell", world.people["employee"].pk, extra.pk)
    assert superior.get(cell).status_code == 200
    given = superior.post(at("matrix_set", world.people["employee"].pk, extra.pk), {"text": "Balita didampingi gizi"})
    assert given.status_code == 302
    link = ResultLink.objects.get(parent=extra)
    assert "Balita didampingi gizi" in superior.get(at("matrix")).content.decode()
    superior.post(at("link_end", link.pk), {"kembali": "/matriks/"})
    link.refresh_from_db()
    assert link.ended_at is not None


def test_whoever_has_moved_begins_the_next_plan_though_last_years_was_never_closed(
    world: World, signed_in: SignIn
) -> None:
    old = world.plans["employee"]
    moved_on = dt.date(2026, 10, 1)
    Plan.objects.filter(pk=old.pk).update(ends_on=moved_on - dt.timedelta(days=1), state="ended")
    last_year = Plan.objects.get(pk=world.plans["employee"].pk)
    cycle = Cycle.objects.create(year=2025, state="open", plan_due_on=dt.date(2025, 1, 31))
    last_year.pk, last_year.cycle, last_year.state = None, cycle, "agreed"
    last_year.starts_on, last_year.ends_on = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    last_year.save(force_insert=True)
    Assignment.objects.filter(pk=world.assignments["employee"].pk).update(valid_to=moved_on)
    Assignment.objects.create(
        person=old.person, position=world.positions["stranger"], unit=world.units["disdik"], valid_from=moved_on
    )
    client = signed_in("employee")
    assert at("plan_draft") in client.get(at("plan")).text
    page = client.get(at("plan_draft"))
    assert page.status_code == 200
    assert f'action="{at("plan_start")}"' in page.text


def test_who_was_elected_is_not_offered_a_plan(world: World, signed_in: SignIn) -> None:
    client = signed_in("regent")
    page = client.get(at("plan")).content.decode()
    assert ("Pejabat negara tidak menyusun SKP" in page, 'name="assignment_id"' in page) == (True, False)
    assert "Susun rencana kinerja" not in client.get("/hari-ini/").content.decode()
    sent = {"year": "2026", "assignment_id": str(world.assignments["regent"].pk), "key": str(uuid.uuid4())}
    refused = client.post(at("plan_start"), sent)
    assert (refused.status_code, "punya atasan penilai" in refused.content.decode()) == (422, True)
    assert "sasaran daerah langsung" in client.get(at("matrix")).content.decode()
