"""From a notice to a device: sealed, signed, with the same choices as mail, never lost, never about what it says."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.notices.actions.choices import choose_mail, mute
from prestasi.notices.actions.devices import hash_of
from prestasi.notices.actions.notify import notify
from prestasi.notices.actions.push import MOST_ATTEMPTS, drop_old, push_messages, take_up_pushes
from prestasi.notices.actions.writing import write_letters
from prestasi.notices.models import MailChoice, Notice, PushMessage, PushSubscription
from prestasi.notices.push import keys
from tests.actions.notices.pushes import Browser, PushServer, push_server
from tests.world import NOW, TODAY, World

HOUR = dt.timedelta(hours=1)
TOMORROW_DIGEST = NOW.replace(day=9, hour=7, minute=30)


@pytest.fixture
def service(settings: Any) -> Iterator[PushServer]:
    settings.PUSH_LOOPBACK = True
    with push_server() as server:
        yield server


@pytest.fixture
def browser() -> Browser:
    return Browser()


def subscribe(world: World, service: PushServer, browser: Browser, who: str = "employee", path: str = "/a") -> Any:
    endpoint = service.origin + path
    return PushSubscription.objects.create(
        person=world.people[who], endpoint=endpoint, endpoint_hash=hash_of(endpoint), key_id=keys.key_id(),
        device_name="Chrome, Android", **browser.keys(),
    )  # fmt: skip


def tell(world: World, who: str = "employee", **changes: Any) -> None:
    given = {"kind": "plan.agreed", "text": "Rencana disepakati: Baik", "effect_key": "plan.agreed:7:1", **changes}
    notify(person_id=world.people[who].pk, **given)
    Notice.objects.filter(effect_key=given["effect_key"]).update(created_at=clock.now())


def deadline(world: World, **changes: Any) -> None:
    tell(world, **{"due_on": TODAY, "url": "/rencana/", **changes})


def round_of_push(at: dt.datetime = NOW) -> int:
    with time_machine.travel(at, tick=False):
        write_letters(at)
        return push_messages().sent


def test_a_deadline_is_sealed_signed_and_says_nothing_on_a_locked_screen(
    world: World, service: PushServer, browser: Browser
) -> None:
    device = subscribe(world, service, browser)
    deadline(world)
    assert round_of_push() == 1
    [taken], [said] = service.ledger, service.said(browser)
    assert said["body"] == "Kabar tentang rencana kinerja · Batas: Kamis, 8 Oktober"
    assert (said["url"], said["title"]) == ("/rencana/", "Prestasi")
    assert b"rencana" not in taken.body
    claims = taken.claims(service.origin)
    assert 0 < claims["exp"] - time.time() <= 24 * 3600
    assert claims["sub"].startswith("mailto:")
    headers = taken.headers
    assert (headers["content-encoding"], headers["urgency"], headers["ttl"]) == ("aes128gcm", "normal", "86400")
    assert headers["topic"] == said["tag"]
    device.refresh_from_db()
    assert (device.last_success_at, device.failures) == (NOW, 0)


@pytest.mark.parametrize("effect", ["evaluation.confirmed:3", "objection.due:4", "feedback.given:9", "rating.due:1"])
def test_what_could_shame_somebody_is_only_called_news(
    world: World, service: PushServer, browser: Browser, effect: str
) -> None:
    subscribe(world, service, browser)
    deadline(world, kind=effect.split(":")[0], effect_key=effect, text="Predikat Anda: Kurang, karena …", due_on=TODAY)
    round_of_push()
    assert service.said(browser)[0]["body"] == "Ada kabar untuk Anda · Batas: Kamis, 8 Oktober"


def test_news_comes_as_one_message_with_the_digest(world: World, service: PushServer, browser: Browser) -> None:
    subscribe(world, service, browser)
    tell(world)
    tell(world, effect_key="evaluation.confirmed:3", kind="evaluation.confirmed")
    assert round_of_push(NOW + HOUR) == 0
    assert round_of_push(TOMORROW_DIGEST) == 1
    said = service.said(browser)[0]
    assert (said["body"], said["url"]) == ("2 kabar baru untuk Anda", "/pemberitahuan/")
    assert service.ledger[0].headers["urgency"] == "low"


def test_quiet_hours_hold_it_back_and_lose_nothing_but_security_comes_at_once(
    world: World, service: PushServer, browser: Browser
) -> None:
    subscribe(world, service, browser)
    evening = NOW.replace(hour=20)
    with time_machine.travel(evening, tick=False):
        deadline(world)
        tell(world, kind="security.test", effect_key="security.test:1", text="Kata sandi diganti")
    assert round_of_push(evening) == 1
    assert service.said(browser)[0]["body"] == "Kabar tentang keamanan akun Anda"
    assert round_of_push(NOW.replace(day=9, hour=5, minute=59)) == 0
    assert round_of_push(NOW.replace(day=9, hour=6)) == 1


def test_what_was_read_meanwhile_or_muted_or_not_chosen_is_not_sent(
    world: World, service: PushServer, browser: Browser
) -> None:
    subscribe(world, service, browser)
    with time_machine.travel(NOW.replace(hour=20), tick=False):
        deadline(world)
        write_letters(clock.now())
    Notice.objects.update(read_at=NOW.replace(hour=21))
    assert round_of_push(NOW.replace(day=9, hour=6)) == 0
    mute(by=world.actor("employee"), thread="plan:8")
    deadline(world, effect_key="plan.agreed:8:1")
    assert round_of_push() == 0
    MailChoice.objects.create(person=world.people["employee"], push_deadlines=False)
    deadline(world, effect_key="plan.agreed:9:1")
    assert round_of_push() == 0
    assert not PushMessage.objects.exists()
    assert service.ledger == []


def test_mail_and_devices_are_chosen_apart(world: World, service: PushServer, browser: Browser) -> None:
    subscribe(world, service, browser)
    hours: dict[str, Any] = {"quiet_from": dt.time(18), "quiet_until": dt.time(6), "quiet_weekends": True}
    choose_mail(by=world.actor("employee"), digest=False, deadlines=False, push_deadlines=True, **hours)
    deadline(world)
    assert round_of_push() == 1
    assert not world.people["employee"].letters.exists()


def test_a_device_its_service_does_not_know_any_more_is_forgotten(
    world: World, service: PushServer, browser: Browser
) -> None:
    subscribe(world, service, browser)
    subscribe(world, service, browser, path="/b")
    service.answers["/a"] = (410, 0)
    deadline(world)
    assert round_of_push() == 1
    assert [device.endpoint for device in PushSubscription.objects.all()] == [f"{service.origin}/b"]
    event = Event.objects.get(kind="device.removed")
    assert (event.subject_person_id, event.payload["why"]) == (world.people["employee"].pk, "410")


def test_trouble_at_the_service_is_tried_again_with_growing_gaps_until_it_is_too_late(
    world: World, service: PushServer, browser: Browser
) -> None:
    device = subscribe(world, service, browser)
    service.answers["/a"] = (503, 0)
    deadline(world)
    assert round_of_push() == 0
    message = PushMessage.objects.get()
    assert (message.state, message.attempts, message.due_at) == ("waiting", 1, NOW + dt.timedelta(minutes=1))
    service.answers["/a"] = (429, 1800)
    assert round_of_push(message.due_at) == 0
    message.refresh_from_db()
    assert message.due_at == NOW + dt.timedelta(minutes=31)
    device.refresh_from_db()
    assert device.failures == 2
    service.answers.clear()
    assert round_of_push(message.due_at) == 1
    tags = {said["tag"] for said in service.said(browser)}
    assert (len(service.ledger), len(tags)) == (3, 1)


def test_what_came_too_late_or_too_often_is_given_up(world: World, service: PushServer, browser: Browser) -> None:
    subscribe(world, service, browser)
    deadline(world)
    with time_machine.travel(NOW, tick=False):
        write_letters(NOW)
    assert round_of_push(NOW + dt.timedelta(hours=25)) == 0
    assert PushMessage.objects.get().state == "dead"
    assert service.ledger == []
    deadline(world, effect_key="plan.agreed:8:1")
    service.answers["/a"] = (500, 0)
    with time_machine.travel(NOW, tick=False):
        write_letters(NOW)
        PushMessage.objects.filter(state="waiting").update(attempts=MOST_ATTEMPTS - 1)
        push_messages()
    assert PushMessage.objects.filter(state="dead").count() == 2
    with time_machine.travel(NOW + dt.timedelta(days=17), tick=False):
        assert drop_old() == 2


def test_a_dead_service_does_not_hold_up_the_others(world: World, service: PushServer, browser: Browser) -> None:
    with push_server() as other:
        dead_origin = other.origin
    dead = subscribe(world, service, browser, path="/mati")
    PushSubscription.objects.filter(pk=dead.pk).update(endpoint=f"{dead_origin}/mati")
    subscribe(world, service, browser)
    for n in range(3):
        deadline(world, effect_key=f"plan.agreed:{n}:1")
    assert round_of_push() == 3
    assert sorted(PushMessage.objects.filter(subscription=dead).values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_device_whose_service_fails_without_end_is_forgotten(
    world: World, service: PushServer, browser: Browser
) -> None:
    subscribe(world, service, browser)
    PushSubscription.objects.update(failures=39)
    service.answers["/a"] = (503, 0)
    deadline(world)
    round_of_push()
    assert Event.objects.get(kind="device.removed").payload["why"] == "unreachable"
    assert not PushMessage.objects.exists()


def test_who_has_left_is_told_nothing(world: World, service: PushServer, browser: Browser) -> None:
    subscribe(world, service, browser)
    deadline(world)
    with time_machine.travel(NOW, tick=False):
        write_letters(NOW)
    world.users["employee"].is_active = False
    world.users["employee"].save(update_fields=["is_active"])
    assert round_of_push() == 0
    assert service.ledger == []


def test_an_address_that_moved_inside_our_walls_is_not_called(
    world: World, service: PushServer, browser: Browser, settings: Any
) -> None:
    subscribe(world, service, browser)
    deadline(world)
    settings.PUSH_LOOPBACK = False
    assert round_of_push() == 0
    assert not PushSubscription.objects.exists()
    assert service.ledger == []


def test_a_message_left_in_sending_by_a_dead_worker_is_taken_up_with_the_same_tag(
    world: World, service: PushServer, browser: Browser
) -> None:
    subscribe(world, service, browser)
    deadline(world)
    round_of_push()
    PushMessage.objects.update(state="sending", sent_at=None, claimed_at=NOW)
    with time_machine.travel(NOW + dt.timedelta(minutes=1), tick=False):
        assert take_up_pushes() == 1
        assert push_messages().sent == 1
    assert len({said["tag"] for said in service.said(browser)}) == 1


def test_devices_made_for_a_former_key_are_not_called(world: World, service: PushServer, browser: Browser) -> None:
    subscribe(world, service, browser)
    PushSubscription.objects.update(key_id="dahulu")
    deadline(world)
    assert round_of_push() == 0
    assert not PushMessage.objects.exists()
