"""The whole unit tree of an agency before it is sized: published units with their made-up parts."""

from __future__ import annotations

from collections.abc import Iterator

from prestasi.demo import suboffices as sub
from prestasi.demo.offices import Office, posts_of, published
from prestasi.demo.settings import Agency

PLAIN = {"dinas", "badan", "satuan", "inspektorat"}


def plan_tree(agency: Agency, ratio: float) -> list[Office]:
    """All units, parents before children; `ratio` above 1 makes more schools, wards and squads of the same kind."""
    published_units = published(agency)
    more = max(1.0, ratio)
    grow = _sleman if agency.code == "sleman" else _jakarta
    return list(grow(published_units, more))


def _sleman(units: list[Office], more: float) -> Iterator[Office]:
    districts = [u.name.removeprefix("Kapanewon ") for u in units if u.kind == "kapanewon"]
    for office in units:
        yield office
        if office.code == "slm-sekretariat-daerah":
            yield from sub.regional_secretariat(office)
        elif office.code == "slm-sekretariat-dprd":
            yield from sub.divisions(office, echelon="III.a", own=8, word="Bagian")
        elif office.kind in PLAIN:
            yield from sub.agency_parts(office, echelon="III.b", own=_division_size(office))
            if office.sector == "pendidikan":
                yield from _sleman_schools(office, districts, more)
        elif office.kind == "puskesmas":
            yield from sub.health_centre(office, 16 if office.code == "slm-pkm-depok-i" else 34)
        elif office.kind == "rsud":
            yield from sub.hospital(office, round(11 * more))
        elif office.kind == "kapanewon":
            office.series, office.reports_to = "kapanewon", "slm-sekretariat-daerah"
        elif office.kind in {"sekretariat_kapanewon", "jawatan"}:
            _small(office, 6 if office.kind != "jawatan" else 3)


