"""Indeks Pelayanan Publik (PermenPANRB 29/2022): evaluator and users combined, grade, aspects, promised times."""

from datetime import date

from prestasi_rules.declare import failing, figure, step
from prestasi_rules.fixed import band, col, div_half_up, known, missing, reason, total, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Text

LAW = "PermenPANRB 29/2022"
FINE = 10_000
LADDER = {451: "A", 401: "A-", 351: "B", 301: "B-", 251: "C", 201: "C-", 151: "D", 101: "E"}
GRADES = {
    "A": Text("pelayanan prima", "excellent"),
    "A-": Text("sangat baik", "very good"),
    "B": Text("baik", "good"),
    "B-": Text("baik dengan catatan", "good with notes"),
    "C": Text("cukup", "fair"),
    "C-": Text("cukup dengan catatan", "fair with notes"),
    "D": Text("buruk", "bad"),
    "E": Text("sangat buruk", "very bad"),
    "F": Text("gagal", "failed"),
}
NOT_YET = Text("belum ada", "none yet")

IPP_2022 = RuleSet(
    id="ipp-2022",
    title=Text("Indeks Pelayanan Publik", "Public service index"),
    subject="ipp",
    valid_from=date(2022, 1, 1),
    legal_basis=(LAW,),
    parameters=load("ipp-2022"),
    inputs=(
        figure("f02", Text("Penilaian evaluator (F02)", "Evaluator (F02)"), scale=FINE, high=5, empty=NOT_YET),
        figure("f03", Text("Survei pengguna (F03)", "User survey (F03)"), scale=FINE, high=5, empty=NOT_YET),
        figure("respondents", Text("Responden F03", "Respondents of F03"), unit="respondent", high=10_000_000),
        figure(
            "minimum",
            Text("Responden paling sedikit", "Minimum respondents"),
            unit="respondent",
            high=10_000_000,
            empty=Text("belum ditetapkan", "not set"),
        ),
    ),
    steps=(
        step(
            "user_score",
            Text("F03 yang dihitung", "F03 that counts"),
            "f03 respondents minimum",
            lambda p: when(known("minimum"), when(col("respondents") < col("minimum"), 0, col("f03"))),
            Text(
                "{respondents}, paling sedikit {minimum}; kurang dari itu dihitung 0: {user_score}.",
                "{respondents}, minimum {minimum}; below it F03 counts 0: {user_score}.",
            ),
            basis=LAW,
            confidence="L",
            scale=FINE,
        ),
        step(
            "ipp",
            Text("IPP", "IPP"),
            "f02 user_score",
            lambda p: div_half_up(col("f02") * p["evaluator_weight"] + col("user_score") * p["user_weight"], FINE),
            Text(
                "{evaluator_weight} x {f02} + {user_weight} x {user_score} = {ipp}.",
                "{evaluator_weight} x {f02} + {user_weight} x {user_score} = {ipp}.",
            ),
            basis=LAW,
            confidence="L",
            scale=100,
        ),
        step(
            "grade",
            Text("Kategori", "Grade"),
            "ipp",
            lambda p: band(col("ipp"), LADDER, below="F"),
            Text("IPP {ipp} (dua desimal): {grade}.", "IPP {ipp} (two places): {grade}."),
            basis=f"{LAW}, kategori; dibaca pada IPP yang dibulatkan dua desimal",
            codes=GRADES,
        ),
        step(
            "is_good_unit",
            Text("Unit berkinerja baik", "Good unit"),
            "ipp",
            lambda p: col("ipp") >= p["good_from"],
            basis=LAW,
            kind="boolean",
        ),
        step(
            "ipp_reason",
            Text("Alasan IPP kosong", "Why there is no IPP"),
            "f02 f03 minimum user_score",
            lambda p: reason(
                {
                    "evaluator_missing": missing("f02"),
                    "minimum_not_set": missing("minimum"),
                    "users_missing": missing("f03") & missing("user_score"),
                }
            ),
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            codes={
                "evaluator_missing": Text("penilaian evaluator belum ada", "no evaluator score"),
                "minimum_not_set": Text("responden paling sedikit belum ditetapkan", "the minimum is not set"),
                "users_missing": Text("survei pengguna belum ada", "no user survey"),
            },
            empty=Text("tidak ada, IPP terisi", "none, the IPP is set"),
        ),
    ),
    outputs=("ipp", "grade", "is_good_unit", "ipp_reason"),
    doubts=(
        Text(
            "Bobot 75/25 berasal dari satu program dalam dua versi.",
            "The weights 75/25 come from one program in two versions.",
        ),
        Text(
            "Responden paling sedikit belum terbaca: kosong sampai diisi, dan tanpa itu tidak ada IPP.",
            "The minimum was not read: blank until entered, and no IPP without it.",
        ),
    ),
)

ASPECTS = {
    "policy": Text("kebijakan pelayanan", "service policy"),
    "staff": Text("profesionalisme SDM", "professional staff"),
    "facilities": Text("sarana prasarana", "facilities"),
    "information": Text("sistem informasi pelayanan publik", "information system"),
    "complaints": Text("konsultasi dan pengaduan", "consultation and complaints"),
    "innovation": Text("inovasi", "innovation"),
}
WEIGHTS = [f"{aspect}_weight" for aspect in ASPECTS]

