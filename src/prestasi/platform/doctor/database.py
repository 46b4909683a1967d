"""Questions to the database: its version, safety, rights, structure and jobs."""

from __future__ import annotations

from datetime import UTC, datetime

from config.env import ENV
from prestasi.platform import instance
from prestasi.platform.assets import SOURCES
from prestasi.platform.doctor.finding import Connection, Finding, database_check, error, ok, warning
from prestasi.platform.doctor.words import _, gettext_noop

OLDEST = 14
NEEDED_EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
SAFE_SETTINGS = ("fsync", "full_page_writes", "synchronous_commit")
CLOCKS_DIFFER_S = 5
LETTER_WAITS_MIN = 60
JOB_WAITS_MIN = 15


@database_check(gettext_noop("Versi server"))
def version(connection: Connection) -> Finding:
    major = connection.info.server_version // 10000
    return (
        ok(f"PostgreSQL {major}")
        if major >= OLDEST
        else error(f"PostgreSQL {major}", _("pakai %(n)s atau lebih.") % {"n": OLDEST})
    )


@database_check(gettext_noop("Pengodean basis data"))
def encoding(connection: Connection) -> Finding:
    seen = str(_one(connection, "SHOW server_encoding"))
    return ok(seen) if seen == "UTF8" else error(seen, _("buat basis data dengan ENCODING 'UTF8'."))


@database_check(gettext_noop("Tulisan sampai ke disk"))
def safe_writes(connection: Connection) -> Finding:
    off = [name for name in SAFE_SETTINGS if _one(connection, f"SHOW {name}") == "off"]
    return (
        error(_("%(names)s mati") % {"names": ", ".join(off)}, _("nyalakan di setelan PostgreSQL."))
        if off
        else ok(_("dijamin"))
    )


@database_check(gettext_noop("Sidik halaman data"))
def checksums(connection: Connection) -> Finding:
    if _one(connection, "SHOW data_checksums") == "on":
        return ok(_("menyala"))
    return warning(_("kerusakan disk tidak akan ketahuan"), _("nyalakan dengan pg_checksums --enable."))


@database_check(gettext_noop("Jam server basis data"))
def clock(connection: Connection) -> Finding:
    there = _one(connection, "SELECT clock_timestamp()")
    apart = abs((datetime.now(UTC) - there).total_seconds()) if isinstance(there, datetime) else 0.0
    seen = _("berbeda %(n)s detik") % {"n": f"{apart:.0f}"}
    return ok(seen) if apart < CLOCKS_DIFFER_S else warning(seen, _("samakan jam kedua komputer (NTP)."))


@database_check(gettext_noop("Ekstensi"))
def extensions(connection: Connection) -> Finding:
    rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    missing = set(NEEDED_EXTENSIONS) - {str(row[0]) for row in rows}
    if missing:
        return error(
            _("tidak tersedia: %(names)s") % {"names": ", ".join(sorted(missing))},
            _("pasang paket postgresql-contrib di server."),
        )
    return ok(", ".join(NEEDED_EXTENSIONS))


@database_check(gettext_noop("Pencarian berbahasa Indonesia"))
def text_search(connection: Connection) -> Finding:
    found = _one(connection, "SELECT count(*) FROM pg_ts_config WHERE cfgname = 'indonesian'")
    return (
        ok(_("tersedia")) if found else error(_("konfigurasi `indonesian` tidak ada"), _("pakai PostgreSQL lengkap."))
    )


@database_check(gettext_noop("Sambungan"))
def room_for_connections(connection: Connection) -> Finding:
    most = int(str(_one(connection, "SHOW max_connections")))
    needed = ENV.web_workers * ENV.web_threads + 12
    seen = _("perlu sekitar %(needed)s dari %(most)s") % {"needed": needed, "most": most}
    return ok(seen) if needed < most else error(seen, _("naikkan max_connections atau kurangi proses halaman."))


@database_check(gettext_noop("Struktur data"))
def migrations(connection: Connection) -> Finding:
    if not _one(connection, "SELECT to_regclass('django_migrations') IS NOT NULL"):
        return warning(_("belum dibuat"), _("jalankan `prestasi run`, atau `prestasi prepare`."))
    rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    applied = {(str(app), str(name)) for app, name in rows}
    missing = [path for path in SOURCES.glob("*/migrations/[0-9]*.py") if _key(path.parts) not in applied]
    if missing:
        return error(_("%(n)s perubahan belum diterapkan") % {"n": len(missing)}, _("jalankan `prestasi prepare`."))
    return ok(_("%(n)s perubahan diterapkan") % {"n": len(applied)})


@database_check(gettext_noop("Hak atas catatan peristiwa"))
def event_rights(connection: Connection) -> Finding:
    if not _has_events(connection):
        return warning(_("tabel belum ada"), _("jalankan `prestasi prepare`."))
    query = (
        "SELECT string_agg(p, ', ') FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p "
        "WHERE has_table_privilege('audit_event', p)"
    )
    may = _one(connection, query)
    if may:
        return warning(
            _("akun aplikasi boleh %(may)s") % {"may": may}, _("pakai dua peran; lihat PRESTASI_OWNER_DATABASE_URL.")
        )
    return ok(_("akun aplikasi hanya boleh menambah dan membaca"))


