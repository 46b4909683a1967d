"""Masa jabatan: term of a senior post, transfers, acting duty (Plt/Plh) and the freeze before elections."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.dates import add_months, add_years
from prestasi_rules.declare import day, failing, flag, step, yes
from prestasi_rules.fixed import col, known, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

NONE = Text("tidak ada", "none")
WARNINGS = {
    "term_over": Text("masa jabatan JPT berakhir, perlu perpanjangan", "the term of the senior post is over"),
    "too_early_to_move": Text("belum dua tahun dalam jabatan", "less than two years in the post"),
    "too_long_in_post": Text("lebih dari lima tahun dalam jabatan", "more than five years in the post"),
    "acting_over": Text("Plt/Plh melewati batas dan perpanjangannya", "acting duty beyond limit and extension"),
    "election_freeze": Text("masa larangan penggantian pejabat", "replacement of officials is frozen"),
}


def later(name: str, label: Text, since: str, months: str, basis: str, confidence: str) -> Step:
    return step(
        name,
        label,
        since,
        lambda p: add_months(col(since), p[months]),
        Text(f"{{{since}}} ditambah {{{months}}}: {{{name}}}.", f"{{{since}}} plus {{{months}}}: {{{name}}}."),
        basis=basis,
        confidence="S" if confidence == "S" else "L",
        kind="date",
        empty=NONE,
    )


def warnings(p: Parameters) -> Mapping[str, nw.Expr]:
    frozen = (col("on") >= col("freeze_starts_on")) & (
        when(known("term_of_head_ends_on"), col("on") < col("term_of_head_ends_on"), True)
    )
    return {
        "term_over": yes("is_jpt") & (col("on") >= col("term_ends_on")),
        "too_early_to_move": col("on") < add_years(col("post_since"), p["transfer_from_years"]),
        "too_long_in_post": col("on") > add_years(col("post_since"), p["transfer_until_years"]),
        "acting_over": col("on") >= col("acting_ends_on"),
        "election_freeze": frozen & ~yes("minister_approves"),
    }


TERMS_2019 = RuleSet(
    id="post-terms-2019",
    title=Text("Masa jabatan, Plt/Plh dan larangan penggantian", "Terms, acting duty and the election freeze"),
    subject="post-terms",
    valid_from=date(2019, 1, 1),
    legal_basis=("UU 5/2014", "UU 10/2016 Pasal 71", "Per BKN 5/2019", "SE BKN 1/2021"),
    parameters=load("post-terms-2019"),
    inputs=(
        day("on", Text("Tanggal keputusan", "Date of the decision")),
        day("post_since", Text("Dalam jabatan sejak", "In the post since")),
        flag("is_jpt", Text("Jabatan pimpinan tinggi", "Senior leadership post")),
        day("acting_since", Text("Plt/Plh sejak", "Acting since"), empty=NONE),
        flag("acting_is_extended", Text("Plt/Plh diperpanjang", "Acting duty was extended")),
        day("candidates_fixed_on", Text("Penetapan calon kepala daerah", "Candidates fixed on"), empty=NONE),
        day(
            "term_of_head_ends_on", Text("Masa jabatan kepala daerah berakhir", "Term of the head ends on"), empty=NONE
        ),
        flag("minister_approves", Text("Disetujui Menteri", "Approved by the Minister")),
    ),
    steps=(
        later(
            "term_ends_on",
            Text("Masa jabatan berakhir", "Term ends on"),
            "post_since",
            "term_months",
            "UU 5/2014, masa jabatan JPT",
            "L",
        ),
        step(
            "acting_ends_on",
            Text("Plt/Plh berakhir", "Acting duty ends on"),
            "acting_since acting_is_extended",
            lambda p: when(
                col("acting_is_extended"),
                add_months(col("acting_since"), p["acting_months"] + p["acting_extension_months"]),
                add_months(col("acting_since"), p["acting_months"]),
            ),
            Text(
                "Sejak {acting_since}, {acting_months}; diperpanjang: {acting_is_extended}: {acting_ends_on}.",
                "Since {acting_since}, {acting_months}; extended: {acting_is_extended}: {acting_ends_on}.",
            ),
            basis="SE BKN 1/2021",
            confidence="L",
            kind="date",
            empty=NONE,
        ),
        later(
            "freeze_starts_on",
            Text("Larangan penggantian mulai", "The freeze starts on"),
            "candidates_fixed_on",
            "freeze_months_back",
            "UU 10/2016 Pasal 71",
            "S",
        ),
        failing(
            "warnings",
            Text("Peringatan", "Warnings"),
            WARNINGS,
            "is_jpt on term_ends_on post_since acting_ends_on freeze_starts_on term_of_head_ends_on minister_approves",
            warnings,
            basis="UU 10/2016 Pasal 71; Per BKN 5/2019; SE BKN 1/2021",
            confidence="L",
        ),
    ),
    outputs=("warnings", "term_ends_on", "acting_ends_on", "freeze_starts_on"),
    doubts=(
        Text(
            "Dasar masa jabatan lima tahun setelah UU 20/2023 belum jelas; larangan dua tahun tidak dipakai.",
            "The basis of the five-year term after UU 20/2023 is unclear; the two-year ban is not used.",
        ),
    ),
)

RULESETS = (TERMS_2019,)
