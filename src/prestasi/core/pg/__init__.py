"""Embedded PostgreSQL: a whole installation without a database administrator.

    cluster = pg.at(state_folder)            # nothing is touched yet
    pg.keep(cluster)                         # made, started, roles and database there; stays after this process
    with pg.lease(cluster): ...              # the same for the length of a block
    pg.address(cluster, role=pg.OWNER).url   # where to connect, also before it runs
    pg.stop(cluster)

The server listens on one socket that only this account can open, never on the network.
From the shell: `python -m prestasi.core.pg start|stop|status|url|psql`.
"""

from pathlib import Path

from prestasi.core.pg.address import APP, DATABASE, OWNER, PORT, Address
from prestasi.core.pg.cluster import Cluster, start, stop
from prestasi.core.pg.lease import keep, lease
from prestasi.core.pg.roles import grant_app

__all__ = ["APP", "DATABASE", "OWNER", "PORT", "Address", "Cluster", "address", "at", "ensure"]
__all__ += ["grant_app", "keep", "lease", "start", "stop"]


def at(state: Path, *, volatile: bool = False) -> Cluster:
    """The cluster of a state folder; a volatile one (tests) trades safety at a power cut for speed."""
    return Cluster(Path(state).resolve() / "pg", volatile)


def address(cluster: Cluster, *, role: str = APP, database: str = DATABASE) -> Address:
    """Where the cluster's database is reached as `role`; does not need a running server."""
    return Address(str(cluster.sockets), role, database)


def ensure(state: Path, *, role: str = APP) -> Address:
    """The address of a database that certainly runs; it stays after this process."""
    return address(keep(at(state)), role=role)
