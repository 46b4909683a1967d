"""Addresses whose names django-allauth expects, with our paths and templates. Sign-up and e-mail reset have none."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views import View

from prestasi.accounts.views import security, settings, sign_in

SAFE = "akun/keamanan/"


def _page(view: type[View], template: str) -> Callable[..., HttpResponseBase]:
    return view.as_view(template_name=f"accounts/{template}.html")


urlpatterns: list[URLPattern] = [
    path("masuk/", sign_in.SignInView.as_view(), name="account_login"),
    path("masuk/faktor-kedua/", _page(factor.AuthenticateView, "second_factor"), name="mfa_authenticate"),
    path("masuk/kunci-sandi/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("masuk/nonaktif/", _page(account.AccountInactiveView, "inactive"), name="account_inactive"),
    path("keluar/", _page(account.LogoutView, "sign_out"), name="account_logout"),
    path("bahasa/", settings.set_language, name="set_language"),
    path(f"{SAFE}pastikan/", _page(account.ReauthenticateView, "confirm"), name="account_reauthenticate"),
    path(f"{SAFE}pastikan/kode/", _page(factor.ReauthenticateView, "confirm"), name="mfa_reauthenticate"),
    path(
        f"{SAFE}pastikan/kunci/",
        _page(passkey.ReauthenticateWebAuthnView, "confirm_passkey"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(f"{SAFE}sandi/", _page(security.ChangePasswordView, "password"), name="account_change_password"),
    path(f"{SAFE}sandi/belum/", security.to_recovery, name="account_set_password"),
    path(f"{SAFE}kode/pasang/", _page(totp.ActivateTOTPView, "totp_on"), name="mfa_activate_totp"),
    path(f"{SAFE}kode/lepas/", _page(totp.DeactivateTOTPView, "totp_off"), name="mfa_deactivate_totp"),
    path(f"{SAFE}kunci/", security.to_security, name="mfa_list_webauthn"),
    path(f"{SAFE}kunci/tambah/", _page(passkey.AddWebAuthnView, "passkey_add"), name="mfa_add_webauthn"),
    path(f"{SAFE}kunci/<int:pk>/ubah/", _page(passkey.EditWebAuthnView, "passkey_edit"), name="mfa_edit_webauthn"),
    path(
        f"{SAFE}kunci/<int:pk>/hapus/", _page(passkey.RemoveWebAuthnView, "passkey_remove"), name="mfa_remove_webauthn"
    ),
    path(f"{SAFE}cadangan/", _page(spare.ViewRecoveryCodesView, "spare_codes"), name="mfa_view_recovery_codes"),
    path(
        f"{SAFE}cadangan/buat/",
        _page(spare.GenerateRecoveryCodesView, "spare_codes_new"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        f"{SAFE}cadangan/unduh/",
        _page(spare.DownloadRecoveryCodesView, "spare_codes_text"),
        name="mfa_download_recovery_codes",
    ),
    path(f"{SAFE}faktor/", security.to_security, name="mfa_index"),
]
