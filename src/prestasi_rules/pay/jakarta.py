"""TPP DKI Jakarta 2021: plan, complaints and activity make a result; the result times the amount is the pay."""

from datetime import date

from prestasi_rules.common import why_empty
from prestasi_rules.fixed import clamp, col, div_half_up, lookup, smaller, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.step import NOT_RATED, Build, Field, Step, Text

BASIS = "Pergub DKI Jakarta 19/2020 jo 64/2020"
GROUP = {
    "JPT": Text("Pimpinan tinggi", "Senior executive"),
    "STRUCTURAL": Text("Administrator dan Pengawas", "Administrator and supervisor"),
    "STAFF": Text("Pelaksana, JF, TGUPP", "Staff, functional posts, TGUPP"),
}
FULL = 100 * 10_000  # full weight (100 %) times a full result (100.00 %)


def percent(name: str, label: Text) -> Field:
    return Field(
        name=name, label=label, unit="percent", scale=100, minimum=0, maximum=1_000_000, null_meaning=NOT_RATED
    )


def minutes(name: str, label: Text, inputs: tuple[str, ...], build: Build, sentence: Text) -> Step:
    return Step(
        name=name,
        label=label,
        unit="minute",
        basis=BASIS,
        confidence="S",
        inputs=inputs,
        build=build,
        sentence=sentence,
    )


def weighted(component: str, label: Text, result: str) -> Step:
    """Weight times result in ten-thousandths; a component without weight needs no result."""
    name = f"{component}_part"
    weight = f"{component}_weight"
    return Step(
        name=name,
        label=label,
        scale=10_000,
        unit="percent",
        basis=BASIS,
        confidence="S",
        inputs=("post_group", result),
        build=lambda p: when(
            lookup(col("post_group"), p[weight]) > 0,
            lookup(col("post_group"), p[weight]) * clamp(col(result), 0, p["result_at_most"]),
            0,
        ),
        sentence=Text(
            f"{{{result}}}, paling banyak {{result_at_most}}, kali bobot ({{{weight}}}): {{{name}}}.",
            f"{{{result}}}, at most {{result_at_most}}, times the weight ({{{weight}}}): {{{name}}}.",
        ),
    )


