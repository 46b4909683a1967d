"""Pages of people and organisation: who gets which answer, pages and fragments, forms that keep what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.organization.models import Holiday, UnitVersion
from prestasi.people.models import Assignment, CorrectionRequest, ReportingLine
from tests.world import World

As = Callable[[str], Client]


def html(answer) -> str:  # type: ignore[no-untyped-def]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def test_the_analyst_sees_everyone_with_masked_numbers(world: World, as_: As) -> None:
    page = html(as_("analyst").get(reverse("people:list")))
    assert "Sekar Umpama" in page and "Wisnu Seumpama" in page
    assert "199001012015042001" not in page and "1990••••" in page


def test_an_employee_sees_only_the_own_row(world: World, as_: As) -> None:
    page = html(as_("employee").get(reverse("people:list")))
    assert "Sekar Umpama" in page and "Panji Tamsil" not in page


def test_the_list_as_a_fragment_has_no_layout(world: World, as_: As) -> None:
    page = html(as_("analyst").get(reverse("people:list") + "?q=sekar", headers={"HX-Request": "true"}))
    assert "Sekar Umpama" in page and "<html" not in page and "Panji" not in page


@pytest.mark.parametrize("query", ["q=zzz", "unit=999999", "kind=salah", "after=x|y", "sort=-apa", "rank=pns-99"])
def test_odd_filters_never_break_the_list(world: World, as_: As, query: str) -> None:
    assert as_("analyst").get(f"{reverse('people:list')}?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(world: World, as_: As) -> None:
    page = html(as_("analyst").get(reverse("people:list") + "?q=sekkar"))
    assert "Tidak ada yang cocok" in page


@pytest.mark.parametrize(
    ("who", "status"), [("employee", 200), ("superior", 200), ("head", 200), ("analyst", 200), ("auditor", 200),
                        ("peer", 404), ("stranger", 404)],
)  # fmt: skip
def test_the_card_opens_to_those_who_see_the_person(world: World, as_: As, who: str, status: int) -> None:
    answer = as_(who).get(reverse("people:card", args=[world.people["employee"].pk]))
    assert answer.status_code == status
    assert ("19900101" in html(answer)) == (status == 200)


def test_the_card_offers_the_correction_to_the_person_only(world: World, as_: As) -> None:
    url = reverse("people:card", args=[world.people["employee"].pk])
    assert "Bukan atasan saya" in html(as_("employee").get(url))
    assert "Bukan bawahan saya" in html(as_("superior").get(url))
    assert "Bukan atasan saya" not in html(as_("analyst").get(url))


def test_export_asks_what_for(world: World, as_: As) -> None:
    answer = as_("analyst").post(reverse("people:export"), {"purpose": "coba", "file_format": "csv"})
    assert answer.status_code == 422 and "paling sedikit 10 huruf" in html(answer)
    assert not Event.objects.filter(kind="data.exported").exists()


def test_export_keeps_filters_neutralises_formulas_and_is_recorded(world: World, as_: As) -> None:
    world.people["employee"].name = "=HYPERLINK(1)"
    world.people["employee"].save()
    url = reverse("people:export") + f"?unit={world.units['puskesmas'].pk}"
    answer = as_("analyst").post(url, {"purpose": "Rekap bulanan dinas", "file_format": "csv"})
    lines = html(answer).splitlines()
    assert len(lines) == 4 and lines[0].startswith("\ufeffNIP;Nama")
    assert any("'=HYPERLINK(1)" in line and "19900101 201504 2 001" in line for line in lines)
    event = Event.objects.get(kind="data.exported")
    assert event.payload["rows"] == 3 and event.payload["purpose"] == "Rekap bulanan dinas"


def test_export_as_excel_is_a_workbook(world: World, as_: As) -> None:
    answer = as_("analyst").post(reverse("people:export"), {"purpose": "Rekap bulanan dinas", "file_format": "xlsx"})
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_a_move_shows_its_effects_then_ends_in_a_receipt(world: World, as_: As) -> None:
    client, person = as_("analyst"), world.people["stranger"]
    Assignment.objects.filter(person=world.people["superior"]).update(valid_to=dt.date(2026, 9, 1))
    url = reverse("people:move", args=[person.pk])
    typed = {
        "position_id": f"Kepala Puskesmas Minggir (#{world.positions['superior'].pk})",
        "effective_on": "2026-10-01",
        "superior_id": "",
        "decree": "SK 800/1",
    }
    effects = html(client.post(url, typed))
    assert "Mulai 1 Oktober 2026 jabatannya Kepala Puskesmas Minggir" in effects
    assert Assignment.objects.filter(person=person).count() == 1
    answer = client.post(url, {**typed, "apply": "1", "key": "22222222-2222-4222-8222-222222222222"})
    assert answer.status_code == 302
    assert Assignment.objects.filter(person=person).count() == 2


def test_a_refused_move_keeps_what_was_typed(world: World, as_: As) -> None:
    typed = {"position_id": "Jabatan Khayalan", "effective_on": "2026-13-01", "decree": "SK 9"}
    answer = as_("analyst").post(reverse("people:move", args=[world.people["employee"].pk]), typed)
    page = html(answer)
    assert answer.status_code == 422 and "tidak ditemukan" in page and "Jabatan Khayalan" in page
    assert "Tulis tanggal seperti" in page


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("superior", 403), ("stranger", 404), ("analyst", 200)])
def test_only_the_analyst_opens_the_forms(world: World, as_: As, who: str, status: int) -> None:
    person = world.people["employee"].pk
    for name in ("people:move", "people:superior"):
        assert as_(who).get(reverse(name, args=[person])).status_code == status


def test_a_cycle_is_answered_422_with_the_chain(world: World, as_: As) -> None:
    typed = {
        "superior_id": f"Bima Rekaan (#{world.people['superior'].pk})",
        "effective_on": "2026-10-01",
        "source": "Nota 1",
    }
    answer = as_("analyst").post(reverse("people:superior", args=[world.people["head"].pk]), typed)
    assert answer.status_code == 422
    assert "Laras Misalkan → Bima Rekaan → Laras Misalkan" in html(answer)


def test_a_correction_goes_from_the_person_to_the_analyst(world: World, as_: As) -> None:
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="libur_nasional")
    typed = {"proposed_superior_id": "", "since": "2026-10-01", "reason": "Saya sudah pindah bidang."}
    assert as_("employee").get(reverse("people:correction_new")).status_code == 200
    assert as_("employee").post(reverse("people:correction_new"), typed).status_code == 302
    request = CorrectionRequest.objects.get()
    assert as_("employee").post(reverse("people:correction_new"), typed).status_code == 409
    url = reverse("people:correction", args=[request.pk])
    assert as_("stranger").get(url).status_code == 404
    assert "Sekar Umpama" in html(as_("analyst").get(reverse("people:corrections")))
    assert as_("analyst").post(url, {"accept": "1", "reason": "Benar."}).status_code == 422
    choice = {"accept": "1", "reason": "Benar.", "superior_id": f"x (#{world.people['head'].pk})"}
    assert as_("analyst").post(url, choice).status_code == 302
    line = ReportingLine.objects.get(person=world.people["employee"], valid_to=None)
    assert line.superior == world.people["head"]


def test_an_acting_official_is_appointed_from_the_unit(world: World, as_: As) -> None:
    url = reverse("people:acting_new", args=[world.positions["superior"].pk])
    typed = {
        "kind": "plh", "person_id": "Panji Tamsil", "starts_on": "2026-10-08", "ends_on": "2026-10-20",
        "decree": "SP 4",
    }  # fmt: skip
    assert as_("admin").get(url).status_code == 403
    assert as_("analyst").post(url, {**typed, "ends_on": "2026-10-08"}).status_code == 422
    assert as_("analyst").post(url, typed).status_code == 302
    term = Assignment.objects.get(kind="plh")
    assert "Plh. Kepala Puskesmas Minggir" in html(as_("peer").get(reverse("people:me"), follow=True))
    end = reverse("people:acting_end", args=[term.pk])
    assert as_("analyst").get(end).status_code == 200
    assert as_("analyst").post(end, {"ends_on": "2026-10-12", "reason": "Pejabat kembali"}).status_code == 302


def test_the_tree_is_open_to_all_who_work_here(world: World, as_: As) -> None:
    page = html(as_("employee").get(reverse("organization:tree")))
    assert "Puskesmas Minggir" in page and "Laras Misalkan" in page
    assert "Belum ada unit" in html(as_("employee").get(reverse("organization:tree") + "?tanggal=2001-01-01"))
    assert as_("employee").get(reverse("organization:tree") + "?tanggal=kemarin").status_code == 200


def test_a_unit_shows_names_to_those_who_see_its_people(world: World, as_: As) -> None:
    url = reverse("organization:unit", args=[world.units["puskesmas"].pk])
    assert "Sekar Umpama" in html(as_("head").get(url))
    page = html(as_("stranger").get(url))
    assert "Sekar Umpama" not in page and "Bima Rekaan" in page and "1 pegawai" in page
    assert as_("stranger").get(reverse("organization:unit", args=[0])).status_code == 404


def test_a_unit_change_shows_its_effects_first(world: World, as_: As) -> None:
    url = reverse("organization:move", args=[world.units["dinkes"].pk])
    typed = {
        "parent_id": f"x (#{world.units['setda'].pk})", "effective_on": "2027-01-01", "decree": "Perda 4",
    }  # fmt: skip
    assert as_("auditor").get(url).status_code == 403
    page = html(as_("analyst").post(url, typed))
    assert "pegawai bekerja di sini" in page and "Laras Misalkan" in page
    assert UnitVersion.objects.filter(unit=world.units["dinkes"]).count() == 1
    assert as_("analyst").post(url, {**typed, "apply": "1"}).status_code == 302
    again = as_("analyst").post(url, {**typed, "apply": "1", "parent_id": f"x (#{world.units['kab'].pk})"})
    assert again.status_code == 409 and "Sudah ada perubahan" in html(again)


def test_every_change_form_opens(world: World, as_: As) -> None:
    unit = world.units["dinkes"].pk
    for name in ("rename", "move", "merge"):
        assert as_("admin").get(reverse(f"organization:{name}", args=[unit])).status_code == 200
    assert as_("admin").get(reverse("organization:create") + f"?induk={unit}").status_code == 200


def test_suggestions_follow_the_sight(world: World, as_: As) -> None:
    url = reverse("people:suggest") + "?isian=x&x=sekar&apa="
    assert "Sekar" in html(as_("analyst").get(url + "person"))
    assert "Sekar" not in html(as_("stranger").get(url + "person"))
    assert "Sekar" not in html(as_("analyst").get(url + "leader"))
    assert html(as_("analyst").get(url + "apa-saja")).strip() == ""
