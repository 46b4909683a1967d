"""Lives of a dialogue, an agreement, an improvement plan and a request for feedback, each as one table."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from prestasi.core.moves import Move, machine


class DialogueState(models.TextChoices):
    PROPOSED = "proposed", _("Diusulkan")
    AGREED = "agreed", _("Disepakati waktunya")
    HELD = "held", _("Menunggu konfirmasi")
    CONFIRMED = "confirmed", _("Selesai")
    MISSED = "missed", _("Tidak terlaksana")
    CANCELLED = "cancelled", _("Dibatalkan")


class AgreementState(models.TextChoices):
    OPEN = "open", _("Belum selesai")
    DONE = "done", _("Selesai")
    DROPPED = "dropped", _("Dihentikan")


class ImprovementState(models.TextChoices):
    DRAFT = "draft", _("Draf")
    AGREED = "agreed", _("Berjalan")
    CLOSED = "closed", _("Selesai")
    WITHDRAWN = "withdrawn", _("Gugur")


class RequestState(models.TextChoices):
    OPEN = "open", _("Menunggu jawaban")
    ANSWERED = "answered", _("Dijawab")
    DECLINED = "declined", _("Tidak dapat dijawab")


class Party(StrEnum):
    """Who acts. OTHER is the side that did not propose the present time, BOTH one side after the other."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    EITHER = "either side"
    OTHER = "the side that was asked"
    BOTH = "both sides"
    ASKED = "the person asked"
    RULE = "the result that opened it"


PENDING = frozenset({"proposed", "agreed"})
RECORDED = frozenset({"held", "confirmed"})
OVER = frozenset({"confirmed", "missed", "cancelled"})

DIALOGUE = machine(
    Move("agree", frozenset({"proposed"}), "agreed", Party.OTHER),
    Move("reschedule", PENDING, "proposed", Party.EITHER),
    Move("cancel", PENDING, "cancelled", Party.EITHER),
    Move("miss", PENDING, "missed", Party.EITHER),
    Move("record", PENDING | {"held"}, "held", Party.EITHER),
    Move("confirm", frozenset({"held"}), "confirmed", Party.BOTH),
)

AGREEMENT = machine(
    Move("finish", frozenset({"open"}), "done", Party.EITHER),
    Move("drop", frozenset({"open"}), "dropped", Party.EITHER),
)

IMPROVEMENT = machine(
    Move("edit", frozenset({"draft"}), None, Party.LEADER),
    Move("agree", frozenset({"draft"}), "agreed", Party.BOTH),
    Move("finish_step", frozenset({"agreed"}), None, Party.EITHER),
    Move("close", frozenset({"agreed"}), "closed", Party.LEADER),
    Move("withdraw", frozenset({"draft", "agreed"}), "withdrawn", Party.RULE),
)

REQUEST = machine(
    Move("answer", frozenset({"open"}), "answered", Party.ASKED),
    Move("decline", frozenset({"open"}), "declined", Party.ASKED),
)
