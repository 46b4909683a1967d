"""The command line: list, schema, compute, explain, propose, national-close.

Rows come as JSON on standard input and leave as JSON on standard output, in natural units. Bad input ends with exit
code 2 and a message on standard error that names row, field, reason and allowed values; nothing is printed then.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from prestasi_rules.cli import commands
from prestasi_rules.errors import RuleError
from prestasi_rules.frames import ENGINES

BAD_INPUT = 2
Parser = argparse.ArgumentParser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except RuleError as refusal:
        print(refusal, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def parser() -> Parser:
    top = argparse.ArgumentParser(prog="python -m prestasi_rules", description="Aturan merit ASN yang dapat dihitung.")
    sub = top.add_subparsers(required=True, metavar="PERINTAH")

    listing = _command(sub, "list", commands.list_rulesets, "daftar aturan beserta masa berlaku")
    listing.add_argument("--subject", help="hanya subjek ini")
    listing.add_argument("--on", type=a_day, metavar="YYYY-MM-DD", help="hanya yang berlaku pada tanggal ini")

    schema = _command(sub, "schema", commands.print_schema, "JSON Schema masukan dan keluaran")
    schema.add_argument("ruleset")

    compute = _with_rule(_command(sub, "compute", commands.compute_rows, "hitung baris JSON atau berkas Parquet"))
    compute.add_argument("--envelope", action="store_true", help="sertakan id, hash dan pilihan aturan")
    compute.add_argument("--input", type=Path, help="berkas atau folder Parquet (bilangan berskala)")
    compute.add_argument("--output", type=Path, help="berkas Parquet hasil")
    _with_engine(compute)

    explain = _with_rule(_command(sub, "explain", commands.explain_rows, "jelaskan tiap hasil sampai ke masukannya"))
    explain.add_argument("--lang", choices=("id", "en"), default="id")
    explain.add_argument("--text", action="store_true", help="untuk dibaca di terminal, bukan JSON")

    _command(sub, "propose", commands.propose, "usulan perubahan terkecil agar sesuai pola distribusi")

    close = _with_rule(_command(sub, "national-close", commands.close, "hitung folder Parquet per instansi"))
    close.add_argument("--input", type=Path, required=True, help="folder berisi satu berkas Parquet per instansi")
    close.add_argument("--output", type=Path, required=True, help="folder hasil; yang sudah selesai dilewati")
    _with_engine(close)
    return top


def a_day(text: str) -> date:
    """A date argument, ``YYYY-MM-DD`` and nothing else."""
    try:
        day: date | None = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"'{text}' bukan tanggal YYYY-MM-DD")
    return day


SubParsers = Any  # argparse keeps the type of its sub-parsers private


def _command(sub: SubParsers, name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> Parser:
    command: Parser = sub.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    return command


def _with_rule(command: Parser) -> Parser:
    command.add_argument("ruleset", help="id aturan atau subjek")
    command.add_argument("--on", type=a_day, required=True, metavar="YYYY-MM-DD", help="tanggal fakta yang dinilai")
    command.add_argument("--variant", default="", help="varian bila satu subjek mempunyai beberapa")
    command.add_argument(
        "--option", action="append", default=[], metavar="NAMA=BACAAN", help="pilih bacaan aturan; boleh berulang"
    )
    return command


def _with_engine(command: Parser) -> None:
    command.add_argument("--engine", choices=ENGINES, default="polars")
    command.add_argument("--master", default="local[*]", help="alamat master Spark")
