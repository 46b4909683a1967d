"""From a notice to the mail server: when, to whom, in which words, how often."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from prestasi.core import clock
from prestasi.core.errors import Closed, NotAllowed
from prestasi.notices.actions.choices import mute, mute_by_letter
from prestasi.notices.actions.notify import notify, notify_many
from prestasi.notices.actions.outbox import requeue_letter, send_invitation
from prestasi.notices.actions.post import MOST_ATTEMPTS, post_letters, take_up_orphans
from prestasi.notices.actions.security import tell_security
from prestasi.notices.actions.writing import write_letters
from prestasi.notices.models import Letter, MailChoice, Notice
from tests.world import NOW, TODAY, World

HOUR = dt.timedelta(hours=1)
TOMORROW_DIGEST = NOW.replace(day=9, hour=7, minute=30)


def tell(world: World, who: str = "employee", **changes: Any) -> None:
    given = {"kind": "plan.agreed", "text": "Rencana Anda disepakati", "effect_key": "plan.agreed:7:1", **changes}
    notify(person_id=world.people[who].pk, **given)
    Notice.objects.filter(effect_key=given["effect_key"]).update(created_at=clock.now())  # else by the database's clock


def round_of_post(at: dt.datetime = NOW) -> int:
    with time_machine.travel(at, tick=False):
        write_letters(at)
        return post_letters().sent


def test_news_waits_for_the_digest_of_the_next_morning(world: World) -> None:
    tell(world)
    tell(world, effect_key="evaluation.confirmed:3", kind="evaluation.confirmed", text="Hasil ditetapkan")
    assert round_of_post(NOW + HOUR) == 0
    assert round_of_post(TOMORROW_DIGEST) == 1
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["employee@contoh.sleman.test"], "2 kabar untuk Anda")
    assert "Rencana Anda disepakati" in letter.body
    assert "Hasil ditetapkan" in letter.body


def test_a_deadline_goes_out_at_once_and_says_why_and_how_to_silence_it(world: World) -> None:
    tell(world, due_on=TODAY, why="Anda pemilik rencana ini.")
    assert round_of_post() == 1
    letter = mail.outbox[0]
    assert "Mengapa Anda menerima ini: Anda pemilik rencana ini." in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"].strip("<>") in letter.body


def test_a_deadline_of_the_evening_waits_for_the_morning_but_security_does_not(world: World) -> None:
    evening = NOW.replace(hour=20)
    with time_machine.travel(evening, tick=False):
        tell(world, due_on=TODAY)
        tell(world, kind="security.test", effect_key="security.test:1", text="Kata sandi diganti")
    assert round_of_post(evening) == 1
    assert mail.outbox[0].subject == "Kata sandi diganti"
    assert round_of_post(NOW.replace(day=9, hour=6)) == 1


def test_a_letter_speaks_the_language_of_its_reader(world: World) -> None:
    world.users["employee"].language = "en"
    world.users["employee"].save(update_fields=["language"])
    tell(world, due_on=TODAY)
    round_of_post()
    assert "8 October 2026" in mail.outbox[0].body or "October 8, 2026" in mail.outbox[0].body


def test_what_was_read_in_the_inbox_is_not_sent_again(world: World) -> None:
    tell(world)
    Notice.objects.update(read_at=NOW)
    assert round_of_post(TOMORROW_DIGEST) == 0
    assert Notice.objects.get().is_handled


def test_a_muted_thread_keeps_to_the_inbox(world: World) -> None:
    mute(by=world.actor("employee"), thread="plan:7")
    tell(world, due_on=TODAY)
    tell(world, due_on=TODAY, effect_key="plan.agreed:8:1")
    assert round_of_post() == 1
    assert Notice.objects.filter(is_handled=True).count() == 2


def test_one_click_in_a_letter_silences_its_thread_and_no_other(world: World) -> None:
    tell(world, due_on=TODAY)
    round_of_post()
    token = Letter.objects.get().mute_url.rstrip("/").rpartition("/")[2]
    assert mute_by_letter(token=token) == "plan:7"
    tell(world, due_on=TODAY, effect_key="plan.returned:7:2")
    assert round_of_post() == 0


def test_choices_are_kept(world: World) -> None:
    MailChoice.objects.create(person=world.people["employee"], digest=False, deadlines=False)
    tell(world)
    tell(world, due_on=TODAY, effect_key="self.due:1")
    assert round_of_post(TOMORROW_DIGEST) == 0


def test_whoever_left_or_has_no_address_gets_no_letter(world: World) -> None:
    world.people["peer"].left_on = TODAY
    world.people["peer"].save(update_fields=["left_on"])
    tell(world, "peer", due_on=TODAY)
    assert round_of_post() == 0


def test_all_letters_of_a_thread_refer_to_the_same_beginning(world: World) -> None:
    tell(world, due_on=TODAY)
    tell(world, due_on=TODAY, effect_key="plan.returned:7:2")
    round_of_post()
    first, second = mail.outbox
    assert first.extra_headers["References"] == second.extra_headers["References"]
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_writing_again_writes_nothing_more(world: World) -> None:
    tell(world, due_on=TODAY)
    assert (write_letters(NOW), write_letters(NOW)) == (1, 0)


class Server(EmailBackend):
    """A mail server that answers what the test wants, then takes letters."""

    answers: list[Exception] = []

    def send_messages(self, messages: Any) -> int:
        if Server.answers:
            raise Server.answers.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any) -> type[Server]:
    settings.EMAIL_BACKEND = "tests.actions.notices.test_post.Server"
    Server.answers = []
    return Server


def letter(world: World) -> Letter:
    tell(world, due_on=TODAY)
    write_letters(NOW)
    return Letter.objects.get()


def test_an_unreachable_server_costs_one_try_a_round_and_loses_nothing(world: World, server: type[Server]) -> None:
    row = letter(world)
    for n in range(MOST_ATTEMPTS + 3):
        server.answers = [TimeoutError("dial")]
        with time_machine.travel(NOW + n * 7 * HOUR, tick=False):
            assert post_letters().is_unreachable
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", MOST_ATTEMPTS + 3)
    assert round_of_post(NOW + 100 * HOUR) == 1


def test_a_refusal_for_now_is_tried_again_with_growing_gaps(world: World, server: type[Server]) -> None:
    row = letter(world)
    gaps = []
    for _ in range(3):
        row.refresh_from_db()
        server.answers = [smtplib.SMTPResponseException(451, b"later")]
        at = max(row.due_at, NOW)
        with time_machine.travel(at, tick=False):
            post_letters(at_most=1)
        row.refresh_from_db()
        gaps.append(row.due_at - at)
    assert gaps == [dt.timedelta(minutes=1), dt.timedelta(minutes=4), dt.timedelta(minutes=16)]


def test_a_refusal_for_good_is_dead_until_an_admin_tries_again(world: World, server: type[Server]) -> None:
    row = letter(world)
    server.answers = [smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})]
    post_letters()
    row.refresh_from_db()
    assert row.state == "dead"
    with pytest.raises(NotAllowed):
        requeue_letter(by=world.actor("analyst"), letter_id=row.pk)
    requeue_letter(by=world.actor("admin"), letter_id=row.pk)
    with pytest.raises(Closed):
        requeue_letter(by=world.actor("admin"), letter_id=row.pk)
    assert round_of_post(NOW + HOUR) == 1


def test_a_letter_left_in_sending_by_a_dead_worker_is_taken_up(world: World) -> None:
    row = letter(world)
    Letter.objects.update(state="sending", claimed_at=NOW, attempts=1)
    with time_machine.travel(NOW + dt.timedelta(seconds=5), tick=False):
        assert take_up_orphans() == 0
    with time_machine.travel(NOW + dt.timedelta(seconds=20), tick=False):
        assert take_up_orphans() == 1
        assert post_letters().sent == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id


def test_invitations_of_one_meeting_leave_in_order_and_once(world: World) -> None:
    person = world.people["employee"].pk
    for sequence, method in enumerate(["REQUEST", "CANCEL"]):
        for _ in range(2):
            send_invitation(
                person_id=person, ics_bytes=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method=method, uid="d7@prestasi",
                sequence=sequence, effect_key=f"dialogue.invited:7:{person}:{sequence}",
            )  # fmt: skip
    assert post_letters(at_most=1).sent == 1
    assert 'method="REQUEST"' in mail.outbox[0].message().as_string()
    post_letters()
    assert len(mail.outbox) == 2


def test_changes_of_an_account_are_told_once(world: World) -> None:
    from django.db import transaction

    from prestasi.audit.actions.record import record

    with transaction.atomic():
        record("account.password_changed", by=world.actor("employee"), about=world.users["employee"],
               subject=world.people["employee"].pk)  # fmt: skip
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
    assert (tell_security(later), tell_security(later)) == (1, 0)
    assert Notice.objects.get().kind == "security.password_changed"


def test_the_digest_of_many_takes_a_fixed_number_of_statements(
    world: World, django_assert_max_num_queries: Any
) -> None:
    people = [person.pk for person in world.people.values()]
    notify_many(
        Notice(person_id=person, kind="uji", text=f"Kabar {n}", effect_key=f"uji.{n}:{person}")
        for person in people
        for n in range(5)
    )
    Notice.objects.update(created_at=NOW)
    with django_assert_max_num_queries(12):
        assert write_letters(TOMORROW_DIGEST) == len(people)