TPP_JAKARTA_2021 = RuleSet(
    id="tpp-jakarta-2021",
    title=Text("TPP DKI Jakarta 2021", "Performance pay of Jakarta 2021"),
    subject="tpp-jakarta",
    valid_from=date(2021, 1, 1),
    legal_basis=("PP 12/2019 Pasal 58", "Kepmendagri 900-4700/2020", BASIS),
    parameters=load("tpp-jakarta-2021"),
    status="unverified",
    options=(
        Option(
            name="order",
            label=Text("Urutan bobot Administrator dan Pengawas", "Order of the weights of administrators"),
            default="plan_complaint_activity",
            readings={
                "plan_complaint_activity": Text(
                    "rencana 50, pengaduan 30, aktivitas 20", "plan 50, complaints 30, activity 20"
                ),
                "plan_activity_complaint": Text(
                    "rencana 50, aktivitas 30, pengaduan 20", "plan 50, activity 30, complaints 20"
                ),
            },
            confidence="U",
        ),
    ),
    inputs=(
        Field(name="post_group", label=Text("Kelompok jabatan", "Post group"), kind="code", codes=GROUP),
        percent("plan_result", Text("Capaian rencana kinerja", "Plan result")),
        percent("complaint_result", Text("Capaian tindak lanjut pengaduan unit", "Unit's complaint follow-up")),
        Field(name="working_days", label=Text("Hari kerja sebulan", "Working days"), unit="day", minimum=1, maximum=31),
        Field(
            name="absence_minutes",
            label=Text("Pengurang karena ketidakhadiran", "Absence deduction"),
            unit="minute",
            minimum=0,
            maximum=10_000,
        ),
        Field(
            name="activity_minutes",
            label=Text("Menit baku kali volume aktivitas", "Standard minutes times volume"),
            unit="minute",
            minimum=0,
            maximum=1_000_000,
            null_meaning=NOT_RATED,
        ),
        Field(name="tpp_amount", label=Text("Besaran TPP", "TPP amount"), unit="rupiah", minimum=0, maximum=2 * 10**8),
        Field(
            name="deductions",
            label=Text("BPJS dan potongan sah", "BPJS and lawful deductions"),
            unit="rupiah",
            minimum=0,
            maximum=2 * 10**8,
        ),
    ),
    steps=(
        minutes(
            "effective_minutes",
            Text("Menit kerja efektif", "Effective minutes"),
            ("working_days",),
            lambda p: col("working_days") * p["minutes_per_day"],
            Text(
                "{working_days} kali {minutes_per_day}: {effective_minutes}.",
                "{working_days} times {minutes_per_day}: {effective_minutes}.",
            ),
        ),
        minutes(
            "activity_limit",
            Text("Batas menit aktivitas", "Limit of activity minutes"),
            ("effective_minutes", "absence_minutes"),
            lambda p: clamp(col("effective_minutes") - col("absence_minutes"), 0),
            Text(
                "Dikurangi ketidakhadiran {absence_minutes}: {activity_limit}.",
                "Less absence {absence_minutes}: {activity_limit}.",
            ),
        ),
        minutes(
            "counted_minutes",
            Text("Menit aktivitas yang dihitung", "Activity minutes that count"),
            ("activity_minutes", "activity_limit"),
            lambda p: smaller(col("activity_minutes"), col("activity_limit")),
            Text(
                "{activity_minutes}, paling banyak {activity_limit}: {counted_minutes}.",
                "{activity_minutes}, at most {activity_limit}: {counted_minutes}.",
            ),
        ),
        weighted("plan", Text("Bagian rencana", "Share of the plan"), "plan_result"),
        weighted("complaint", Text("Bagian pengaduan", "Share of complaints"), "complaint_result"),
        Step(
            name="activity_part",
            label=Text("Bagian aktivitas sebelum dibagi menit efektif", "Share of activity before division"),
            scale=10_000,
            basis=BASIS,
            confidence="S",
            inputs=("post_group", "counted_minutes"),
            build=lambda p: when(
                lookup(col("post_group"), p["activity_weight"]) > 0,
                lookup(col("post_group"), p["activity_weight"]) * col("counted_minutes") * 10_000,
                0,
            ),
            sentence=Text(
                "{counted_minutes} kali bobot ({activity_weight}); dibagi menit efektif pada akhir hitungan.",
                "{counted_minutes} times the weight ({activity_weight}); divided by effective minutes at the end.",
            ),
        ),
        Step(
            name="result_total",
            label=Text("Capaian kali menit efektif (tanpa pembulatan)", "Result times effective minutes (unrounded)"),
            scale=10_000,
            basis=BASIS,
            confidence="S",
            inputs=("plan_part", "complaint_part", "activity_part", "effective_minutes"),
            build=lambda p: (
                (col("plan_part") + col("complaint_part")) * col("effective_minutes") + col("activity_part")
            ),
            sentence=Text("Jumlah ketiga bagian: {result_total}.", "Sum of the three shares: {result_total}."),
        ),
        Step(
            name="result",
            label=Text("Capaian kinerja (untuk dibaca)", "Performance result (for reading)"),
            unit="percent",
            scale=100,
            basis=BASIS,
            confidence="S",
            inputs=("result_total", "effective_minutes"),
            build=lambda p: div_half_up(col("result_total"), col("effective_minutes") * 100),
            sentence=Text(
                "Capaian {result}; pembayaran memakai nilai tanpa pembulatan.",
                "Result {result}; the pay uses the unrounded figure.",
            ),
        ),
        Step(
            name="earned",
            label=Text("TPP menurut capaian", "TPP by result"),
            unit="rupiah",
            basis=BASIS,
            confidence="S",
            inputs=("tpp_amount", "result_total", "effective_minutes"),
            build=lambda p: div_half_up(col("tpp_amount") * col("result_total"), col("effective_minutes") * FULL),
            sentence=Text(
                "{tpp_amount} kali {result}, dibulatkan sekali ke rupiah: {earned}.",
                "{tpp_amount} times {result}, rounded once to whole rupiah: {earned}.",
            ),
        ),
        Step(
            name="received",
            label=Text("TPP diterima", "TPP received"),
            unit="rupiah",
            basis=BASIS,
            confidence="S",
            inputs=("earned", "deductions"),
            build=lambda p: col("earned") - col("deductions"),
            sentence=Text("{earned} dikurangi {deductions}: {received}.", "{earned} less {deductions}: {received}."),
        ),
        why_empty(
            "received",
            Text("TPP", "TPP"),
            {
                "plan_part": ("plan_not_rated", Text("capaian rencana belum dinilai", "plan not rated")),
                "complaint_part": ("complaints_not_rated", Text("pengaduan belum dinilai", "complaints not rated")),
                "activity_part": ("activity_not_rated", Text("aktivitas belum dinilai", "activity not rated")),
            },
        ),
    ),
    outputs=("result", "received", "received_reason"),
    doubts=(
        Text(
            "Contoh tahun 2021; peraturan 2023-2026 tidak ditemukan. Urutan bobot 30 dan 20 belum terverifikasi.",
            "An example of 2021; rules of 2023-2026 were not found. The order of 30 and 20 is unverified.",
        ),
        Text(
            "Pengaduan masuk hanya sebagai nilai unit yang diterima dalam evaluasi yang ditandatangani.",
            "Complaints enter only as a unit value accepted in a signed evaluation.",
        ),
        Text("Batas 100 % per target tidak disebut dalam peraturan.", "A cap of 100 % is not stated in the rule."),
    ),
)

RULESETS = (TPP_JAKARTA_2021,)
