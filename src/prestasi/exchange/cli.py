"""`prestasi import FILE --kind staff|units [--apply] [--yes] [--on YYYY-MM-DD]`."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from prestasi.accounts.models import User
from prestasi.core.actor import SYSTEM, Actor, Grant
from prestasi.core.errors import Refusal
from prestasi.core.formats import number
from prestasi.core.trouble import Trouble
from prestasi.exchange.actions.apply import apply_batch
from prestasi.exchange.actions.check import run_check, start_check
from prestasi.exchange.actions.upload import upload_sheet
from prestasi.exchange.columns import KINDS
from prestasi.exchange.models import ImportBatch
from prestasi.exchange.queries.batches import batch_page

OPERATOR = "operator"


def main(argv: list[str]) -> int:
    """Dry run of a sheet; with --apply also written when nothing is wrong. 1 when rows are wrong."""
    words = _words().parse_args(argv)
    if not words.file.is_file():
        raise Trouble(f"Berkas {words.file} tidak ada.", "periksa namanya.")
    try:
        return _import(words, Console())
    except Refusal as refused:
        raise Trouble(str(refused), "betulkan lembarnya, lalu jalankan lagi.") from None


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="prestasi import", description="Impor pegawai atau unit.")
    parser.add_argument("file", type=Path, help="XLSX, ODS atau CSV")
    parser.add_argument("--kind", choices=sorted(KINDS), default="staff", help="isi lembar")
    parser.add_argument("--on", type=dt.date.fromisoformat, default=None, help="berlaku mulai (YYYY-MM-DD)")
    parser.add_argument("--apply", action="store_true", help="terapkan bila tidak ada galat")
    parser.add_argument("--yes", action="store_true", help="perubahan yang perlu dicek memang dimaksud")
    return parser


def operator() -> Actor:
    """The account in whose name the command line acts; it cannot sign in."""
    user, _made = User.objects.get_or_create(username=OPERATOR, defaults={"password": "!", "is_active": False})
    return replace(SYSTEM, user_id=user.pk, name="Operator", grants=frozenset({Grant("analyst")}))


def _import(words: argparse.Namespace, console: Console) -> int:
    by = operator()
    batch = upload_sheet(by=by, kind=words.kind, name=words.file.name, chunks=_chunks(words.file))
    start_check(by=by, batch_id=batch.pk, mapping=batch.mapping, effective_on=words.on)
    with _bar(console) as bar:
        task = bar.add_task("Memeriksa", total=None)
        batch = run_check(batch.pk, lambda read: bar.update(task, description=f"Memeriksa {number(read)} baris"))
    if batch.state == "failed":
        raise Trouble(batch.message, "betulkan lembarnya, lalu jalankan lagi.")
    _report(batch, console)
    if batch.counts.get("error"):
        return 1
    if words.apply:
        receipt = apply_batch(by=by, batch_id=batch.pk, confirmed=words.yes)
        console.print(f"Diterapkan. Bukti terima {receipt.number}, sidik {receipt.short_hash}.")
    return 0


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while chunk := handle.read(1 << 20):
            yield chunk


def _bar(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _report(batch: ImportBatch, console: Console) -> None:
    """Counts, then the first wrong rows by row and column."""
    page = batch_page(batch)
    table = Table("Keadaan", "Baris", title=f"{batch.file_name} (impor {batch.pk})")
    for _status, label, count in page.tabs:
        table.add_row(label, number(count))
    console.print(table)
    if page.chosen == "error":
        for row in page.rows[:20]:
            told = "; ".join(f"{m.column}: {m.text}" for m in row.messages)
            console.print(f"  baris {row.number}: {told}", markup=False)
