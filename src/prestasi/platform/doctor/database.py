"""Questions to the database: its version, safety, rights, structure and jobs."""

from __future__ import annotations

from datetime import UTC, datetime

from config.env import ENV
from prestasi.platform import instance
from prestasi.platform.assets import SOURCES
from prestasi.platform.doctor.finding import Connection, Finding, database_check, error, ok, warning

OLDEST = 14
NEEDED_EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
SAFE_SETTINGS = ("fsync", "full_page_writes", "synchronous_commit")
CLOCKS_DIFFER_S = 5
LETTER_WAITS_MIN = 60
JOB_WAITS_MIN = 15


@database_check("Versi server")
def version(connection: Connection) -> Finding:
    major = connection.info.server_version // 10000
    return ok(f"PostgreSQL {major}") if major >= OLDEST else error(f"PostgreSQL {major}", f"pakai {OLDEST} atau lebih.")


@database_check("Pengodean basis data")
def encoding(connection: Connection) -> Finding:
    seen = str(_one(connection, "SHOW server_encoding"))
    return ok(seen) if seen == "UTF8" else error(seen, "buat basis data dengan ENCODING 'UTF8'.")


@database_check("Tulisan sampai ke disk")
def safe_writes(connection: Connection) -> Finding:
    off = [name for name in SAFE_SETTINGS if _one(connection, f"SHOW {name}") == "off"]
    return error(f"{', '.join(off)} mati", "nyalakan di setelan PostgreSQL.") if off else ok("dijamin")


@database_check("Sidik halaman data")
def checksums(connection: Connection) -> Finding:
    if _one(connection, "SHOW data_checksums") == "on":
        return ok("menyala")
    return warning("kerusakan disk tidak akan ketahuan", "nyalakan dengan pg_checksums --enable.")


@database_check("Jam server basis data")
def clock(connection: Connection) -> Finding:
    there = _one(connection, "SELECT clock_timestamp()")
    apart = abs((datetime.now(UTC) - there).total_seconds()) if isinstance(there, datetime) else 0.0
    seen = f"berbeda {apart:.0f} detik"
    return ok(seen) if apart < CLOCKS_DIFFER_S else warning(seen, "samakan jam kedua komputer (NTP).")


@database_check("Ekstensi")
def extensions(connection: Connection) -> Finding:
    rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    missing = set(NEEDED_EXTENSIONS) - {str(row[0]) for row in rows}
    if missing:
        return error(f"tidak tersedia: {', '.join(sorted(missing))}", "pasang paket postgresql-contrib di server.")
    return ok(", ".join(NEEDED_EXTENSIONS))


@database_check("Pencarian berbahasa Indonesia")
def text_search(connection: Connection) -> Finding:
    found = _one(connection, "SELECT count(*) FROM pg_ts_config WHERE cfgname = 'indonesian'")
    return ok("tersedia") if found else error("konfigurasi `indonesian` tidak ada", "pakai PostgreSQL lengkap.")


@database_check("Sambungan")
def room_for_connections(connection: Connection) -> Finding:
    most = int(str(_one(connection, "SHOW max_connections")))
    needed = ENV.web_workers * ENV.web_threads + 12
    seen = f"perlu sekitar {needed} dari {most}"
    return ok(seen) if needed < most else error(seen, "naikkan max_connections atau kurangi proses halaman.")


@database_check("Struktur data")
def migrations(connection: Connection) -> Finding:
    if not _one(connection, "SELECT to_regclass('django_migrations') IS NOT NULL"):
        return warning("belum dibuat", "jalankan `prestasi run`, atau `prestasi prepare`.")
    rows = connection.execute("SELECT app, name FROM django_migrations").fetchall()
    applied = {(str(app), str(name)) for app, name in rows}
    missing = [path for path in SOURCES.glob("*/migrations/[0-9]*.py") if _key(path.parts) not in applied]
    if missing:
        return error(f"{len(missing)} perubahan belum diterapkan", "jalankan `prestasi prepare`.")
    return ok(f"{len(applied)} perubahan diterapkan")


@database_check("Hak atas catatan peristiwa")
def event_rights(connection: Connection) -> Finding:
    if not _has_events(connection):
        return warning("tabel belum ada", "jalankan `prestasi prepare`.")
    query = (
        "SELECT string_agg(p, ', ') FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p "
        "WHERE has_table_privilege('audit_event', p)"
    )
    may = _one(connection, query)
    if may:
        return warning(f"akun aplikasi boleh {may}", "pakai dua peran; lihat PRESTASI_OWNER_DATABASE_URL.")
    return ok("akun aplikasi hanya boleh menambah dan membaca")


