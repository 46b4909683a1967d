"""What pages send: an answer, a list of raters, a round with its weights, statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.colleagues.actions.answer import Answer
from prestasi.colleagues.actions.raters import Proposal
from prestasi.colleagues.actions.round import Plan
from prestasi.colleagues.groups import ASKED, LEAST, Choosing, Group, PostType, Reweighting
from prestasi.colleagues.kinds import MOST_EXTRA, SCORED, Kind
from prestasi.colleagues.models import Round
from prestasi.colleagues.queries.extras import Extra
from prestasi.colleagues.queries.rounds import Choices
from prestasi.colleagues.weights import PROPOSED
from prestasi.core.http import number_of

LONGEST_FIELD = 2_000
NOT_OBSERVED = "x"


def typed_in(data: QueryDict) -> dict[str, str]:
    """Everything typed into an answer sheet, to show it again or to keep it as a draft."""
    names = [n for n in data if n in {"strength", "suggestion", "code"} or (n[:1] == "s" and n[1:].isdecimal())]
    return {name: str(data[name])[:LONGEST_FIELD] for name in names[:60]}


def answer_from(data: QueryDict, kinds: Mapping[int, Kind]) -> Answer:
    """A sent answer. A damaged mark becomes 0 and a damaged choice -1, which the action refuses."""
    sent = {pk: data.get(f"s{pk}", "") for pk in kinds}
    marks = {pk: mark for pk, mark in sent.items() if mark not in {"", NOT_OBSERVED}}
    return Answer(
        {pk: _digit(m, 0) for pk, m in marks.items() if kinds[pk] in SCORED}, data.get("strength", ""),
        data.get("suggestion", ""), data.get("code", ""),
        {pk: _digit(m, -1) for pk, m in marks.items() if kinds[pk] == Kind.CHOICE},
        {pk: text for pk, text in sent.items() if kinds[pk] == Kind.TEXT},
    )  # fmt: skip


def _digit(mark: str, damaged: int) -> int:
    return int(mark) if mark.isdecimal() and len(mark) == 1 else damaged


def proposal_from(data: QueryDict) -> Proposal:
    """A sent list. Outside raters come one per line: name, comma, contact."""
    people = {
        g: [int(v) for v in data.getlist(g) if v.isdecimal() and len(v) < 16] for g in (Group.PEER, Group.OTHER_UNIT)
    }
    lines = [line.strip() for line in data.get("outside", "").splitlines() if line.strip()]
    pairs = [tuple(part.strip() for part in line.rpartition(",")[::2]) for line in lines]
    return Proposal(people, [(name, contact) for name, contact in pairs])


def statements_from(data: QueryDict) -> dict[int, list[str]]:
    """Value -> its statements, one per line."""
    texts = {value: data.get(f"value_{value}", "") for value in range(1, 8)}
    return {value: [line.strip() for line in text.splitlines() if line.strip()] for value, text in texts.items()}


def extras_from(data: QueryDict) -> list[Extra]:
    """The questions beside the statements, one a place; a place without any words is left out."""
    found = []
    for place in range(1, MOST_EXTRA + 1):
        text, options = data.get(f"extra_{place}", "").strip(), data.get(f"options_{place}", "").splitlines()
        lines = tuple(line.strip() for line in options if line.strip())
        if text or lines:
            value = number_of(data.get(f"about_{place}"), 1) or 0
            found.append(Extra(place, data.get(f"kind_{place}", ""), value, text, lines))
    return found


def number_in(data: QueryDict, name: str) -> int:
    """A version number that was sent along; nought (never current) when damaged."""
    return number_of(data.get(name), 9) or 0


class RoundForm(forms.Form):
    """A round with its rules; the weights are fields `w_<type>_<group>`."""

    title = forms.CharField(label=_("Nama putaran"), max_length=120)
    period = forms.TypedChoiceField(label=_("Periode"), coerce=int)
    question_set = forms.TypedChoiceField(label=_("Bank pertanyaan"), coerce=int)
    choosing = forms.ChoiceField(label=_("Cara memilih penilai"), choices=Choosing.choices, initial=Choosing.DRAWN)
    minimum = forms.IntegerField(label=_("Jawaban paling sedikit per kelompok"), initial=LEAST,
                                 help_text=_("Tidak pernah di bawah lima"))  # fmt: skip
    raters_wanted = forms.IntegerField(label=_("Penilai diminta per kelompok"), min_value=1, max_value=20, initial=7)
    load_limit = forms.IntegerField(label=_("Paling banyak menilai"), min_value=1, max_value=60, initial=12,
                                    help_text=_("Orang per penilai; atasan tidak dihitung"))  # fmt: skip
    reweighting = forms.ChoiceField(label=_("Bila kelompok kurang jawaban"), choices=Reweighting.choices)
    units = forms.TypedMultipleChoiceField(label=_("Unit"), coerce=int, required=False,
                                           help_text=_("Kosong: seluruh instansi"))  # fmt: skip
    kinds = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=_("Jenis jabatan"), required=False, help_text=_("Kosong: semua")
    )
    proposals_due_on = forms.DateField(label=_("Batas usulan penilai"), required=False)
    answers_due_on = forms.DateField(label=_("Batas jawaban"))
    upward_from = forms.DateField(label=_("Ulasan bawahan tampil mulai"),
                                  help_text=_("Sesudah penilaian periode itu selesai"))  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong_sums: dict[str, str] = {}
        self.fields["period"].choices = choices.periods  # type: ignore[attr-defined]
        self.fields["question_set"].choices = choices.question_sets  # type: ignore[attr-defined]
        self.fields["units"].choices = choices.units  # type: ignore[attr-defined]
        self.fields["kinds"].choices = choices.kinds  # type: ignore[attr-defined]
        self.fields["units"].widget.attrs["size"] = 8
        for name in ("proposals_due_on", "answers_due_on", "upward_from"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        for kind, group in _cells():
            self.fields[_name(kind, group)] = forms.IntegerField(
                label=f"{kind.label}: {group.label}", min_value=0, max_value=100, initial=PROPOSED[kind][group]
            )

    def weight_groups(self) -> list[str]:
        """Heads of the columns of weights."""
        return [str(group.label) for group in ASKED]

    def weight_rows(self) -> list[tuple[str, list[tuple[str, Any]], str]]:
        """(type of post, its (group, bound weight field), what is wrong with their sum)."""
        return [
            (
                str(kind.label),
                [(str(group.label), self[_name(kind, group)]) for group in ASKED],
                self.wrong_sums.get(f"weights_{kind}", ""),
            )
            for kind in PostType
        ]

    def show(self, errors: dict[str, str]) -> None:
        """Put the refusal of an action where its fields are."""
        self.wrong_sums = {n: m for n, m in errors.items() if n.startswith("weights_")}
        for name, message in errors.items():
            self.add_error(name if name in self.fields else None, message)

    def plan(self) -> Plan:
        given = self.cleaned_data
        weights = {kind: {g: given[_name(kind, g)] for g in ASKED} for kind in PostType}
        return Plan(
            title=given["title"], period_id=given["period"], question_set_id=given["question_set"],
            minimum=given["minimum"], reweighting=Reweighting(given["reweighting"]),
            choosing=Choosing(given["choosing"]), raters_wanted=given["raters_wanted"], load_limit=given["load_limit"],
            units=given["units"], kinds=given["kinds"], proposals_due_on=given["proposals_due_on"],
            answers_due_on=given["answers_due_on"], upward_from=given["upward_from"], weights=weights,
        )  # fmt: skip


def _cells() -> list[tuple[PostType, Group]]:
    return [(kind, group) for kind in PostType for group in ASKED]


def _name(kind: PostType, group: Group) -> str:
    return f"w_{kind}_{group}"


def initial_of(row: Round, weights: dict[tuple[str, str], int]) -> dict[str, Any]:
    """Values of a stored draft for `RoundForm`."""
    same = ("title", "choosing", "minimum", "raters_wanted", "load_limit", "reweighting", "units", "kinds",
            "proposals_due_on", "answers_due_on", "upward_from")  # fmt: skip
    found: dict[str, Any] = {name: getattr(row, name) for name in same}
    found |= {"period": row.period_id, "question_set": row.question_set_id}
    return found | {_name(k, g): weights.get((k, g), 0) for k, g in _cells()}
