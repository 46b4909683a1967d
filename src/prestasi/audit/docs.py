"""Generated reference: every kind of event with its words."""

from __future__ import annotations

from collections.abc import Iterator

from prestasi.audit.kinds import KINDS

PATH = "docs/reference/events.md"


def pages() -> dict[str, str]:
    """Path -> markdown."""
    return {PATH: "\n".join(_lines()) + "\n"}


def _lines() -> Iterator[str]:
    yield "# Events"
    yield ""
    yield "Every decisive act writes one event in its own transaction. The database stamps time and hash and refuses"
    yield "every later change; `prestasi.audit.verify` recomputes the hashes. A person reads the events about them on"
    yield "*Jejak saya*, unless the last column says otherwise; an auditor searches them on *Penelusur peristiwa*."
    yield ""
    yield "| Kind | On screen | Sentence | On the person's own trail |"
    yield "|---|---|---|---|"
    for name, kind in sorted(KINDS.items()):
        yield f"| `{name}` | {kind.title} | {kind.sentence} | {'yes' if kind.visible_to_subject else 'no'} |"
