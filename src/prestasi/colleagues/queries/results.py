"""One's own 360 results: what each group of at least the minimum said, and how the score comes about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prestasi.colleagues.groups import NAMED, Group, Reweighting
from prestasi.colleagues.kinds import Kind
from prestasi.colleagues.models import GroupResult, Outcome, Round, Statement, Subject
from prestasi.colleagues.permissions import check_may_read
from prestasi.colleagues.scoring import half_up
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.people.permissions import Relation
from prestasi.performance.queries.words import VALUES

LOWEST, HIGHEST = 100, 500


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One shown group; `score` as printed, `weight` declared for it."""

    label: str
    answers: int
    score: str
    weight: int
    strengths: tuple[str, ...]
    suggestions: tuple[str, ...]
    own_texts: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """What one group chose at one question: (words, percent) of what may be shown; empty when nothing may."""

    question: str
    group: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One value: how others and how the person see it, in points; None where it is not known."""

    word: str
    others: float | None
    own: float | None
    others_text: str
    own_text: str
    gap_text: str
    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """`missing` says in words which groups are not shown and why; `tree` explains the combined score."""

    subject_id: int
    name: str
    post: str
    title: str
    released_on: dt.date
    minimum: int
    is_own: bool
    combined: str
    groups: tuple[GroupLine, ...]
    gaps: tuple[Gap, ...]
    missing: tuple[str, ...]
    rule: str
    tree: dict[str, Any] | None
    has_texts: bool = field(default=False)
    choices: tuple[ChoiceLine, ...] = ()


def result(actor: Actor, subject_id: int) -> Result:
    """The results of one person. NotVisible before release and outside one's sight; texts for the person alone."""
    subject = Subject.objects.select_related("round", "person").filter(pk=subject_id).first()
    if subject is None:
        raise NotVisible
    is_own = Relation.SELF in check_may_read(actor, subject)
    if subject.round.state != Round.State.RELEASED:
        raise NotVisible
    rows = list(subject.results.all())
    shown = [r for r in rows if not is_held_back(r, subject.round)]
    outcome, asked = Outcome.objects.get(subject=subject), _asked(subject)
    combined = outcome.combined if len(shown) == len(rows) else None
    return Result(
        subject.pk, subject.person.full_name, subject.post, subject.round.title,
        subject.round.released_on or clock.today(), subject.round.minimum, is_own, points(combined),
        tuple(_line(r, is_own, asked) for r in _ordered(shown)), _gaps(shown),
        _missing(subject.round, outcome, rows, shown),
        str(Reweighting(subject.round.reweighting).label), _tree(subject.round, combined, shown),
        has_texts=any(r.strengths or r.suggestions or any(r.own_texts.values()) for r in shown),
        choices=tuple(_choices(asked, _ordered(shown))),
    )  # fmt: skip


def is_held_back(row: GroupResult, round_: Round) -> bool:
    """What subordinates said reaches their superior only after the ratings of the period."""
    upward = row.group == Group.SUBORDINATE or Group.SUBORDINATE in row.parts
    return upward and clock.today() < round_.upward_from


def points(hundredths: int | None) -> str:
    """420 -> "4,20"; "" for None."""
    return "" if hundredths is None else formats.number(decimal_text(hundredths), 2)


