"""The pages of fairness as people use them, without script."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from benchmarks import fair_world
from prestasi.core import jobs
from prestasi.core.actor import SYSTEM
from prestasi.fairness.actions import raters as raters_actions
from prestasi.fairness.actions.simulations import run_simulation
from prestasi.fairness.models import FairnessReport, PeriodOpening, RaterFinding, Simulation
from prestasi.fairness.tasks import simulate
from prestasi.performance.models import Evaluation, Period
from tests.world import World, open_evaluation

AHEAD, YEAR = 4, 5


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are run by the tests themselves."""
    assert simulate in jobs.app.tasks.values()
    monkeypatch.setattr(simulate, "defer", lambda **given: 0)


@pytest.fixture
def rated(world: World) -> World:
    """The third quarter rated for five people, so that there is something to replay."""
    for who in ("superior", "employee", "peer", "stranger", "analyst"):
        evaluation = open_evaluation(world, who, 3)
        evaluation.items.update(rating=2)
        values = {"result_rating": 2, "behaviour_rating": 1, "behaviour_items": [1] * 7, "predicate": 2}
        Evaluation.objects.filter(pk=evaluation.pk).update(state="rated", is_unit_head=False, **values)
    return world


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who], backend="prestasi.accounts.backends.AccountBackend")
    return client


def test_who_may_not_run_periods_is_told_who_may_and_gets_no_buttons(rated: World) -> None:
    admin = signed_in(rated, "admin")
    page = admin.get(reverse("insight:cycles")).content.decode()
    doors = [reverse(f"insight:{name}", args=[rated.periods[3].pk]) for name in ("period_open", "period_close")]
    doors.append(reverse("fairness:opening_prepare", args=[rated.periods[AHEAD].pk]))
    assert not [door for door in doors if door in page] and "oleh analis kepegawaian" in page
    assert [admin.get(door).status_code for door in doors] == [403, 403, 403]


def test_a_period_is_opened_in_four_steps_and_by_two_persons(rated: World) -> None:
    analyst, admin = signed_in(rated, "analyst"), signed_in(rated, "admin")
    period = rated.periods[AHEAD]
    prepare = reverse("fairness:opening_prepare", args=[period.pk])
    assert prepare in analyst.get(reverse("insight:cycles")).content.decode()
    form = analyst.get(prepare).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    assert analyst.post(prepare, filled).status_code == 302
    opening = PeriodOpening.objects.get()
    assert run_simulation(int(opening.simulation_id or 0))
    page = reverse("fairness:opening", args=[opening.pk])
    assert "tidak seorang pun berubah predikat" in analyst.get(page).content.decode()
    receipt = analyst.post(reverse("fairness:opening_propose", args=[opening.pk]))
    assert "/bukti-terima/" in receipt.headers["Location"]
    opening.refresh_from_db()
    approve = reverse("fairness:opening_approve", args=[opening.pk])
    assert analyst.post(approve, {"lock_version": opening.lock_version}).status_code == 403
    assert "Setujui dan buka periode" in admin.get(page).content.decode()
    assert "/bukti-terima/" in admin.post(approve, {"lock_version": opening.lock_version}).headers["Location"]
    assert Period.objects.get(pk=period.pk).state == "open"


def test_an_unopened_period_is_not_opened_past_the_second_person(rated: World) -> None:
    client = signed_in(rated, "analyst")
    answer = client.post(reverse("insight:period_open", args=[rated.periods[AHEAD].pk]))
    assert answer.headers["Location"] == reverse("fairness:opening_prepare", args=[rated.periods[AHEAD].pk])
    assert Period.objects.get(pk=rated.periods[AHEAD].pk).state == "ahead"


def test_a_year_without_report_says_why_it_stays_open(rated: World) -> None:
    Period.objects.filter(pk=rated.periods[YEAR].pk).update(state="open")
    client, url = signed_in(rated, "analyst"), reverse("insight:period_close", args=[rated.periods[YEAR].pk])
    said = client.get(url).content.decode()
    assert "laporan keadilannya ditandatangani" in said
    assert reverse("fairness:report_make", args=[rated.periods[YEAR].pk]) in said
    assert client.post(url).status_code == 409


def test_a_report_is_made_found_on_today_and_signed(rated: World) -> None:
    analyst, head = signed_in(rated, "analyst"), signed_in(rated, "head")
    make = reverse("fairness:report_make", args=[rated.periods[3].pk])
    assert analyst.post(make, {"official": ""}).status_code == 422
    assert analyst.post(make, {"official": rated.people["head"].pk}).status_code == 302
    report = FairnessReport.objects.get()
    page = reverse("fairness:report", args=[report.pk])
    assert page in head.get(reverse("performance:today")).content.decode()
    sign = reverse("fairness:report_sign", args=[report.pk])
    refused = head.post(sign, {"statement": "ya", "sha256": report.sha256})
    assert (refused.status_code, "Tulis pertimbangan Anda" in refused.content.decode()) == (422, True)
    given = {"statement": "Selisih menurut umur sudah saya periksa.", "sha256": report.sha256}
    assert head.post(sign, given).status_code == 302
    assert "Ditandatangani" in analyst.get(page).content.decode()


