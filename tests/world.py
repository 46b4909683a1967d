"""A small agency with everyone a test needs. Built once per test, in about thirty statements.

        Bupati (elected)
          └ Kepala Dinas Kesehatan  (head)            Kepala Dinas Pendidikan (other_head)
              └ Kepala Puskesmas Minggir (superior)     └ staf Disdik (stranger)
                  ├ bidan (employee)
                  └ perawat (peer)
        BKPP: analyst · Setda: admin · Inspektorat: auditor

It is Thursday 8 October 2026: quarters one and two are closed, the third is being rated, the fourth is running.
Everybody below the regent has an agreed plan for 2026 with one main result and one numeric indicator.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from prestasi.accounts.models import RoleGrant, User
from prestasi.core.actor import Actor, Grant
from prestasi.organization.models import Agency, Position, Unit, UnitVersion
from prestasi.people.models import Assignment, IdentityNumber, Person, RankRecord, ReportingLine
from prestasi.performance.models import (
    Cycle,
    Evaluation,
    ExpectedResult,
    Goal,
    GoalIndicator,
    Indicator,
    ItemRating,
    Period,
    Plan,
    ResultLink,
    UnitAchievement,
)

NOW = dt.datetime(2026, 10, 8, 9, 41, tzinfo=dt.timezone(dt.timedelta(hours=7)))
TODAY = NOW.date()
YEAR_START = dt.date(2026, 1, 1)
YEAR_END = dt.date(2026, 12, 31)
LONG_AGO = dt.date(2020, 1, 1)


@dataclass
class World:
    """Handles to the rows; `plans`, `results`, `indicators`, `evaluations` are keyed by the person's key."""

    agency: Agency
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    cycle: Cycle = field(init=False)
    periods: dict[int, Period] = field(default_factory=dict)
    goal: Goal = field(init=False)
    plans: dict[str, Plan] = field(default_factory=dict)
    results: dict[str, ExpectedResult] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    evaluations: dict[str, Evaluation] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """The actor that a signed-in `who` would be."""
        user, person = self.users[who], self.people[who]
        grants = frozenset(Grant(g.role, g.unit_id) for g in user.grants.on(TODAY))
        role = next((g.role for g in grants), "employee")
        return Actor(user_id=user.pk, person_id=person.pk, name=person.full_name, grants=grants, role=role)


# key: (unit, title, position kind, is head, rank, superior, born, sex)
CAST: dict[str, tuple[str, str, str, bool, int, str | None, dt.date, str]] = {
    "regent": ("kab", "Bupati", "jpt_madya", True, 17, None, dt.date(1968, 4, 2), "m"),
    "head": ("dinkes", "Kepala Dinas Kesehatan", "jpt_pratama", True, 14, "regent", dt.date(1971, 7, 9), "f"),
    "superior": ("puskesmas", "Kepala Puskesmas Minggir", "pengawas", True, 12, "head", dt.date(1979, 2, 11), "m"),
    "employee": ("puskesmas", "Bidan Ahli Pertama", "jf", False, 10, "superior", dt.date(1990, 1, 1), "f"),
    "peer": ("puskesmas", "Perawat Terampil", "jf", False, 7, "superior", dt.date(1992, 5, 5), "m"),
    "other_head": ("disdik", "Kepala Dinas Pendidikan", "jpt_pratama", True, 14, "regent", dt.date(1970, 3, 3), "m"),
    "stranger": ("disdik", "Penelaah Teknis Kebijakan", "pelaksana", False, 9, "other_head", dt.date(1988, 8, 8), "f"),
    "analyst": ("bkpp", "Analis SDM Aparatur Ahli Muda", "jf", False, 11, "regent", dt.date(1985, 6, 6), "f"),
    "admin": ("setda", "Pranata Komputer Ahli Muda", "jf", False, 11, "regent", dt.date(1986, 9, 9), "m"),
    "auditor": ("inspektorat", "Auditor Ahli Madya", "jf", False, 13, "regent", dt.date(1976, 12, 12), "f"),
}
NAMES = {
    "regent": "Harda Umpama",
    "head": "Laras Misalkan",
    "superior": "Bima Rekaan",
    "employee": "Sekar Umpama",
    "peer": "Panji Tamsil",
    "other_head": "Surya Ibarat",
    "stranger": "Wisnu Seumpama",
    "analyst": "Ayu Contohsari",
    "admin": "Damar Andaian",
    "auditor": "Ratih Teladan",
}
UNITS = {
    "kab": ("Pemerintah Kabupaten Sleman", "pemerintah_daerah", None),
    "setda": ("Sekretariat Daerah", "sekretariat", "kab"),
    "dinkes": ("Dinas Kesehatan", "dinas", "kab"),
    "puskesmas": ("Puskesmas Minggir", "puskesmas", "dinkes"),
    "disdik": ("Dinas Pendidikan", "dinas", "kab"),
    "bkpp": ("Badan Kepegawaian, Pendidikan dan Pelatihan", "badan", "kab"),
    "inspektorat": ("Inspektorat", "inspektorat", "kab"),
}


