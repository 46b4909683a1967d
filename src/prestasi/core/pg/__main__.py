"""`python -m prestasi.core.pg start|stop|status|url|psql`: the embedded server from the shell."""

import os
import sys

from config.env import ENV
from prestasi.core import pg
from prestasi.core.trouble import Trouble

USAGE = "pemakaian: python -m prestasi.core.pg start|stop|status|url|psql [prestasi_owner]"


def main(words: list[str]) -> int:
    cluster = pg.at(ENV.state)
    verb, role, *_ = [*words, *["", pg.APP][len(words) :]]
    try:
        return _do(verb, cluster, pg.address(cluster, role=role))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _do(verb: str, cluster: pg.Cluster, address: pg.Address) -> int:
    match verb:
        case "start":
            pg.keep(cluster)
            print(address.url)
        case "stop":
            print("berhenti" if pg.stop(cluster) else "tidak sedang berjalan")
        case "status":
            print("berjalan" if cluster.is_running else "tidak berjalan")
            return 0 if cluster.is_running else 3
        case "url":
            print(address.url)
        case "psql":
            program = cluster.programs().path("psql")
            os.execv(program, [program, address.conninfo])
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
