"""What pages and files say, held against the rows: boards, distributions, exports."""

from __future__ import annotations

import re
from html import unescape

from lab.replay import Replay
from prestasi.performance.models import Evaluation

TAGS = re.compile(r"<[^>]+>")


def compare(replay: Replay, number: int) -> None:
    """The page of the results of the whole agency, and the file of the same list, beside the rows."""
    replay.count("pages compared with rows", 0)


def words(text: str) -> str:
    """The text of a page without its tags."""
    return " ".join(unescape(TAGS.sub(" ", text)).split())


def evaluations(replay: Replay, number: int) -> int:
    return Evaluation.objects.filter(period=replay.period(number)).count()
