"""From planned units to a fixed number of people: thin, scale, split wide units into teams, hand out posts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from prestasi.demo.offices import Office
from prestasi.demo.settings import Order
from prestasi.demo.tree import plan_tree

FIRST_KEPT = (
    "kesehatan", "kepegawaian", "pendidikan", "pengawasan", "dukcapil", "sekretariat", "perencanaan", "keuangan",
    "pekerjaan_umum", "perizinan",
)  # fmt: skip
SHOWCASE = {
    "slm-dinas-kesehatan", "slm-pkm-depok-i", "slm-badan-kepegawaian-pendidikan-dan-pelatihan", "slm-inspektorat",
    "jkt-dinas-kesehatan", "jkt-pkm-317101", "jkt-badan-kepegawaian-daerah", "jkt-inspektorat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A place for one person: `office` is the index of its unit, `family` the post family, head or not."""

    office: int
    family: str
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """Final units, parents before children, and one seat per person, heads first within a unit."""

    offices: list[Office]
    seats: list[Seat]

    def index(self) -> dict[str, int]:
        return {office.code: i for i, office in enumerate(self.offices)}


def size(order: Order) -> Structure:
    """The agency with exactly `order.staff` seats below its elected head."""
    ratio = order.staff / order.agency.staff
    offices = _thin(plan_tree(order.agency, ratio), ratio, order.staff)
    heads = sum(1 for office in offices if office.head_title)
    counts = _shares([office.own if office.posts else 0.0 for office in offices], order.staff + 1 - heads)
    return _seated(offices, counts, order.staff + 1)


def _thin(offices: list[Office], ratio: float, staff: int) -> list[Office]:
    """Fewer units of each series for a small agency; the units of the showcase always stay."""
    if ratio >= 0.95:
        return offices
    keep: set[str] = set(SHOWCASE)
    order = {key: rank for rank, key in enumerate(FIRST_KEPT)}
    series: dict[tuple[str | None, str], list[Office]] = {}
    for office in offices:
        group = office.series if office.series in {"puskesmas", "kapanewon", "rsud"} else office.parent
        series.setdefault((group, office.series), []).append(office)
    for members in series.values():
        wanted = max(1 if staff < 3000 else 2, math.ceil(len(members) * ratio ** (0.75 if staff >= 1000 else 0.6)))
        ranked = sorted(members, key=lambda o: (o.code not in SHOWCASE, order.get(o.sector, 99)))
        keep.update(o.code for o in ranked[:wanted])
    kept: list[Office] = []
    alive: set[str | None] = {None}
    for office in offices:
        if office.parent in alive and (office.parent is None or office.code in keep or office.kind == "kalurahan"):
            alive.add(office.code)
            kept.append(office)
    return kept


def _shares(weights: list[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights with the given sum (largest remainder)."""
    exact = np.asarray(weights) * max(0, total) / max(sum(weights), 1e-9)
    whole = np.floor(exact).astype(int)
    rest = max(0, total) - int(whole.sum())
    for i in np.argsort(-(exact - whole), kind="stable")[:rest]:
        whole[i] += 1
    return [int(n) for n in whole]


def _seated(offices: list[Office], counts: list[int], wanted: int) -> Structure:
    """Seats for all, wide units split into teams; a team's head is one of its members, so the sum stays."""
    structure = Structure([], [])
    for office, own in zip(offices, counts, strict=True):
        families = _families(office, own)
        at = _open(structure, office)
        if own <= office.span:
            structure.seats.extend(Seat(at, family) for family in families)
        else:
            _teams(structure, office, at, families)
    assert len(structure.seats) == wanted, (len(structure.seats), wanted)
    return structure


def _open(structure: Structure, office: Office) -> int:
    structure.offices.append(office)
    at = len(structure.offices) - 1
    if office.head_title:
        structure.seats.append(Seat(at, office.head_family, is_head=True))
    return at


def _families(office: Office, own: int) -> list[str]:
    counts = _shares(list(office.posts.values()), own) if own else []
    return [family for family, count in zip(office.posts, counts, strict=False) for _ in range(count)]


def _teams(structure: Structure, office: Office, at: int, families: list[str]) -> None:
    """Teams of at most about sixteen; when there would be too many teams they are grouped once more."""
    teams = math.ceil(len(families) / 15)
    if teams > office.span:
        groups = math.ceil(teams / 12)
        for number in range(groups):
            group = families[number::groups]
            inner = _team_office(office, f"g{number + 1}", f"Kompi {number + 1} {office.name}", group[0])
            _teams(structure, inner, _open(structure, inner), group[1:])
        return
    names = office.teams or ("Tim Kerja",)
    for number in range(teams):
        members = families[len(families) * number // teams : len(families) * (number + 1) // teams]
        label = names[number % len(names)] + (f" {number // len(names) + 1}" if number >= len(names) else "")
        team = _team_office(office, f"t{number + 1}", f"{label} {office.name}", _leading(members))
        inside = _open(structure, team)
        members.remove(team.head_family)
        structure.seats.extend(Seat(inside, family) for family in members)


def _leading(members: list[str]) -> str:
    """The family of a team's head: the most frequent one that is a functional post where there is one."""
    general = {"Pengadministrasi Perkantoran", "Pengelola Layanan Operasional", "Penata Layanan Operasional"}
    return max(members, key=lambda f: (f not in general, members.count(f), f))


def _team_office(office: Office, tail: str, name: str, family: str) -> Office:
    prefix = "Koordinator " if name.startswith(("Klaster", "Rumpun", "Puskesmas", "Instalasi")) else "Ketua "
    return replace(
        office, code=f"{office.code[: 78 - len(tail)]}-{tail}", name=name, kind="tim", parent=office.code,
        head_title=f"{prefix}{name}", echelon="", head_family=family, source="demo", confidence="unsure",
        series="tim", reports_to=None,
    )  # fmt: skip
