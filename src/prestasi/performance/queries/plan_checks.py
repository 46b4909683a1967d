"""What a plan still misses (blocks sending) and what would make it better (advice only)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from prestasi.core import formats
from prestasi.people.models import Person
from prestasi.performance.models import ExpectedResult, Indicator, Plan
from prestasi.performance.wording import Habit, habits, is_alike

HUNDRED_PERCENT_BP = 10_000
QUESTIONS = {
    Habit.ACTIVITY: _lazy("“%s” menyebut kegiatan. Sebut ukuran yang berubah."),
    Habit.COUNTS_WORK: _lazy("“%s” menghitung pekerjaan atau berkas. Apa hasilnya bagi penerima?"),
    Habit.VAGUE: _lazy("“%s” belum dapat diukur. Sebut jumlah, persentase, nilai, atau waktunya."),
    Habit.DIRECTION: _lazy("“%s”: benarkah arahnya? Periksa apakah angka yang makin besar memang makin baik."),
    Habit.TWO_IN_ONE: _lazy("“%s” memuat dua ukuran. Pisahkan menjadi dua indikator."),
}
OWES_NO_PLAN = _lazy(
    "Pejabat negara tidak menyusun SKP: SKP disusun pegawai ASN dan disepakati atasannya, sedangkan pejabat negara "
    "tidak punya atasan penilai."
)
YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check list. `result_id` says where to mend it; `is_missing` blocks sending."""

    key: str
    text: str
    is_missing: bool = False
    result_id: int | None = None

    @property
    def tone(self) -> str:
        return "k" if self.is_missing else "bp"


@dataclass(frozen=True, slots=True)
class Checks:
    """Everything found, and the sentences that are already true."""

    missing: tuple[Check, ...]
    advice: tuple[Check, ...]
    fine: tuple[str, ...]

    @property
    def can_be_sent(self) -> bool:
        return not self.missing


def check_plan(plan: Plan, results: Sequence[ExpectedResult], *, has_rater: bool, superior_has_results: bool) -> Checks:
    """Checks of a plan whose results carry `shown_indicators` and `open_links`. No query."""
    found = list(_overall(plan, results, has_rater))
    for number, result in enumerate(results, 1):
        found += _of_result(plan, number, result, superior_has_results)
    found += repeated(results)
    missing = tuple(c for c in found if c.is_missing)
    advice = tuple(c for c in found if not c.is_missing) + tuple(_aspects(results)) if results else ()
    return Checks(missing, advice, tuple(_fine(results, found)))


def _overall(plan: Plan, results: Sequence[ExpectedResult], has_rater: bool) -> Iterable[Check]:
    if not any(r.kind == ExpectedResult.Kind.MAIN for r in results):
        yield Check("main", _("Belum ada hasil kerja utama."), True)
    if not has_rater:
        unknown = _("Atasan Anda belum tercatat. Ajukan koreksi atasan dari Hari ini.")
        is_elected = plan.person.employment == Person.Employment.ELECTED
        yield Check("rater", str(OWES_NO_PLAN) if is_elected else unknown, True)
    weights = [i.weight_bp for i in _indicators(results) if i.weight_bp is not None]
    if weights and sum(weights) != HUNDRED_PERCENT_BP:
        yield Check("weight", weight_sentence(sum(weights)), True)


def weight_sentence(total_bp: int) -> str:
    """By how much optional weights miss 100 percent."""
    gap = HUNDRED_PERCENT_BP - total_bp
    words = {"total": formats.percent(total_bp / 100), "gap": formats.percent(abs(gap) / 100)}
    if gap > 0:
        return _("Jumlah bobot %(total)s, kurang %(gap)s dari 100.") % words
    return _("Jumlah bobot %(total)s, lebih %(gap)s dari 100.") % words


def _of_result(plan: Plan, number: int, result: ExpectedResult, superior_has_results: bool) -> Iterable[Check]:
    indicators = _shown(result)
    if not indicators:
        yield Check("indicator", _("Hasil %(no)s belum punya indikator.") % {"no": number}, True, result.pk)
    for indicator in indicators:
        if sentence := missing_in(indicator, plan.form):
            yield Check("target", _("Hasil %(no)s: %(what)s") % {"no": number, "what": sentence}, True, result.pk)
    yield from _link_check(number, result, superior_has_results)
    for hint in [*result_hints(result.text), *(h for i in indicators for h in indicator_hints(i, plan))]:
        yield Check("hint", _("Hasil %(no)s: %(what)s") % {"no": number, "what": hint}, False, result.pk)


