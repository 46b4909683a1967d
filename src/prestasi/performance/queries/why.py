"""The "Mengapa?" tree: predicate, rule, ratings, figures, reports, accepted evidence, receipts.

Built from what was kept with the evaluation (`steps`, `frozen`), never computed anew; only an evaluation that came
without frozen figures (imported years) is drawn from its reports. Nodes are what the `why` tag draws.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from prestasi.audit.models import Event
from prestasi.core.formats import plain_date, short_hash, stamp
from prestasi.performance import mapping
from prestasi.performance.models import Evaluation, Evidence, FeedbackNote, ItemRating, Progress
from prestasi.performance.queries.achievement import level_words, standings_of_plan
from prestasi.performance.queries.words import (
    RATING_LONG,
    RATING_TONES,
    RATING_WORDS,
    VALUES,
    percent_of_target,
    predicate_word,
    quantity,
)

COMBINE_WORDS = {
    "sum": gettext_lazy("Jumlah"), "last": gettext_lazy("Angka terakhir"), "mean": gettext_lazy("Rata-rata"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One statement of the tree. `kind` is one of rumus, aturan, orang, masukan, bukti, warga, terima."""

    kind: str
    statement: str
    value: str = ""
    source: str = ""
    tone: str = ""
    href: str = ""
    children: tuple[Node, ...] = ()
    open: bool | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The tree, and how many rated results stand on no accepted evidence."""

    tree: Node
    results: int
    without_evidence: int
    items: tuple[ItemRating, ...]


def explained(evaluation: Evaluation, receipts: Iterable[Event] = ()) -> Explained:
    """The whole tree of one rated evaluation. At most five statements."""
    items = list(evaluation.items.select_related("result").order_by("result__order", "result_id"))
    figures = _figures(evaluation)
    reports = _reports(evaluation, figures)
    notes = list(FeedbackNote.objects.filter(plan=evaluation.plan_id, given_at__date__lte=_seen_until(evaluation)))
    branches = [
        *_rule(evaluation),
        _results_branch(evaluation, items, figures, reports),
        _behaviour_branch(evaluation, notes),
        *_deciders(evaluation, receipts),
    ]
    lead = _kept(evaluation, "predicate")
    tree = Node(
        "rumus", _("Predikat %s") % predicate_word(evaluation.predicate), "",
        lead.sentence if lead else _("Matriks kuadran: hasil kerja × perilaku kerja"),
        children=tuple(branches), open=True,
    )  # fmt: skip
    bare = sum(1 for item in items if not item.evidence_count)
    return Explained(tree, len(items), bare, tuple(items))


def _kept(evaluation: Evaluation, output: str) -> mapping.Why | None:
    return mapping.explain(evaluation.steps, output, get_language() or "id")


def _seen_until(evaluation: Evaluation) -> dt.date:
    return min(evaluation.period.rating_due_on, evaluation.plan.ends_on + dt.timedelta(days=31))


def _figures(evaluation: Evaluation) -> dict[int, list[Mapping[str, Any]]]:
    """Result id -> what was in view of each indicator when it was rated."""
    kept = (evaluation.frozen or {}).get("standings")
    if kept:
        return {int(pk): standing["indicators"] for pk, standing in kept.items()}
    found = standings_of_plan(evaluation.plan, evaluation.period)
    return {pk: standing.frozen()["indicators"] for pk, standing in found.items()}


def _reports(evaluation: Evaluation, figures: Mapping[int, Sequence[Mapping[str, Any]]]) -> dict[int, Progress]:
    """The reports that the figures stand on, with evidence and receipt."""
    ids = {pk for indicators in figures.values() for indicator in indicators for pk in indicator["progress"]}
    digest = Event.objects.filter(pk=OuterRef("event_id")).values("hash")
    rows = (
        Progress.objects.filter(pk__in=ids)
        .select_related("verified_by")
        .prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))
        .annotate(receipt_hash=Subquery(digest[:1]))
    )
    return {row.pk: row for row in rows}


def _rule(evaluation: Evaluation) -> Iterable[Node]:
    lead = _kept(evaluation, "predicate")
    digest = short_hash(evaluation.ruleset_hash) if evaluation.ruleset_hash else ""
    basis = lead.basis if lead else "PermenPANRB 6/2022"
    yield Node(
        "aturan", basis, evaluation.ruleset,
        _("Kumpulan aturan %(id)s, sidik %(hash)s; %(n)s pasangan diuji") % {
            "id": evaluation.ruleset, "hash": digest, "n": len(mapping.quadrant()),
        },
    )  # fmt: skip


def _results_branch(
    evaluation: Evaluation, items: Sequence[ItemRating], figures: Mapping[int, Any], reports: Mapping[int, Progress]
) -> Node:
    if evaluation.is_unit_head:
        return _head_branch(evaluation, items, figures, reports)
    children = [_item_branch(number, item, figures, reports) for number, item in enumerate(items, 1)]
    if evaluation.result_reason:
        children.append(Node("orang", _("Alasan penilai"), "", evaluation.result_reason))
    return Node(
        "rumus", _("Hasil kerja: %s") % _long(evaluation.result_rating), _short(evaluation.result_rating),
        _counted(items, evaluation), RATING_TONES.get(evaluation.result_rating or 0, ""),
        children=tuple(children), open=True,
    )  # fmt: skip


def _head_branch(
    evaluation: Evaluation, items: Sequence[ItemRating], figures: Mapping[int, Any], reports: Mapping[int, Progress]
) -> Node:
    """The head of a unit: the unit's achievement is the rating; the own results are shown beside it."""
    found = _kept(evaluation, "predicate")
    step = next((c for c in found.children if c.name == "effective_result_rating"), None) if found else None
    told = next((c for c in step.children if c.name == "unit_result_rating"), None) if step else None
    children = [
        Node(
            "aturan", told.sentence if told else _("Mengikuti capaian organisasi unit"), "", told.basis if told else ""
        ),
        *(_item_branch(number, item, figures, reports) for number, item in enumerate(items, 1)),
    ]
    return Node(
        "rumus", _("Hasil kerja: %s") % _long(evaluation.result_rating), _short(evaluation.result_rating),
        step.sentence if step else "", RATING_TONES.get(evaluation.result_rating or 0, ""),
        children=tuple(children), open=True,
    )  # fmt: skip


