"""Indeks Kepuasan Masyarakat (PermenPANRB 14/2017): NRR of each element, index, band, and what a printed weight does.

A mean is kept to eleven places and the index is rounded once; figures nearer than 0.0000000002 below a rounding
boundary count as on it, so a tie stays a tie whatever the denominators are.
"""

from datetime import date

import narwhals as nw

from prestasi_rules.declare import figure, step
from prestasi_rules.fixed import col, count_true, div_floor, div_half_up, known, lookup, reason, reasons, total, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import Option, RuleSet
from prestasi_rules.satisfaction.elements import BAND_BASIS, BANDS, ELEMENTS, PERCEPTION, ikm_band
from prestasi_rules.step import Field, Step, Text

LAW = "PermenPANRB 14/2017"
FINE = 10**11
NOT_USED = Text("unsur tidak dipakai", "element not used")
MEANS = {element: f"{element}_mean" for element in ELEMENTS}
ANSWERS = {element: f"{element}_answers" for element in ELEMENTS}


def fields(element: str, label: Text) -> tuple[Field, ...]:
    return (
        figure(
            f"{element}_sum",
            Text(f"Jumlah nilai unsur {label.id}", f"Sum of scores for {label.en}"),
            unit="point",
            high=4_000_000,
            empty=NOT_USED,
        ),
        figure(
            ANSWERS[element],
            Text(f"Jawaban terisi unsur {label.id}", f"Filled answers for {label.en}"),
            unit="answer",
            empty=NOT_USED,
        ),
    )


def sum_fits(element: str) -> nw.Expr:
    """Every answer scores 1 to 4, so the sum lies between one and four times the answers."""
    scores, answers = col(f"{element}_sum"), col(ANSWERS[element])
    return when((scores >= answers) & (scores <= answers * 4), True, False)


def means(element: str, label: Text) -> tuple[Step, ...]:
    scores, answers = f"{element}_sum", ANSWERS[element]
    return (
        step(
            MEANS[element],
            Text(f"Rata-rata tepat {label.id}", f"Exact mean of {label.en}"),
            f"{scores} {answers}",
            lambda p: div_half_up(when(sum_fits(element), col(scores) * FINE), col(answers)),
            Text(
                f"{{{scores}}} dibagi {{{answers}}} yang terisi; jawaban kosong tidak ikut dihitung.",
                f"{{{scores}}} divided by the {{{answers}}} filled in; empty answers are left out.",
            ),
            basis=f"{LAW}, nilai rata-rata unsur",
            unit="point",
            scale=FINE,
            empty=Text("unsur tidak dipakai atau tidak terjawab", "element not used or not answered"),
        ),
        step(
            f"{element}_nrr",
            Text(f"NRR {label.id}", f"NRR of {label.en}"),
            f"{scores} {answers}",
            lambda p: div_half_up(when(sum_fits(element), col(scores) * 100), col(answers)),
            basis=f"{LAW}, nilai rata-rata unsur",
            unit="point",
            scale=100,
            empty=Text("unsur tidak dipakai atau tidak terjawab", "element not used or not answered"),
        ),
    )


def place(element: str, label: Text) -> Step:
    others = [MEANS[other] for other in ELEMENTS if other != element]
    return step(
        f"{element}_place",
        Text(f"Urutan {label.id} dari yang terendah", f"Place of {label.en} from the lowest"),
        " ".join([MEANS[element], *others]),
        lambda p: when(known(MEANS[element]), count_true(col(o) < col(MEANS[element]) for o in others) + 1),
        basis=f"{LAW}, rencana tindak lanjut dimulai dari unsur terendah",
        confidence="L",
        empty=Text("unsur tidak dipakai", "element not used"),
    )


