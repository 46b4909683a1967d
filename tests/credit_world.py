"""A year of results and a balance for the midwife of `tests.world`, so that there is an account of credit points."""

from __future__ import annotations

import datetime as dt

from prestasi.accounts.models import RoleGrant, User
from prestasi.accounts.step_up import Proof
from prestasi.core.actor import Actor
from prestasi.credit.actions.determination import determine, request_determination
from prestasi.credit.actions.opening import NewOpening, confirm_opening, request_opening
from prestasi.organization.models import Position
from prestasi.people.models import Assignment, Person
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.models import Cycle, Evaluation, Period, Plan
from tests.world import LONG_AGO, NOW, World

PROOF = Proof("totp")
LAST_PAK = NewOpening(
    number="800/PAK/2024", issued_on=dt.date(2025, 1, 20), until=dt.date(2024, 12, 31), level="AHLI_PERTAMA", rank=10,
    degree="s1", points={"base": 50_000, "converted": 12_500}, link="https://arsip.contoh.test/pak/2024",
)  # fmt: skip


def year_result(
    world: World, key: str, year: int, predicate: int, *, post: Position | None = None,
    starts: dt.date | None = None, ends: dt.date | None = None, state: str = "final",
) -> Evaluation:  # fmt: skip
    """A released annual result of one person, in their post or another one, for the year or a part of it."""
    cycle, _made = Cycle.objects.get_or_create(
        year=year, defaults={"state": "open", "plan_due_on": dt.date(year, 1, 31)}
    )
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    due = last + dt.timedelta(days=10)
    period, _made = Period.objects.get_or_create(
        cycle=cycle, number=5, defaults={"kind": "year", "starts_on": first, "ends_on": last, "self_due_on": due,
                                         "rating_due_on": due, "confirm_due_on": due, "state": "open"},
    )  # fmt: skip
    now = world.plans[key]
    plan = Plan.objects.create(
        cycle=cycle, person=now.person, assignment=now.assignment, position=post or now.position, unit=now.unit,
        rater=now.rater, rater_superior=now.rater_superior, form="A-Q", starts_on=starts or first,
        ends_on=ends or last, state="ended", version=1,
    )  # fmt: skip
    return Evaluation.objects.create(
        plan=plan, person=plan.person, period=period, unit=plan.unit, rater=plan.rater, state=state,
        rater_superior=plan.rater_superior, result_rating=1 if predicate == 1 else 2,
        behaviour_rating=1 if predicate == 1 else 2, predicate=predicate, rated_at=NOW, confirmed_at=NOW,
        released_at=NOW, received_at=NOW, rated_by=plan.rater,
        confirmed_by=plan.rater_superior,
    )  # fmt: skip


def becomes_good(world: World, row: Evaluation) -> None:
    """A very good result is changed to good, as an objection does."""
    change_rating(
        by=world.actor("head"), evaluation_id=row.pk, result_rating=2, behaviour_rating=2, basis="objection",
        reason="Keberatan dikabulkan sebagian.", expected_version=row.lock_version,
    )  # fmt: skip


def another_analyst(world: World) -> Actor:
    """A second analyst of the agency, in the post of nobody else."""
    person = world.people["analyst2"] = Person.objects.create(
        name="Nila Perumpamaan", sex="f", born_on=dt.date(1990, 2, 2), joined_on=dt.date(2015, 4, 1), employment="pns"
    )
    post = Position.objects.create(
        code="pos-analyst2", unit=world.units["bkpp"], title="Analis SDM Aparatur Ahli Pertama", kind="jf",
        valid_from=LONG_AGO,
    )  # fmt: skip
    Assignment.objects.create(person=person, position=post, unit=world.units["bkpp"], valid_from=LONG_AGO)
    user = world.users["analyst2"] = User.objects.create(username="analyst2", person=person, password="!")
    RoleGrant.objects.create(user=user, role="analyst", valid_from=LONG_AGO, reason="uji")
    return world.actor("analyst2")


def opened(world: World, new: NewOpening = LAST_PAK, key: str = "employee") -> int:
    """The confirmed opening balance of somebody; its id."""
    pk = request_opening(by=world.actor("analyst"), person_id=world.people[key].pk, new=new).made
    confirm_opening(by=world.actor("superior"), opening_id=pk)
    return pk


def asked(world: World, number: str = "800/PAK/2025", **given: int | str | None) -> int:
    """A determination of the midwife that waits for her rater; its id."""
    return request_determination(
        by=world.actor("analyst"), person_id=world.people["employee"].pk, number=number, proof=PROOF, **given  # type: ignore[arg-type]
    ).made  # fmt: skip


def determined(world: World, number: str = "800/PAK/2025") -> int:
    """The same, signed."""
    pk = asked(world, number)
    determine(by=world.actor("superior"), determination_id=pk, proof=PROOF)
    return pk
