"""`python -m lab year --staff 150`: run one trial."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = {"year": "a whole performance year of the demo agency through HTTP, with the invariants at its end"}


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in NAMES:
        print("\n".join(f"  {name:<8}{about}" for name, about in NAMES.items()))
        return 2 if argv else 0
    return int(import_module(f"lab.{argv[0]}").main(argv[1:]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
