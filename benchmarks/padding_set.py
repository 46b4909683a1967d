"""The labelled set: months of people who work, and months of people who fill in, each with what was done to it.

Hand-written activities (padding_words.py) are put into months by fixed seeds. Some honest months are made to look
like padding (a guard, a village without signal, one folder for everything, a flood post), some padded ones to look
honest (reworded lines, changed times): otherwise the rates would flatter.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.padding_words import COUNTER, GUARD, PAD, REWORDED, TAILS, WORK
from prestasi.worklog.padding import Line

FIRST = dt.date(2026, 9, 1)
DAYS = [FIRST + dt.timedelta(days=n) for n in range(30)]
WORKDAYS = [day for day in DAYS if day.weekday() < 5]
SLOTS = ((450, 540), (540, 630), (630, 720), (780, 870), (870, 960))


@dataclass(frozen=True, slots=True)
class Month:
    """`kind` is what was done to it ("" for honest work), `story` the way it came about."""

    story: str
    kind: str
    lines: tuple[Line, ...]


def months(per_story: int = 100, seed: int = 2026) -> Iterator[Month]:
    """Every story, so many times, always the same."""
    for story, (kind, make) in STORIES.items():
        for number in range(per_story):
            rng = random.Random(f"{seed} {story} {number}")
            yield Month(story, kind, tuple(make(rng)))


def ordinary(rng: random.Random, *, share: float = 0.75, evidence: bool = True) -> list[Line]:
    """A working month: routine of one trade, figures that change, written the same or the next day."""
    trade = WORK[rng.choice(sorted(WORK))]
    lines: list[Line] = []
    for day in WORKDAYS:
        for starts, ends in SLOTS:
            if rng.random() < share:
                text, _unit = rng.choice(trade)
                late = dt.timedelta(days=rng.choice((0, 0, 0, 1, 2)))
                link = (
                    f"https://simpus.example.go.id/k/{rng.randrange(10**6)}" if evidence and rng.random() < 0.3 else ""
                )
                shift = rng.choice((0, 0, 15, -15, 30))
                at = _at(rng, day + late)
                lines.append(_line(len(lines), day, starts + shift, ends + shift, text + rng.choice(TAILS),
                                   rng.randint(1, 40), link, at))  # fmt: skip
    return lines


def guard(rng: random.Random) -> list[Line]:
    """The same watch and hours; some count their rounds, some write one: little differs, and all is true."""
    days, rounds = [day for day in DAYS if rng.random() < 0.5], rng.choice((1, 2, 5))
    return [_line(n, day, 0, 420, GUARD[0], rng.randint(1, rounds), "", _at(rng, day)) for n, day in enumerate(days)]


def lessons(rng: random.Random) -> list[Line]:
    """A teacher's week: the same lessons in two classes, two hours each, and some other work."""
    lines = ordinary(rng, share=0.35)
    taught = [(day, room) for day in WORKDAYS for room in "AB" if rng.random() < 0.6]
    begin, lesson = {"A": 970, "B": 1030}, "Mengajar matematika kelas VII"
    return lines + [
        _line(500 + n, day, begin[room], begin[room] + 50, f"{lesson} {room}", 2, "", _at(rng, day))
        for n, (day, room) in enumerate(taught)
    ]


def counter(rng: random.Random) -> list[Line]:
    """The same counter every day, as many payers as come."""
    return [
        _line(n, day, 450, 900, COUNTER[0], rng.randint(20, 90), "", _at(rng, day)) for n, day in enumerate(WORKDAYS)
    ]


def no_signal(rng: random.Random) -> list[Line]:
    """Field work without a network, written up truthfully in one evening at the end of the month."""
    evening = dt.datetime.combine(DAYS[-1], dt.time(19))
    lines, first = ordinary(rng), rng.choice(WORKDAYS[:14])
    return [
        _with(line, entered_at=evening + dt.timedelta(seconds=40 * line.id + rng.randrange(20)))
        if line.on >= first else line for line in lines
    ]  # fmt: skip


def weekly(rng: random.Random) -> list[Line]:
    """Every Friday for the week."""
    return [
        _with(line, entered_at=dt.datetime.combine(line.on + dt.timedelta(days=4 - line.on.weekday()), dt.time(15))
              + dt.timedelta(seconds=50 * line.id))
        for line in ordinary(rng)
    ]  # fmt: skip


def folder(rng: random.Random) -> list[Line]:
    """One shared folder as evidence of everything."""
    link = f"https://drive.google.com/drive/folders/{rng.randrange(10**9)}"
    return [_with(line, evidence=link) for line in ordinary(rng)]


def one_report(rng: random.Random) -> list[Line]:
    """One document written on for weeks under several headings, each time with its link."""
    lines, link = ordinary(rng, evidence=False), f"https://docs.example.go.id/d/{rng.randrange(10**9)}"
    picked = set(rng.sample(range(len(lines)), rng.randint(2, 7)))
    return [_with(line, evidence=link) if line.id in picked else line for line in lines]


def flood_post(rng: random.Random) -> list[Line]:
    """One double watch in an emergency."""
    lines, day = ordinary(rng), rng.choice(WORKDAYS)
    kept = [line for line in lines if line.on != day]
    ends = rng.choice((1020, 1140, 1260, 1320, 1430))
    return [*kept, _line(len(lines) + 1, day, 300, ends, "Posko tanggap darurat banjir", 1, "", _at(rng, day))]


