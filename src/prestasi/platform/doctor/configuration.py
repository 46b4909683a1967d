"""Questions about the settings: what is fine on a demonstration machine is a fault in production."""

from __future__ import annotations

import stat
from urllib.parse import urlsplit

from config.env import ENV
from prestasi.platform.doctor.finding import Finding, check, error, ok, warning
from prestasi.platform.doctor.words import _, gettext_noop

LOCAL = {"127.0.0.1", "::1", "localhost"}


@check(gettext_noop("Mode contoh"))
def demo_mode() -> Finding:
    if ENV.demo and ENV.bind not in LOCAL:
        return error(
            _("akun contoh terbuka di %(bind)s") % {"bind": ENV.bind},
            _("isi PRESTASI_DEMO=0, atau PRESTASI_BIND=127.0.0.1."),
        )
    return ok(_("mode contoh, hanya di komputer ini") if ENV.demo else _("mode kerja"))


@check(gettext_noop("Rincian galat di peramban"))
def debug_mode() -> Finding:
    if ENV.debug and not ENV.demo:
        return error(_("PRESTASI_DEBUG menyala"), _("isi PRESTASI_DEBUG=0."))
    return ok(_("menyala (mode contoh)") if ENV.debug else _("mati"))


@check(gettext_noop("Kunci rahasia"))
def secret_key() -> Finding:
    path = ENV.state / "secret-key"
    if ENV.secret_key:
        short = len(ENV.secret_key) < 40
        return error(_("terlalu pendek"), _("pakai sedikitnya 40 aksara acak.")) if short else ok(_("dari lingkungan"))
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return error(_("%(path)s dapat dibaca akun lain") % {"path": path}, f"chmod 600 {path}")
    return ok(_("tersimpan di folder keadaan"))


@check(gettext_noop("Hak folder basis data"))
def private_folder() -> Finding:
    folder = ENV.state / "pg"
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return error(_("%(folder)s dapat dibuka akun lain") % {"folder": folder}, f"chmod 700 {folder}")
    return ok(_("tertutup bagi akun lain") if folder.exists() else _("memakai server di luar folder ini"))


@check(gettext_noop("Nama situs yang diterima"))
def allowed_hosts() -> Finding:
    if ENV.allowed_hosts.strip() == "*" and not ENV.demo:
        return warning(_("semua nama diterima"), _("isi PRESTASI_ALLOWED_HOSTS dengan nama situs Anda."))
    return ok(ENV.allowed_hosts)


@check(gettext_noop("Alamat publik"))
def base_url() -> Finding:
    if not ENV.base_url:
        return (
            ok(_("belum perlu (mode contoh)")) if ENV.demo else warning(_("belum diisi"), _("isi PRESTASI_BASE_URL."))
        )
    parts = urlsplit(ENV.base_url)
    valid = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return ok(ENV.base_url) if valid else error(ENV.base_url, _("tulis lengkap, mis. https://kinerja.contoh.go.id"))


@check(gettext_noop("HTTPS"))
def https() -> Finding:
    if ENV.https or ENV.demo:
        return ok(_("dipakai") if ENV.https else _("belum perlu (mode contoh)"))
    return error(_("kuki dapat disadap"), _("pasang sertifikat di peladen depan dan isi PRESTASI_HTTPS=1."))


@check(gettext_noop("Surat elektronik"))
def mail() -> Finding:
    if ENV.email_url or ENV.demo:
        return ok(_("lewat SMTP") if ENV.email_url else _("ditulis ke catatan (mode contoh)"))
    return warning(_("surat hanya ditulis ke catatan"), _("isi PRESTASI_EMAIL_URL."))


@check(gettext_noop("Alamat pemilik basis data"))
def two_addresses() -> Finding:
    if ENV.database_url and not ENV.owner_database_url:
        return warning(
            _("satu akun untuk semua; catatan peristiwa hanya dijaga trigger"),
            _("buat peran terpisah dan isi PRESTASI_OWNER_DATABASE_URL."),
        )
    return ok(_("akun aplikasi terpisah dari pemilik tabel"))
