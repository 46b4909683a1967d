"""What one step of the generation leaves for the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from prestasi.demo.careers import Careers
from prestasi.demo.roster import Roster
from prestasi.demo.seeded import Ints
from prestasi.demo.settings import Order
from prestasi.demo.sizing import Structure

if TYPE_CHECKING:
    from prestasi.demo.showcase import Showcase

Table = tuple[str, pl.DataFrame]


@dataclass(slots=True)
class World:
    """`own` is the id of each person's post; `frames` keeps tables that later ones read."""

    order: Order
    structure: Structure
    roster: Roster
    careers: Careers
    names: list[str]
    cast: dict[str, int]
    own: Ints
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    showcase: Showcase | None = None
