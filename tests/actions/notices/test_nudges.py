"""Reminders: three at most, growing gaps, then once the person above; in the language of whoever reads."""

from __future__ import annotations

import datetime as dt

from prestasi.notices.actions.nudge import Item, nudge_many
from prestasi.notices.models import Notice, Nudge
from prestasi.performance.actions.daily import remind
from tests.world import NOW, World, open_evaluation

DAY = dt.timedelta(days=1)


def item(world: World) -> Item:
    return Item(
        "rating.due:3:1", world.people["superior"].pk, lambda: "3 pegawai", "/nilai/", above_id=world.people["head"].pk,
        above_words=lambda: "menunggu Bima",
    )  # fmt: skip


def test_three_with_growing_gaps_and_then_the_one_above_once(world: World) -> None:
    told = []
    for day in range(30):
        done = nudge_many([item(world)], NOW + day * DAY)
        told += [(day, "own") for _ in done.sent] + [(day, "above") for _ in done.escalated]
    assert told == [(0, "own"), (2, "own"), (5, "own"), (10, "above")]
    assert Notice.objects.get(kind="blocked").person == world.people["head"]


def test_nobody_above_means_three_and_no_more(world: World) -> None:
    alone = Item("self.due:1", world.people["employee"].pk, lambda: "Isi", "/hasil/1/")
    for day in range(30):
        nudge_many([alone], NOW + day * DAY)
    assert Nudge.objects.count() == 3


def test_whoever_reminds_the_limits_are_shared(world: World) -> None:
    assert nudge_many([item(world)], NOW).sent
    again = nudge_many([item(world)], NOW + dt.timedelta(hours=3))
    assert (again.sent, again.held) == ([], 1)


def test_the_daily_reminder_speaks_to_each_in_their_language(world: World) -> None:
    world.users["superior"].language = "en"
    world.users["superior"].save(update_fields=["language"])
    open_evaluation(world, "employee")
    spoken: list[str] = []
    due = world.periods[3].rating_due_on
    remind(due - 3 * DAY)
    spoken += Notice.objects.filter(kind="rating.due").values_list("text", flat=True)
    assert len(spoken) == 1
    assert "belum" not in spoken[0], "an English reader got Indonesian words"


def test_an_unrated_person_reaches_the_head_above_after_three_reminders(world: World) -> None:
    open_evaluation(world, "employee")
    due = world.periods[3].rating_due_on
    for n in range(-3, 12):
        remind(due + n * DAY)
    assert Notice.objects.filter(person=world.people["superior"], kind="rating.due").count() == 3
    assert Notice.objects.filter(person=world.people["head"], kind="blocked").count() == 1
