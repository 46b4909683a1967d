"""The twenty SID indicators of 2026: weight, and how evidence becomes step 1, 2 or 3."""

from typing import NamedTuple

from prestasi_rules.step import Codes, Text


class Indicator(NamedTuple):
    """One indicator. ``steps`` are codes from the lowest step up, or lower bounds of a count."""

    number: int
    name: str
    label: Text
    weight: int
    steps: Codes | tuple[int, int, int]
    is_mandatory: bool = False
    fewer_is_better: bool = False


def codes(**texts: tuple[str, str]) -> Codes:
    return {code.upper(): Text(*text) for code, text in texts.items()}


CATALOGUE = (
    Indicator(
        16,
        "regulation",
        Text("regulasi", "regulation"),
        3,
        codes(sk=("SK", "decree"), perkada=("Perkada", "regulation of the head"), perda=("Perda", "regional law")),
        True,
    ),
    Indicator(17, "staff", Text("ketersediaan SDM", "staff"), 2, (1, 11, 31), True),
    Indicator(
        18,
        "budget",
        Text("dukungan anggaran", "budget"),
        2,
        codes(
            one=("satu tahun", "one year"),
            two=("dua tahun berturut-turut", "two in a row"),
            three=("T-0, T-1, T-2", "three years"),
        ),
    ),
    Indicator(
        19,
        "tools",
        Text("alat kerja", "tools"),
        2,
        codes(
            manual=("manual", "manual"),
            electronic=("elektronik", "electronic"),
            online=("daring atau AI", "online or AI"),
        ),
    ),
    Indicator(20, "trainings", Text("bimtek dalam tiga tahun", "trainings in three years"), 1, (1, 2, 3)),
    Indicator(
        21,
        "planning",
        Text("integrasi RKPD", "part of the plan"),
        2,
        codes(one=("T-1 atau T-2", "T-1 or T-2"), two=("keduanya", "both"), three=("ketiganya", "all three")),
    ),
    Indicator(22, "actors", Text("aktor", "actors"), 1, (3, 4, 5)),
    Indicator(
        23,
        "implementers",
        Text("pelaksana", "implementers"),
        1,
        codes(
            unwritten=("tidak tertulis", "not written"),
            letter=("surat kepala perangkat daerah", "letter of the head"),
            decree=("SK", "decree"),
        ),
    ),
    Indicator(24, "partners", Text("jejaring", "partner bodies"), 1, (2, 3, 5)),
    Indicator(
        25,
        "outreach",
        Text("sosialisasi", "outreach"),
        1,
        codes(banner=("foto spanduk", "banner"), own=("media sendiri", "own media"), press=("pers", "press")),
    ),
    Indicator(
        26,
        "guide",
        Text("pedoman teknis", "guide"),
        1,
        codes(printed=("cetak", "printed"), electronic=("elektronik", "electronic"), online=("daring", "online")),
    ),
    Indicator(27, "information", Text("kemudahan informasi", "ways to get information"), 1, (1, 2, 3)),
    Indicator(28, "process_days", Text("kemudahan proses", "days of the process"), 2, (6, 2, 0), fewer_is_better=True),
    Indicator(
        30,
        "integration",
        Text("layanan terintegrasi", "integration"),
        2,
        codes(
            separate=("terpisah", "separate"),
            portal=("satu portal", "one portal"),
            units=("dengan unit lain", "with other units"),
        ),
    ),
    Indicator(31, "replications", Text("replikasi", "replications"), 3, (1, 2, 3)),
    Indicator(32, "creation_months", Text("kecepatan penciptaan", "months to create"), 2, (9, 5, 0), True, True),
    Indicator(33, "people_served", Text("kemanfaatan", "people who benefit"), 3, (1, 201, 501), True),
    Indicator(
        34,
        "evaluation",
        Text("monev", "evaluation"),
        2,
        codes(
            internal=("laporan internal", "internal report"),
            skm=("laporan SKM", "satisfaction survey"),
            research=("penelitian luar", "outside research"),
        ),
    ),
    Indicator(35, "video_elements", Text("unsur video", "elements of the video"), 4, (1, 3, 5), True),
)
COMPLAINTS = Indicator(29, "complaints", Text("penyelesaian pengaduan", "complaints resolved"), 1, (0, 51, 91))
ALL = tuple(sorted((*CATALOGUE, COMPLAINTS), key=lambda indicator: indicator.number))
