"""The database for the length of a command: the embedded one started, or the given one found to answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from config.env import ENV
from prestasi.core import pg
from prestasi.core.trouble import Trouble


@contextmanager
def running() -> Iterator[None]:
    """A database that answers while the block runs. Raises `Trouble` when it cannot be had."""
    if ENV.database_url:
        answers(ENV.database_url)
        yield
    else:
        with pg.lease(pg.at(ENV.state)):
            yield


def url(*, owner: bool = False) -> str:
    """The address of the installation's database as the application, or as the owner of its tables."""
    if ENV.database_url:
        return (owner and ENV.owner_database_url) or ENV.database_url
    return pg.address(pg.at(ENV.state), role=pg.OWNER if owner else pg.APP).url


def answers(address: str) -> None:
    """Raise `Trouble` unless a server answers there; its password is never shown."""
    try:
        psycopg.connect(address, connect_timeout=10).close()
    except psycopg.Error as error:
        first_line = str(error).strip().splitlines()[0]
        raise Trouble(
            f"Basis data pada DATABASE_URL tidak dapat dihubungi: {first_line}",
            "periksa alamat, nama pengguna dan kata sandi di DATABASE_URL, dan apakah server itu menyala.",
        ) from None


def grant_app_role() -> None:
    """With an own server and two roles: let the application's role work with the owner's tables."""
    if not (ENV.database_url and ENV.owner_database_url):
        return
    app = psycopg.conninfo.conninfo_to_dict(ENV.database_url).get("user")
    with psycopg.connect(ENV.owner_database_url, autocommit=True) as connection:
        pg.grant_app(connection, str(app))