def copied(rng: random.Random) -> list[Line]:
    """One line copied into many days, with a number or a word changed, beside some true work."""
    text, days = rng.choice(PAD), rng.sample(WORKDAYS, rng.randint(6, len(WORKDAYS)))
    true = [line for line in ordinary(rng, share=0.3) if line.on not in days]
    return [*true, *[
        _line(300 + n, day, 450, 960, f"{text}{rng.choice(TAILS)} {n if rng.random() < 0.5 else ''}".strip(), 1, "",
              _at(rng, day))
        for n, day in enumerate(days)
    ]]  # fmt: skip


def reworded(rng: random.Random) -> list[Line]:
    """The same nothing said in other words each day: made not to be found."""
    words = next(iter(REWORDED.values()))
    return [
        _line(n, day, 450, 960, rng.choice(words) + rng.choice(TAILS), 1, "", _at(rng, day))
        for n, day in enumerate(WORKDAYS)
    ]


def moved(rng: random.Random) -> list[Line]:
    """One line copied, but its hours are varied."""
    text = rng.choice(PAD)
    return [
        _line(n, day, 450 + rng.choice((0, 15, 30)), 900 + rng.choice((0, 30, 60)), text, rng.randint(1, 2), "",
              _at(rng, day))
        for n, day in enumerate(WORKDAYS)
    ]  # fmt: skip


def script(rng: random.Random) -> list[Line]:
    """A filling program sends many lines within one second."""
    begin, pace = dt.datetime.combine(DAYS[-1], dt.time(22, 10)), rng.choice((3, 5, 8, 12))
    return _entered(ordinary(rng), lambda n: begin + dt.timedelta(seconds=n // pace))


def slow_script(rng: random.Random) -> list[Line]:
    """A filling program that waits two seconds between lines and runs every few days."""
    days = rng.choice((3, 6, 9, 30))
    return [
        _with(line, entered_at=dt.datetime.combine(
            min(DAYS[-1], FIRST + dt.timedelta(days=(line.on.day // days + 1) * days)), dt.time(22))
            + dt.timedelta(seconds=2 * line.id))
        for line in ordinary(rng)
    ]  # fmt: skip


def end_flood(rng: random.Random) -> list[Line]:
    """The whole month made up on its last day by hand."""
    evening = dt.datetime.combine(DAYS[-1], dt.time(20))
    return _entered(ordinary(rng), lambda n: evening + dt.timedelta(seconds=25 * n + rng.randrange(9)))


def one_photo(rng: random.Random) -> list[Line]:
    """One photograph under many different activities."""
    link = f"https://foto.example.go.id/{rng.randrange(10**9)}.jpg"
    lines = ordinary(rng)
    picked = set(rng.sample(range(len(lines)), rng.randint(3, 14)))
    return [_with(line, evidence=link) if line.id in picked else line for line in lines]


def long_days(rng: random.Random) -> list[Line]:
    """Days filled to the last minute to reach hours."""
    lines = ordinary(rng)
    days = set(rng.sample(WORKDAYS, 6))
    begin = rng.choice((0, 120, 240, 300))
    extra = [_line(1000 + n, day, begin, 440, "Menyelesaikan pekerjaan rumah dinas", 1, "", _at(rng, day))
             for n, day in enumerate(sorted(days))]  # fmt: skip
    late = [_line(2000 + n, day, 1000, 1439, "Menyelesaikan laporan", 1, "", _at(rng, day))
            for n, day in enumerate(sorted(days))]  # fmt: skip
    return [*lines, *extra, *late]


Maker = Callable[[random.Random], list[Line]]
STORIES: dict[str, tuple[str, Maker]] = {
    "ordinary": ("", ordinary), "ordinary_2": ("", ordinary), "ordinary_3": ("", ordinary), "weekly": ("", weekly),
    "counter": ("", counter), "guard": ("", guard), "lessons": ("", lessons), "no_signal": ("", no_signal),
    "folder": ("", folder), "one_report": ("", one_report), "flood_post": ("", flood_post),
    "copied": ("near_duplicate", copied), "reworded": ("near_duplicate", reworded), "moved": ("near_duplicate", moved),
    "script": ("same_second", script), "slow_script": ("month_end_bulk", slow_script),
    "end_flood": ("month_end_bulk", end_flood), "one_photo": ("reused_link", one_photo),
    "long_days": ("impossible_hours", long_days),
}  # fmt: skip


def _line(number: int, day: dt.date, starts: int, ends: int, text: str, count: int, link: str, at: dt.datetime) -> Line:
    return Line(number, day, starts, ends, text, count, link, at)


def _with(line: Line, **changes: object) -> Line:
    return Line(**{**{name: getattr(line, name) for name in Line.__slots__}, **changes})


def _entered(lines: list[Line], at: Callable[[int], dt.datetime]) -> list[Line]:
    return [_with(line, entered_at=at(n)) for n, line in enumerate(lines)]


def _at(rng: random.Random, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(rng.randint(9, 20), rng.randrange(60), rng.randrange(60)))
