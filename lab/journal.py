"""What a trial has done so far, on disk after every step, so that it can be stopped, told about and gone on with."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from lab.visitor import Answer

RECEIPT = re.compile(r"/bukti-terima/(PR-\d{4}-\d{7})/")
NUMBER = re.compile(r"\d+")


class Journal:
    """Steps done, counts, receipts that clients were given, seconds by kind of request."""

    def __init__(self, file: Path) -> None:
        self.file, self.lock = file, threading.Lock()
        self.done: list[str] = []
        self.counts: Counter[str] = Counter()
        self.receipts: dict[str, str] = {}
        self.requests: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
        self.facts: dict[str, Any] = {}
        self.seconds = 0.0
        self.load()

    def load(self) -> None:
        if self.file.exists():
            kept = json.loads(self.file.read_text())
            self.done, self.receipts, self.facts = kept["done"], kept["receipts"], kept["facts"]
            self.counts, self.seconds = Counter(kept["counts"]), kept["seconds"]
            self.requests.update(kept["requests"])

    def save(self) -> None:
        with self.lock:
            names = ("done", "counts", "receipts", "requests", "facts", "seconds")
            self.file.write_text(json.dumps({name: getattr(self, name) for name in names}))

    def count(self, what: str, number: int = 1) -> None:
        with self.lock:
            self.counts[what] += number

    def note(self, what: str, exception: object) -> None:
        """An exception to something that must hold on pages; None when it held."""
        with self.lock:
            found = self.facts.setdefault(what, [])
            if exception is not None:
                found.append(exception)

    def refuse(self, what: str) -> None:
        """An answer that the rules of the agency ask for, such as a gate that says no."""
        self.count(f"refused as expected: {what}")

    def heard(self, answer: Answer) -> None:
        """Every answer of every visitor comes by here."""
        with self.lock:
            seen = self.requests[f"{answer.verb} {NUMBER.sub('…', answer.path)}"]
            seen[0] += 1
            seen[1] += answer.seconds
            if found := RECEIPT.search(answer.location):
                self.receipts.setdefault(found[1], "")

    def read(self, number: str, digest: str) -> None:
        """The hash that a receipt's page showed."""
        with self.lock:
            self.receipts[number] = digest

    @property
    def sent(self) -> int:
        return int(sum(number for number, _seconds in self.requests.values()))

    def slowest(self, count: int = 12) -> list[tuple[str, int, float]]:
        """Kinds of requests by the time they took together: name, number, seconds each."""
        rows = sorted(self.requests.items(), key=lambda pair: -pair[1][1])[:count]
        return [(name, int(number), seconds / number) for name, (number, seconds) in rows]
