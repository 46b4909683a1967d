"""Kinds of questions (*jenis pertanyaan*) and what each may hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

LEAST_OPTIONS, MOST_OPTIONS = 2, 7
LONGEST_OPTION = 80
LONGEST_OWN_TEXT = 120
"""Letters of a text that answers one question; with `MOST_TEXTS` chosen so that every ballot fits into its slot."""
MOST_EXTRA, MOST_TEXTS = 4, 2


class Kind(models.TextChoices):
    """How a question is answered. Scale and Likert give points, the others do not."""

    SCALE = "scale", _("Skala seberapa sering")
    LIKERT = "likert", _("Skala setuju")
    CHOICE = "choice", _("Pilihan")
    TEXT = "text", _("Isian singkat")


SCORED = (Kind.SCALE, Kind.LIKERT)
EXTRA = (Kind.LIKERT, Kind.CHOICE, Kind.TEXT)
"""Kinds of the questions that stand beside the statements of a value."""
AGREEMENT = (
    _("Sangat tidak setuju"), _("Tidak setuju"), _("Netral"), _("Setuju"), _("Sangat setuju"),
)  # fmt: skip
"""Words of the five degrees of agreement, 1 to 5; the same in every version, so that rounds can be compared."""
