"""Partisipasi bermakna: how many inputs were answered with a reason; the public forum on service standards (FKP)."""

from datetime import date

from prestasi_rules.dates import add_months
from prestasi_rules.declare import day, figure, flag, step
from prestasi_rules.fixed import band, cases, col, div_half_up, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

MEANING = "UU 13/2022 dan Putusan MK 91/PUU-XVIII/2020: didengar, dipertimbangkan, mendapat penjelasan"
FORUM = "PermenPANRB 16/2017; rubrik PEKPPP"

PARTICIPATION_1 = RuleSet(
    id="participation-1",
    title=Text("Masukan yang dijelaskan", "Inputs that were explained"),
    subject="participation",
    valid_from=date(2022, 6, 16),
    legal_basis=("UU 13/2022", "Keputusan produk"),
    inputs=(
        figure("inputs", Text("Masukan", "Inputs"), unit="item"),
        figure("merged", Text("Digabung sebagai duplikat", "Merged as duplicates"), unit="item"),
        figure("explained", Text("Dijawab dengan alasan", "Answered with a reason"), unit="item"),
    ),
    steps=(
        step(
            "distinct",
            Text("Masukan berbeda", "Distinct inputs"),
            "inputs merged",
            lambda p: when(col("merged") <= col("inputs"), col("inputs") - col("merged")),
            basis=MEANING,
            confidence="PD",
            unit="item",
        ),
        step(
            "explained_share",
            Text("Bagian yang dijelaskan", "Explained share"),
            "explained distinct",
            lambda p: div_half_up(
                when(col("explained") <= col("distinct"), col("explained") * 10_000), col("distinct")
            ),
            Text("{explained} dari {distinct}: {explained_share}.", "{explained} of {distinct}: {explained_share}."),
            basis=MEANING,
            confidence="PD",
            unit="percent",
            scale=100,
            empty=Text("tidak ada masukan", "no inputs"),
        ),
        step(
            "unexplained",
            Text("Belum dijelaskan", "Not explained yet"),
            "explained distinct",
            lambda p: when(col("explained") <= col("distinct"), col("distinct") - col("explained")),
            basis=MEANING,
            confidence="PD",
            unit="item",
        ),
    ),
    outputs=("explained_share", "unexplained"),
)

FKP_2017 = RuleSet(
    id="fkp-2017",
    title=Text("Forum konsultasi publik", "Public consultation forum"),
    subject="fkp",
    valid_from=date(2017, 1, 1),
    legal_basis=("PermenPANRB 16/2017", "PermenPANRB 29/2022"),
    parameters=load("fkp-2017"),
    inputs=(
        figure("elements", Text("Unsur masyarakat yang hadir", "Community elements present"), unit="item", high=20),
        day("reviewed_on", Text("Standar ditinjau", "Standard reviewed on"), empty=Text("belum pernah", "never")),
        day("on", Text("Keadaan pada", "As of")),
        flag("promises_compensation", Text("Maklumat menjanjikan kompensasi", "The pledge promises compensation")),
        flag("shown_on_screen", Text("Maklumat tampil di layar", "The pledge is shown on screen")),
        flag("shown_on_site", Text("Maklumat terpasang di tempat", "The pledge is shown on site")),
    ),
    steps=(
        step(
            "forum_level",
            Text("Petunjuk nilai forum", "Hint for the forum"),
            "elements",
            lambda p: band(col("elements"), {4: 4, 5: 5}, below=3),
            Text("{elements}: paling tinggi {forum_level}.", "{elements}: at most {forum_level}."),
            basis=FORUM,
            confidence="L",
        ),
        step(
            "next_review_by",
            Text("Tinjauan berikutnya paling lambat", "Next review by"),
            "reviewed_on",
            lambda p: add_months(col("reviewed_on"), p["review_months"]),
            basis=FORUM,
            confidence="L",
            kind="date",
        ),
        step(
            "standard_level",
            Text("Petunjuk nilai standar", "Hint for the standard"),
            "reviewed_on on",
            lambda p: cases(
                [
                    (col("on") < add_months(col("reviewed_on"), p["review_months"]), 5),
                    (col("on") < add_months(col("reviewed_on"), p["review_months"] * 2), 3),
                ],
                default=1,
            ),
            Text(
                "Ditinjau {reviewed_on}: paling tinggi {standard_level}.",
                "Reviewed {reviewed_on}: at most {standard_level}.",
            ),
            basis=FORUM,
            confidence="L",
        ),
        step(
            "pledge_level",
            Text("Petunjuk nilai maklumat", "Hint for the pledge"),
            "promises_compensation shown_on_screen shown_on_site",
            lambda p: when(col("promises_compensation") & col("shown_on_screen") & col("shown_on_site"), 5, 4),
            basis=FORUM,
            confidence="L",
        ),
    ),
    outputs=("forum_level", "next_review_by", "standard_level", "pledge_level"),
    doubts=(
        Text(
            "Rubrik PEKPPP hanya sebagian terbaca: angka ini petunjuk, bukan nilai.",
            "Only parts of the rubric were read: hints, not scores.",
        ),
    ),
)

RULESETS = (PARTICIPATION_1, FKP_2017)
