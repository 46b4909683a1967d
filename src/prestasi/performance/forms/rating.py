"""The rating sheet, the self-assessment and the reasons, read from what was posted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from prestasi.core.http import number_of
from prestasi.performance.models import FeedbackNote, UnitAchievement
from prestasi.performance.queries.words import VALUES
from prestasi.performance.rating_sheet import RATINGS, RatingSheet

LONG = 4000


def sheet_from(data: QueryDict, result_ids: Iterable[int]) -> RatingSheet:
    """A posted sheet; anything that is not 1, 2 or 3 is "not rated". `isi=2` fills the values not rated yet with 2.

    The fields are `r<result>`, `a<result>` (reason), `p1` to `p7`, and the names of `RatingSheet`.
    """
    ids = list(result_ids)
    fill = _rating(data.get("isi"))
    return RatingSheet(
        items={pk: _rating(data.get(f"r{pk}")) for pk in ids},
        reasons={pk: data.get(f"a{pk}", "")[:400] for pk in ids},
        behaviour=[_rating(data.get(f"p{n}")) or fill for n in range(1, 8)],
        result_rating=_rating(data.get("result_rating")),
        behaviour_rating=_rating(data.get("behaviour_rating")),
        **{
            name: data.get(name, "")[:LONG]
            for name in ("result_reason", "behaviour_reason", "note", "without_achievement_reason")
        },
    )


def self_ratings_from(data: QueryDict, result_ids: Iterable[int]) -> dict[int, int | None]:
    return {pk: _rating(data.get(f"r{pk}")) for pk in result_ids}


def version_from(data: QueryDict) -> int:
    """The version the person saw; nought (never current) when the field was tampered with."""
    return number_of(data.get("lock_version"), 9) or 0


def _rating(text: Any) -> int | None:
    number = int(text) if isinstance(text, str) and text in {"1", "2", "3"} else None
    return number if number in RATINGS else None


class ReasonForm(forms.Form):
    """One reason."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class FeedbackForm(forms.Form):
    """Praise or correction; `about` is `r<result id>` or `p<value>`."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=FeedbackNote.Kind.choices)
    about = forms.ChoiceField(label=_("Tentang"))
    text = forms.CharField(
        label=_("Umpan balik"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang Anda lihat, dan apa akibatnya. Nama Anda tercantum."),
    )  # fmt: skip

    def __init__(self, *args: Any, results: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (_("Hasil kerja"), [(f"r{pk}", text) for pk, text in results]),
            (_("Perilaku kerja"), [(f"p{n}", word) for n, word in enumerate(VALUES, 1)]),
        ]

    def target(self) -> dict[str, int]:
        """Keyword for `give_feedback`: the result or the value meant."""
        about = self.cleaned_data["about"]
        return {"result_id" if about[0] == "r" else "behaviour": int(about[1:])}


class AchievementForm(forms.Form):
    """Level and reason of a unit's achievement."""

    level = forms.ChoiceField(label=_("Tingkat capaian"), choices=UnitAchievement.Level.choices)
    reason = forms.CharField(
        label=_("Dasar penetapan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya capaian perjanjian kinerja, survei kepuasan, tindak lanjut aduan."),
    )  # fmt: skip
