"""Receipts, the own trail and the auditor's search."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from prestasi.accounts.models import RoleGrant
from prestasi.audit.actions.record import record
from prestasi.audit.models import Event
from prestasi.audit.queries.search import Filters, search
from prestasi.core.errors import NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.core.sheets import neutral
from tests.world import LONG_AGO, TODAY, World


def happen(world: World, who: str, kind: str = "plan.submitted", by: str = "", **payload: str) -> Receipt:
    plan = world.plans[who]
    with transaction.atomic():
        return record(
            kind, by=world.actor(by or who), about=plan, subject=plan.person_id, unit=plan.unit_id, payload=payload
        )


def client(world: World, who: str) -> Client:
    browser = Client()
    browser.force_login(world.users[who])
    return browser


def test_a_receipt_opens_for_its_parties_and_the_auditor(world: World) -> None:
    receipt = happen(world, "employee", "plan.returned", by="superior", reason="Target belum sesuai")
    for who in ("employee", "superior", "auditor"):
        page = client(world, who).get(reverse("audit:receipt", args=[receipt.number])).content.decode()
        assert "Target belum sesuai" in page
        assert receipt.number in page


@pytest.mark.parametrize("who", [None, "peer", "stranger", "admin", "analyst"])
def test_anyone_else_may_only_check_it(world: World, who: str | None) -> None:
    receipt = happen(world, "employee", "plan.returned", by="superior", reason="Target belum sesuai")
    browser = client(world, who) if who else Client()
    address = reverse("audit:receipt", args=[receipt.number])
    genuine = browser.get(address, {"sidik": receipt.short_hash}).content.decode()
    assert "Asli." in genuine
    for personal in ("Target belum sesuai", "Sekar", "Bima"):
        assert personal not in genuine
    assert "Tidak cocok." in browser.get(address, {"sidik": "0" * 12}).content.decode()


def test_a_wrong_hash_and_a_missing_number_are_the_same_answer(world: World) -> None:
    receipt = happen(world, "employee")
    url = reverse("audit:verify")
    wrong = Client().get(url, {"nomor": receipt.number, "sidik": "0" * 12})
    absent = Client().get(url, {"nomor": "PR-2026-9999999", "sidik": "0" * 12})
    varying = re.compile(rb'PR-2026-\d{7}|name="csrfmiddlewaretoken" value="\w+"')
    assert varying.sub(b"", wrong.content) == varying.sub(b"", absent.content)
    too_short = Client().get(url, {"nomor": receipt.number, "sidik": receipt.hash[:11]})
    assert "Tidak cocok." in too_short.content.decode()


def test_my_trail_shows_what_i_did_and_what_was_done_about_me(world: World) -> None:
    happen(world, "employee", "plan.agreed", by="superior", version="1")
    happen(world, "peer", "plan.submitted")
    for who, expected in (("employee", 1), ("superior", 1), ("peer", 1), ("stranger", 0)):
        page = client(world, who).get(reverse("audit:my_trail"))
        lines = [n for n in page.context["trail"].lines if n.title != "Masuk"]
        assert len(lines) == expected, who


def test_the_trail_is_paged_at_constant_cost(world: World, django_assert_max_num_queries: Any) -> None:
    for _n in range(60):
        happen(world, "employee")
    browser, seen, before = client(world, "employee"), [], ""
    for _page in range(3):
        with django_assert_max_num_queries(9):
            page = browser.get(reverse("audit:my_trail"), {"sebelum": before} if before else {})
        trail = page.context["trail"]
        seen += [line.id for line in trail.lines]
        before = str(trail.older or "")
    assert len(seen) == len(set(seen)) >= 60
    assert before == ""


def test_the_search_narrows_by_everything(world: World) -> None:
    happen(world, "employee", "plan.returned", by="superior", reason="Target belum sesuai renstra")
    happen(world, "stranger", "plan.submitted")
    auditor = world.actor("auditor")
    units, people = world.units, world.people
    cases = {
        Filters(kind="plan.returned"): 1,
        Filters(person="Sekar"): 1,
        Filters(person="1990 0101"): 1,
        Filters(person="tidak ada orang ini"): 0,
        Filters(unit=units["disdik"].pk): 1,
        Filters(text="renstra"): 1,
        Filters(since=TODAY + dt.timedelta(days=60)): 0,
        Filters(until=LONG_AGO): 0,
        Filters(): 2,
    }
    for filters, expected in cases.items():
        assert len(search(auditor, filters).events) == expected, filters
    oldest = search(auditor, Filters(oldest_first=True)).events
    assert [e.id for e in oldest] == sorted(e.id for e in oldest)
    assert people["employee"].name in {e.subject for e in oldest}


def test_the_search_stays_inside_the_grant(world: World) -> None:
    happen(world, "employee")
    hidden = happen(world, "stranger")
    RoleGrant.objects.create(
        user=world.users["peer"], role="auditor", unit=world.units["dinkes"], valid_from=LONG_AGO, reason="uji"
    )
    browser = client(world, "peer")
    page = browser.get(reverse("audit:search"))
    assert {e.unit for e in page.context["result"].events} == {"Puskesmas Minggir"}
    assert browser.get(reverse("audit:event", args=[hidden.event_id])).status_code == 404


@pytest.mark.parametrize("who", ["employee", "superior", "head", "analyst", "admin"])
def test_nobody_else_searches(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        search(world.actor(who), Filters())


def test_the_detail_recomputes_the_hash(world: World) -> None:
    receipt = happen(world, "employee", "plan.returned", by="superior", reason="uji")
    page = client(world, "auditor").get(reverse("audit:event", args=[receipt.event_id])).content.decode()
    assert "Sidik dihitung ulang: cocok" in page


def test_an_export_is_an_event_and_holds_no_formula(world: World) -> None:
    happen(world, "employee", "plan.returned", by="superior", reason="=HYPERLINK(1)")
    answer = client(world, "auditor").post(
        reverse("exchange:download", args=["peristiwa"]) + "?jenis=plan.returned",
        {"purpose": "Pemeriksaan triwulan", "file_format": "csv"},
    )
    text = answer.getvalue().decode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert text.count("\n") == 2
    assert "plan.returned" in text
    made = Event.objects.get(kind="data.exported")
    assert made.payload["what"] == "peristiwa" and made.payload["filters"] == {"jenis": "plan.returned"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_are_never_formulas(cell: str) -> None:
    assert neutral(cell).startswith("'")


def test_the_reference_pages_name_every_kind_and_route() -> None:
    from prestasi.accounts import docs as access
    from prestasi.audit import docs as events
    from prestasi.audit.kinds import KINDS
    from prestasi.policy.routes import policy

    (events_page,) = events.pages().values()
    (access_page,) = access.pages().values()
    assert all(f"`{kind}`" in events_page for kind in KINDS)
    assert all(f"`{route}`" in access_page for route in policy().routes)
