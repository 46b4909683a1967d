"""Several short commands share one server; the last to leave stops it, unless it was started to stay."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from prestasi.core.pg import cluster as clusters
from prestasi.core.pg import roles
from prestasi.core.pg.cluster import Cluster


@contextmanager
def lease(cluster: Cluster) -> Iterator[Cluster]:
    """A running, prepared cluster for the length of the block."""
    cluster.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (cluster.root / "tenants").open("w") as tenants:
        fcntl.flock(tenants, fcntl.LOCK_SH)
        if clusters.start(cluster):
            _on_demand(cluster, True)
        roles.prepare(cluster)
        try:
            yield cluster
        finally:
            _leave(cluster, tenants)


def keep(cluster: Cluster) -> Cluster:
    """A running, prepared cluster that stays when this process ends."""
    clusters.start(cluster)
    _on_demand(cluster, False)
    roles.prepare(cluster)
    return cluster


def _leave(cluster: Cluster, tenants: IO[str]) -> None:
    try:
        fcntl.flock(tenants, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    if (cluster.root / "on-demand").exists():
        clusters.stop(cluster)


def _on_demand(cluster: Cluster, value: bool) -> None:
    mark = cluster.root / "on-demand"
    if value:
        mark.touch()
    else:
        mark.unlink(missing_ok=True)
