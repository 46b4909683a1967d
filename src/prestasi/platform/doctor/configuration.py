"""Questions about the settings: what is fine on a demonstration machine is a fault in production."""

from __future__ import annotations

import stat
from urllib.parse import urlsplit

from config.env import ENV
from prestasi.platform.doctor.finding import Finding, check, error, ok, warning

LOCAL = {"127.0.0.1", "::1", "localhost"}


@check("Mode contoh")
def demo_mode() -> Finding:
    if ENV.demo and ENV.bind not in LOCAL:
        return error(f"akun contoh terbuka di {ENV.bind}", "isi PRESTASI_DEMO=0, atau PRESTASI_BIND=127.0.0.1.")
    return ok("mode contoh, hanya di komputer ini" if ENV.demo else "mode kerja")


@check("Rincian galat di peramban")
def debug_mode() -> Finding:
    if ENV.debug and not ENV.demo:
        return error("PRESTASI_DEBUG menyala", "isi PRESTASI_DEBUG=0.")
    return ok("menyala (mode contoh)" if ENV.debug else "mati")


@check("Kunci rahasia")
def secret_key() -> Finding:
    path = ENV.state / "secret-key"
    if ENV.secret_key:
        short = len(ENV.secret_key) < 40
        return error("terlalu pendek", "pakai sedikitnya 40 aksara acak.") if short else ok("dari lingkungan")
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return error(f"{path} dapat dibaca akun lain", f"chmod 600 {path}")
    return ok("tersimpan di folder keadaan")


@check("Hak folder basis data")
def private_folder() -> Finding:
    folder = ENV.state / "pg"
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return error(f"{folder} dapat dibuka akun lain", f"chmod 700 {folder}")
    return ok("tertutup bagi akun lain" if folder.exists() else "memakai server di luar folder ini")


@check("Nama situs yang diterima")
def allowed_hosts() -> Finding:
    if ENV.allowed_hosts.strip() == "*" and not ENV.demo:
        return warning("semua nama diterima", "isi PRESTASI_ALLOWED_HOSTS dengan nama situs Anda.")
    return ok(ENV.allowed_hosts)


@check("Alamat publik")
def base_url() -> Finding:
    if not ENV.base_url:
        return ok("belum perlu (mode contoh)") if ENV.demo else warning("belum diisi", "isi PRESTASI_BASE_URL.")
    parts = urlsplit(ENV.base_url)
    valid = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return ok(ENV.base_url) if valid else error(ENV.base_url, "tulis lengkap, mis. https://kinerja.contoh.go.id")


@check("HTTPS")
def https() -> Finding:
    if ENV.https or ENV.demo:
        return ok("dipakai" if ENV.https else "belum perlu (mode contoh)")
    return error("kuki dapat disadap", "pasang sertifikat di peladen depan dan isi PRESTASI_HTTPS=1.")


@check("Surat elektronik")
def mail() -> Finding:
    if ENV.email_url or ENV.demo:
        return ok("lewat SMTP" if ENV.email_url else "ditulis ke catatan (mode contoh)")
    return warning("surat hanya ditulis ke catatan", "isi PRESTASI_EMAIL_URL.")


@check("Alamat pemilik basis data")
def two_addresses() -> Finding:
    if ENV.database_url and not ENV.owner_database_url:
        return warning(
            "satu akun untuk semua; catatan peristiwa hanya dijaga trigger",
            "buat peran terpisah dan isi PRESTASI_OWNER_DATABASE_URL.",
        )
    return ok("akun aplikasi terpisah dari pemilik tabel")
