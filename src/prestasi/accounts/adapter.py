"""How django-allauth fits in: no sign-up, no reset by e-mail, factors kept encrypted, one landing page per role."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prestasi.accounts.models import User
from prestasi.accounts.protection import client_address


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the staff data; nobody makes one for themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("NIP/surel atau kata sandi tidak cocok."),
        "email_password_mismatch": _("NIP/surel atau kata sandi tidak cocok."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi."),
        "incorrect_password": _("Kata sandi tidak cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")

    def add_message(self, request: HttpRequest, level: int, *words: Any, message: str = "", **options: Any) -> None:
        """The pages say what has changed themselves; only errors of a form without a page of its own are passed on."""
        if message:
            messages.add_message(request, level, message)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are encrypted with the installation's key, labels name person and agency."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Kode tidak cocok atau sudah dipakai. Lihat kode terbaru di aplikasi Anda."),
        "add_email_blocked": _("Perubahan ini belum dapat dilakukan."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return cast(User, user).get_username()

    def build_totp_svg(self, url: str) -> str:
        """The page draws the code itself."""
        return ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Prestasi"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return str(_("Kunci sandi"))


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"factor:{settings.SECRET_KEY}".encode()).digest()))
