"""Sidang talenta: until when a correction may be asked, and how long a mapping result stays valid."""

from datetime import date

from prestasi_rules.common import why_empty
from prestasi_rules.dates import add_days, add_years
from prestasi_rules.declare import day, step
from prestasi_rules.fixed import cases, col, known
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

STATE = {
    "CORRECTION": Text("masa koreksi", "corrections may be asked"),
    "CURRENT": Text("berlaku", "valid"),
    "REMAP_DUE": Text("berlaku, pemetaan tahunan jatuh tempo", "valid, the yearly mapping is due"),
    "EXPIRED": Text("tidak berlaku lagi", "no longer valid"),
}

SESSION_1 = RuleSet(
    id="talent-session-1",
    title=Text("Masa koreksi dan masa berlaku pemetaan", "Correction time and validity of a mapping"),
    subject="talent-session",
    valid_from=date(2020, 1, 1),
    legal_basis=("PermenPANRB 3/2020", "Keputusan produk"),
    parameters=load("talent-session-1"),
    inputs=(
        day("shown_on", Text("Hasil diperlihatkan", "Result shown on"), empty=Text("belum", "not yet")),
        day("on", Text("Dilihat pada", "Seen on")),
    ),
    steps=(
        step(
            "correction_until",
            Text("Koreksi sampai", "Corrections until"),
            "shown_on",
            lambda p: add_days(col("shown_on"), p["correction_days"]),
            Text(
                "{shown_on} (hari ke-0) ditambah {correction_days}: {correction_until}.",
                "{shown_on} (day 0) plus {correction_days}: {correction_until}.",
            ),
            basis="Keputusan produk",
            confidence="PD",
            kind="date",
        ),
        step(
            "remap_on",
            Text("Pemetaan berikutnya paling lambat", "Next mapping due on"),
            "shown_on",
            lambda p: add_years(col("shown_on"), p["remap_years"]),
            basis="PermenPANRB 3/2020",
            confidence="L",
            kind="date",
        ),
        step(
            "valid_until",
            Text("Berlaku sampai sebelum", "Valid until before"),
            "shown_on",
            lambda p: add_years(col("shown_on"), p["valid_years"]),
            basis="PermenPANRB 3/2020",
            confidence="L",
            kind="date",
        ),
        step(
            "state",
            Text("Keadaan", "State"),
            "shown_on on correction_until remap_on valid_until",
            lambda p: cases(
                [
                    (~known("shown_on"), None),
                    (col("on") <= col("correction_until"), "CORRECTION"),
                    (col("on") < col("remap_on"), "CURRENT"),
                    (col("on") < col("valid_until"), "REMAP_DUE"),
                ],
                default="EXPIRED",
            ),
            Text(
                "Koreksi sampai {correction_until}, dipetakan lagi {remap_on}, berlaku sampai sebelum {valid_until}: "
                "pada {on} {state}.",
                "Corrections until {correction_until}, mapped again {remap_on}, valid until before {valid_until}: on "
                "{on} {state}.",
            ),
            basis="PermenPANRB 3/2020",
            confidence="L",
            codes=STATE,
        ),
        why_empty(
            "state", Text("keadaan", "state"), {"shown_on": ("not_shown", Text("belum diperlihatkan", "not shown"))}
        ),
    ),
    outputs=("state", "correction_until", "remap_on", "valid_until", "state_reason"),
)

RULESETS = (SESSION_1,)
