"""Panitia dan pengumuman seleksi terbuka (PermenPANRB 15/2019): size, internal share, days open, applicants."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw

from prestasi_rules.common import why_empty
from prestasi_rules.dates import add_days
from prestasi_rules.declare import day, failing, figure, passing, step
from prestasi_rules.fixed import cases, col, div_floor
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "PermenPANRB 15/2019"
SIZE_REASONS = {
    "even_size": Text("jumlah panitia genap", "an even number of members"),
    "too_small": Text("panitia kurang dari lima", "fewer than five members"),
    "too_large": Text("panitia lebih dari sembilan", "more than nine members"),
    "too_many_internal": Text("anggota internal melebihi 45 %", "internal members over 45 %"),
    "more_than_members": Text("anggota internal melebihi jumlah panitia", "more internal than all members"),
}


def committee_faults(p: Parameters) -> Mapping[str, nw.Expr]:
    return {
        "even_size": col("members") % 2 == 0,
        "too_small": col("members") < p["members_at_least"],
        "too_large": col("members") > p["members_at_most"],
        "too_many_internal": col("internal_members") > col("internal_limit"),
        "more_than_members": col("internal_members") > col("members"),
    }


COMMITTEE_2019 = RuleSet(
    id="selection-committee-2019",
    title=Text("Susunan panitia seleksi", "Composition of the selection committee"),
    subject="selection-committee",
    valid_from=date(2019, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("selection-committee-2019"),
    inputs=(
        figure("members", Text("Anggota panitia", "Members"), unit="person", high=100),
        figure("internal_members", Text("Anggota dari dalam instansi", "Members from inside"), unit="person", high=100),
    ),
    steps=(
        step(
            "internal_limit",
            Text("Anggota internal paling banyak", "Internal members at most"),
            "members",
            lambda p: div_floor(col("members") * p["internal_percent"], 100),
            Text(
                "{internal_percent} dari {members}: {internal_limit}.",
                "{internal_percent} of {members}: {internal_limit}.",
            ),
            basis=BASIS,
            unit="person",
        ),
        failing(
            "faults",
            Text("Kekurangan", "Faults"),
            SIZE_REASONS,
            "members internal_members internal_limit",
            committee_faults,
            basis=BASIS,
        ),
        passing("is_valid", Text("Panitia sah", "Valid committee"), "faults", basis=BASIS),
    ),
    outputs=("is_valid", "faults", "internal_limit"),
)

VERDICT = {
    "TOO_SHORT": Text("ditolak: pengumuman terlalu singkat", "refused: announced for too few days"),
    "EXTEND": Text("harus diperpanjang: pelamar kurang", "must be extended: too few applicants"),
    "PROCEED_WITH_APPROVAL": Text("dilanjutkan dengan persetujuan", "go on with approval"),
    "CLOSED": Text("ditutup", "closed"),
}

ANNOUNCEMENT_2019 = RuleSet(
    id="selection-announcement-2019",
    title=Text("Pengumuman seleksi terbuka", "Announcement of an open selection"),
    subject="selection-announcement",
    valid_from=date(2019, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("selection-announcement-2019"),
    inputs=(
        day("opened_on", Text("Dibuka", "Opened on")),
        day("closes_on", Text("Ditutup", "Closes on"), empty=Text("belum ditetapkan", "not set")),
        figure("applicants", Text("Pelamar", "Applicants"), unit="person"),
        figure("extensions", Text("Perpanjangan yang sudah dilakukan", "Extensions so far"), high=10),
    ),
    steps=(
        step(
            "earliest_close_on",
            Text("Paling cepat ditutup", "May close from"),
            "opened_on",
            lambda p: add_days(col("opened_on"), p["announce_days"]),
            Text(
                "Dibuka {opened_on} (hari ke-0), paling sedikit {announce_days}: {earliest_close_on}.",
                "Opened {opened_on} (day 0), at least {announce_days}: {earliest_close_on}.",
            ),
            basis=BASIS,
            confidence="L",
            kind="date",
        ),
        step(
            "verdict",
            Text("Hasil", "Verdict"),
            "closes_on earliest_close_on applicants extensions",
            lambda p: cases(
                [
                    (col("closes_on").is_null(), None),
                    (col("closes_on") < col("earliest_close_on"), "TOO_SHORT"),
                    (col("applicants") >= p["applicants_at_least"], "CLOSED"),
                    (col("extensions") >= p["extensions_at_most"], "PROCEED_WITH_APPROVAL"),
                ],
                default="EXTEND",
            ),
            Text(
                "{applicants} pelamar, minimal {applicants_at_least}; diperpanjang {extensions} kali: {verdict}.",
                "{applicants} applicants, at least {applicants_at_least}; extended {extensions} times: {verdict}.",
            ),
            basis=BASIS,
            confidence="L",
            codes=VERDICT,
        ),
        why_empty(
            "verdict",
            Text("hasil", "verdict"),
            {"closes_on": ("not_set", Text("tanggal tutup belum ditetapkan", "no closing date"))},
        ),
    ),
    outputs=("verdict", "earliest_close_on", "verdict_reason"),
    doubts=(
        Text(
            "Perpanjangan dan persetujuan bila pelamar tetap kurang berasal dari berita, bukan dari teks peraturan.",
            "Extensions and approval when applicants stay too few come from news, not from the text.",
        ),
    ),
)

RULESETS = (COMMITTEE_2019, ANNOUNCEMENT_2019)
