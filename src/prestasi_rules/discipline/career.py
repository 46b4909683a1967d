"""Akibat hukuman pada karier: what is held or blocked, and until when. Product policy; every term is a parameter."""

from datetime import date

import narwhals as nw

from prestasi_rules.dates import add_months
from prestasi_rules.declare import code, day, step
from prestasi_rules.discipline.absence import LEVEL
from prestasi_rules.fixed import cases, col, known, lookup, when
from prestasi_rules.parameters import Parameters, load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Step, Text

BASIS = "Keputusan produk; PP 94/2021 tidak menyebut masa larangan"
NONE = Text("tidak ada", "none")
PHASE = {
    "EXAMINATION": Text("dalam pemeriksaan", "under examination"),
    "REMEDY": Text("keberatan atau banding", "objection or appeal"),
    "PUNISHED": Text("dijatuhi hukuman", "punished"),
    "DISMISSED": Text("diberhentikan", "dismissed"),
    "SUSPECT": Text("tersangka pidana, diberhentikan sementara", "criminal suspect, suspended"),
    "ANNULLED": Text("dibatalkan", "annulled"),
}
EFFECT = {
    "FREE": Text("tidak terhalang", "free"),
    "SHOWN": Text("tidak terhalang, diperlihatkan kepada komite", "free, shown to the committee"),
    "HOLD": Text("ditahan", "held"),
    "BLOCKED": Text("terhalang", "blocked"),
    "ENDED": Text("berakhir", "ended"),
}
ACTS = {
    "rank_promotion": Text("Kenaikan pangkat", "Rank promotion"),
    "post_promotion": Text("Kenaikan jabatan", "Post promotion"),
    "succession": Text("KRS", "Succession group"),
    "own_transfer": Text("Mutasi atas permintaan sendiri", "Transfer at own request"),
}


def effect(act: str) -> nw.Expr:
    """The line of the policy table for one act."""
    blocked_until = "term_ends_on" if act == "own_transfer" else "blocked_until"
    free = "SHOWN" if act == "post_promotion" else "FREE"
    return cases(
        [
            (col("phase") == "ANNULLED", "FREE"),
            (col("phase") == "DISMISSED", "ENDED"),
            (col("phase").is_in(["EXAMINATION", "REMEDY", "SUSPECT"]), "HOLD"),
            (col("level") == "RINGAN", free),
            (known(blocked_until) & (col("on") < col(blocked_until)), "BLOCKED"),
        ],
        default="FREE",
    )


def effect_step(act: str) -> Step:
    label = ACTS[act]
    last = "term_ends_on" if act == "own_transfer" else "blocked_until"
    return step(
        act,
        label,
        f"phase level on {last}",
        lambda p: effect(act),
        Text(
            f"{label.id} pada {{on}}: {{phase}}, tingkat {{level}}, sampai {{{last}}}: {{{act}}}.",
            f"{label.en} on {{on}}: {{phase}}, level {{level}}, until {{{last}}}: {{{act}}}.",
        ),
        basis=BASIS,
        confidence="PD",
        codes=EFFECT,
    )


def blocked_until(p: Parameters) -> nw.Expr:
    return when(
        col("phase") == "PUNISHED", add_months(col("term_ends_on"), lookup(col("level"), p["block_extra_months"]))
    )


CAREER_1 = RuleSet(
    id="discipline-career-1",
    title=Text("Akibat hukuman disiplin pada karier", "Effect of a sanction on the career"),
    subject="discipline-career",
    valid_from=date(2021, 8, 31),
    legal_basis=(BASIS,),
    parameters=load("discipline-career-1"),
    inputs=(
        day("on", Text("Tanggal keputusan karier", "Date of the career decision")),
        code("phase", Text("Tahap perkara", "Phase of the case"), PHASE),
        code("level", Text("Tingkat hukuman", "Level of the sanction"), LEVEL, empty=NONE),
        day("term_ends_on", Text("Hukuman berakhir sebelum", "The term ends before"), empty=Text("tanpa", "none")),
    ),
    steps=(
        step(
            "blocked_until",
            Text("Terhalang sampai sebelum", "Blocked until before"),
            "phase term_ends_on level",
            blocked_until,
            Text(
                "{term_ends_on} ditambah masa tunggu ({block_extra_months}): {blocked_until}.",
                "{term_ends_on} plus the waiting time ({block_extra_months}): {blocked_until}.",
            ),
            basis=BASIS,
            confidence="U",
            kind="date",
            empty=NONE,
        ),
        *(effect_step(act) for act in ACTS),
    ),
    outputs=(*ACTS, "blocked_until"),
    doubts=(
        Text(
            "Masa tunggu 12 bulan setelah hukuman tidak ditemukan dalam PP 94/2021.",
            "The 12 months after a sanction were not found in PP 94/2021.",
        ),
    ),
)

RULESETS = (CAREER_1,)