def decimal_text(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _ordered(rows: Sequence[GroupResult]) -> list[GroupResult]:
    order = list(Group.values)
    return sorted(rows, key=lambda r: order.index(r.group))


def _asked(subject: Subject) -> dict[str, Statement]:
    """The questions with options or texts, by id."""
    rows = Statement.objects.filter(question_set=subject.round.question_set_id, post_type=subject.post_type)
    return {str(q.pk): q for q in rows.filter(kind__in=(Kind.CHOICE, Kind.TEXT)).order_by("value", "order")}


def _choices(asked: Mapping[str, Statement], rows: Sequence[GroupResult]) -> Iterator[ChoiceLine]:
    """Question by question; a single superior or oneself without an answer has no line."""
    for pk, question in asked.items():
        told = [r for r in rows if r.choices.get(pk) or (pk in r.choices and r.group not in NAMED)]
        yield from (ChoiceLine(question.text, _label(r), _shares(question, r.choices[pk])) for r in told)


def _shares(question: Statement, kept: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """The shown options in their order, then all others together."""
    if kept is None:
        return ()
    pairs = [(question.options[int(place)], percent) for place, percent in sorted(kept["options"].items())]
    rest = [(_("lainnya"), kept["rest"])] if kept["rest"] else []
    return tuple((words, formats.percent(percent)) for words, percent in [*pairs, *rest])


def _line(row: GroupResult, is_own: bool, asked: Mapping[str, Statement]) -> GroupLine:
    own = tuple((q.text, tuple(row.own_texts[pk])) for pk, q in asked.items() if row.own_texts.get(pk))
    texts = (tuple(row.strengths), tuple(row.suggestions), own) if is_own else ((), (), ())
    return GroupLine(_label(row), row.answers, points(row.mean), row.weight, *texts)


def _label(row: GroupResult) -> str:
    label = str(Group(row.group).label)
    return f"{label}: " + ", ".join(str(Group(g).label).lower() for g in row.parts) if row.parts else label


def _gaps(shown: Sequence[GroupResult]) -> tuple[Gap, ...]:
    own: dict[str, int] = next((r.means for r in shown if r.group == Group.SELF), {})
    return tuple(_gap(v, others_mean(shown, v), own.get(str(v))) for v in range(1, 8))


def others_mean(shown: Sequence[GroupResult], value: int) -> int | None:
    """Weighted mean of the shown groups but self, from their printed figures; plain when no group has a weight."""
    found = [(r.weight, r.means[str(value)]) for r in shown if r.group != Group.SELF and str(value) in r.means]
    if not found:
        return None
    if not any(weight for weight, _mean in found):
        found = [(1, mean) for _weight, mean in found]
    return half_up(Fraction(sum(w * m for w, m in found), 100 * sum(w for w, _m in found)))


def _gap(value: int, others: int | None, own: int | None) -> Gap:
    word = str(VALUES[value - 1])
    gap = None if others is None or own is None else others - own
    said = _("%(word)s: orang lain %(others)s, Anda sendiri %(own)s dari 5.") % {
        "word": word, "others": points(others) or _("belum cukup"), "own": points(own) or _("tidak mengisi"),
    }  # fmt: skip
    return Gap(
        word, _float(others), _float(own), points(others), points(own),
        "" if gap is None else formats.signed(f"{'-' if gap < 0 else ''}{decimal_text(abs(gap))}", 2), _tone(gap), said,
    )  # fmt: skip


def _float(hundredths: int | None) -> float | None:
    """For drawing only."""
    return None if hundredths is None else hundredths / 100


def _tone(gap: int | None) -> str:
    if gap is None:
        return ""
    return "b" if gap >= -25 else "bp"


def _missing(
    round_: Round, outcome: Outcome, rows: Sequence[GroupResult], shown: Sequence[GroupResult]
) -> tuple[str, ...]:
    few = ngettext("kurang dari %(n)s jawaban", "kurang dari %(n)s jawaban", round_.minimum) % {"n": round_.minimum}
    none = _("belum menjawab")
    found = [f"{Group(g).label}: {none if g in NAMED else few}" for g in outcome.withheld]
    if len(rows) > len(shown):
        day = formats.long_date(round_.upward_from)
        found.append(_("Ulasan bawahan dan nilai gabungan tampil mulai %(day)s.") % {"day": day})
    return tuple(found)


def _tree(round_: Round, combined: int | None, shown: Sequence[GroupResult]) -> dict[str, Any] | None:
    """From the combined score to the groups and values it is made of; single answers are not in it, by design."""
    if combined is None:
        return None
    weighed = [r for r in _ordered(shown) if r.weight]
    total = sum(r.weight for r in weighed)
    sum_ = " + ".join(f"{points(r.mean)} × {r.weight}" for r in weighed)
    rule = {"kind": "aturan", "statement": _("Aturan bobot, dikunci saat putaran dibuka"),
            "source": str(Reweighting(round_.reweighting).label), "value": f"{total} / 100"}  # fmt: skip
    return {
        "kind": "rumus", "statement": _("Nilai gabungan"), "source": f"({sum_}) / {total}", "value": points(combined),
        "children": [*(_branch(r) for r in weighed), rule],
    }  # fmt: skip


def _branch(row: GroupResult) -> dict[str, Any]:
    leaves = [
        {"kind": "masukan", "statement": str(VALUES[int(v) - 1]), "value": points(mean)}
        for v, mean in sorted(row.means.items())
    ]
    source = _("%(n)s jawaban · bobot %(w)s · rata-rata nilai yang tampil") % {"n": row.answers, "w": row.weight}
    return {"kind": "orang", "statement": _label(row), "source": source, "value": points(row.mean), "children": leaves}
