"""`prestasi demo`: load the demo agency, with a progress bar on a terminal and plain lines elsewhere."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time

from config.env import ENV
from prestasi.demo import SEED
from prestasi.demo.loading import Progress, Summary, load
from prestasi.demo.settings import AGENCIES


def main(argv: list[str]) -> int:
    """Parse the words after `prestasi demo`, load, and say what was loaded."""
    options = _parser().parse_args(argv)
    start = time.monotonic()
    with _progress() as tell:
        summary = load(options.agency, options.today, options.staff, tell, options.seed, years=options.years)
    print(_sentence(summary, time.monotonic() - start))
    if options.phases:
        print(", ".join(f"{phase} {seconds:.1f}" for phase, seconds in summary.seconds.items()))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prestasi demo", description="Muat data contoh ke basis data yang kosong.")
    parser.add_argument("--agency", choices=sorted(AGENCIES), default=ENV.agency, help="instansi (AGENCY)")
    parser.add_argument("--staff", type=int, help="jumlah pegawai; bawaan sesuai instansi")
    parser.add_argument("--today", type=dt.date.fromisoformat, help="tanggal hari ini dalam data, TTTT-BB-HH")
    parser.add_argument("--seed", type=int, default=SEED, help="benih acak; benih sama, isi sama")
    parser.add_argument("--years", type=int, default=2, help="jumlah tahun kinerja, termasuk tahun berjalan")
    parser.add_argument("--phases", action="store_true", help="sebutkan detik tiap tahap")
    return parser


def _sentence(summary: Summary, seconds: float) -> str:
    people = f"{summary.counts['people_person']:,}".replace(",", ".")
    rows = f"{sum(summary.counts.values()):,}".replace(",", ".")
    return f"Data contoh dimuat: {people} orang, {rows} baris, {seconds:.1f} detik, sidik {summary.sha256[:12]}."


def _lines() -> Progress:
    """Prints a line when a new step begins."""
    said = ""

    def tell(label: str, share: float) -> None:
        nonlocal said
        if label != said:
            said = label
            print(f"{share * 100:3.0f} % {label}", file=sys.stderr, flush=True)

    return tell


class _progress:
    """A bar of rich on a terminal, else one line for each step."""

    def __enter__(self) -> Progress:
        if not sys.stderr.isatty():
            self.bar = None
            return _lines()
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        self.bar = Bar(
            TextColumn("{task.description:<42}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
        )
        bar = self.bar
        bar.start()
        task = bar.add_task("Data contoh", total=1.0)
        return lambda label, share: bar.update(task, description=label, completed=share)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