def index(name: str, label: Text, weight: str, confidence_basis: str) -> Step:
    """An index with a rounded weight in thousandths, in hundredths: total x weight x 25."""
    return step(
        name,
        label,
        f"mean_total {weight}",
        lambda p: div_half_up(col("mean_total") * col(weight) * 5 + FINE // 40_000_000, FINE * 2),
        Text(
            f"{{mean_total}} x {{{weight}}} x 25 = {{{name}}}.",
            f"{{mean_total}} x {{{weight}}} x 25 = {{{name}}}.",
        ),
        basis=confidence_basis,
        confidence="L",
        scale=100,
        unit="point",
    )


def weight(name: str, label: Text, step_of: int) -> Step:
    return step(
        name,
        label,
        "elements_used",
        lambda p: div_floor(1000 // step_of, col("elements_used")) * step_of,
        basis="Bobot 1/unsur yang dicetak tanpa desimal selanjutnya; beredar 0,111 dan 0,11",
        confidence="L",
        scale=1000,
    )


def used_but(element: str, condition: nw.Expr) -> nw.Expr:
    return when(known(ANSWERS[element]) & condition, True, False)


def faults(p: Parameters) -> dict[str, nw.Expr]:
    unanswered = [used_but(e, col(ANSWERS[e]) == 0) for e in ELEMENTS]
    impossible = [used_but(e, (col(ANSWERS[e]) > 0) & ~sum_fits(e)) for e in ELEMENTS]
    return {
        "no_element": col("elements_used") == 0,
        "impossible_sum": nw.any_horizontal(*impossible, ignore_nulls=False),
        "element_without_answers": nw.any_horizontal(*unanswered, ignore_nulls=False),
    }


SUMS_AND_ANSWERS = " ".join(f"{element}_sum {ANSWERS[element]}" for element in ELEMENTS)

SKM_2017 = RuleSet(
    id="skm-2017",
    title=Text("Indeks Kepuasan Masyarakat", "Public satisfaction index"),
    subject="skm",
    valid_from=date(2017, 1, 1),
    legal_basis=(LAW,),
    parameters=load("skm-2017"),
    options=(
        Option(
            name="weight",
            label=Text("Bobot satu unsur", "Weight of one element"),
            default="exact",
            readings={
                "exact": Text("tepat, satu per jumlah unsur", "exact, one over the number of elements"),
                "0.111": Text("tercetak tiga desimal", "printed with three places"),
                "0.11": Text("tercetak dua desimal", "printed with two places"),
            },
            basis="PermenPANRB 14/2017 mencetak bobot yang dibulatkan; rumusnya 1/unsur",
            confidence="L",
        ),
    ),
    inputs=tuple(field for element, label in ELEMENTS.items() for field in fields(element, label)),
    steps=(
        step(
            "elements_used",
            Text("Unsur yang dipakai", "Elements used"),
            " ".join(ANSWERS.values()),
            lambda p: count_true(known(name) for name in ANSWERS.values()),
            basis=f"{LAW}, sembilan unsur; biaya boleh ditiadakan",
            unit="item",
        ),
        step(
            "is_official_form",
            Text("Sembilan unsur, atau delapan tanpa biaya", "Nine elements, or eight without costs"),
            "elements_used biaya_answers",
            lambda p: (col("elements_used") == 9) | ((col("elements_used") == 8) & ~known("biaya_answers")),
            basis=f"{LAW}, unsur yang boleh diganti atau ditiadakan",
            confidence="L",
            kind="boolean",
        ),
        *(found for element, label in ELEMENTS.items() for found in means(element, label)),
        step(
            "mean_total",
            Text("Jumlah rata-rata tepat", "Sum of the exact means"),
            " ".join((*ANSWERS.values(), *MEANS.values())),
            lambda p: total(when(known(ANSWERS[e]), col(MEANS[e]), 0) for e in ELEMENTS),
            basis=f"{LAW}, nilai indeks",
            unit="point",
            scale=FINE,
        ),
        step(
            "ikm_exact",
            Text("IKM dengan bobot tepat", "IKM with the exact weight"),
            "mean_total elements_used",
            lambda p: div_half_up(col("mean_total") * 2500 + col("elements_used") * 1250, col("elements_used") * FINE),
            Text(
                "{mean_total} dibagi {elements_used}, dikali 25, dibulatkan sekali: {ikm_exact}.",
                "{mean_total} divided by {elements_used}, times 25, rounded once: {ikm_exact}.",
            ),
            basis=f"{LAW}, nilai indeks x 25",
            unit="point",
            scale=100,
        ),
        weight("weight_three", Text("Bobot tiga desimal", "Weight with three places"), 1),
        weight("weight_two", Text("Bobot dua desimal", "Weight with two places"), 10),
        index("ikm_three", Text("IKM dengan bobot tiga desimal", "IKM, weight of three places"), "weight_three", LAW),
        index("ikm_two", Text("IKM dengan bobot dua desimal", "IKM, weight of two places"), "weight_two", LAW),
        step(
            "ikm",
            Text("IKM", "IKM"),
            "ikm_exact ikm_three ikm_two",
            lambda p: col({"exact": "ikm_exact", "0.111": "ikm_three", "0.11": "ikm_two"}[p.option("weight")]),
            Text(
                "Tepat {ikm_exact}; bobot tiga desimal {ikm_three}; bobot dua desimal {ikm_two}. Dipakai: {ikm}.",
                "Exact {ikm_exact}; weight of three places {ikm_three}; two places {ikm_two}. Used: {ikm}.",
            ),
            basis=f"{LAW}, nilai indeks x 25",
            unit="point",
            scale=100,
        ),
        step(
            "band",
            Text("Mutu pelayanan", "Quality band"),
            "ikm",
            lambda p: ikm_band(col("ikm"), p),
            Text("IKM {ikm} bermutu {band}.", "IKM {ikm} is in band {band}."),
            basis=BAND_BASIS,
            codes=BANDS,
        ),
        step(
            "perception",
            Text("Nilai persepsi", "Perception value"),
            "band",
            lambda p: lookup(col("band"), PERCEPTION),
            basis=f"{LAW}, tabel mutu pelayanan",
        ),
        step(
            "weight_changes_band",
            Text("Bobot tercetak mengubah mutu", "A printed weight changes the band"),
            "ikm_exact ikm_three ikm_two",
            lambda p: (
                (ikm_band(col("ikm_exact"), p) != ikm_band(col("ikm_three"), p))
                | (ikm_band(col("ikm_exact"), p) != ikm_band(col("ikm_two"), p))
            ),
            basis="Keputusan produk: hitung ulang dengan bobot lain diperlihatkan",
            confidence="PD",
            kind="boolean",
        ),
        *(place(element, label) for element, label in ELEMENTS.items()),
        step(
            "lowest_elements",
            Text("Unsur terendah", "Lowest elements"),
            " ".join(("mean_total", *(f"{element}_place" for element in ELEMENTS))),
            lambda p: when(known("mean_total"), reasons({e: col(f"{e}_place") == 1 for e in ELEMENTS})),
            basis=f"{LAW}, rencana tindak lanjut dimulai dari unsur terendah",
            confidence="L",
            kind="reasons",
            codes=ELEMENTS,
        ),
        step(
            "ikm_reason",
            Text("Alasan IKM kosong", "Why there is no IKM"),
            f"elements_used {SUMS_AND_ANSWERS}",
            lambda p: reason(faults(p)),
            basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
            confidence="PD",
            codes={
                "no_element": Text("tidak ada unsur yang dipakai", "no element is used"),
                "impossible_sum": Text("jumlah nilai di luar 1 sampai 4 per jawaban", "sum outside 1 to 4 an answer"),
                "element_without_answers": Text("ada unsur tanpa satu jawaban pun", "an element has no answer at all"),
            },
            empty=Text("tidak ada, IKM terisi", "none, the IKM is set"),
        ),
    ),
    outputs=(
        "ikm",
        "band",
        "perception",
        *(f"{element}_nrr" for element in ELEMENTS),
        "lowest_elements",
        "weight_changes_band",
        "is_official_form",
        "ikm_reason",
    ),
    doubts=(
        Text(
            "Bobot tercetak 0,11 atau 0,111 masih beredar; bawaan tepat, bacaan lain untuk mengulang laporan lama.",
            "Printed weights 0.11 and 0.111 are both in use; exact by default, the others reproduce old reports.",
        ),
        Text(
            "Mutu dibaca pada IKM dua desimal, tidak pada NRR: tabel tercetak berlubang (mis. 2,5996 ke 2,60).",
            "The band is read on the IKM with two places, never on NRR: the printed table has gaps (2.5996 to 2.60).",
        ),
        Text(
            "Unsur biaya bernilai 4 pada setiap layanan gratis sehingga menaikkan indeks tanpa memberi informasi.",
            "The cost element scores 4 on every free service, which lifts the index without telling anything.",
        ),
        Text(
            "Rentang sama lebar (62,51 s.d. 81,25 = B) berasal dari Kepmenpan 25/2004 dan tidak dipakai lagi.",
            "Equal-width bands (62.51 to 81.25 = B) belong to the rule of 2004 and are no longer used.",
        ),
    ),
)

RULESETS = (SKM_2017,)