def test_a_simulation_shows_who_changes_and_leaves_as_a_file(rated: World) -> None:
    client = signed_in(rated, "analyst")
    form = client.get(reverse("fairness:simulation_start")).context["form"]
    filled = {name: form[name].value() or "" for name in form.fields if name != "main_only"}
    filled |= {"title": "Perilaku menentukan", "cell_SESUAI_DI_ATAS": "SANGAT_BAIK", "period": rated.periods[3].pk}
    url = client.post(reverse("fairness:simulation_start"), filled).headers["Location"]
    assert "0 dari 5 orang" in client.get(url).content.decode()
    simulation = Simulation.objects.get()
    assert run_simulation(simulation.pk)
    said = client.get(url).content.decode()
    assert all(rated.people[who].name in said for who in ("employee", "peer", "stranger"))
    file = reverse("exchange:download", args=["simulasi"])
    given = {"file_format": "csv", "purpose": "Bahan rapat rancangan aturan"}
    assert client.get(f"{file}?simulasi={simulation.pk}").status_code == 200
    assert signed_in(rated, "employee").post(f"{file}?simulasi={simulation.pk}", given).status_code in {403, 404}


def test_my_habits_without_report_and_bad_addresses(rated: World) -> None:
    client = signed_in(rated, "superior")
    assert "Belum ada laporan" in client.get(reverse("fairness:my_habits")).content.decode()
    analyst = signed_in(rated, "analyst")
    for query in ("?periode=x&unit=9999999999999999999", "?irisan=alamat&ukuran=1", "?unit=-1"):
        assert analyst.get(reverse("fairness:slices") + query).status_code == 200
    assert analyst.get(reverse("fairness:slices") + "?unit=99999999").status_code == 404


def test_circumstances_are_said_and_taken_back(rated: World) -> None:
    client, url = signed_in(rated, "employee"), reverse("fairness:circumstance")
    assert client.post(url, {"working_pattern": "shift", "disability": "yes"}).status_code == 302
    kept = client.get(url).content.decode()
    assert len(re.findall(r'<option value="(?:shift|yes)" selected', kept)) == 2
    client.post(url, {"working_pattern": "", "disability": ""})
    assert not re.findall(r'<option value="(?:shift|yes)" selected', client.get(url).content.decode())


def test_the_own_results_lead_to_the_trend_and_the_circumstances(rated: World) -> None:
    client = signed_in(rated, "employee")
    said = client.get(reverse("performance:my_results")).content.decode()
    for url in (reverse("fairness:trend_person", args=[rated.people["employee"].pk]), reverse("fairness:circumstance")):
        assert url in said
        assert client.get(url).status_code == 200


def test_two_characteristics_at_once_hide_what_is_small(rated: World) -> None:
    Period.objects.filter(pk=rated.periods[3].pk).update(state="closed")
    page = signed_in(rated, "analyst").get(reverse("fairness:slices"), {"irisan": "sex", "dan": "kind"})
    words = page.content.decode()
    assert "jenis kelamin × jenis jabatan" in words and "disembunyikan" in words and "%</small>" not in words
    assert signed_in(rated, "employee").get(reverse("fairness:slices"), {"dan": "age"}).status_code == 403
    file = signed_in(rated, "analyst").get("/unduh/irisan-silang/", {"irisan": "sex", "dan": "kind", "format": "csv"})
    assert file.status_code == 200


def test_the_rater_reads_both_models_side_by_side(rated: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superior is one of sixty raters whose people change raters; the frame stands for three years of ratings."""
    world = fair_world.simulate(raters=60, moving=0.08, seed=5)
    worse = (pl.col("result_below") * 2 + 2 - (pl.col("result_above") > 2)).clip(1, 5)
    me = rated.people["superior"].pk
    raters = pl.when(pl.col("rater") == 0).then(me).otherwise(pl.col("rater") + 10_000)
    read = world.read.with_columns(predicate=worse.cast(pl.Int64), rater=raters.cast(pl.Int64))
    monkeypatch.setattr(raters_actions, "rater_frame", lambda since, until: read)
    monkeypatch.setattr(RaterFinding.objects, "bulk_create", only_of(me))
    Period.objects.filter(pk=rated.periods[3].pk).update(state="closed")
    raters_actions.compute_raters(by=SYSTEM)
    words = signed_in(rated, "superior").get(reverse("fairness:my_habits")).content.decode()
    assert "Longgar atau ketat" in words and "Menurut predikat" in words and "tidak ada predikat yang diubah" in words


def only_of(person: int) -> Callable[..., None]:
    """Keeps the row of the one rater who exists in the database."""

    def keep(rows: list[RaterFinding], **_given: object) -> None:
        for row in rows:
            if row.rater_id == person:
                row.save()

    return keep
