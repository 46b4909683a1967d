"""What pages and files say, held against the rows: the distribution of the agency, the list of people and its file."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from lab.replay import Replay, needed
from lab.visitor import Visitor
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Person
from prestasi.performance.models import Evaluation, Period

ROW = re.compile(r'<tr><th scope="row">(.*?)</th>.*?<td class="r" data-l="Orang">([\d.]+)</td>', re.DOTALL)
UNITS = re.compile(r'<table class="tb cards brief">.*?</section>', re.DOTALL)  # the folded rest too
PURPOSE = "Mencocokkan jumlah pegawai dengan halaman."


def compare(replay: Replay, number: int) -> None:
    """Read by the analyst, for whom nothing is hidden."""
    analyst, period = replay.office("analyst"), replay.period(number)
    for top in UnitVersion.objects.on(replay.day()).filter(parent__isnull=True):
        _distribution(replay, analyst, top.unit_id, period)
    _people(replay, analyst)


def compare_all(replay: Replay) -> None:
    """Every period once more, after everything that followed the results."""
    for period in Period.objects.filter(cycle__year=replay.year).exclude(state="ahead"):
        compare(replay, period.number)


def _distribution(replay: Replay, analyst: Visitor, unit: int, period: Period) -> None:
    """The first line of the table is the whole; the others are its units; both are the rated evaluations."""
    page = analyst.get(f"/sebaran/{unit}/{period.pk}/")
    units = UNITS.search(page.text)
    shown = [int(figure.replace(".", "")) for _name, figure in ROW.findall(units[0] if units else "")]
    rated = Evaluation.objects.filter(period=period, predicate__isnull=False).exclude(state="skipped")
    wanted = rated.exclude(unit=unit, is_unit_head=True).count()
    _differs(replay, f"distribution of {period.pk}", shown[:1], [wanted])
    _differs(replay, f"units of the distribution of {period.pk}", sum(shown[1:]), wanted)


def _people(replay: Replay, analyst: Visitor) -> None:
    """The list says how many people there are, and its file has as many lines."""
    page, form = analyst.get("/pegawai/"), needed(analyst.get("/unduh/pegawai/"), "/unduh/pegawai/", analyst)
    answer = analyst.send(form, expected=frozenset({200}), file_format="csv", purpose=PURPOSE)
    lines = len(list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=_delimiter(answer.text)))) - 1
    said = re.search(r"([\d.]+) pegawai", page.text)
    wanted = Person.objects.filter(left_on__isnull=True).count()
    _differs(replay, "the list of people", int(said[1].replace(".", "")) if said else None, wanted)
    _differs(replay, "the file of the list of people", lines, wanted)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _differs(replay: Replay, what: str, shown: Any, wanted: Any) -> None:
    replay.journal.note("pages that differ", None if shown == wanted else [what, shown, wanted])
    replay.count("pages compared with rows")
