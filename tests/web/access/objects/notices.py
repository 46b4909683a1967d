"""Objects of notices."""

from __future__ import annotations

from prestasi.notices.actions.choices import hash_of
from prestasi.notices.models import CalendarFeed, Letter, Notice, PushSubscription
from prestasi.notices.push import keys
from prestasi.notices.wording import mute_url
from tests.web.access.cast import Stage
from tests.web.access.objects.registry import Values, builds


@builds("notice")
def notice(stage: Stage, subject: str) -> Values:
    person = stage.world.people[subject]
    row = Notice.objects.create(person=person, kind="uji", text="uji", url="/menu/", effect_key=f"uji-{person.pk}")
    return {"notice_id": row.pk}


@builds("letter_token")
def letter_token(stage: Stage, subject: str) -> Values:
    return {"token": mute_url(stage.world.people[subject].pk, "plan:1").rstrip("/").rpartition("/")[2]}


@builds("calendar_secret")
def calendar_secret(stage: Stage, subject: str) -> Values:
    secret = f"rahasia-{subject}"
    CalendarFeed.objects.create(person=stage.world.people[subject], secret_hash=hash_of(secret))
    return {"secret": secret}


@builds("letter")
def letter(stage: Stage, subject: str) -> Values:
    """A letter to the subject that the server refused for good."""
    row = Letter.objects.create(
        person=stage.world.people[subject], kind="deadline", thread="uji:1", subject="uji", text="uji", state="dead",
        effect_key=f"uji:{subject}", message_id=f"<{subject}@uji.test>",
    )  # fmt: skip
    return {"letter_id": row.pk}


@builds("device")
def device(stage: Stage, subject: str) -> Values:
    row = PushSubscription.objects.create(
        person=stage.world.people[subject], endpoint=f"https://push.contoh.test/{subject}", endpoint_hash=subject,
        public_key="uji", auth="uji", key_id=keys.key_id(), device_name="Chrome, Android",
    )  # fmt: skip
    return {"device_id": row.pk}