def _link_check(number: int, result: ExpectedResult, superior_has_results: bool) -> Iterable[Check]:
    if result.kind != ExpectedResult.Kind.MAIN or result.open_links:  # type: ignore[attr-defined]
        return
    if superior_has_results and not result.unlinked_reason:
        text = _("Hasil %(no)s belum tertaut. Tautkan, atau tulis mengapa berdiri sendiri.")
        yield Check("link", text % {"no": number}, True, result.pk)
    elif not result.unlinked_reason:
        text = _("Hasil %(no)s belum tertaut karena atasan belum punya rencana. Boleh diajukan, ditautkan kemudian.")
        yield Check("link", text % {"no": number}, False, result.pk)


def missing_in(indicator: Indicator, form: str) -> str:
    """What an indicator lacks in its form, "" when complete. Quantitative forms want a number with its unit."""
    if form.endswith("L"):
        return "" if len(indicator.levels) == 3 else _("“%s” belum punya tiga tingkat ukuran.") % indicator.name
    if indicator.direction == "range":
        complete = indicator.target_low is not None and indicator.target_high is not None
    else:
        complete = indicator.target is not None
    if not complete:
        return _("“%s” belum punya target angka.") % indicator.name
    return "" if indicator.unit_of_measure else _("“%s” belum punya satuan.") % indicator.name


def result_hints(text: str) -> list[str]:
    """Advice on the wording of a result."""
    if Habit.ACTIVITY in habits(text):
        return [_("tulis hasilnya, bukan kegiatannya, misalnya “Tersusunnya …” atau “Meningkatnya …”.")]
    return []


# What a described level says by itself: how much is enough, and which way is better.
ANSWERED_BY_LEVELS = frozenset({Habit.VAGUE, Habit.DIRECTION})


def indicator_hints(indicator: Indicator, plan: Plan) -> list[str]:
    """Advice on an indicator: measured state instead of activity, time limit inside the plan's dates."""
    hints = []
    asked = habits(indicator.name, indicator.unit_of_measure, indicator.direction)
    asked -= ANSWERED_BY_LEVELS if indicator.levels else frozenset()
    hints += [QUESTIONS[habit] % indicator.name for habit in Habit if habit in asked and not _said(habit, asked)]
    if indicator.name and not indicator.data_source:
        hints.append(_("“%s” belum menyebut sumber datanya.") % indicator.name)
    outside = [y for y in YEAR.findall(indicator.name) if not plan.starts_on.year <= int(y) <= plan.ends_on.year]
    if outside:
        hints.append(
            _("“%(name)s” menyebut tahun %(year)s, di luar masa rencana.")
            % {"name": indicator.name, "year": outside[0]}
        )
    return hints


def _said(habit: Habit, asked: frozenset[Habit]) -> bool:
    """An activity is always counted as work; one question is enough."""
    return habit is Habit.COUNTS_WORK and Habit.ACTIVITY in asked


def repeated(results: Sequence[ExpectedResult]) -> Iterable[Check]:
    """Text taken over word for word: an indicator that stands twice, a result worded as the one it serves."""
    names: list[str] = []
    for number, result in enumerate(results, 1):
        above = [link.parent.text for link in result.open_links if link.parent]  # type: ignore[attr-defined]
        if is_alike(result.text, above):
            text = _("Hasil %s sama kata demi kata dengan hasil atasan. Tulis bagian Anda sendiri.")
            yield Check("hint", text % number, False, result.pk)
        for indicator in _shown(result):
            if is_alike(indicator.name, names):
                text = _("“%s” muncul dua kali dalam rencana ini.")
                yield Check("hint", text % indicator.name, False, result.pk)
            names.append(indicator.name)


def _aspects(results: Sequence[ExpectedResult]) -> Iterable[Check]:
    """e-Kinerja practice asks quantity, quality and time of every result; the law does not."""
    bare = [str(n) for n, r in enumerate(results, 1) if _shown(r) and "kualitas" not in {i.aspect for i in _shown(r)}]
    if bare:
        text = ngettext(
            "Hasil %(no)s belum punya aspek kualitas.", "Hasil %(no)s belum punya aspek kualitas.", len(bare)
        )
        yield Check("aspect", text % {"no": _(" dan ").join([", ".join(bare[:-1]), bare[-1]] if bare[1:] else bare)})


def _fine(results: Sequence[ExpectedResult], found: Sequence[Check]) -> Iterable[str]:
    wrong = {c.key for c in found}
    if results and not wrong & {"indicator", "target", "main"}:
        yield _("Setiap hasil punya indikator dan target")
    if results and "link" not in wrong and all(r.open_links for r in results if r.kind == "utama"):  # type: ignore[attr-defined]
        yield _("Semua hasil utama tertaut ke hasil atasan atau sasaran unit")


def _shown(result: ExpectedResult) -> list[Any]:
    return list(result.shown_indicators)  # type: ignore[attr-defined]


def _indicators(results: Sequence[ExpectedResult]) -> Iterable[Any]:
    return (i for r in results for i in _shown(r))
