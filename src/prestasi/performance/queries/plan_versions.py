"""Two versions of a plan side by side: what came, what went, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prestasi.core.errors import NotVisible
from prestasi.performance.models import ExpectedResult, Indicator, Plan
from prestasi.performance.queries.plan_document import Document, plan_body
from prestasi.performance.states import EDITABLE, PlanState

LABELS = {
    "text": gettext_lazy("Rencana hasil kerja"), "kind": gettext_lazy("Jenis"),
    "classification": gettext_lazy("Klasifikasi"), "perspective": gettext_lazy("Perspektif"),
    "success_note": gettext_lazy("Ukuran keberhasilan"), "name": gettext_lazy("Indikator"),
    "aspect": gettext_lazy("Aspek"), "unit_of_measure": gettext_lazy("Satuan"), "direction": gettext_lazy("Arah"),
    "start_value": gettext_lazy("Angka awal"), "target": gettext_lazy("Target"),
    "target_low": gettext_lazy("Batas bawah"), "target_high": gettext_lazy("Batas atas"),
    "combine": gettext_lazy("Angka beberapa periode"), "frequency": gettext_lazy("Dicatat"),
    "formula": gettext_lazy("Rumus"), "data_source": gettext_lazy("Sumber data"), "levels": gettext_lazy("Tingkat"),
    "weight_bp": gettext_lazy("Bobot"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed field: `before` or `after` is "" where the thing was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A result that came (`mark` +), went (−) or changed (~) between two versions."""

    mark: str
    text: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`choices`: [(number or 0 for the draft, label)]."""

    plan: Plan
    before: int
    after: int
    choices: tuple[tuple[int, str], ...]
    results: tuple[Changed, ...]
    others: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        return not self.results and not self.others


def comparison(plan: Plan, before: int | None, after: int | None) -> Comparison:
    """Compare two versions; 0 is the draft of now. Default: what is newest against what came before it."""
    documents: dict[int, Document] = dict(plan.versions.order_by("number").values_list("number", "document"))
    if plan.state in EDITABLE | {PlanState.SUBMITTED} or not documents:
        documents[0] = plan_body(plan)
    order = [n for n in documents if n] + ([0] if 0 in documents else [])
    new = order[-1] if after is None else after
    old = (order[-2] if len(order) > 1 else new) if before is None else before
    if new not in documents or old not in documents:
        raise NotVisible
    choices = tuple((n, _("Draf sekarang") if n == 0 else _("Versi %s") % n) for n in order)
    results = tuple(_changed_results(documents[old]["results"], documents[new]["results"]))
    return Comparison(plan, old, new, choices, results, tuple(_others(documents[old], documents[new])))


def _changed_results(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Changed]:
    old, new = {r["id"]: r for r in before}, {r["id"]: r for r in after}
    found = [_compared(old.get(key), new.get(key)) for key in dict.fromkeys([*new, *old])]
    return [change for change in found if change is not None]


def _compared(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Changed | None:
    if old is None and new is not None:
        return Changed("+", new["text"], tuple(_indicator_differences([], new["indicators"])))
    if new is None and old is not None:
        return Changed("−", old["text"], ())
    assert old is not None and new is not None
    differences = [
        Difference(str(LABELS[name]), shown(ExpectedResult, name, old[name]), shown(ExpectedResult, name, new[name]))
        for name in ("text", "kind", "classification", "perspective", "success_note")
        if old[name] != new[name]
    ]
    served = [[s["text"] for s in row["serves"]] for row in (old, new)]
    if served[0] != served[1]:
        differences.append(Difference(_("Hasil yang didukung"), "; ".join(served[0]), "; ".join(served[1])))
    differences += _indicator_differences(old["indicators"], new["indicators"])
    return Changed("~", new["text"], tuple(differences)) if differences else None


def _indicator_differences(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Difference]:
    old, new = {i["id"]: i for i in before}, {i["id"]: i for i in after}
    found = [Difference(_("Indikator"), old[k]["name"], "") for k in old if k not in new]
    found += [Difference(_("Indikator"), "", _with_target(new[k])) for k in new if k not in old]
    for key in new.keys() & old.keys():
        found += [
            Difference(
                f"{new[key]['name']}: {str(LABELS[n]).lower()}",
                shown(Indicator, n, old[key][n]),
                shown(Indicator, n, v),
            )
            for n, v in new[key].items()
            if n in LABELS and old[key][n] != v
        ]
    return found


def _with_target(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['target'] or '–'} {row['unit_of_measure']})"


def shown(model: Any, name: str, value: Any) -> str:
    """A stored value as the person reads it: choices by label, numbers with comma."""
    if value in (None, "", []):
        return ""
    if name == "levels":
        return "; ".join(level["text"] for level in value)
    if name == "weight_bp":
        return f"{value / 100:g} %".replace(".", ",")
    if name in ("start_value", "target", "target_low", "target_high"):
        return str(value).replace(".", ",")
    choices = dict(model._meta.get_field(name).choices or [])
    return str(choices.get(value, value))


def _others(old: Document, new: Document) -> list[Difference]:
    names = {
        "support": _("Dukungan sumber daya"),
        "accountability": _("Skema pertanggungjawaban"),
        "consequence": _("Konsekuensi"),
    }
    found = [
        Difference(label, "; ".join(old["attachments"][kind]), "; ".join(new["attachments"][kind]))
        for kind, label in names.items()
        if old["attachments"][kind] != new["attachments"][kind]
    ]
    found += [
        Difference(b["name"], a["expectation"], b["expectation"])
        for a, b in zip(old["behaviours"], new["behaviours"], strict=True)
        if a["expectation"] != b["expectation"]
    ]
    dates = [f"{d['starts_on']} – {d['ends_on']}" for d in (old, new)]
    return found + ([Difference(_("Masa rencana"), *dates)] if dates[0] != dates[1] else [])