def _sleman_schools(office: Office, districts: list[str], more: float) -> Iterator[Office]:
    primary = sub.numbered("SD Negeri", districts, round(374 * more))
    for number, (district, names) in enumerate(primary.items(), start=1):
        for part, group in _parts(names, 24):
            name = f"Koordinator Wilayah Pendidikan Kapanewon {district}{part}"
            top = sub.child(
                office, f"korwil{number}{part.strip().lower()}", name, "korwil", head_title=name, echelon="IV.a", own=2,
                posts={"Pengawas Sekolah": 2.0},
            )  # fmt: skip
            yield top
            yield from sub.schools(top, group, kind="sd", own=8.4)
    junior = sub.numbered("SMP Negeri", districts, round(54 * more))
    every = [name for names in junior.values() for name in names]
    groups = max(4, len(every) // 14)
    for number in range(groups):
        name = f"UPT Pembinaan SMP Wilayah {number + 1}"
        top = sub.child(
            office, f"smpw{number + 1}", name, "upt", head_title=f"Kepala {name}", echelon="IV.a", own=2,
            posts={"Pengawas Sekolah": 1.0, "Pengolah Data dan Informasi": 1.0},
        )  # fmt: skip
        yield top
        yield from sub.schools(top, every[number::groups], kind="smp", own=26)


def _parts(names: list[str], most: int) -> Iterator[tuple[str, list[str]]]:
    """The names in groups of at most `most`, each with a suffix when there are several: " 1", " 2" …"""
    groups = -(-len(names) // most)
    for number in range(groups):
        yield (f" {number + 1}" if groups > 1 else ""), names[number::groups]


def _division_size(office: Office) -> float:
    return {"ketertiban": 34.0, "pekerjaan_umum": 22.0, "pertanian": 20.0, "kebakaran": 40.0}.get(office.sector, 10.5)


def _small(office: Office, own: float) -> None:
    office.own, office.posts, office.series = own, posts_of("wilayah"), office.kind
    office.teams = sub.TEAMS


HEAVY = {"kebakaran": 460.0, "perhubungan": 230.0, "pekerjaan_umum": 60.0, "lingkungan": 70.0, "sosial": 45.0}


def _jakarta(units: list[Office], more: float) -> Iterator[Office]:
    by_code = {u.code: u for u in units}
    wings: dict[str, int] = {}
    for office in units:
        yield office
        if office.kind in PLAIN or office.kind == "sekretariat":
            yield from _province_agency(office, more)
        elif office.kind in {"biro", "suku_badan", "inspektorat_pembantu"}:
            office.own, office.posts, office.series = 24, posts_of(office.sector), office.kind
            office.teams = sub.TEAMS
        elif office.kind == "suku_dinas":
            yield from _city_office(office, by_code, wings, more)
        elif office.kind in {"kota_administrasi", "kabupaten_administrasi"}:
            office.series = "kota"
            yield from sub.divisions(office, echelon="III.a", own=16, word="Bagian")
        elif office.kind == "puskesmas":
            office.reports_to = f"{'-'.join(office.code.replace('pkm-', '').split('-'))[:8]}-suku-dinas-kesehatan"
            yield from sub.health_centre(office, 104)
            office.teams = (*sub.CLUSTERS, *(f"Puskesmas Pembantu {n}" for n in range(1, 12)))
        elif office.kind == "kecamatan":
            office.own, office.posts, office.series = 20, posts_of("wilayah"), "kecamatan"
        elif office.kind == "kelurahan":
            _small(office, 11)


def _province_agency(office: Office, more: float) -> Iterator[Office]:
    if office.code == "jkt-setda":
        return
    size = {"ketertiban": 120.0, "kebakaran": 60.0}.get(office.sector, 16.0)
    yield from sub.agency_parts(office, echelon="III.a", own=size)
    if office.sector == "ketertiban":
        for city in ("Pusat", "Utara", "Barat", "Selatan", "Timur"):
            name = f"Satuan Polisi Pamong Praja Kota Administrasi Jakarta {city}"
            yield sub.child(
                office, city.lower(), name, "suku_satuan", head_title=f"Kepala {name}", echelon="III.a", own=400 * more,
                posts=posts_of("ketertiban"), teams=sub.SQUADS,
            )  # fmt: skip
    if office.code == "jkt-dinas-kesehatan":
        yield from _province_hospitals(office, more)


def _province_hospitals(office: Office, more: float) -> Iterator[Office]:
    for number in range(1, round(31 * more) + 1):
        name = f"RSUD Contoh {number}"
        top = sub.child(office, f"rsud{number}", name, "rsud", head_title=f"Direktur {name}", own=0.0, posts={})
        yield top
        yield from sub.hospital(top, 11)


def _city_office(office: Office, by_code: dict[str, Office], wings: dict[str, int], more: float) -> Iterator[Office]:
    office.own, office.posts, office.series = HEAVY.get(office.sector, 36.0), posts_of(office.sector), "suku_dinas"
    office.teams = sub.SQUADS if office.sector == "kebakaran" else sub.TEAMS
    if "Pendidikan Wilayah" not in office.name:
        return
    office.sector = "pendidikan"
    city = "-".join(office.code.split("-")[:2])
    districts = [
        u.name.removeprefix("Kecamatan ") for u in by_code.values() if u.kind == "kecamatan" and u.parent == city
    ]
    wing = wings[city] = wings.get(city, -1) + 1
    yield from _province_schools(office, districts[wing::2] or districts, more)


def _province_schools(office: Office, districts: list[str], more: float) -> Iterator[Office]:
    for number, district in enumerate(districts, start=1):
        names = sub.numbered("SD Negeri", [district], round(28 * more))[district]
        for part, group in _parts(names, 30):
            name = f"Satuan Pelaksana Pendidikan Kecamatan {district}{part}"
            tail = f"satlak{number}{part.strip()}"
            top = sub.child(office, tail, name, "korwil", head_title=f"Kepala {name}", echelon="IV.a", own=4)
            yield top
            yield from sub.schools(top, group, kind="sd", own=13)
    for stem, kind, per_district, own in (
        ("SMP Negeri", "smp", 6.5, 27),
        ("SMA Negeri", "sma", 2.6, 34),
        ("SMK Negeri", "smk", 1.7, 36),
    ):
        name = f"Seksi Pembinaan {stem.split()[0]} {office.name}"
        top = sub.child(office, f"sek{kind}", name, "seksi", head_title=f"Kepala {name}", echelon="IV.a", own=4)
        yield top
        spread = sub.numbered(stem, districts, max(1, round(per_district * len(districts) * more)))
        yield from sub.schools(top, [n for group in spread.values() for n in group], kind=kind, own=own)
