"""What pages need besides code: compiled translations; style sheet, scripts and font, built and under hashed names."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from config.env import ENV, PROJECT

SOURCES = PROJECT / "src" / "prestasi"


def main(argv: list[str]) -> int:
    """`prestasi assets`"""
    parser = argparse.ArgumentParser(prog="prestasi assets", description="Bangun terjemahan dan berkas statis.")
    parser.add_argument("--build-only", action="store_true", help="jangan kumpulkan ke folder keadaan")
    if parser.parse_args(argv).build_only:
        build()
        return 0
    print("Berkas tampilan dibangun." if ensure() else "Berkas tampilan sudah mutakhir.")
    return 0


def ensure() -> bool:
    """Build and collect what is out of date; True when something was."""
    build()
    stamp, current = ENV.state / "static.stamp", fingerprint()
    if stamp.is_file() and stamp.read_text() == current:
        return False
    _collect()
    stamp.write_text(current)
    return True


def build() -> None:
    """Translations, style sheet, scripts and font, beside their sources; quick when they are up to date."""
    from prestasi.ui.build import build as build_ui

    compile_translations(SOURCES / "locale")
    build_ui()


def compile_translations(folder: Path) -> int:
    """Make a `.mo` beside every `.po` that is newer; the number made."""
    stale = [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_stale(po)]
    for po in stale:
        _compile(po)
    return len(stale)


def fingerprint() -> str:
    """Changes when an app's static file or an installed package does."""
    digest = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    for path in _static_files():
        state = path.stat()
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _compile(po: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source, locale=po.parents[1].name))


def is_stale(po: Path) -> bool:
    """Whether a translation has not been compiled since it was last edited."""
    made = po.with_suffix(".mo")
    return not made.is_file() or made.stat().st_mtime < po.stat().st_mtime


def _collect() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)


def _static_files() -> Iterator[Path]:
    for folder in sorted(SOURCES.glob("*/static")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