IPP_ASPECTS_2022 = RuleSet(
    id="ipp-aspects-2022",
    title=Text("Nilai F02 dari enam aspek", "F02 from six aspects"),
    subject="ipp-aspects",
    valid_from=date(2022, 1, 1),
    legal_basis=(LAW,),
    inputs=tuple(
        field
        for aspect, label in ASPECTS.items()
        for field in (
            figure(
                f"{aspect}_score", Text(f"Nilai {label.id}", f"Score of {label.en}"), scale=FINE, high=5, empty=NOT_YET
            ),
            figure(
                f"{aspect}_weight",
                Text(f"Bobot {label.id}", f"Weight of {label.en}"),
                unit="percent",
                scale=100,
                high=100,
                empty=Text("belum diisi", "blank"),
            ),
        )
    ),
    steps=(
        step(
            "weight_sum",
            Text("Jumlah bobot", "Sum of weights"),
            " ".join(WEIGHTS),
            lambda p: total(col(name) for name in WEIGHTS),
            basis=f"{LAW}, bobot aspek",
            confidence="U",
            unit="percent",
            scale=100,
            empty=Text("ada bobot yang belum diisi", "a weight is blank"),
        ),
        step(
            "f02",
            Text("Nilai F02", "F02"),
            f"weight_sum {' '.join(f'{a}_score {a}_weight' for a in ASPECTS)}",
            lambda p: when(
                col("weight_sum") == 10_000,
                div_half_up(total(col(f"{a}_score") * col(f"{a}_weight") for a in ASPECTS), 10_000),
            ),
            Text(
                "Nilai tiap aspek kali bobotnya; jumlah bobot {weight_sum}: {f02}.",
                "Each aspect times its weight; the weights sum to {weight_sum}: {f02}.",
            ),
            basis=f"{LAW}, bobot aspek",
            confidence="U",
            scale=FINE,
        ),
        step(
            "f02_reason",
            Text("Alasan F02 kosong", "Why there is no F02"),
            f"weight_sum {' '.join(f'{a}_score' for a in ASPECTS)}",
            lambda p: reason(
                {
                    "weights_blank": missing("weight_sum"),
                    "weights_not_100": col("weight_sum") != 10_000,
                    "score_missing": missing(*(f"{a}_score" for a in ASPECTS)),
                }
            ),
            basis="Keputusan produk: bobot yang belum ditetapkan tidak menghasilkan indeks",
            confidence="PD",
            codes={
                "weights_blank": Text("bobot aspek belum diisi", "weights are blank"),
                "weights_not_100": Text("bobot tidak berjumlah tepat 100", "weights do not sum to 100"),
                "score_missing": Text("ada aspek yang belum dinilai", "an aspect is not rated"),
            },
            empty=Text("tidak ada, F02 terisi", "none, F02 is set"),
        ),
    ),
    outputs=("f02", "weight_sum", "f02_reason"),
    doubts=(
        Text(
            "Bobot aspek (ingatan: 24, 25, 18, 11, 10, 12) belum terverifikasi, karena itu kosong.",
            "Aspect weights (recalled 24, 25, 18, 11, 10, 12) are unverified, so they stay blank.",
        ),
    ),
)

PROMISE = "UU 25/2009, jangka waktu penyelesaian; keputusan produk"

SERVICE_PROMISE_1 = RuleSet(
    id="service-promise-1",
    title=Text("Janji waktu layanan", "Promised time of a service"),
    subject="service-promise",
    valid_from=date(2014, 1, 1),
    legal_basis=("UU 25/2009", "PermenPANRB 15/2014"),
    inputs=(
        figure("promised", Text("Dijanjikan standar", "Promised by the standard"), unit="day", scale=100, high=10_000),
        figure("measured", Text("Terukur", "Measured"), unit="day", scale=100, high=100_000, empty=NOT_YET),
        figure(
            "components",
            Text("Komponen standar yang lengkap", "Components of the standard present"),
            unit="item",
            high=14,
        ),
        figure(
            "published",
            Text("Komponen penyampaian yang diumumkan", "Delivery components published"),
            unit="item",
            high=6,
        ),
    ),
    steps=(
        step(
            "ratio",
            Text("Terukur terhadap dijanjikan", "Measured over promised"),
            "measured promised",
            lambda p: div_half_up(col("measured") * 10_000, col("promised")),
            Text("{measured} dibagi {promised}: {ratio}.", "{measured} over {promised}: {ratio}."),
            basis=PROMISE,
            confidence="PD",
            unit="percent",
            scale=100,
        ),
        step(
            "is_kept",
            Text("Janji dipenuhi", "The promise is kept"),
            "measured promised",
            lambda p: col("measured") <= col("promised"),
            basis=PROMISE,
            confidence="PD",
            kind="boolean",
        ),
        failing(
            "standard_gaps",
            Text("Kekurangan standar pelayanan", "Gaps of the service standard"),
            {
                "not_14_components": Text("komponen standar belum lengkap 14", "fewer than 14 components"),
                "not_6_published": Text(
                    "enam komponen penyampaian belum semua diumumkan", "not all six delivery components published"
                ),
            },
            "components published",
            lambda p: {"not_14_components": col("components") < 14, "not_6_published": col("published") < 6},
            basis="PermenPANRB 15/2014: 14 komponen, enam di antaranya wajib diumumkan",
        ),
    ),
    outputs=("ratio", "is_kept", "standard_gaps"),
)

RULESETS = (IPP_2022, IPP_ASPECTS_2022, SERVICE_PROMISE_1)