def _counted(items: Sequence[ItemRating], evaluation: Evaluation) -> str:
    above, meets, below = (sum(item.rating == r for item in items) for r in (1, 2, 3))
    text = _("%(a)s di atas, %(m)s sesuai, %(b)s di bawah dari %(n)s") % {
        "a": above, "m": meets, "b": below, "n": len(items),
    }  # fmt: skip
    if evaluation.result_suggested is None:
        return text
    same = evaluation.result_suggested == evaluation.result_rating
    return f"{text}; " + (
        _("usulan hitungan sama dengan putusan") if same
        else _("usulan hitungan: %s") % _long(evaluation.result_suggested)
    )  # fmt: skip


def _item_branch(number: int, item: ItemRating, figures: Mapping[int, Any], reports: Mapping[int, Progress]) -> Node:
    indicators = figures.get(item.result_id, [])
    children = [node for indicator in indicators for node in _indicator_nodes(indicator, reports)]
    if item.reason:
        children.append(Node("orang", _("Penilai: “%s”") % _short(item.rating).lower(), "", item.reason))
    elif not indicators:
        children.append(Node("orang", _("Dinilai tanpa angka"), "", _("Tidak ada indikator pada hasil kerja ini")))
    extra = "" if item.is_main else _(" (tambahan)")
    source = "; ".join(
        f"{i['value'] or _('belum ada realisasi')} / {i['target']} {i['unit']}".strip() for i in indicators
    )
    if item.evidence_count:
        source += "; " + ngettext("%(n)s bukti diterima", "%(n)s bukti diterima", item.evidence_count) % {
            "n": item.evidence_count,
        }  # fmt: skip
    return Node(
        "masukan", f"{number}. {item.result.text}{extra}", _short(item.rating), source,
        RATING_TONES.get(item.rating or 0, ""), children=tuple(children),
    )  # fmt: skip


def _indicator_nodes(indicator: Mapping[str, Any], reports: Mapping[int, Progress]) -> Iterable[Node]:
    used = [reports[pk] for pk in indicator["progress"] if pk in reports]
    if used and used[-1].level is not None:
        yield Node("masukan", indicator["name"], indicator["value"], indicator.get("described", ""))
    else:
        percent = percent_of_target(indicator["bp"])
        said = _("%s dari target") % percent if percent else _("belum ada capaian")
        yield Node("rumus", indicator["name"], said, _formula(indicator, used))
    for report in used:
        yield _report_branch(report, indicator)


def _formula(indicator: Mapping[str, Any], used: Sequence[Progress]) -> str:
    if not used:
        return _("Belum ada realisasi yang diterima sampai akhir periode")
    figures = [quantity(report.value) for report in used if report.value is not None]
    word = str(COMBINE_WORDS.get(indicator["combine"], ""))
    if indicator["combine"] == "mean" and len(figures) > 1:
        return f"{word}: ({' + '.join(figures)}) / {len(figures)} = {indicator['value']}"
    if indicator["combine"] == "sum" and len(figures) > 1:
        return f"{word}: {' + '.join(figures)} = {indicator['value']}"
    return f"{word}: {indicator['value']} {indicator['unit']}"


