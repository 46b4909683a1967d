"""Telling people what happened to their account, from the events that already record it."""

from __future__ import annotations

import datetime as dt

from django.utils import translation
from django.utils.translation import gettext as _

from prestasi.audit.models import Event
from prestasi.notices.actions.notify import notify_many
from prestasi.notices.models import Notice
from prestasi.notices.queries.readers import languages

LOOK_BACK = dt.timedelta(days=2)
KINDS = (
    "account.factor_changed", "account.password_changed", "account.recovery_issued", "account.recovery_approved",
    "account.recovered", "account.disabled", "role.granted", "device.added",
)  # fmt: skip


def tell_security(now: dt.datetime) -> int:
    """A notice for each event about somebody's account in the last two days that has none yet."""
    recent = Event.objects.filter(kind__in=KINDS, at__gte=now - LOOK_BACK, subject_person_id__isnull=False)
    found = recent.values_list("id", "kind", "subject_person_id")
    rows = [(event, kind, person) for event, kind, person in found if person is not None]
    known = Notice.objects.filter(effect_key__in=[_key(event) for event, _kind, _person in rows])
    told = set(known.values_list("effect_key", flat=True))
    fresh = [row for row in rows if _key(row[0]) not in told]
    speak = languages(person for _event, _kind, person in fresh)
    return notify_many([_notice(*row, speak.get(row[2], "id")) for row in fresh])


def _key(event: int) -> str:
    return f"security.event:{event}"


def _notice(event: int, kind: str, person: int, language: str) -> Notice:
    with translation.override(language):
        return Notice(
            person_id=person, kind=f"security.{kind.split('.')[1]}", text=_words()[kind], url="/akun/keamanan/",
            effect_key=_key(event),
        )  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "account.factor_changed": _("Faktor keamanan akun Anda berubah"),
        "account.password_changed": _("Kata sandi akun Anda diganti"),
        "account.recovery_issued": _("Kode pemulihan untuk akun Anda diterbitkan"),
        "account.recovery_approved": _("Pelepasan faktor kedua akun Anda disetujui"),
        "account.recovered": _("Akun Anda dipulihkan dengan kode"),
        "account.disabled": _("Akun Anda dinonaktifkan"),
        "role.granted": _("Akun Anda mendapat peran baru"),
        "device.added": _("Kabar dinyalakan di sebuah perangkat Anda"),
    }
