"""Inbox by thread, choices, one-click mute without signing in, the secret calendar, the outbox."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from prestasi.notices import wording
from prestasi.notices.actions.notify import notify
from prestasi.notices.models import CalendarFeed, MailChoice, Mute
from tests.web.conftest import SignIn
from tests.world import World, open_evaluation


def tell(world: World, key: str, text: str) -> None:
    notify(person_id=world.people["employee"].pk, kind="plan.agreed", text=text, effect_key=key)


def test_one_subject_is_one_thread(world: World, signed_in: SignIn) -> None:
    for n in range(4):
        tell(world, f"plan.agreed:7:{n}", f"Kabar {n}")
    tell(world, "self.due:9", "Evaluasi diri")
    page = signed_in("employee").get("/pemberitahuan/").context["inbox"]
    assert [(t.key, t.newest.text, t.total, t.unread) for t in page.threads] == [
        ("self:9", "Evaluasi diri", 1, 1),
        ("plan:7", "Kabar 3", 4, 4),
    ]


def test_muting_from_the_inbox_and_back(world: World, signed_in: SignIn) -> None:
    tell(world, "plan.agreed:7", "Kabar")
    client = signed_in("employee")
    client.post("/pemberitahuan/bisukan/", {"thread": "plan:7"})
    assert "surel dibisukan" in client.get("/pemberitahuan/").content.decode()
    client.post("/pemberitahuan/bisukan/", {"thread": "plan:7", "bunyikan": "1"})
    assert not Mute.objects.exists()


def test_a_letters_address_mutes_on_post_only_and_needs_no_account(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    path = wording.mute_url(world.people["employee"].pk, "plan:7").removeprefix(wording.site())
    assert client.get(path).status_code == 200
    assert not Mute.objects.exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mute.objects.get().thread == "plan:7"
    assert client.post(path[:-3] + "x/").status_code == 404


def test_choices_are_kept_and_bad_ones_refused(world: World, signed_in: SignIn) -> None:
    client = signed_in("employee")
    sent = {"deadlines": "on", "quiet_from": "20:00", "quiet_until": "05:00"}
    assert client.post("/pemberitahuan/pilihan/", sent).status_code == 302
    kept = MailChoice.objects.get()
    assert (kept.digest, kept.deadlines, kept.quiet_from, kept.quiet_weekends) == (False, True, dt.time(20), False)
    assert client.post("/pemberitahuan/pilihan/", {**sent, "quiet_from": "malam"}).status_code == 422


def test_the_calendar_is_read_with_its_secret_and_dies_with_it(world: World, signed_in: SignIn) -> None:
    open_evaluation(world, "employee")
    client = signed_in("employee")
    address = client.post("/pemberitahuan/kalender/").context["address"]
    path = "/kalender/" + address.rpartition("/")[2]
    answer = Client().get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "SUMMARY:Batas evaluasi diri Triwulan III 2026" in text
    assert "private" in answer["Cache-Control"]
    assert Client().get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert address not in client.get("/pemberitahuan/pilihan/").content.decode(), "the secret is shown once"
    client.post("/pemberitahuan/kalender/cabut/")
    assert (Client().get(path).status_code, CalendarFeed.objects.count()) == (404, 0)


def test_the_outbox_is_for_administrators(world: World, signed_in: SignIn) -> None:
    assert signed_in("admin").get("/sistem/surel/").status_code == 200
    assert signed_in("analyst").get("/sistem/surel/").status_code == 403


def test_an_analyst_reminds_in_three_activations(world: World, signed_in: SignIn) -> None:
    """Menu, figure, send: the page of the figure holds the button, and no value has to be given."""
    open_evaluation(world, "employee")
    client = signed_in("analyst")
    assert "/kendali/ingatkan/?unit=" in client.get("/kendali/").content.decode()
    unit = world.units["kab"].pk
    page = client.get(f"/kendali/ingatkan/?unit={unit}&langkah=nilai").content.decode()
    assert "Bima Rekaan" in page
    answer = client.post("/kendali/ingatkan/", {"unit": unit, "langkah": "nilai"})
    assert answer.status_code == 302
    assert client.post("/kendali/ingatkan/", {"unit": unit, "langkah": "nilai"}).status_code == 409