def _report_branch(report: Progress, indicator: Mapping[str, Any]) -> Node:
    said = quantity(report.value) if report.value is not None else level_words(report.level)
    leaves = [_evidence_leaf(evidence) for evidence in report.evidence.all()]
    if not leaves:
        leaves.append(Node("bukti", _("Tanpa bukti"), "", report.note))
    digest: str | None = report.receipt_hash  # type: ignore[attr-defined]
    if digest:
        leaves.append(Node("terima", _("Bukti terima catatan ini"), digest, stamp(report.reported_at)))
    verifier = report.verified_by.full_name if report.verified_by else ""
    words = {"who": verifier, "day": plain_date(report.verified_at)} if report.verified_at else {}
    source = _("Diterima %(who)s, %(day)s") % words if words else report.get_state_display()
    statement = _("Sampai %(day)s: %(figure)s %(unit)s") % {
        "day": plain_date(report.on), "figure": said, "unit": indicator["unit"],
    }  # fmt: skip
    count = len([leaf for leaf in leaves if leaf.href])
    value = ngettext("%(n)s bukti", "%(n)s bukti", count) % {"n": count}
    return Node("masukan", statement, value, source, children=tuple(leaves), open=True)


def _evidence_leaf(evidence: Evidence) -> Node:
    href = reverse("performance:evidence_one", args=[evidence.pk])
    return Node("bukti", evidence.title, short_hash(evidence.sha256), stamp(evidence.added_at), href=href)


def _behaviour_branch(evaluation: Evaluation, notes: Sequence[FeedbackNote]) -> Node:
    by_value: dict[int, list[FeedbackNote]] = defaultdict(list)
    for note in notes:
        if note.behaviour:
            by_value[note.behaviour].append(note)
    groups: dict[int, list[int]] = defaultdict(list)
    for number, rating in enumerate(evaluation.behaviour_items or [], 1):
        groups[rating].append(number)
    children = [_value_group(rating, groups[rating], by_value) for rating in sorted(groups)]
    if evaluation.behaviour_reason:
        children.append(Node("orang", _("Alasan penilai"), "", evaluation.behaviour_reason))
    people = len({note.given_by_id for note in notes})
    source = _("%(n)s umpan balik dari %(p)s orang") % {"n": len(notes), "p": people}
    return Node(
        "warga", _("Perilaku kerja: %s") % _long(evaluation.behaviour_rating), _short(evaluation.behaviour_rating),
        source,
        RATING_TONES.get(evaluation.behaviour_rating or 0, ""), children=tuple(children), open=True,
    )  # fmt: skip


def _value_group(rating: int, numbers: Sequence[int], by_value: Mapping[int, Sequence[FeedbackNote]]) -> Node:
    words = ", ".join(str(VALUES[number - 1]) for number in numbers)
    notes = [note for number in numbers for note in by_value.get(number, ())]
    praise = sum(note.kind == FeedbackNote.Kind.PRAISE for note in notes)
    source = _("%(a)s apresiasi, %(b)s perbaikan") % {"a": praise, "b": len(notes) - praise} if notes else ""
    return Node("masukan", words, _short(rating).lower(), source)


def _deciders(evaluation: Evaluation, receipts: Iterable[Event]) -> Iterable[Node]:
    frozen = evaluation.frozen or {}
    rater = (frozen.get("rater") or {}).get("name", "")
    if evaluation.rated_at and rater:
        source = plain_date(evaluation.rated_at)
        if deputy := frozen.get("by_delegation"):
            source += _(", oleh %s berdasarkan delegasi") % deputy["name"]
        yield Node("orang", _("Dinilai %s") % rater, "", source)
    above = (frozen.get("rater_superior") or {}).get("name", "")
    if evaluation.confirmed_at and above:
        yield Node("orang", _("Ditetapkan %s") % above, "", plain_date(evaluation.confirmed_at))
    for event in receipts:
        yield Node("terima", _("Bukti terima %s") % event.number, event.hash, stamp(event.at))


def _long(rating: int | None) -> str:
    return str(RATING_LONG[rating]) if rating else _("belum dinilai")


def _short(rating: int | None) -> str:
    return str(RATING_WORDS[rating]) if rating else _("belum dinilai")


def as_text(node: Node, depth: int = 0) -> str:
    """The tree for a terminal."""
    value = short_hash(node.value) if node.kind == "terima" else node.value
    lines = [f"{'  ' * depth}{node.statement}" + (f": {value}" if value else "")]
    if node.source:
        lines.append(f"{'  ' * depth}  ({node.source})")
    return "\n".join([*lines, *(as_text(child, depth + 1) for child in node.children)])