def build_world() -> World:
    """Write the whole cast, its plans and this year's periods."""
    world = World(
        Agency.objects.create(
            code="sleman",
            name="Pemerintah Kabupaten Sleman",
            short_name="Kabupaten Sleman",
            area="sleman",
            level="regency",
            head_title="Bupati",
            is_demo=True,
        )
    )
    _units(world)
    for key in CAST:
        _person(world, key)
    _lines_and_grants(world)
    _year(world)
    for key in CAST:
        if key != "regent":
            _plan(world, key)
    return world


def _units(world: World) -> None:
    paths: dict[str, str] = {}
    for key, (name, kind, parent) in UNITS.items():
        unit = world.units[key] = Unit.objects.create(code=f"slm-{key}")
        paths[key] = f"{paths.get(parent or '', '')}{unit.pk}."
        UnitVersion.objects.create(
            unit=unit,
            parent=world.units[parent] if parent else None,
            name=name,
            kind=kind,
            path=paths[key],
            valid_from=LONG_AGO,
        )


def _person(world: World, key: str) -> None:
    unit_key, title, kind, is_head, rank, _superior, born, sex = CAST[key]
    unit = world.units[unit_key]
    person = world.people[key] = Person.objects.create(
        name=NAMES[key],
        sex=sex,
        born_on=born,
        joined_on=dt.date(2015, 4, 1),
        email=f"{key}@contoh.sleman.test",
        employment="elected" if key == "regent" else "pns",
    )
    nip = f"{born:%Y%m%d}201504{1 if sex == 'm' else 2}001"
    IdentityNumber.objects.create(person=person, kind="nip", number=nip, valid_from=dt.date(2015, 4, 1))
    RankRecord.objects.create(person=person, scale="pns", rank=rank, valid_from=dt.date(2022, 4, 1))
    position = world.positions[key] = Position.objects.create(
        code=f"pos-{key}", unit=unit, title=title, kind=kind, is_head=is_head, valid_from=LONG_AGO
    )
    world.assignments[key] = Assignment.objects.create(
        person=person, position=position, unit=unit, valid_from=dt.date(2022, 1, 3)
    )
    world.users[key] = User.objects.create(username=nip, person=person, email=person.email, password="!")


def _lines_and_grants(world: World) -> None:
    for key, cast in CAST.items():
        if (superior := cast[5]) is not None:
            ReportingLine.objects.create(
                person=world.people[key], superior=world.people[superior], valid_from=dt.date(2022, 1, 3)
            )
    for role in ("analyst", "admin", "auditor"):
        RoleGrant.objects.create(user=world.users[role], role=role, valid_from=LONG_AGO, reason="uji")


