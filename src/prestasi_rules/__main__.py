"""``python -m prestasi_rules``: see ``--help``."""

import sys

from prestasi_rules.cli import main

if __name__ == "__main__":
    sys.exit(main())
