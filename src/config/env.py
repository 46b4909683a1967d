"""Every environment variable Prestasi reads, in one place.

Each field's metadata carries the variable's name and a sentence for the generated reference page.
Secrets may also be given as a file through `<NAME>_FILE`.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]


def _var(name: str, doc: str, default: Any) -> Any:
    return field(default=default, metadata=_named(name, doc))


def _named(name: str, doc: str) -> dict[str, str]:
    return {"name": name, "doc": doc}


@dataclass(frozen=True, slots=True)
class Env:
    """The settings of one installation, read once at start."""

    state: Path = field(
        default=PROJECT / "var",
        metadata=_named("PRESTASI_STATE", "Folder for database, media, built assets and locks."),
    )
    agency: str = _var("AGENCY", "Demo agency to load: `sleman` or `jakarta`.", "sleman")
    demo: bool = _var("PRESTASI_DEMO", "Demo mode: lists demo accounts on the sign-in page. Never in production.", True)
    debug: bool = _var("PRESTASI_DEBUG", "Show error details in the browser. Never in production.", False)
    database_url: str = _var("DATABASE_URL", "PostgreSQL to use in place of the embedded one (application role).", "")
    owner_database_url: str = _var(
        "PRESTASI_OWNER_DATABASE_URL", "Same database as its owner; used for migrations and bulk loading only.", ""
    )
    pg_bin: str = _var("PRESTASI_PG_BIN", "Folder of the PostgreSQL programs; found by itself when empty.", "")
    database_role: str = _var(
        "PRESTASI_DATABASE_ROLE", "`app`, or `owner` for migrations; set by the commands that need it.", "app"
    )
    secret_key: str = _var("PRESTASI_SECRET_KEY", "Signing key; made and kept in the state folder when absent.", "")
    allowed_hosts: str = _var("PRESTASI_ALLOWED_HOSTS", "Comma-separated host names that may be asked for.", "*")
    base_url: str = _var("PRESTASI_BASE_URL", "Public address, used in receipts and letters.", "")
    bind: str = _var("PRESTASI_BIND", "Address the web processes listen on.", "127.0.0.1")
    port: int = _var("PRESTASI_PORT", "Port of the pages.", 8000)
    live_port: int = _var("PRESTASI_LIVE_PORT", "Port of the live stream process.", 8001)
    live_behind_proxy: bool = _var(
        "PRESTASI_LIVE_BEHIND_PROXY", "A proxy serves `/langsung/` under the address of the pages.", False
    )
    web_workers: int = _var("PRESTASI_WEB_WORKERS", "Web worker processes.", 2)
    web_threads: int = _var("PRESTASI_WEB_THREADS", "Threads of each web worker; each holds one connection.", 4)
    https: bool = _var("PRESTASI_HTTPS", "Served over HTTPS: secure cookies and HSTS.", False)
    email_url: str = _var("PRESTASI_EMAIL_URL", "`smtp://user:password@host:port`; empty writes mail to the log.", "")
    push_key: str = _var(
        "PRESTASI_PUSH_KEY", "Key for messages to devices (PEM); made and kept in the state folder when absent.", ""
    )
    push_loopback: bool = _var(
        "PRESTASI_PUSH_LOOPBACK", "Accept a push service on this machine, over HTTP; for tests and demos only.", False
    )
    signing_passphrase: str = _var(
        "PRESTASI_SIGNING_PASSPHRASE", "Opens the key of the agency's seal; read at signing, never written.", ""
    )
    objection_days: str = _var(
        "PRESTASI_OBJECTION_DAYS", "How the 14 days for an objection are counted: `calendar` or `working`.", "calendar"
    )
    email_from: str = _var("PRESTASI_EMAIL_FROM", "Sender of letters.", "Prestasi <prestasi@localhost>")
    trusted_proxies: int = _var("PRESTASI_TRUSTED_PROXIES", "Number of reverse proxies in front.", 0)


def _raw(name: str) -> str | None:
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name)


def _parse(raw: str, default: Any) -> Any:
    if isinstance(default, bool):
        return raw.lower() in {"1", "true", "yes", "ya", "on"}
    if isinstance(default, int):
        return int(raw)
    return Path(raw).resolve() if isinstance(default, Path) else raw


def read() -> Env:
    """Read all variables; a value of the wrong type names its variable."""
    values = {}
    for f in fields(Env):
        raw = _raw(f.metadata["name"])
        if raw is None:
            continue
        try:
            values[f.name] = _parse(raw, f.default)
        except ValueError as error:
            raise SystemExit(f"{f.metadata['name']}={raw!r}: {error}") from None
    return Env(**values)


def kept_secret(state: Path) -> str:
    """The signing key of this installation, made on first use and readable by its owner only."""
    path = state / "secret-key"
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()


ENV = read()
