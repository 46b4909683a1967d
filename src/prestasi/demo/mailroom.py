"""Inbox, outbox and reminders of the showcase: threads, a muted one, letters sent, waiting and refused."""

from __future__ import annotations

import datetime as dt

from django.db import connections
from django.utils import timezone

from prestasi.demo.world import World
from prestasi.notices import wording
from prestasi.notices.models import Letter, MailChoice, Mute, Notice, Nudge
from prestasi.performance.models import Evaluation, Period, Plan

# who, subject of the thread, what, days ago, words, due in days (None: no date), read
STORY: tuple[tuple[str, str, str, int, str, int | None, bool], ...] = (
    ("employee", "plan", "agreed", 40, "Rencana Anda disepakati, versi 1.", None, True),
    ("employee", "plan", "result", 12, "Hasil kerja baru dari atasan: Layanan imunisasi tepat waktu", None, True),
    ("employee", "plan", "comment", 2, "Bima Rekaan menulis catatan pada rencana Anda", None, False),
    ("employee", "self", "due", 1, "Evaluasi diri triwulan ini dapat diisi", 3, False),
    ("supervisor", "rating", "due", 3, "Beberapa pegawai belum Anda nilai untuk triwulan ini", 2, False),
    ("supervisor", "rating", "again", 1, "Pengingat kedua: masih ada pegawai yang belum Anda nilai", 2, False),
    ("supervisor", "review", "due", 5, "2 rencana kinerja menunggu Anda tinjau", None, True),
    ("unit_head", "blocked", "rating", 1, "3 urusan menunggu satu penilai setelah tiga pengingat", None, False),
    ("analyst", "correction", "asked", 2, "Permintaan koreksi atasan menunggu putusan", 3, False),
    ("admin", "security", "role", 6, "Akun Anda mendapat peran baru", None, True),
)
PLACES = {
    "plan": "/rencana/", "self": "/hari-ini/", "rating": "/nilai/", "review": "/tinjau/", "blocked": "/tim/",
    "correction": "/koreksi-atasan/", "security": "/akun/keamanan/",
}  # fmt: skip
REFUSED = "550 5.1.1 mailbox unavailable"


def write(world: World, using: str) -> None:
    """A few dozen rows; nothing of it is sent, since every notice is already handled."""
    people = {role: row + 1 for role, row in world.cast.items()}
    now = timezone.make_aware(dt.datetime.combine(world.order.today, dt.time(8)))
    subjects = _subjects(people, using)
    rows = [_pair(people, subjects, now, *line) for line in STORY if line[0] in people]
    letters = [letter for letter, _notice in rows]
    Letter.objects.using(using).bulk_create([*letters, *_troubles(people, now)])
    for letter, notice in rows:
        notice.letter_id = letter.pk
    Notice.objects.using(using).bulk_create([notice for _letter, notice in rows])
    _choices(people, subjects, now, using)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT insight_count_unplanned(id, %s) FROM performance_cycle WHERE year = %s",
            [world.order.today, world.order.today.year],
        )


def _subjects(people: dict[str, int], using: str) -> dict[str, int]:
    """The objects that threads are about; 1 where the agency has none."""
    plan = Plan.objects.using(using).filter(person=people["employee"]).order_by("-starts_on").first()
    own = Evaluation.objects.using(using).filter(person=people["employee"]).order_by("-pk").first()
    period = Period.objects.using(using).filter(state="open").order_by("number").first()
    return {
        "plan": plan.pk if plan else 1, "self": own.pk if own else 1, "rating": period.pk if period else 1,
    }  # fmt: skip


def _pair(
    people: dict[str, int], subjects: dict[str, int], now: dt.datetime, who: str, subject: str, what: str, days: int,
    text: str, due: int | None, is_read: bool,
) -> tuple[Letter, Notice]:  # fmt: skip
    at = now - dt.timedelta(days=days)
    key = f"{subject}.{what}:{subjects.get(subject, 1)}:demo:{who}"
    kind = Letter.Kind.SECURITY if subject == "security" else Letter.Kind.DEADLINE if due else Letter.Kind.DIGEST
    letter = _letter(people[who], kind, key, text, at)
    letter.state, letter.attempts, letter.claimed_at, letter.sent_at = Letter.State.SENT, 1, at, at
    notice = Notice(
        person_id=people[who], kind=f"{subject}.{what}", text=text, effect_key=key, created_at=at, is_handled=True,
        read_at=at if is_read else None, url=PLACES[subject],
        due_on=timezone.localtime(now).date() + dt.timedelta(days=due) if due else None,
    )  # fmt: skip
    return letter, notice


def _letter(person: int, kind: Letter.Kind, key: str, text: str, at: dt.datetime) -> Letter:
    return Letter(
        person_id=person, kind=kind, thread=":".join(key.split(":")[:2]), subject=text, text=text, created_at=at,
        effect_key=f"letter:{key}", message_id=wording.message_id(f"letter:{key}"), due_at=at,
    )  # fmt: skip


def _troubles(people: dict[str, int], now: dt.datetime) -> list[Letter]:
    """One letter refused for good and one that is tried again, for the administrator's page."""
    dead = _letter(people["auditor"], Letter.Kind.DIGEST, "digest.demo:1", "1 kabar untuk Anda", now)
    dead.state, dead.attempts, dead.claimed_at, dead.answer = Letter.State.DEAD, 1, now, REFUSED
    later = _letter(people["analyst"], Letter.Kind.DEADLINE, "correction.demo:2", "Koreksi atasan menunggu", now)
    later.attempts, later.answer, later.due_at = 2, "451 4.3.0 try again later", now + dt.timedelta(hours=3)
    return [dead, later]


def _choices(people: dict[str, int], subjects: dict[str, int], now: dt.datetime, using: str) -> None:
    Mute.objects.using(using).create(person_id=people["employee"], thread=f"plan:{subjects['plan']}", since=now)
    MailChoice.objects.using(using).create(person_id=people["supervisor"], quiet_from=dt.time(17))
    item = f"rating.due:{subjects['rating']}:{people['supervisor']}"
    Nudge.objects.using(using).create(item=item, rank=1, person_id=people["supervisor"], at=now - dt.timedelta(days=3))