def _year(world: World) -> None:
    world.cycle = Cycle.objects.create(year=2026, state="open", plan_due_on=dt.date(2026, 1, 31))
    states = {1: "closed", 2: "closed", 3: "open", 4: "ahead"}
    for quarter in (1, 2, 3, 4):
        ends = (dt.date(2026, 3 * quarter, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        world.periods[quarter] = _period(world, "quarter", quarter, dt.date(2026, 3 * quarter - 2, 1), ends, states)
    world.periods[5] = _period(world, "year", 5, YEAR_START, YEAR_END, {5: "ahead"})
    world.goal = Goal.objects.create(
        code="g-imunisasi",
        level="hasil_unit",
        text="Meningkatnya cakupan imunisasi dasar lengkap",
        unit=world.units["dinkes"],
        year_from=2026,
        year_to=2026,
        source="uji",
    )
    GoalIndicator.objects.create(
        code="gi-imunisasi",
        goal=world.goal,
        owner_unit=world.units["dinkes"],
        name="Cakupan imunisasi dasar lengkap",
        unit_of_measure="persen",
        direction="higher",
        start_value=Decimal("88"),
    )


def _period(world: World, kind: str, number: int, starts: dt.date, ends: dt.date, states: dict[int, str]) -> Period:
    due = ends + dt.timedelta(days=10)
    return Period.objects.create(
        cycle=world.cycle,
        kind=kind,
        number=number,
        starts_on=starts,
        ends_on=ends,
        self_due_on=due,
        rating_due_on=due + dt.timedelta(days=2),
        confirm_due_on=due + dt.timedelta(days=9),
        state=states[number],
        release="each",
    )


def _plan(world: World, key: str) -> None:
    superior = CAST[key][5]
    above = CAST[superior][5] if superior else None
    kind = CAST[key][2]
    plan = world.plans[key] = Plan.objects.create(
        cycle=world.cycle,
        person=world.people[key],
        assignment=world.assignments[key],
        position=world.positions[key],
        unit=world.assignments[key].unit,
        rater=world.people[superior] if superior else None,
        rater_superior=world.people[above or superior or "regent"],
        form="J-Q" if kind.startswith("jpt") else "A-Q",
        is_unit_head=CAST[key][3],
        starts_on=YEAR_START,
        ends_on=YEAR_END,
        state="agreed",
        version=1,
        submitted_at=NOW - dt.timedelta(days=260),
        agreed_at=NOW - dt.timedelta(days=255),
        agreed_by=world.people[superior] if superior else None,
    )
    result = world.results[key] = ExpectedResult.objects.create(
        plan=plan, text=f"Meningkatnya cakupan imunisasi ({CAST[key][1]})", perspective="penerima_layanan"
    )
    world.indicators[key] = Indicator.objects.create(
        result=result,
        name="Cakupan imunisasi dasar lengkap",
        unit_of_measure="persen",
        start_value=Decimal("88"),
        target=Decimal("92"),
        frequency="monthly",
        data_source="SIMPUS",
    )
    parent = world.results.get(superior or "")
    ResultLink.objects.create(result=result, parent=parent, goal=None if parent else world.goal)


def open_evaluation(world: World, key: str, quarter: int = 3, achievement: str = "BAIK") -> Evaluation:
    """An evaluation ready to be rated, with the unit's achievement set."""
    plan = world.plans[key]
    evaluation = world.evaluations[key] = Evaluation.objects.create(
        plan=plan,
        person=plan.person,
        period=world.periods[quarter],
        unit=plan.unit,
        rater=plan.rater,
        rater_superior=plan.rater_superior,
        is_unit_head=plan.is_unit_head,
    )
    ItemRating.objects.create(evaluation=evaluation, result=world.results[key], is_main=True)
    UnitAchievement.objects.get_or_create(
        unit=plan.unit, period=world.periods[quarter], defaults={"level": achievement, "reason": "uji"}
    )
    return evaluation
