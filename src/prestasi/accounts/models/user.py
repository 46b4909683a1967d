from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

THEMES = [("", _("Ikut perangkat")), ("light", _("Terang")), ("dark", _("Gelap"))]
LANGUAGES = [("id", "Indonesia"), ("en", "English")]


class User(AbstractUser):
    """*Akun*: `username` is the NIP (or a chosen name for people without one); sign-in also takes the e-mail."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user")
    active_role = models.CharField(max_length=20, default="employee")
    theme = models.CharField(max_length=5, blank=True, choices=THEMES)
    language = models.CharField(max_length=5, default="id", choices=LANGUAGES)
    queue_keys = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email"], condition=~models.Q(email=""), name="user_email_once")]

    def __str__(self) -> str:
        return self.username
