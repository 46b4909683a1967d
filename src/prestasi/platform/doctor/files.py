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
from prestasi.platform.doctor.words import _, gettext_noop

BACKUP_DAYS = 7


@check(gettext_noop("Program PostgreSQL"))
def programs() -> Finding:
    try:
        found = binaries.find()
    except Trouble as trouble:
        return ok(_("memakai DATABASE_URL")) if ENV.database_url else error(trouble.what, trouble.remedy)
    return ok(_("versi %(major)s di %(folder)s") % {"major": found.major, "folder": found.folder})


@check(gettext_noop("Berkas tampilan"))
def built_assets() -> Finding:
    stamp = ENV.state / "static.stamp"
    if not stamp.is_file() or not (ENV.state / "static" / "staticfiles.json").is_file():
        return warning(_("belum dibangun"), _("jalankan `prestasi assets` (`prestasi run` melakukannya sendiri)."))
    current = stamp.read_text() == assets.fingerprint()
    return ok(_("mutakhir")) if current else warning(_("lebih tua dari sumbernya"), _("jalankan `prestasi assets`."))


@check(gettext_noop("Terjemahan"))
def translations() -> Finding:
    stale = [po for po in (assets.SOURCES / "locale").glob("*/LC_MESSAGES/*.po") if assets.is_stale(po)]
    return (
        warning(_("%(n)s belum disusun") % {"n": len(stale)}, _("jalankan `prestasi assets`."))
        if stale
        else ok(_("tersusun"))
    )


@check(gettext_noop("Huruf"))
def font() -> Finding:
    found = find_spec("fontpkg_plus_jakarta_sans")
    return ok("Plus Jakarta Sans") if found else error(_("paket huruf tidak ada"), _("jalankan `make setup`."))


@check(gettext_noop("Folder lampiran"))
def media() -> Finding:
    folder = ENV.state / "media"
    if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
        return error(_("%(folder)s tidak dapat ditulisi") % {"folder": folder}, _("ubah pemilik folder itu."))
    return ok(str(folder))


@check(gettext_noop("Cadangan terakhir"))
def last_backup() -> Finding:
    made = [path.stat().st_mtime for path in (ENV.state / "backup").glob("*.tar")]
    if not made:
        return (
            ok(_("belum perlu (mode contoh)"))
            if ENV.demo
            else warning(_("belum ada"), _("jadwalkan `prestasi backup`."))
        )
    days = int((time.time() - max(made)) // 86400)
    seen = _("%(n)s hari lalu") % {"n": days}
    return ok(seen) if days <= BACKUP_DAYS else warning(seen, _("jadwalkan `prestasi backup` setiap hari."))
