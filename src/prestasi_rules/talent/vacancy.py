"""Jalur pengisian jabatan: from the talent pool with the approval of BKN and an eligible name, else open selection."""

from datetime import date

from prestasi_rules.declare import day, failing, figure, flag, step
from prestasi_rules.fixed import col, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

BASIS = "PermenPANRB 3/2020; persetujuan BKN"
ROUTE = {
    "TALENT": Text("manajemen talenta", "talent management"),
    "OPEN_SELECTION": Text("seleksi terbuka", "open selection"),
}
REASONS = {
    "no_bkn_approval": Text("instansi belum disetujui BKN", "the agency has no approval of BKN"),
    "approval_expired": Text("persetujuan BKN berakhir", "the approval has ended"),
    "no_eligible_name": Text("tidak ada nama yang layak", "no eligible name"),
}

VACANCY_1 = RuleSet(
    id="talent-vacancy-1",
    title=Text("Jalur pengisian lowongan JPT", "Route for filling a senior vacancy"),
    subject="talent-vacancy",
    valid_from=date(2020, 1, 1),
    legal_basis=(BASIS,),
    parameters=load("talent-vacancy-1"),
    inputs=(
        flag("talent_filling_approved", Text("Disetujui BKN", "Approved by BKN")),
        day("approved_until", Text("Persetujuan sampai", "Approved until"), empty=Text("tanpa batas", "no end")),
        day("on", Text("Tanggal lowongan", "Vacant on")),
        figure("eligible_names", Text("Nama layak dalam KRS", "Eligible names in the group"), unit="person"),
    ),
    steps=(
        failing(
            "reasons",
            Text("Alasan seleksi terbuka", "Why open selection"),
            REASONS,
            "talent_filling_approved approved_until on eligible_names",
            lambda p: {
                "no_bkn_approval": ~col("talent_filling_approved"),
                "approval_expired": col("on") > col("approved_until"),
                "no_eligible_name": col("eligible_names") == 0,
            },
            basis=BASIS,
        ),
        step(
            "route",
            Text("Jalur", "Route"),
            "reasons",
            lambda p: when(col("reasons") == "", "TALENT", "OPEN_SELECTION"),
            Text("Penghalang: {reasons}. Jalur: {route}.", "In the way: {reasons}. Route: {route}."),
            basis=BASIS,
            codes=ROUTE,
        ),
        step(
            "has_enough_names",
            Text("Cukup nama untuk KTI", "Enough names for the committee"),
            "eligible_names",
            lambda p: col("eligible_names") >= p["names_at_least"],
            Text(
                "{eligible_names} layak; KTI mengusulkan paling sedikit {names_at_least}: {has_enough_names}.",
                "{eligible_names} eligible; the committee names at least {names_at_least}: {has_enough_names}.",
            ),
            basis="Keputusan produk",
            confidence="PD",
            kind="boolean",
        ),
    ),
    outputs=("route", "reasons", "has_enough_names"),
)

RULESETS = (VACANCY_1,)