@database_check(gettext_noop("Penjaga catatan peristiwa"))
def event_triggers(connection: Connection) -> Finding:
    if not _has_events(connection):
        return warning(_("tabel belum ada"), _("jalankan `prestasi prepare`."))
    query = (
        "SELECT count(*) FILTER (WHERE tgenabled <> 'D'), count(*) FROM pg_trigger "
        "WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal"
    )
    active, total = (int(str(part)) for part in connection.execute(query).fetchone() or (0, 0))
    if active < total or total < 3:
        return error(
            _("%(active)s dari %(total)s trigger aktif") % {"active": active, "total": max(total, 3)},
            _("selidiki siapa yang mematikannya; pulihkan."),
        )
    return ok(_("%(active)s trigger aktif") % {"active": active})


@database_check(gettext_noop("Indeks dan batasan"))
def valid_structure(connection: Connection) -> Finding:
    query = (
        "SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid) "
        "+ (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)"
    )
    broken = _one(connection, query)
    return (
        error(_("%(broken)s belum sah") % {"broken": broken}, _("REINDEX atau VALIDATE CONSTRAINT."))
        if broken
        else ok(_("semua sah"))
    )


@database_check(gettext_noop("Transaksi yang tertinggal"))
def forgotten_transactions(connection: Connection) -> Finding:
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND state LIKE 'idle in transaction%' AND xact_start < now() - interval '10 minutes'"
    )
    count = _one(connection, query)
    return (
        warning(_("%(count)s lebih dari 10 menit") % {"count": count}, _("mulai ulang proses pekerjaan latar."))
        if count
        else ok(_("tidak ada"))
    )


@database_check(gettext_noop("Ukuran basis data"))
def size(connection: Connection) -> Finding:
    megabytes = int(str(_one(connection, "SELECT pg_database_size(current_database()) / 1048576")))
    free = instance.free_mb(ENV.state) if ENV.state.exists() and not ENV.database_url else megabytes + 1
    seen = f"{megabytes} MB"
    return (
        ok(seen)
        if free > megabytes
        else warning(_("%(seen)s, sisa disk %(free)s MB") % {"seen": seen, "free": free}, _("perbesar disk."))
    )


@database_check(gettext_noop("Proses pekerjaan latar"))
def worker(connection: Connection) -> Finding:
    if not _has_jobs(connection) or instance.holder(ENV.state) is None:
        return ok(_("belum berjalan"))
    query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
    alive = _one(connection, query)
    return (
        ok(_("%(alive)s hidup") % {"alive": alive})
        if alive
        else error(_("tidak ada yang hidup"), _("mulai ulang `prestasi run`."))
    )


@database_check(gettext_noop("Pekerjaan yang menunggu"))
def waiting_jobs(connection: Connection) -> Finding:
    if not _has_jobs(connection):
        return ok(_("belum ada antrean"))
    query = (
        "SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND scheduled_at IS NULL AND EXISTS "
        "(SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.at < now() - make_interval(mins => %s))"
    )
    late = _one(connection, query, JOB_WAITS_MIN)
    return (
        warning(
            _("%(late)s lebih dari %(minutes)s menit") % {"late": late, "minutes": JOB_WAITS_MIN},
            _("periksa proses worker."),
        )
        if late
        else ok(_("tidak ada"))
    )


@database_check(gettext_noop("Pekerjaan yang gagal"))
def failed_jobs(connection: Connection) -> Finding:
    if not _has_jobs(connection):
        return ok(_("belum ada antrean"))
    query = (
        "SELECT count(DISTINCT job_id) FROM procrastinate_events WHERE type = 'failed' "
        "AND at > now() - interval '1 day'"
    )
    count = _one(connection, query)
    return (
        warning(_("%(count)s dalam sehari") % {"count": count}, _("baca log/worker.log di folder keadaan."))
        if count
        else ok(_("tidak ada"))
    )


@database_check(gettext_noop("Surel keluar"))
def letters(connection: Connection) -> Finding:
    if not _one(connection, "SELECT to_regclass('notices_letter') IS NOT NULL"):
        return ok(_("belum ada"))
    dead = _one(connection, "SELECT count(*) FROM notices_letter WHERE state = 'dead'")
    query = "SELECT count(*) FROM notices_letter WHERE state = 'waiting' AND due_at < now() - make_interval(mins => %s)"
    late = _one(connection, query, LETTER_WAITS_MIN)
    if dead or late:
        return warning(
            _("%(dead)s gagal tetap, %(late)s menunggu terlalu lama") % {"dead": dead, "late": late},
            _("buka /sistem/surel/ sebagai admin."),
        )
    return ok(_("tidak ada yang tertahan"))


def _one(connection: Connection, query: str, *values: object) -> object:
    row = connection.execute(query.encode(), values or None).fetchone()
    return row[0] if row else None


def _has_events(connection: Connection) -> bool:
    return bool(_one(connection, "SELECT to_regclass('audit_event') IS NOT NULL"))


def _has_jobs(connection: Connection) -> bool:
    return bool(_one(connection, "SELECT to_regclass('procrastinate_workers') IS NOT NULL"))


def _key(parts: tuple[str, ...]) -> tuple[str, str]:
    return parts[-3], parts[-1].removesuffix(".py")
