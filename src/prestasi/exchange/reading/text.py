"""CSV as people have it: UTF-8 with or without mark, UTF-16, Windows-1252; commas, semicolons, tabs or bars."""

from __future__ import annotations

import codecs
from pathlib import Path

SAMPLE = 200_000
DELIMITERS = (";", ",", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """By its mark, else by where its zero bytes are, else UTF-8 when it is valid, else Windows-1252."""
    with path.open("rb") as handle:
        sample = handle.read(SAMPLE)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample[1::2].count(0) > len(sample) // 5:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 5:
        return "utf-16-be"
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as handle:
        try:
            while chunk := handle.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def delimiter_of(path: Path, encoding: str) -> str:
    """The mark that splits the first lines most often and most evenly."""
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        text = handle.read(SAMPLE)
    lines = [line for line in text.splitlines() if line.strip()][:20]
    if lines and lines[0].lower().startswith("sep="):
        return lines[0][4:5] or ";"

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return (min(counts), max(counts)) if counts else (0, 0)

    return max(DELIMITERS, key=evenness)
