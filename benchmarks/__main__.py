"""`make bench`: list the benchmarks, or run the named ones (all with `--all`)."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

NAMES = {
    "close": "P1: the yearly close of Jakarta against bare COPY out and in",
    "pages": "P3: statements and time of every page at 1,000 and at 100,000 staff",
    "weights": "P9: compressed weight of every page",
    "export": "P7: 75,000 people to XLSX, CSV and JSON within 200 MB",
    "import": "P6: 75,000 people with 40 columns from XLSX against bare reading and COPY",
    "live": "P5: from a report to 500 open boards",
    "padding": "N13: how often the questions about padded entries are asked rightly",
    "mutation": "the rule tests against 300 sampled faults in the rules",
    "rules": "P2: the rules on one and five million staff",
    "wording": "N12: questions about the wording of indicators against labels set by hand",
    "fairness": "N1, N16: fair raters against known truth",
}

MODULES = {"import": "importing"}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser("python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args(argv)
    names = list(NAMES) if args.all else args.names
    if not names:
        print("\n".join(f"  {name:<10}{about}" for name, about in NAMES.items()))
        return 0
    if unknown := set(names) - set(NAMES):
        print(f"unknown: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    for name in names:
        import_module(f"benchmarks.{MODULES.get(name, name)}").main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
