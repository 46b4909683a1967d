"""Sub-units made up for the demo, so that spans of control are as wide as in life.

The public lists stop at agencies, districts and health centres. Secretariats, divisions, subdivisions, schools, wards
and clusters below them are ours: source `demo`, confidence `unsure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from prestasi.demo.offices import Office, divisions_of, posts_of

OFFICE_POSTS = {
    "Penelaah Teknis Kebijakan": 3.0,
    "Pengolah Data dan Informasi": 3.0,
    "Pengadministrasi Perkantoran": 3.0,
    "Arsiparis": 1.0,
    "Pengelola Layanan Operasional": 1.0,
}
PLAN_POSTS = {
    "Perencana": 2.0,
    "Analis Keuangan Negara": 2.0,
    "Penelaah Teknis Kebijakan": 2.0,
    "Pengolah Data dan Informasi": 2.0,
}
HEALTH_CENTRE = {
    "Perawat": 9.0,
    "Bidan": 8.0,
    "Dokter": 4.0,
    "Dokter Gigi": 2.0,
    "Nutrisionis": 2.0,
    "Tenaga Sanitasi Lingkungan": 2.0,
    "Asisten Apoteker": 2.0,
    "Pranata Laboratorium Kesehatan": 2.0,
    "Perekam Medis": 2.0,
    "Apoteker": 1.0,
    "Epidemiolog Kesehatan": 1.0,
    "Tenaga Promosi Kesehatan": 1.0,
    "Terapis Gigi dan Mulut": 1.0,
    "Psikolog Klinis": 1.0,
}
WARD = {"Perawat": 12.0, "Dokter": 2.0, "Bidan": 3.0, "Nutrisionis": 0.5}
SUPPORT = {
    "Pranata Laboratorium Kesehatan": 5.0,
    "Apoteker": 3.0,
    "Asisten Apoteker": 5.0,
    "Radiografer": 3.0,
    "Fisioterapis": 2.0,
    "Perekam Medis": 4.0,
    "Teknisi Elektromedis": 1.0,
    "Tenaga Sanitasi Lingkungan": 1.0,
}
CLINIC = {"Dokter": 8.0, "Dokter Gigi": 2.0, "Perawat": 6.0, "Bidan": 3.0}
SCHOOL = {"Guru": 12.0, "Pengadministrasi Perkantoran": 1.0}
CLUSTERS = (
    "Klaster Ibu dan Anak",
    "Klaster Usia Dewasa dan Lanjut Usia",
    "Klaster Penanggulangan Penyakit Menular",
    "Klaster Lintas Layanan",
)
TEAMS = (
    "Tim Kerja Pelayanan",
    "Tim Kerja Data dan Pelaporan",
    "Tim Kerja Pembinaan",
    "Tim Kerja Pengawasan dan Pengendalian",
    "Tim Kerja Sarana dan Prasarana",
    "Tim Kerja Perencanaan dan Evaluasi",
)
SQUADS = tuple(f"Regu {letter}" for letter in "ABCDEFGH")
SUBJECTS = ("Rumpun Bahasa", "Rumpun MIPA", "Rumpun Sosial", "Rumpun Umum", "Rumpun Produktif")


def child(parent: Office, tail: str, name: str, kind: str, **changes: object) -> Office:
    """A made-up unit below `parent`, of the same sector unless told otherwise."""
    values = {"sector": parent.sector, "posts": OFFICE_POSTS, "series": kind, "teams": TEAMS} | changes
    return Office(code=f"{parent.code[: 78 - len(tail)]}-{tail}", name=name, kind=kind, parent=parent.code, **values)  # type: ignore[arg-type]


def secretariat(parent: Office, *, echelon: str, own: float) -> Iterator[Office]:
    """*Sekretariat* of an agency with its two subdivisions."""
    name = f"Sekretariat {parent.name}"
    top = child(parent, "sekr", name, "sekretariat_opd", head_title=f"Sekretaris {parent.name}", echelon=echelon, own=2)
    yield top
    for tail, words, posts in (
        ("umum", "Subbagian Umum dan Kepegawaian", OFFICE_POSTS),
        ("prog", "Subbagian Perencanaan, Evaluasi dan Keuangan", PLAN_POSTS),
    ):
        yield child(
            top, tail, f"{words} {parent.name}", "subbagian", head_title=f"Kepala {words} {parent.name}",
            echelon="IV.a",
            own=own, posts=posts,
        )  # fmt: skip


def divisions(parent: Office, *, echelon: str, own: float, word: str = "Bidang") -> Iterator[Office]:
    """*Bidang* or *bagian* of an agency, named after its sector."""
    for number, name in enumerate(divisions_of(parent.sector), start=1):
        title = name if name.startswith("Inspektorat") else f"{word} {name}"
        head = f"Inspektur Pembantu {name.rpartition(' ')[2]}" if title == name else f"Kepala {title} {parent.name}"
        yield child(
            parent, f"b{number}", title if title == name else f"{title} {parent.name}", word.lower(),
            head_title=head, echelon=echelon, own=own, posts=posts_of(parent.sector),
        )  # fmt: skip


def subdivision(parent: Office, tail: str, words: str, own: float, kind: str = "subbagian") -> Office:
    title = f"{words} {parent.name}"
    return child(parent, tail, title, kind, head_title=f"Kepala {title}", echelon="IV.b", own=own)


def agency_parts(office: Office, *, echelon: str, own: float) -> Iterator[Office]:
    yield from secretariat(office, echelon="III.a", own=5)
    yield from divisions(office, echelon=echelon, own=own)


def regional_secretariat(office: Office) -> Iterator[Office]:
    """*Asisten* and *bagian* of a regency's secretariat."""
    parts = {
        "Asisten Pemerintahan dan Kesejahteraan Rakyat": ("Bagian Tata Pemerintahan", "Bagian Hukum",
            "Bagian Kesejahteraan Rakyat"),
        "Asisten Perekonomian dan Pembangunan": ("Bagian Perekonomian", "Bagian Administrasi Pembangunan",
            "Bagian Pengadaan Barang dan Jasa"),
        "Asisten Administrasi Umum": ("Bagian Organisasi", "Bagian Umum", "Bagian Protokol dan Komunikasi Pimpinan"),
    }  # fmt: skip
    for number, (title, sections) in enumerate(parts.items(), start=1):
        top = child(
            office, f"as{number}", title, "asisten", head_title=title, echelon="II.b", own=0, sector="sekretariat"
        )
        yield top
        for order, name in enumerate(sections, start=1):
            yield child(
                top, f"bag{order}", name, "bagian", head_title=f"Kepala {name}", echelon="III.a", own=13,
                posts=posts_of("sekretariat"), series="bagian_setda",
            )  # fmt: skip


