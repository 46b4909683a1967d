"""*Sebaran predikat*: places allowed, used and left, the least change into the pattern, and groups beside the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prestasi.calibration import mapping
from prestasi.calibration.permissions import check_may_read_unit
from prestasi.calibration.queries.population import Population, Rated, counted, grouped, population
from prestasi.core.actor import Actor
from prestasi.core.errors import NotVisible
from prestasi.organization.models import Position
from prestasi.performance.models import Period, UnitAchievement
from prestasi.performance.queries.words import PREDICATE_TONES, period_words, predicate_word

SMALL = 10
SMALLEST_SHOWN = 5
WHOLE = 0
LEVELS = dict(UnitAchievement.Level.choices)
SEXES = {"f": gettext_lazy("Perempuan"), "m": gettext_lazy("Laki-laki")}


@dataclass(frozen=True, slots=True)
class Place:
    """One predicate in a group: how many are allowed (in words), how many are used, how many are left or lacking."""

    word: str
    tone: str
    allowed: str
    used: int
    left: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Counts of one group, as a bar and in words; hidden ones say so and carry no figures."""

    key: str
    name: str
    n: int
    counts: mapping.Counts
    is_hidden: bool = False

    @property
    def parts(self) -> list[tuple[int, str]]:
        return [(n, PREDICATE_TONES[i + 1]) for i, n in enumerate(self.counts) if n]

    @property
    def label(self) -> str:
        said = ", ".join(f"{predicate_word(i + 1)} {n}" for i, n in enumerate(self.counts) if n)
        return f"{self.name}: {said or _('belum ada yang dinilai')}"


@dataclass(frozen=True, slots=True)
class UnitPattern:
    """One unit under the pattern of its achievement."""

    unit_id: int
    group: Group
    unrated: int
    level: str
    pattern: mapping.Pattern

    @property
    def words(self) -> str:
        if not self.level:
            return _("capaian belum ditetapkan")
        if self.pattern.fits is None:
            return _("belum ada yang dinilai")
        if self.pattern.fits:
            return _("sesuai pola")
        return "; ".join(self.pattern.warnings)

    @property
    def verdict(self) -> str:
        """Two or three words; `detail` says more."""
        return _("di luar pola") if self.detail else self.words

    @property
    def detail(self) -> str:
        """What speaks against the pattern; empty when nothing does."""
        return "; ".join(self.pattern.warnings) if self.level and self.pattern.fits is False else ""

    @property
    def tone(self) -> str:
        if not self.level or self.pattern.fits is None:
            return "none"
        return "b" if self.pattern.fits else "none" if self.pattern.is_advice_only else "bp"


@dataclass(frozen=True, slots=True)
class Advice:
    """The solver's answer in sentences; it proposes numbers, people decide on people."""

    title: str
    lines: tuple[str, ...]
    proof: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """The page of one unit in one period."""

    unit_id: int
    period_id: int
    title: str
    period: str
    level: str
    whole: UnitPattern
    places: tuple[Place, ...]
    small_unit: str
    advice: Advice | None
    units: tuple[UnitPattern, ...]
    rest: Group | None
    raters: tuple[Group, ...]
    kinds: tuple[Group, ...]
    periods: tuple[tuple[int, str], ...]


def distribution_page(actor: Actor, unit_id: int, period_id: int) -> Distribution:
    """Seven statements, whatever the size of the unit."""
    check_may_read_unit(actor, unit_id)
    period = Period.objects.select_related("cycle").filter(pk=period_id).first()
    if period is None:
        raise NotVisible
    people = population(unit_id, period_id)
    whole, units = unit_patterns(people, period.ends_on)
    level = people.levels.get(unit_id)
    return Distribution(
        unit_id, period_id, people.name, period_words(period), whole.level, whole,
        places(level, whole.pattern, whole.group), small_unit_rule(whole), advice(level, whole), units, rest(people),
        by_rater(people.people), by_kind(people.people), _periods(),
    )  # fmt: skip


def _periods() -> tuple[tuple[int, str], ...]:
    shown = Period.objects.exclude(state="ahead").order_by("-ends_on", "-number")[:12]
    return tuple((period.pk, period_words(period)) for period in shown)


def unit_patterns(people: Population, on: dt.date) -> tuple[UnitPattern, tuple[UnitPattern, ...]]:
    """The whole with everything below it, then each unit that has people of its own; one frame for all."""
    groups = {WHOLE: list(people.people)}
    groups |= {unit: rows for unit in people.names if (rows := people.of_unit(unit)) and unit != people.unit_id}
    levels = {unit: people.levels.get(unit or people.unit_id) for unit in groups}
    found = mapping.patterns({unit: (levels[unit], counted(rows)) for unit, rows in groups.items()}, on)
    made = {unit: _unit_pattern(people, unit, rows, levels[unit], found[unit]) for unit, rows in groups.items()}
    whole = made.pop(WHOLE)
    return whole, tuple(sorted(made.values(), key=lambda unit: unit.group.name))


def rest(people: Population) -> Group | None:
    """Who is in no row of a unit below: heads of those units, who are rated here, and people of the unit itself.

    With this row the rows add up to the whole. None: there is nobody.
    """
    rows = [row for row in people.people if row.is_head or row.unit_id == people.unit_id]
    name = _("Pimpinan unit di bawahnya dan pegawai langsung")
    return Group("rest", name, len(rows), counted(rows)) if rows else None


