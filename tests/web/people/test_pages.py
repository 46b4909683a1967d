"""Pages of people and organisation: who gets which answer, pages and fragments, forms that keep what was typed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.organization.models import Holiday, UnitVersion
from prestasi.people.models import Assignment, CorrectionRequest, ReportingLine
from tests.web.conftest import Answer, SignIn
from tests.world import World


def html(answer: Answer) -> str:
    return str(answer.getvalue(), "utf-8")


def test_the_analyst_sees_everyone_with_masked_numbers(world: World, signed_in: SignIn) -> None:
    page = html(signed_in("analyst").get(reverse("people:list")))
    assert "Sekar Umpama" in page and "Wisnu Seumpama" in page
    assert "199001012015042001" not in page and "1990••••" in page


def test_an_employee_sees_only_the_own_row(world: World, signed_in: SignIn) -> None:
    page = html(signed_in("employee").get(reverse("people:list")))
    assert "Sekar Umpama" in page and "Panji Tamsil" not in page


def test_the_list_as_a_fragment_has_no_layout(world: World, signed_in: SignIn) -> None:
    page = html(signed_in("analyst").get(reverse("people:list") + "?q=sekar", headers={"HX-Request": "true"}))
    assert "Sekar Umpama" in page and "<html" not in page and "Panji" not in page


@pytest.mark.parametrize("query", ["q=zzz", "unit=999999", "kind=salah", "after=x|y", "sort=-apa", "rank=pns-99"])
def test_odd_filters_never_break_the_list(world: World, signed_in: SignIn, query: str) -> None:
    assert signed_in("analyst").get(f"{reverse('people:list')}?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(world: World, signed_in: SignIn) -> None:
    page = html(signed_in("analyst").get(reverse("people:list") + "?q=sekkar"))
    assert "Tidak ada yang cocok" in page


@pytest.mark.parametrize(
    ("who", "status"), [("employee", 200), ("superior", 200), ("head", 200), ("analyst", 200), ("auditor", 200),
                        ("peer", 404), ("stranger", 404)],
)  # fmt: skip
def test_the_card_opens_to_those_who_see_the_person(world: World, signed_in: SignIn, who: str, status: int) -> None:
    answer = signed_in(who).get(reverse("people:card", args=[world.people["employee"].pk]))
    assert answer.status_code == status
    assert ("19900101" in html(answer)) == (status == 200)


def test_the_card_offers_the_correction_to_the_person_only(world: World, signed_in: SignIn) -> None:
    url = reverse("people:card", args=[world.people["employee"].pk])
    assert "Bukan atasan saya" in html(signed_in("employee").get(url))
    assert "Bukan bawahan saya" in html(signed_in("superior").get(url))
    assert "Bukan atasan saya" not in html(signed_in("analyst").get(url))


def test_export_asks_what_for(world: World, signed_in: SignIn) -> None:
    answer = signed_in("analyst").post(
        reverse("exchange:download", args=["pegawai"]), {"purpose": "coba", "file_format": "csv"}
    )
    assert answer.status_code == 422 and "paling sedikit 10 huruf" in html(answer)
    assert not Event.objects.filter(kind="data.exported").exists()


def test_export_keeps_filters_neutralises_formulas_and_is_recorded(world: World, signed_in: SignIn) -> None:
    world.people["employee"].name = "=HYPERLINK(1)"
    world.people["employee"].save()
    url = reverse("exchange:download", args=["pegawai"]) + f"?unit={world.units['puskesmas'].pk}"
    answer = signed_in("analyst").post(url, {"purpose": "Rekap bulanan dinas", "file_format": "csv"})
    lines = html(answer).splitlines()
    assert len(lines) == 4 and lines[0].startswith("\ufeffNIP;Nama")
    assert any("'=HYPERLINK(1)" in line and "19900101 201504 2 001" in line for line in lines)
    event = Event.objects.get(kind="data.exported")
    assert event.payload["rows"] == 3 and event.payload["purpose"] == "Rekap bulanan dinas"


def test_export_as_excel_is_a_workbook(world: World, signed_in: SignIn) -> None:
    answer = signed_in("analyst").post(
        reverse("exchange:download", args=["pegawai"]), {"purpose": "Rekap bulanan dinas", "file_format": "xlsx"}
    )
    assert answer.getvalue().startswith(b"PK")


def test_a_move_shows_its_effects_then_ends_in_a_receipt(world: World, signed_in: SignIn) -> None:
    client, person = signed_in("analyst"), world.people["stranger"]
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


def test_a_refused_move_keeps_what_was_typed(world: World, signed_in: SignIn) -> None:
    typed = {"position_id": "Jabatan Khayalan", "effective_on": "2026-13-01", "decree": "SK 9"}
    answer = signed_in("analyst").post(reverse("people:move", args=[world.people["employee"].pk]), typed)
    page = html(answer)
    assert answer.status_code == 422 and "tidak ditemukan" in page and "Jabatan Khayalan" in page
    assert "Tulis tanggal seperti" in page


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("superior", 403), ("stranger", 404), ("analyst", 200)])
def test_only_the_analyst_opens_the_forms(world: World, signed_in: SignIn, who: str, status: int) -> None:
    person = world.people["employee"].pk
    for name in ("people:move", "people:superior"):
        assert signed_in(who).get(reverse(name, args=[person])).status_code == status


def test_a_cycle_is_answered_422_with_the_chain(world: World, signed_in: SignIn) -> None:
    typed = {
        "superior_id": f"Bima Rekaan (#{world.people['superior'].pk})",
        "effective_on": "2026-10-01",
        "source": "Nota 1",
    }
    answer = signed_in("analyst").post(reverse("people:superior", args=[world.people["head"].pk]), typed)
    assert answer.status_code == 422
    assert "Laras Misalkan → Bima Rekaan → Laras Misalkan" in html(answer)


def test_a_correction_goes_from_the_person_to_the_analyst(world: World, signed_in: SignIn) -> None:
    Holiday.objects.create(date=dt.date(2026, 12, 25), name="Natal", kind="libur_nasional")
    typed = {"proposed_superior_id": "", "since": "2026-10-01", "reason": "Saya sudah pindah bidang."}
    assert signed_in("employee").get(reverse("people:correction_new")).status_code == 200
    assert signed_in("employee").post(reverse("people:correction_new"), typed).status_code == 302
    request = CorrectionRequest.objects.get()
    assert signed_in("employee").post(reverse("people:correction_new"), typed).status_code == 409
    url = reverse("people:correction", args=[request.pk])
    assert signed_in("stranger").get(url).status_code == 404
    assert "Sekar Umpama" in html(signed_in("analyst").get(reverse("people:corrections")))
    assert signed_in("analyst").post(url, {"accept": "1", "reason": "Benar."}).status_code == 422
    choice = {"accept": "1", "reason": "Benar.", "superior_id": f"x (#{world.people['head'].pk})"}
    assert signed_in("analyst").post(url, choice).status_code == 302
    line = ReportingLine.objects.get(person=world.people["employee"], valid_to=None)
    assert line.superior == world.people["head"]


def test_an_acting_official_is_appointed_from_the_unit(world: World, signed_in: SignIn) -> None:
    url = reverse("people:acting_new", args=[world.positions["superior"].pk])
    typed = {
        "kind": "plh", "person_id": "Panji Tamsil", "starts_on": "2026-10-08", "ends_on": "2026-10-20",
        "decree": "SP 4",
    }  # fmt: skip
    assert signed_in("admin").get(url).status_code == 403
    assert signed_in("analyst").post(url, {**typed, "ends_on": "2026-10-08"}).status_code == 422
    assert signed_in("analyst").post(url, typed).status_code == 302
    term = Assignment.objects.get(kind="plh")
    assert "Plh. Kepala Puskesmas Minggir" in html(signed_in("peer").get(reverse("people:me"), follow=True))
    end = reverse("people:acting_end", args=[term.pk])
    assert signed_in("analyst").get(end).status_code == 200
    assert signed_in("analyst").post(end, {"ends_on": "2026-10-12", "reason": "Pejabat kembali"}).status_code == 302


def test_the_tree_is_open_to_all_who_work_here(world: World, signed_in: SignIn) -> None:
    page = html(signed_in("employee").get(reverse("organization:tree")))
    assert "Puskesmas Minggir" in page and "Laras Misalkan" in page
    assert "Belum ada unit" in html(signed_in("employee").get(reverse("organization:tree") + "?tanggal=2001-01-01"))
    assert signed_in("employee").get(reverse("organization:tree") + "?tanggal=kemarin").status_code == 200


def test_the_tree_shows_two_levels_and_leads_deeper_by_plain_links(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    page = html(client.get(reverse("organization:tree")))
    assert not re.search(r"<summary[^>]*>(?:(?!</summary>).)*<a ", page, re.DOTALL), "a link inside a toggle"
    links = re.findall(r'href="(/organisasi/\?unit=(\d+))"', page)
    assert links
    deeper = html(client.get(links[0][0]))
    assert f'name="unit" value="{links[0][1]}"' in deeper
    below = UnitVersion.objects.filter(parent_id=int(links[0][1])).values_list("name", flat=True)
    assert below and all(name in deeper and f">{name}</a>" not in page for name in below)


def test_the_tree_from_a_unit_keeps_the_day_and_knows_no_strange_unit(world: World, signed_in: SignIn) -> None:
    client, unit = signed_in("employee"), world.units["puskesmas"].pk
    page = html(client.get(reverse("organization:tree") + f"?unit={unit}&tanggal=2026-10-01"))
    assert f"/organisasi/{unit}/?tanggal=2026-10-01" in page and "&amp;tanggal=2026-10-01" in page
    for strange in ("999999", "x", "9" * 40):
        assert client.get(reverse("organization:tree") + f"?unit={strange}").status_code == 200


def test_a_unit_shows_names_to_those_who_see_its_people(world: World, signed_in: SignIn) -> None:
    url = reverse("organization:unit", args=[world.units["puskesmas"].pk])
    assert "Sekar Umpama" in html(signed_in("head").get(url))
    page = html(signed_in("stranger").get(url))
    assert "Sekar Umpama" not in page and "Bima Rekaan" in page and "1 pegawai" in page
    assert signed_in("stranger").get(reverse("organization:unit", args=[0])).status_code == 404


def test_a_unit_change_shows_its_effects_first(world: World, signed_in: SignIn) -> None:
    url = reverse("organization:move", args=[world.units["dinkes"].pk])
    typed = {
        "parent_id": f"x (#{world.units['setda'].pk})", "effective_on": "2027-01-01", "decree": "Perda 4",
    }  # fmt: skip
    assert signed_in("auditor").get(url).status_code == 403
    page = html(signed_in("analyst").post(url, typed))
    assert "pegawai bekerja di sini" in page and "Laras Misalkan" in page
    assert UnitVersion.objects.filter(unit=world.units["dinkes"]).count() == 1
    assert signed_in("analyst").post(url, {**typed, "apply": "1"}).status_code == 302
    again = signed_in("analyst").post(url, {**typed, "apply": "1", "parent_id": f"x (#{world.units['kab'].pk})"})
    assert again.status_code == 409 and "Sudah ada perubahan" in html(again)


def test_every_change_form_opens(world: World, signed_in: SignIn) -> None:
    unit = world.units["dinkes"].pk
    for name in ("rename", "move", "merge"):
        assert signed_in("admin").get(reverse(f"organization:{name}", args=[unit])).status_code == 200
    assert signed_in("admin").get(reverse("organization:create") + f"?induk={unit}").status_code == 200


def test_suggestions_follow_the_sight(world: World, signed_in: SignIn) -> None:
    url = reverse("people:suggest") + "?isian=x&x=sekar&apa="
    assert "Sekar" in html(signed_in("analyst").get(url + "person"))
    assert "Sekar" not in html(signed_in("stranger").get(url + "person"))
    assert "Sekar" not in html(signed_in("analyst").get(url + "leader"))
    assert html(signed_in("analyst").get(url + "apa-saja")).strip() == ""
