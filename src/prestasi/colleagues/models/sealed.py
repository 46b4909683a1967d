"""What is kept of answers before release: ciphertext without author, order or time."""

from __future__ import annotations

import uuid

from django.db import models

from prestasi.colleagues.groups import Group


class Box(models.Model):
    """*Kotak tersegel*: all answers of one group about one person, as one ciphertext.

    Every answer rewrites the whole row: the ballots are put into a new random order and sealed under a new nonce with
    the round's key, which is not in the database. No ballot names its author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey("colleagues.Subject", on_delete=models.PROTECT, related_name="boxes")
    group = models.CharField(max_length=12, choices=Group.choices)
    sealed = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "group"], name="box_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """*Draf jawaban*: ciphertext of constant length under a key that only the rater's browser holds."""

    invitation = models.OneToOneField("colleagues.Invitation", on_delete=models.CASCADE, primary_key=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class CountedReceipt(models.Model):
    """*Bukti hitung*: hash of a receipt whose answer was in a box at release; written in order of the hash."""

    hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey("colleagues.Round", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.hash