def health_centre(office: Office, own: float) -> Iterator[Office]:
    """*Puskesmas* with its administration; large ones are split into clusters later."""
    office.own, office.posts, office.series = own, HEALTH_CENTRE, "puskesmas"
    office.head_family, office.teams, office.span = "Dokter", CLUSTERS, 24
    office.sector = "kesehatan"
    yield subdivision(office, "tu", "Subbagian Tata Usaha", 6)


def hospital(office: Office, wards: int) -> Iterator[Office]:
    """*RSUD*: medical, nursing and support services with their wards."""
    office.head_family, office.series, office.sector = "Dokter", "rsud", "kesehatan"
    office.head_title = office.head_title or f"Direktur {office.name}"
    yield subdivision(office, "tu", "Bagian Tata Usaha", 16, "bagian_rs")
    yield _service(office, "med", "Bidang Pelayanan Medik", CLINIC, 24)
    yield _service(office, "jang", "Bidang Penunjang", SUPPORT, 24)
    nursing = _service(office, "kep", "Bidang Keperawatan", WARD, 2)
    yield nursing
    for number in range(1, wards + 1):
        name = f"Ruang Rawat {number} {office.name}"
        yield child(
            nursing, f"r{number}", name, "ruang", head_title=f"Kepala {name}", head_family="Perawat", own=15, posts=WARD
        )


def _service(office: Office, tail: str, words: str, posts: dict[str, float], own: float) -> Office:
    title = f"{words} {office.name}"
    return child(
        office, tail, title, "bidang_rs", head_title=f"Kepala {title}", echelon="III.b", own=own, posts=posts,
        teams=tuple(f"Instalasi {n}" for n in ("Rawat Jalan", "Gawat Darurat", "Bedah", "Farmasi", "Laboratorium",
            "Radiologi")),
    )  # fmt: skip


def schools(parent: Office, names: list[str], *, kind: str, own: float) -> Iterator[Office]:
    """Schools below a coordinating unit; the head is a teacher with the added duty."""
    for number, name in enumerate(names, start=1):
        yield child(
            parent, f"{kind}{number}", name, kind, head_title=f"Kepala {name}", head_family="Guru", own=own,
            posts=SCHOOL,
            sector="sekolah", teams=SUBJECTS, span=38,
        )  # fmt: skip


def numbered(stem: str, areas: list[str], count: int) -> dict[str, list[str]]:
    """`count` names spread over areas: SD Negeri Godean 1, SD Negeri Gamping 1, SD Negeri Godean 2 …"""
    names: dict[str, list[str]] = {area: [] for area in areas}
    for area, _ in zip(cycle(areas), range(count), strict=False):
        names[area].append(f"{stem} {area} {len(names[area]) + 1}")
    return names
