"""Tasks of an employee, each within its budget of activations and values."""

from __future__ import annotations

from tests.browser.tasks.conftest import Begin


def test_g1_sees_what_is_due(begin: Begin) -> None:
    hands = begin("employee")
    assert hands.page.get_by_text("Bima Rekaan").first.is_visible(), "the name of the superior"
    assert hands.page.locator("main").get_by_role("link").count() > 0
    hands.within(clicks=0, fields=0)
