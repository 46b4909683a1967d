#!/usr/bin/env python3
"""Django's command line, for developers; people use `prestasi`. The database is started when a command needs it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent / "src"))
    from prestasi.cli import main

    sys.exit(main(["manage", *sys.argv[1:]]))
