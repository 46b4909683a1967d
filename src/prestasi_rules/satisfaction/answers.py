"""Jawaban SKM: one filled form, whatever order and direction its file declares, to scores keyed by element."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import code, figure, step
from prestasi_rules.fixed import col, count_true, div_half_up, known, total, when
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.satisfaction.elements import ELEMENTS, QUESTIONNAIRE_ORDER, REGULATION_ORDER
from prestasi_rules.step import Step, Text

ORDERS = {
    "REGULATION": Text("urutan peraturan (8 pengaduan, 9 sarpras)", "order of the regulation (8 complaints)"),
    "QUESTIONNAIRE": Text("urutan kuesioner (8 sarpras, 9 pengaduan)", "order of the questionnaire (8 facilities)"),
}
DIRECTIONS = {
    "RISING": Text("1 terburuk, 4 terbaik", "1 is worst, 4 is best"),
    "FALLING": Text("1 terbaik, 4 terburuk", "1 is best, 4 is worst"),
}
UNANSWERED = Text("tidak dijawab", "not answered")
PARTS = 2520
"""Smallest number that 1 to 9 all divide: a mean of up to nine answers is a whole number of parts."""


def score(element: str, label: Text) -> Step:
    by_rule = f"answer_{REGULATION_ORDER.index(element) + 1}"
    by_form = f"answer_{QUESTIONNAIRE_ORDER.index(element) + 1}"
    inputs = dict.fromkeys(("order", "direction", by_rule, by_form))

    def build(p: Any) -> nw.Expr:
        given = col(by_rule) if by_rule == by_form else when(col("order") == "REGULATION", col(by_rule), col(by_form))
        return when(col("direction") == "RISING", given, given * -1 + 5)

    return step(
        element,
        Text(f"Nilai {label.id}", f"Score of {label.en}"),
        " ".join(name for name in inputs if name != "order" or by_rule != by_form),
        build,
        basis="PermenPANRB 14/2017: unsur dikenali dari kodenya, bukan urutannya; skala 1 sampai 4",
        unit="point",
        empty=UNANSWERED,
    )


SKM_ANSWERS_2017 = RuleSet(
    id="skm-answers-2017",
    title=Text("Jawaban kuesioner SKM", "Answers of a satisfaction form"),
    subject="skm-answers",
    valid_from=date(2017, 1, 1),
    legal_basis=("PermenPANRB 14/2017",),
    inputs=(
        code("order", Text("Urutan unsur pada berkas", "Order of elements in the file"), ORDERS),
        code("direction", Text("Arah skala pada berkas", "Direction of the scale in the file"), DIRECTIONS),
        figure("choices", Text("Pilihan jawaban pada formulir", "Choices on the form"), unit="item", low=4, high=4),
        *(
            figure(f"answer_{n}", Text(f"Jawaban ke-{n}", f"Answer {n}"), unit="point", low=1, high=4, empty=UNANSWERED)
            for n in range(1, 10)
        ),
    ),
    steps=(
        *(score(element, label) for element, label in ELEMENTS.items()),
        step(
            "answered",
            Text("Unsur yang dijawab", "Elements answered"),
            " ".join(ELEMENTS),
            lambda p: count_true(known(element) for element in ELEMENTS),
            basis="Keputusan produk: indeks responden untuk selang kepercayaan",
            confidence="PD",
            unit="item",
        ),
        step(
            "respondent_parts",
            Text("Indeks responden tepat, dalam per-2.520", "Exact index of the respondent, in 2,520ths"),
            f"answered {' '.join(ELEMENTS)}",
            lambda p: div_half_up(
                total(when(known(element), col(element), 0) for element in ELEMENTS) * 25 * PARTS, col("answered")
            ),
            basis="Keputusan produk: rata-rata unsur yang dijawab x 25",
            confidence="PD",
            empty=Text("tidak menjawab satu unsur pun", "no element answered"),
        ),
        step(
            "respondent_index",
            Text("Indeks responden", "Index of the respondent"),
            "respondent_parts",
            lambda p: div_half_up(col("respondent_parts") * 100, PARTS),
            Text(
                "Rata-rata unsur yang dijawab dikali 25: {respondent_index}.",
                "Mean of the answered elements times 25: {respondent_index}.",
            ),
            basis="Keputusan produk: rata-rata unsur yang dijawab x 25",
            confidence="PD",
            unit="point",
            scale=100,
            empty=Text("tidak menjawab satu unsur pun", "no element answered"),
        ),
        step(
            "is_straight_line",
            Text("Semua jawaban sama", "All answers alike"),
            " ".join(ELEMENTS),
            lambda p: (
                nw.min_horizontal(*(col(element) for element in ELEMENTS))
                == nw.max_horizontal(*(col(element) for element in ELEMENTS))
            ),
            basis="Keputusan produk: tanda pengisian tanpa membaca, bukan alasan membuang jawaban",
            confidence="PD",
            kind="boolean",
            empty=Text("tidak menjawab satu unsur pun", "no element answered"),
        ),
    ),
    outputs=(*ELEMENTS, "respondent_index", "respondent_parts", "is_straight_line"),
    doubts=(
        Text(
            "Formulir dengan lima pilihan tidak dapat dibaca sebagai empat pilihan dan ditolak.",
            "A form with five choices cannot be read as one with four and is refused.",
        ),
        Text(
            "Urutan unsur ke-8 dan ke-9 berbeda antara peraturan dan kuesionernya: setiap berkas menyatakan urutannya.",
            "Elements 8 and 9 differ between the regulation and its questionnaire: each file declares its order.",
        ),
    ),
)

RULESETS = (SKM_ANSWERS_2017,)