@database_check("Penjaga catatan peristiwa")
def event_triggers(connection: Connection) -> Finding:
    if not _has_events(connection):
        return warning("tabel belum ada", "jalankan `prestasi prepare`.")
    query = (
        "SELECT count(*) FILTER (WHERE tgenabled <> 'D'), count(*) FROM pg_trigger "
        "WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal"
    )
    active, total = (int(str(part)) for part in connection.execute(query).fetchone() or (0, 0))
    if active < total or total < 3:
        return error(f"{active} dari {max(total, 3)} trigger aktif", "selidiki siapa yang mematikannya; pulihkan.")
    return ok(f"{active} trigger aktif")


@database_check("Indeks dan batasan")
def valid_structure(connection: Connection) -> Finding:
    query = (
        "SELECT (SELECT count(*) FROM pg_index WHERE NOT indisvalid) "
        "+ (SELECT count(*) FROM pg_constraint WHERE NOT convalidated)"
    )
    broken = _one(connection, query)
    return error(f"{broken} belum sah", "REINDEX atau VALIDATE CONSTRAINT.") if broken else ok("semua sah")


@database_check("Transaksi yang tertinggal")
def forgotten_transactions(connection: Connection) -> Finding:
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND state LIKE 'idle in transaction%' AND xact_start < now() - interval '10 minutes'"
    )
    count = _one(connection, query)
    return warning(f"{count} lebih dari 10 menit", "mulai ulang proses pekerjaan latar.") if count else ok("tidak ada")


@database_check("Ukuran basis data")
def size(connection: Connection) -> Finding:
    megabytes = int(str(_one(connection, "SELECT pg_database_size(current_database()) / 1048576")))
    free = instance.free_mb(ENV.state) if ENV.state.exists() and not ENV.database_url else megabytes + 1
    seen = f"{megabytes} MB"
    return ok(seen) if free > megabytes else warning(f"{seen}, sisa disk {free} MB", "perbesar disk.")


@database_check("Proses pekerjaan latar")
def worker(connection: Connection) -> Finding:
    if not _has_jobs(connection) or instance.holder(ENV.state) is None:
        return ok("belum berjalan")
    query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
    alive = _one(connection, query)
    return ok(f"{alive} hidup") if alive else error("tidak ada yang hidup", "mulai ulang `prestasi run`.")


@database_check("Pekerjaan yang menunggu")
def waiting_jobs(connection: Connection) -> Finding:
    if not _has_jobs(connection):
        return ok("belum ada antrean")
    query = (
        "SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND scheduled_at IS NULL AND EXISTS "
        "(SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.at < now() - make_interval(mins => %s))"
    )
    late = _one(connection, query, JOB_WAITS_MIN)
    return warning(f"{late} lebih dari {JOB_WAITS_MIN} menit", "periksa proses worker.") if late else ok("tidak ada")


@database_check("Pekerjaan yang gagal")
def failed_jobs(connection: Connection) -> Finding:
    if not _has_jobs(connection):
        return ok("belum ada antrean")
    query = (
        "SELECT count(DISTINCT job_id) FROM procrastinate_events WHERE type = 'failed' "
        "AND at > now() - interval '1 day'"
    )
    count = _one(connection, query)
    return warning(f"{count} dalam sehari", "baca log/worker.log di folder keadaan.") if count else ok("tidak ada")


@database_check("Surel keluar")
def letters(connection: Connection) -> Finding:
    if not _one(connection, "SELECT to_regclass('notices_letter') IS NOT NULL"):
        return ok("belum ada")
    dead = _one(connection, "SELECT count(*) FROM notices_letter WHERE state = 'dead'")
    query = "SELECT count(*) FROM notices_letter WHERE state = 'waiting' AND due_at < now() - make_interval(mins => %s)"
    late = _one(connection, query, LETTER_WAITS_MIN)
    if dead or late:
        return warning(f"{dead} gagal tetap, {late} menunggu terlalu lama", "buka /sistem/surel/ sebagai admin.")
    return ok("tidak ada yang tertahan")


def _one(connection: Connection, query: str, *values: object) -> object:
    row = connection.execute(query.encode(), values or None).fetchone()
    return row[0] if row else None


def _has_events(connection: Connection) -> bool:
    return bool(_one(connection, "SELECT to_regclass('audit_event') IS NOT NULL"))


def _has_jobs(connection: Connection) -> bool:
    return bool(_one(connection, "SELECT to_regclass('procrastinate_workers') IS NOT NULL"))


def _key(parts: tuple[str, ...]) -> tuple[str, str]:
    return parts[-3], parts[-1].removesuffix(".py")
