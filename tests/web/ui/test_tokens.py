"""The palette holds its contrast for every agency's hue, in both schemes."""

import pytest

from prestasi.ui import tokens


def test_every_pair_has_its_contrast_for_every_hue() -> None:
    assert tokens.misses() == []


def test_the_proof_covers_text_on_every_ground_and_every_sentiment() -> None:
    pairs = {(one, other) for one, other, _need in tokens.pairs()}
    assert len(pairs) == 81
    assert {("ink", "surface"), ("brand-ink", "brand-wash"), ("sk-ink", "sk-wash"), ("edge", "raised")} <= pairs


def test_a_weaker_colour_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tokens.LIGHT, "ink-3", (0.75, 0.02, "b"))
    assert any("ink-3 on surface" in miss for miss in tokens.misses(step=90))


def test_the_agency_chooses_only_the_hue() -> None:
    sheet = tokens.stylesheet()
    assert sheet.count("--brand-h:") == 1
    assert "--brand: oklch(0.44 0.125 var(--brand-h));" in sheet
    assert '[data-theme="dark"]' in sheet and "prefers-color-scheme: dark" in sheet
