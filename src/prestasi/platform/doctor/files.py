"""Questions about what lies in the folders: assets, translations, attachments, backups."""

from __future__ import annotations

import os
import time
from importlib.util import find_spec

from config.env import ENV
from prestasi.core.pg import binaries
from prestasi.core.trouble import Trouble
from prestasi.platform import assets
from prestasi.platform.doctor.finding import Finding, check, error, ok, warning

BACKUP_DAYS = 7


@check("Program PostgreSQL")
def programs() -> Finding:
    try:
        found = binaries.find()
    except Trouble as trouble:
        return ok("memakai DATABASE_URL") if ENV.database_url else error(trouble.what, trouble.remedy)
    return ok(f"versi {found.major} di {found.folder}")


@check("Berkas tampilan")
def built_assets() -> Finding:
    stamp = ENV.state / "static.stamp"
    if not stamp.is_file() or not (ENV.state / "static" / "staticfiles.json").is_file():
        return warning("belum dibangun", "jalankan `prestasi assets` (`prestasi run` melakukannya sendiri).")
    current = stamp.read_text() == assets.fingerprint()
    return ok("mutakhir") if current else warning("lebih tua dari sumbernya", "jalankan `prestasi assets`.")


@check("Terjemahan")
def translations() -> Finding:
    stale = [po for po in (assets.SOURCES / "locale").glob("*/LC_MESSAGES/*.po") if assets.is_stale(po)]
    return warning(f"{len(stale)} belum disusun", "jalankan `prestasi assets`.") if stale else ok("tersusun")


@check("Huruf")
def font() -> Finding:
    found = find_spec("fontpkg_plus_jakarta_sans")
    return ok("Plus Jakarta Sans") if found else error("paket huruf tidak ada", "jalankan `make setup`.")


@check("Folder lampiran")
def media() -> Finding:
    folder = ENV.state / "media"
    if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
        return error(f"{folder} tidak dapat ditulisi", "ubah pemilik folder itu.")
    return ok(str(folder))


@check("Cadangan terakhir")
def last_backup() -> Finding:
    made = [path.stat().st_mtime for path in (ENV.state / "backup").glob("*.tar")]
    if not made:
        return ok("belum perlu (mode contoh)") if ENV.demo else warning("belum ada", "jadwalkan `prestasi backup`.")
    days = int((time.time() - max(made)) // 86400)
    seen = f"{days} hari lalu"
    return ok(seen) if days <= BACKUP_DAYS else warning(seen, "jadwalkan `prestasi backup` setiap hari.")
