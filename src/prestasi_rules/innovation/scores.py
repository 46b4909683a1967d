"""Nilai satu inovasi (SID): evidence to steps, steps to points, what is missing, and the reward indicator."""

from datetime import date
from typing import Any

import narwhals as nw

from prestasi_rules.declare import code, day, failing, figure, step
from prestasi_rules.fixed import band, cases, col, div_half_up, lookup, total, when
from prestasi_rules.innovation.catalogue import ALL, CATALOGUE, COMPLAINTS, Indicator
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Step, Text

LAW = "Permendagri 104/2018; katalog Indeks Inovasi Daerah 2026"
NO_EVIDENCE = Text("tidak ada bukti", "no evidence")


def named(indicator: Indicator) -> Text:
    return Text(f"{indicator.number} {indicator.label.id}", f"{indicator.number} {indicator.label.en}")


def constant(value: Any) -> nw.Expr:
    return nw.lit(value, dtype=nw.Date)


IID_INNOVATION_2026 = RuleSet(
    id="iid-innovation-2026",
    title=Text("Nilai satu inovasi", "Points of one innovation"),
    subject="iid-innovation",
    valid_from=date(2026, 1, 1),
    legal_basis=("Permendagri 104/2018",),
    parameters=load("iid-innovation-2026"),
    inputs=(
        day("applied_on", Text("Diterapkan", "Applied on"), empty=Text("belum diterapkan", "not applied yet")),
        *(figure(f"step_{i.number}", Text(f"Langkah {named(i).id}", f"Step of {named(i).en}"), high=3) for i in ALL),
    ),
    steps=(
        step(
            "sid",
            Text("Nilai inovasi", "Points of the innovation"),
            " ".join(f"step_{i.number}" for i in ALL),
            lambda p: total(col(f"step_{i.number}") * i.weight for i in ALL),
            Text(
                "Jumlah bobot kali langkah (0 sampai 3), paling tinggi 111: {sid}.",
                "Sum of weight times step (0 to 3), at most 111: {sid}.",
            ),
            basis=LAW,
            confidence="L",
            unit="point",
        ),
        failing(
            "missing_mandatory",
            Text("Indikator wajib yang kosong", "Mandatory indicators without evidence"),
            {f"step_{i.number}": named(i) for i in ALL if i.is_mandatory},
            " ".join(f"step_{i.number}" for i in ALL if i.is_mandatory),
            lambda p: {f"step_{i.number}": col(f"step_{i.number}") == 0 for i in ALL if i.is_mandatory},
            basis=LAW,
            confidence="L",
        ),
        step(
            "is_in_window",
            Text("Diterapkan dalam masa penilaian", "Applied within the window"),
            "applied_on",
            lambda p: (
                (col("applied_on") >= constant(p["applied_from"])) & (col("applied_on") <= constant(p["applied_to"]))
            ),
            Text(
                "{applied_on}, masa {applied_from} sampai {applied_to}: {is_in_window}.",
                "{applied_on}, window {applied_from} to {applied_to}: {is_in_window}.",
            ),
            basis=LAW,
            confidence="L",
            kind="boolean",
        ),
    ),
    outputs=("sid", "missing_mandatory", "is_in_window"),
)


def evidence(indicator: Indicator) -> Field:
    if isinstance(indicator.steps, tuple):
        return figure(indicator.name, named(indicator), high=10_000_000, empty=NO_EVIDENCE)
    return code(indicator.name, named(indicator), indicator.steps, empty=NO_EVIDENCE)


def reached(indicator: Indicator) -> Step:
    def build(p: Any) -> nw.Expr:
        if not isinstance(indicator.steps, tuple):
            found = lookup(col(indicator.name), {key: order for order, key in enumerate(indicator.steps, 1)})
        else:
            ladder = {bound: order for order, bound in enumerate(indicator.steps, 1)}
            found = band(col(indicator.name), ladder, below=0)
        return when(~col(indicator.name).is_null(), found, 0)

    return step(
        f"step_{indicator.number}",
        Text(f"Langkah {named(indicator).id}", f"Step of {named(indicator).en}"),
        indicator.name,
        build,
        Text(
            f"{{{indicator.name}}}: langkah {{step_{indicator.number}}}.",
            f"{{{indicator.name}}}: step {{step_{indicator.number}}}.",
        ),
        basis=LAW,
        confidence="L",
    )


