"""Kinds of units as people write them."""

from __future__ import annotations

import pytest

from prestasi.objection.queries.precedents import unit_kind_words


@pytest.mark.parametrize(
    ("kind", "words"),
    [("sd", "SD"), ("sekretariat_opd", "sekretariat OPD"), ("bidang_rs", "bidang RS"), ("puskesmas", "puskesmas")],
)
def test_a_kind_of_unit_is_no_code(kind: str, words: str) -> None:
    assert unit_kind_words(kind) == words
