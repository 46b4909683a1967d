"""The "Mengapa?" trees of an account: total, each conversion, and what is missing, with article and doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from prestasi.core.formats import plain_date
from prestasi.credit import mapping
from prestasi.credit.mapping import BONUS, LEVEL_CHANGE, RANK_CHANGE, Goal
from prestasi.credit.queries.ledger import Ledger, Line
from prestasi.credit.queries.words import gained, grade_words, points
from prestasi.performance.queries.why import Node
from prestasi.performance.queries.words import predicate_word


def line_title(line: Line) -> str:
    """ "Konversi tahun 2025, Baik"."""
    if line.kind == LEVEL_CHANGE:
        return _("Masuk jenjang %s") % mapping.level_words(line.level)
    if line.kind == RANK_CHANGE:
        return _("Kenaikan pangkat ke %s") % grade_words(line.rank)
    if line.kind == BONUS:
        return _("Tambahan ijazah lebih tinggi")
    return _("Konversi tahun %(year)s, %(word)s") % {"year": line.year, "word": predicate_word(line.predicate).lower()}


def line_source(line: Line) -> str:
    """How the entry came about, in one sentence."""
    if line.kind == LEVEL_CHANGE:
        said = _("Angka kredit mulai lagi dari AK dasar %s.") % points(line.points)
        return f"{said} " + _("Kelebihan %s tidak terbawa.") % points(line.lost) if line.lost else said
    if line.kind == RANK_CHANGE:
        return _("Kelebihan tetap dipakai dalam jenjang yang sama.")
    if line.kind == BONUS:
        return _("Bagian dari kebutuhan kenaikan pangkat jenjang %s, sekali saja.") % mapping.level_words(line.level)
    return _("%(months)s/12 × %(percent)s %% × %(coefficient)s (%(level)s)") % {
        "months": line.months, "percent": line.percent, "level": mapping.level_words(line.level),
        "coefficient": points(line.coefficient * 10).removesuffix("0"),
    }  # fmt: skip


def line_node(line: Line) -> Node:
    """One entry with the steps of its rules."""
    href = reverse("performance:my_result", args=[line.evaluation]) if line.evaluation else ""
    leaf = (
        (Node("bukti", _("Hasil tahunan yang dikonversi"), predicate_word(line.predicate), href=href),) if href else ()
    )
    output = {LEVEL_CHANGE: "base_credit", BONUS: "degree_bonus"}.get(line.kind, "credit")
    return Node(
        "rumus", line_title(line), gained(line.points), line_source(line), children=(*_rule(line.steps, output), *leaf),
    )  # fmt: skip


def total_node(ledger: Ledger) -> Node | None:
    """The sum: what it stands on, every line since, and the rule that adds them."""
    origin, standing = ledger.origin, ledger.standing
    if origin is None or standing is None:
        return None
    name = _("PAK") if origin.kind == "pak" else _("Saldo awal")
    words = {"name": name, "number": origin.number, "day": plain_date(origin.until)}
    first = Node("masukan", _("%(name)s %(number)s, sampai %(day)s") % words, points(origin.points))
    lines = [line_node(line) for line in ledger.lines if line.kind != RANK_CHANGE]
    return Node(
        "rumus", _("Angka kredit kumulatif"), points(standing.total), _("Dijumlahkan tepat, dibulatkan sekali."),
        children=(first, *lines, *_rule(standing.steps, "total")), open=True,
    )  # fmt: skip


def goal_node(steps: Mapping[str, Any], goal: str, title: str, found: Goal) -> Node:
    """What is missing for the next rank or level."""
    outputs = [f"{goal}_threshold", f"{goal}_short", f"{goal}_months"]
    children = [node for output in outputs for node in _rule(steps, output)]
    return Node("aturan", title, points(found.short), children=tuple(children))


def _rule(steps: Mapping[str, Any], output: str) -> Iterable[Node]:
    told = mapping.why(steps, output)
    if told is not None:
        yield _node(told)


def _node(told: mapping.Why) -> Node:
    doubt = _("belum terverifikasi") if told.is_unverified else ""
    source = " · ".join(part for part in (told.sentence, told.basis, doubt) if part)
    kind = "aturan" if told.basis else "masukan"
    return Node(kind, told.label, told.value, source, children=tuple(_node(child) for child in told.children))