def complaint_steps() -> tuple[Step, ...]:
    label = named(COMPLAINTS)
    return (
        step(
            "complaint_share",
            Text("Pengaduan yang selesai", "Complaints resolved"),
            "complaints_resolved complaints",
            lambda p: div_half_up(
                when(col("complaints_resolved") <= col("complaints"), col("complaints_resolved") * 10_000),
                col("complaints"),
            ),
            Text(
                "{complaints_resolved} dari {complaints}: {complaint_share}.",
                "{complaints_resolved} of {complaints}: {complaint_share}.",
            ),
            basis=LAW,
            confidence="L",
            unit="percent",
            scale=100,
            empty=Text("tidak ada pengaduan", "no complaint"),
        ),
        step(
            f"step_{COMPLAINTS.number}",
            Text(f"Langkah {label.id}", f"Step of {label.en}"),
            "complaints_resolved complaints",
            lambda p: cases(
                [
                    (col("complaints") == 0, 1),
                    (col("complaints_resolved") * 100 >= col("complaints") * p["share_three"], 3),
                    (col("complaints_resolved") * 100 >= col("complaints") * p["share_two"], 2),
                ],
                default=1,
            ),
            Text(
                "Mulai {share_three} langkah 3, mulai {share_two} langkah 2: {step_29}.",
                "From {share_three} step 3, from {share_two} step 2: {step_29}.",
            ),
            basis="Katalog 2026; langkah persentase tanpa lubang adalah keputusan produk",
            confidence="PD",
        ),
    )


IID_EVIDENCE_2026 = RuleSet(
    id="iid-evidence-2026",
    title=Text("Bukti inovasi menjadi langkah", "Evidence of an innovation to steps"),
    subject="iid-evidence",
    valid_from=date(2026, 1, 1),
    legal_basis=("Permendagri 104/2018",),
    parameters=load("iid-evidence-2026"),
    inputs=(
        *(evidence(indicator) for indicator in CATALOGUE),
        figure("complaints", Text("Pengaduan diterima", "Complaints received")),
        figure("complaints_resolved", Text("Pengaduan selesai", "Complaints resolved")),
    ),
    steps=(*(reached(indicator) for indicator in CATALOGUE), *complaint_steps()),
    outputs=tuple(f"step_{indicator.number}" for indicator in ALL),
    doubts=(
        Text(
            "Kemanfaatan boleh memakai lima dasar lain (cakupan, hemat, pendapatan, produk, tren); di sini orang.",
            "Benefit may be measured on five other bases (coverage, saving, income, products, trend); here people.",
        ),
    ),
)

REWARDS = {
    "NONE": Text("belum ada", "none"),
    "CERTIFICATE": Text("piagam", "certificate"),
    "REWARD": Text("piagam dan hadiah", "certificate and reward"),
    "MECHANISM": Text("keduanya dan mekanisme yang menjaga budaya inovasi", "both and a mechanism that sustains it"),
}


def reward_step(word: str, label: Text) -> Step:
    return step(
        f"{word}_step",
        label,
        f"{word}_reward",
        lambda p: lookup(col(f"{word}_reward"), {reward: order for order, reward in enumerate(REWARDS)}),
        basis=f"{LAW}, indikator 12",
        confidence="L",
    )


IID_REWARD_2026 = RuleSet(
    id="iid-reward-2026",
    title=Text("Penghargaan bagi inovator dan indeks", "Rewards for innovators and the index"),
    subject="iid-reward",
    valid_from=date(2026, 1, 1),
    legal_basis=("Permendagri 104/2018",),
    parameters=load("iid-reward-2026"),
    inputs=(
        code("present_reward", Text("Penghargaan sekarang", "Reward now"), REWARDS),
        code("planned_reward", Text("Penghargaan yang direncanakan", "Reward planned"), REWARDS),
    ),
    steps=(
        reward_step("present", Text("Langkah sekarang", "Step now")),
        reward_step("planned", Text("Langkah yang direncanakan", "Step planned")),
        step(
            "points_gained",
            Text("Tambahan nilai", "Points gained"),
            "present_step planned_step",
            lambda p: (col("planned_step") - col("present_step")) * p["weight"],
            Text(
                "({planned_step} - {present_step}) x {weight} = {points_gained}.",
                "({planned_step} - {present_step}) x {weight} = {points_gained}.",
            ),
            basis=f"{LAW}, indikator 12",
            confidence="L",
            unit="point",
        ),
        step(
            "index_gained",
            Text("Tambahan indeks", "Index gained"),
            "points_gained",
            lambda p: div_half_up(col("points_gained") * 10_000, p["maximum"]),
            Text("{points_gained} dari {maximum}: {index_gained}.", "{points_gained} of {maximum}: {index_gained}."),
            basis=f"{LAW}, indikator 12",
            confidence="L",
            unit="point",
            scale=100,
        ),
    ),
    outputs=("points_gained", "index_gained"),
)

RULESETS = (IID_INNOVATION_2026, IID_EVIDENCE_2026, IID_REWARD_2026)
