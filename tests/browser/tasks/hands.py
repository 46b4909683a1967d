"""Hands that count: every activation and every value given, by pointer or by keys alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

MOST_TABS = 250
MOST_ARROWS = 40
FOCUSED = "el => el === document.activeElement"
IN_GROUP = "el => document.activeElement.type === 'radio' && document.activeElement.name === el.name"
KIND = "el => el.tagName === 'SELECT' ? 'select' : (el.type || el.tagName).toLowerCase()"


@dataclass(slots=True)
class Hands:
    """One person at one page. `clicks`: activations; `fields`: values that the person had to give."""

    page: Any
    by_keys: bool = False
    is_phone: bool = False
    clicks: int = 0
    fields: int = 0
    log: list[str] = field(default_factory=list)

    def press(self, role: str, name: str, *, exact: bool = False, inside: Any = None) -> None:
        """Activate the first visible link, button or tab of that name."""
        found = (inside or self.page).get_by_role(role, name=name, exact=exact)
        self.activate(found.locator("visible=true").first, name)

    def activate(self, target: Any, name: str = "") -> None:
        """One activation of a place on the page."""
        target.wait_for()
        self.clicks += 1
        self.log.append(f"press {name or target}")
        if self.by_keys:
            self.reach(target)
            self.page.keyboard.press("Space" if target.evaluate(KIND) in ("checkbox", "radio") else "Enter")
        else:
            target.click()

    def menu(self, name: str) -> None:
        """To a page of the menu: by its link where one is seen, on a phone through *Lainnya*."""
        named = re.compile(rf"^{name}( \d+( menunggu)?)?$")
        found = self.page.get_by_role("link", name=named).locator("visible=true")
        if not found.count():
            self.press("link", "Lainnya")
            self.page.wait_for_url("**/menu/")
        self.activate(found.first, name)

    def key(self, key: str) -> None:
        """One key of a queue, which stands for an activation."""
        self.clicks += 1
        self.log.append(f"key {key}")
        self.page.keyboard.press(key)

    def tick(self, box: Any) -> None:
        """One value chosen with a checkbox."""
        box.wait_for(state="attached")
        self.fields += 1
        self.log.append("tick a box")
        if self.by_keys:
            self.reach(box)
            self.page.keyboard.press("Space")
        else:
            self._label(box).click()
        assert box.is_checked()

    def give(self, target: Any, value: str) -> None:
        """One value: typed, or chosen from a list or a group of radio buttons."""
        target.wait_for(state="attached")
        self.fields += 1
        self.log.append(f"give {value[:30]}")
        kind = target.evaluate(KIND)
        if kind == "radio":
            self._choose(target)
        elif kind == "select":
            self._pick(target, value)
        elif self.by_keys:
            self.reach(target)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(value)
        else:
            target.fill(value)

    def give_date(self, target: Any, day: dt.date) -> None:
        """A day; with keys in the order in which this browser shows the parts of a date."""
        if not self.by_keys:
            self.give(target, f"{day:%Y-%m-%d}")
            return
        self.fields += 1
        self.log.append(f"give {day}")
        self.reach(target)
        for order in ("%d%m%Y", "%m%d%Y"):
            self.page.keyboard.type(f"{day:{order}}")
            if target.input_value() == f"{day:%Y-%m-%d}":
                return
            target.evaluate("el => { el.value = ''; el.blur(); el.focus(); }")
        raise AssertionError("the date cannot be typed")

    def choose(self, target: Any, name: str) -> None:
        """A choice that stands for a press, such as a rating."""
        self.clicks += 1
        self.log.append(f"choose {name}")
        self._choose(target)

    def file(self, target: Any, path: str) -> None:
        """One file; the dialogue of the operating system is not part of the page."""
        self.fields += 1
        self.log.append("give a file")
        target.set_input_files(path)

    @property
    def way(self) -> str:
        """`keys`, `phone` or `desk`."""
        return "keys" if self.by_keys else "phone" if self.is_phone else "desk"

    def within(self, clicks: int, fields: int) -> None:
        """Fails with the list of acts when more was asked of the person than the budget allows."""
        assert (self.clicks <= clicks) and (self.fields <= fields), (
            f"{self.clicks} activations of {clicks}, {self.fields} values of {fields}: " + "; ".join(self.log)
        )

    def _choose(self, target: Any) -> None:
        if not self.by_keys:
            self._label(target).click()
            return
        self._tab_until(target, IN_GROUP)
        for _ in range(MOST_ARROWS):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("the arrow keys do not reach this choice")

    def _label(self, target: Any) -> Any:
        """What is pressed for a box or a choice: its label, beside it or around it."""
        around = target.locator("xpath=ancestor::label")
        if around.count():
            return around.first
        label = self.page.locator(f"label[for='{target.get_attribute('id')}']")
        return label.first if label.count() else target

    def _pick(self, target: Any, label: str) -> None:
        if self.by_keys:
            self.reach(target)
            self.page.keyboard.type(label)
        else:
            target.select_option(label=label)

    def reach(self, target: Any) -> None:
        """With Tab to a place on the page."""
        self._tab_until(target, FOCUSED)

    def _tab_until(self, target: Any, reached: str) -> None:
        for _ in range(MOST_TABS):
            if target.evaluate(reached):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {target}")
