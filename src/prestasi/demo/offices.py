"""Units of the agency: the published tree, and the sub-units that no public list names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from prestasi.demo import source
from prestasi.demo.settings import Agency


@dataclass(slots=True)
class Office:
    """One unit. `own` is the planned number of people beside its head; `series` groups units that may be thinned.

    `head_family` is set where the head holds a functional post; `reports_to` where the head's superior is not the
    head of the parent unit (a *panewu* reports to the regional secretary).
    """

    code: str
    name: str
    kind: str
    parent: str | None
    head_title: str = ""
    echelon: str = ""
    sector: str = "sekretariat"
    own: float = 0.0
    posts: dict[str, float] = field(default_factory=dict)
    series: str = "opd"
    head_family: str = ""
    reports_to: str | None = None
    source: str = "demo"
    confidence: str = "unsure"
    teams: tuple[str, ...] = ()
    span: int = 26


def sector_of(name: str) -> str:
    """The sector whose word the name contains; the longest word wins."""
    found = [(len(word), s["key"]) for s in source.table("sectors")["sector"] for word in s["match"] if word in name]
    return max(found)[1] if found else "sekretariat"


def posts_of(sector: str) -> dict[str, float]:
    """Post families of a sector with the general posts."""
    table = source.table("sectors")
    own = next(s["posts"] for s in table["sector"] if s["key"] == sector)
    return {**own, **table["general"]}


def divisions_of(sector: str) -> list[str]:
    return next(list(s["divisions"]) for s in source.table("sectors")["sector"] if s["key"] == sector)


def published(agency: Agency) -> list[Office]:
    """The published units of the agency, parents before children, with the full title of each head."""
    found = [_published(row) for row in source.rows("organization_units") if row["area"] == agency.code]
    by_parent: dict[str | None, list[Office]] = {}
    for office in found:
        by_parent.setdefault(office.parent, []).append(office)
    return list(_downward(by_parent, None, ""))


def _downward(by_parent: dict[str | None, list[Office]], parent: str | None, inherited: str) -> Iterator[Office]:
    for office in by_parent.get(parent, []):
        own = sector_of(office.name)
        sector = inherited if own == "sekretariat" and inherited else own
        yield replace(office, sector=sector)
        yield from _downward(by_parent, office.code, "" if parent is None else sector)


def _published(row: dict[str, str]) -> Office:
    name = row["name"].replace("Sekretariat Kapanewon Kapanewon", "Sekretariat Kapanewon")
    head = "" if row["head_title"].endswith("not ASN)") else full_title(row["head_title"], name)
    return Office(
        code=row["unit_id"][:80],
        name=name,
        kind=row["kind"],
        parent=row["parent_id"] or None,
        head_title=head,
        echelon=row["head_eselon"],
        source=row["source"],
        confidence=row["confidence"],
    )


def full_title(title: str, name: str) -> str:
    """The title of a head with the name of the unit: `Kepala Dinas` of Dinas Kesehatan is Kepala Dinas Kesehatan."""
    first, _, rest = title.partition(" ")
    if first == "Kepala":
        return f"Kepala {name}"
    named = {"Panewu", "Camat", "Lurah", "Panewu Anom", "Wali Kota", "Bupati"}
    if title in named and not name.startswith("Pemerintah"):
        return f"{title} {name.removeprefix('Sekretariat ').partition(' ')[2]}"
    if first in {"Direktur", "Inspektur"} and rest:
        return f"{title} {name.removeprefix('Inspektorat Pembantu ')}"
    return f"{title} {name}" if first == "Direktur" else title