def _unit_pattern(
    people: Population, unit: int, rows: Sequence[Rated], level: str | None, pattern: mapping.Pattern
) -> UnitPattern:
    number = unit or people.unit_id
    unrated = sum(row.predicate is None for row in rows)
    group = Group(str(number), people.names.get(number, ""), len(rows), counted(rows))
    return UnitPattern(number, group, unrated, str(LEVELS.get(level or "", "")), pattern)


def places(level: str | None, pattern: mapping.Pattern, group: Group) -> tuple[Place, ...]:
    """Allowed, used and left for each of the five predicates under the achievement of the unit."""
    lacking = {3: pattern.needs_improvement_needed}
    if level in {"BAIK", "SANGAT_KURANG"}:
        lacking[3] = pattern.below_good_needed
    lacking[5 if level == "SANGAT_KURANG" else 4] = pattern.lowest_needed
    most = {1: pattern.very_good_limit, 2: pattern.good_limit}
    return tuple(_place(i, group.counts[i - 1], most.get(i), lacking.get(i)) for i in range(1, 6))


def _place(number: int, used: int, most: int | None, lacking: int | None) -> Place:
    allowed, left, over = _("tanpa batas"), "–", False
    if most is not None:
        allowed, over = _("paling banyak %s") % most, used > most
        left = _("lebih %s") % (used - most) if over else str(most - used)
    elif lacking is not None:
        allowed = _("paling sedikit %s") % (used + lacking) if lacking else _("syarat paling sedikit terpenuhi")
        left, over = (_("kurang %s") % lacking if lacking else "–"), bool(lacking)
    return Place(predicate_word(number), PREDICATE_TONES[number], allowed, used, left, over)


def small_unit_rule(whole: UnitPattern) -> str:
    """The rule for units too small for the pattern, in words; empty for others."""
    if not whole.pattern.is_advice_only:
        return ""
    n = whole.pattern.headcount
    said = ngettext(
        "Unit ini menilai %(n)s orang, kurang dari %(small)s.",
        "Unit ini menilai %(n)s orang, kurang dari %(small)s.",
        n,
    ) % {"n": n, "small": SMALL}
    rule = _("Polanya hanya saran di sini; yang dihitung adalah unit di atasnya bersama semua unit di bawahnya.")
    return f"{said} {rule}"


def advice(level: str | None, unit: UnitPattern) -> Advice | None:
    """What the solver proposes for one group; None when nothing can be said yet."""
    if not level or not sum(unit.group.counts):
        return None
    found = mapping.propose(level, unit.group.counts)
    if found.status == "fits":
        return Advice(_("Sebarannya sudah sesuai pola"), (), _("Tidak ada yang perlu berubah."))
    if found.status == "impossible":
        return Advice(
            _("Pola ini tidak dapat dipenuhi"), tuple(found.conflict),
            _("Dibuktikan: tidak ada susunan %(n)s orang yang memenuhi syarat-syarat di atas sekaligus. Aturan unit "
              "kecil berlaku: unit dinilai bersama unit di atasnya, dan alasan penyimpangan dicatat.")
            % {"n": sum(unit.group.counts)},
        )  # fmt: skip
    lines = tuple(
        ngettext("%(n)s orang dari %(a)s ke %(b)s", "%(n)s orang dari %(a)s ke %(b)s", n)
        % {"n": n, "a": predicate_word(a), "b": predicate_word(b)}
        for n, a, b in found.moves
    )
    proof = _(
        "Terkecil: dihitung sebagai program bilangan bulat dan diperiksa ulang; tidak ada perubahan dengan langkah "
        "lebih sedikit. Ini hitungan jumlah, bukan nama; orang yang memutuskan."
    )
    return Advice(_("Perubahan terkecil agar sesuai pola: %s langkah") % found.steps, lines, proof)


def by_rater(people: Sequence[Rated]) -> tuple[Group, ...]:
    """Each rater's predicates, largest group first."""
    groups = grouped(people, lambda row: row.rater_id)
    made = [
        Group(f"r{key}", rows[0].rater or _("Tanpa penilai"), len(rows), counted(rows)) for key, rows in groups.items()
    ]
    return tuple(sorted(made, key=lambda group: (-group.n, group.name)))


def by_kind(people: Sequence[Rated]) -> tuple[Group, ...]:
    """Levels of posts (*jenjang jabatan*) beside each other; groups under five are hidden."""
    words = dict(Position._meta.get_field("kind").choices or ())
    return _covered({str(words.get(key, key)): rows for key, rows in grouped(people, lambda row: row.kind).items()})


def by_sex(people: Sequence[Rated]) -> tuple[Group, ...]:
    """Women and men beside each other; a group under five hides both, so that neither can be worked out."""
    groups = grouped(people, lambda row: row.sex)
    return _covered({str(SEXES.get(str(key), key)): rows for key, rows in groups.items()}, together=True)


def _covered(groups: dict[str, list[Rated]], *, together: bool = False) -> tuple[Group, ...]:
    sizes = {name: sum(row.predicate is not None for row in rows) for name, rows in groups.items()}
    small = {name for name, n in sizes.items() if n < SMALLEST_SHOWN}
    hidden = set(groups) if small and together else small
    return tuple(
        Group(name, name, len(rows), (0, 0, 0, 0, 0) if name in hidden else counted(rows), name in hidden)
        for name, rows in sorted(groups.items())
    )
