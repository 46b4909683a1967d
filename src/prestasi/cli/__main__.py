"""`python -m prestasi.cli`, the same as `prestasi`."""

import sys

from prestasi.cli import main

sys.exit(main())
