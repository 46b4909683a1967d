"""Kalibrasi, Penetapan unit and Pembukaan kembali as pages: views, errors, conflicts, second factor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.accounts.models import User
from prestasi.calibration.models import Determination, PreRead, Session
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.models import Evaluation, RatingChange
from tests.actions.calibration.test_session import opened
from tests.world import World


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


@pytest.fixture
def session(world: World) -> Session:
    return opened(world)


def sheet(world: World, **changes: Any) -> dict[str, Any]:
    version = Evaluation.objects.get(pk=world.evaluations["employee"].pk).lock_version
    return {"result_rating": 2, "behaviour_rating": 3, "reason": "dua laporan terlambat", "version": version} | changes


def at(world: World, session: Session, name: str) -> str:
    return reverse(f"calibration:{name}", args=[session.pk, world.evaluations["employee"].pk])


@pytest.mark.parametrize("view", ["daftar", "kelompok", "matriks", "perubahan", "salah"])
def test_every_view_shows_the_session(world: World, session: Session, view: str) -> None:
    answer = signed_in(world, "head").get(reverse("calibration:session", args=[session.pk]), {"lihat": view})
    assert answer.status_code == 200
    assert "Dinas Kesehatan" in answer.content.decode()


def test_a_change_takes_two_ratings_and_a_reason_in_one_post(world: World, session: Session) -> None:
    answer = signed_in(world, "head").post(at(world, session, "change"), sheet(world))
    assert answer.status_code == 302
    assert RatingChange.objects.get().reason == "dua laporan terlambat"


def test_a_preview_shows_the_effect_and_saves_nothing(world: World, session: Session) -> None:
    answer = signed_in(world, "head").post(at(world, session, "change"), sheet(world, pratinjau="1"))
    assert answer.status_code == 200
    assert "Baik 1 → 0, Kurang 0 → 1" in answer.content.decode()
    assert not RatingChange.objects.exists()


def test_a_missing_reason_comes_back_with_the_form(world: World, session: Session) -> None:
    answer = signed_in(world, "head").post(at(world, session, "change"), sheet(world, reason="ya"))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_second_of_two_sees_both_values(world: World, session: Session) -> None:
    old = sheet(world)
    signed_in(world, "superior").post(at(world, session, "change"), old)
    answer = signed_in(world, "head").post(at(world, session, "change"), old | {"behaviour_rating": 1})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Tersimpan oleh orang lain" in text
    assert RatingChange.objects.count() == 1


def test_a_stance_keeps_itself_while_typing(world: World, session: Session) -> None:
    client = signed_in(world, "superior")
    kept = client.post(at(world, session, "stance"), {"stance": "agree"}, headers={"X-Autosave": "1"})
    refused = client.post(at(world, session, "stance"), {"stance": "doubt"}, headers={"X-Autosave": "1"})
    assert (kept.status_code, refused.status_code) == (204, 422)
    assert PreRead.objects.get().stance == "agree"


def test_a_determination_asks_for_the_second_factor(world: World, session: Session, settings: Any) -> None:
    confirm_evaluation(by=world.actor("head"), evaluation_id=world.evaluations["employee"].pk)
    place = [world.units["dinkes"].pk, world.periods[3].pk]
    client = signed_in(world, "head")
    plain = client.get(reverse("calibration:determination", args=place))
    assert "belum memilikinya" in plain.content.decode()
    given = {"reason": "unit kecil, dinilai bersama induknya"}
    assert client.post(reverse("calibration:determination_ask", args=place), given).status_code == 403
    assert not Determination.objects.exists()


def test_a_demo_account_confirms_with_the_code_of_the_page(world: World, session: Session, settings: Any) -> None:
    settings.DEMO = True
    User.objects.filter(pk__in=[world.users["head"].pk, world.users["regent"].pk]).update(is_demo=True)
    confirm_evaluation(by=world.actor("head"), evaluation_id=world.evaluations["employee"].pk)
    place = [world.units["dinkes"].pk, world.periods[3].pk]
    for who, name in (("head", "determination_ask"), ("regent", "determine")):
        client = signed_in(world, who)
        page = client.get(reverse("calibration:determination", args=place)).content.decode()
        code = re.search(r'class="secret">(\d{6})<', page)
        assert code is not None
        args = place if name == "determination_ask" else [Determination.objects.get().pk]
        reason = {"reason": "unit kecil, dinilai bersama induknya"}
        wrong = client.post(reverse(f"calibration:{name}", args=args), reason | {"code": "000000"})
        right = client.post(reverse(f"calibration:{name}", args=args), reason | {"code": code[1]})
        assert (wrong.status_code, right.status_code) == (422, 302)
    assert Evaluation.objects.get(pk=world.evaluations["employee"].pk).released_at is not None
