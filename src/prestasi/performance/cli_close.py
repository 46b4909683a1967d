"""`prestasi close-year 2025`: the yearly close with a progress bar and a summary."""

from __future__ import annotations

import argparse
import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from prestasi.core.errors import Closed, NotVisible
from prestasi.performance.actions.close_year import CHUNK, Summary, close_year
from prestasi.performance.models.evaluation import Predicate


def main(argv: list[str]) -> int:
    """0: closed, or recomputed without difference; 1: left open or different, with the reason; 2: no such year."""
    args = _arguments(argv)
    console = Console()
    started = time.perf_counter()
    try:
        summary = _with_bar(console, args)
    except NotVisible:
        console.print(f"Tahun kinerja {args.year} tidak ada.")
        return 2
    except Closed as refusal:
        console.print(f"Belum ditutup: {refusal} Yang dapat dihitung sudah tersimpan.")
        return 1
    _print(console, summary, time.perf_counter() - started)
    return 1 if summary.differences else 0


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("prestasi close-year", description="Evaluasi tahunan seluruh instansi.")
    parser.add_argument("year", type=int, help="tahun kinerja, misalnya 2025")
    parser.add_argument("--chunk", type=int, default=CHUNK, help="jumlah rencana per transaksi")
    parser.add_argument("--compute-only", action="store_true", help="hitung dan simpan tanpa menutup tahun")
    return parser.parse_args(argv)


def _with_bar(console: Console, args: argparse.Namespace) -> Summary:
    columns = (TextColumn("Menghitung"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        return close_year(
            args.year,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
            chunk=args.chunk,
            close=not args.compute_only,
        )


def _print(console: Console, summary: Summary, seconds: float) -> None:
    table = Table(title=f"Predikat kinerja {summary.year}")
    table.add_column("Predikat")
    table.add_column("Orang", justify="right")
    table.add_column("Bagian", justify="right")
    for code in (*Predicate, None):
        n = summary.predicates[code.value if code else None]
        share = f"{n * 100 / summary.read:.1f} %".replace(".", ",") if summary.read else "–"
        table.add_row(str(code.label) if code else "Belum dinilai", f"{n:,}".replace(",", "."), share)
    console.print(table)
    console.print(
        f"Unit di luar pola distribusi: {summary.unit_warnings} dari {summary.units} (peringatan, bukan larangan)"
    )
    console.print(f"Aturan   {summary.ruleset}  sidik {summary.ruleset_hash}")
    console.print(f"Hasil    sidik {summary.results_sha256}")
    console.print(_verdict(summary))
    console.print(f"{summary.read} evaluasi dalam {seconds:.1f} detik".replace(".", ","))


def _verdict(summary: Summary) -> str:
    if summary.was_closed:
        return f"Tahun ini sudah ditutup. Hitung ulang: {len(summary.differences)} perbedaan, tidak ada yang diubah."
    if summary.receipt is None:
        return f"{summary.written} hasil disimpan; tahun belum ditutup."
    return (
        f"{summary.written} hasil disimpan. Bukti terima {summary.receipt.number}, sidik {summary.receipt.short_hash}"
    )
