"""Keberatan dan banding administratif (PP 79/2021): is each in time, and may the decision be carried out meanwhile."""

from datetime import date

from prestasi_rules.declare import day, flag, step
from prestasi_rules.fixed import cases, col, known, when
from prestasi_rules.parameters import load
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import Field, Step, Text

BASIS = "PP 79/2021"
NONE = Text("tidak ada", "none")
STATE = {
    "RUNNING": Text("keberatan atau banding berjalan", "an objection or appeal is running"),
    "CAN_BE_FOUGHT": Text("masih dapat diajukan keberatan atau banding", "may still be fought"),
    "FINAL": Text("berkekuatan tetap", "final"),
    "NOT_IN_FORCE": Text("belum berlaku", "not yet in force"),
    "ANNULLED": Text("dibatalkan", "annulled"),
}


def dated(name: str, id_: str, en: str) -> Field:
    return day(name, Text(id_, en), empty=NONE)


def in_time(name: str, event: str, limit: str, label: Text) -> Step:
    return step(
        name,
        label,
        f"{event} {limit}",
        lambda p: when(known(event), col(event) <= col(limit)),
        Text(f"{{{event}}}, batas {{{limit}}}: {{{name}}}.", f"{{{event}}}, limit {{{limit}}}: {{{name}}}."),
        basis=BASIS,
        kind="boolean",
        empty=Text("tidak diajukan", "not made"),
    )


REMEDY_2021 = RuleSet(
    id="discipline-remedy-2021",
    title=Text("Keberatan dan banding atas hukuman disiplin", "Objection and appeal against a sanction"),
    subject="discipline-remedy",
    valid_from=date(2021, 8, 31),
    legal_basis=(BASIS, "PP 94/2021"),
    parameters=load("discipline-remedy-2021"),
    inputs=(
        day("on", Text("Dilihat pada", "Seen on")),
        day("effective_on", Text("Berlaku mulai (hari kerja ke-15)", "In force from (15th working day)")),
        day("objection_until", Text("Keberatan sampai (hari kerja ke-14)", "Objection until (14th working day)")),
        dated("objected_on", "Keberatan diajukan", "Objection made"),
        dated("answered_on", "Keberatan dijawab", "Objection answered"),
        dated("appeal_until", "Banding sampai (hari kerja ke-14)", "Appeal until (14th working day)"),
        dated("appealed_on", "Banding diajukan", "Appeal made"),
        dated("appeal_decided_on", "Banding diputus", "Appeal decided"),
        flag("is_annulled", Text("Hukuman dibatalkan", "The sanction was annulled")),
    ),
    steps=(
        in_time(
            "objection_in_time", "objected_on", "objection_until", Text("Keberatan tepat waktu", "Objection in time")
        ),
        in_time("appeal_in_time", "appealed_on", "appeal_until", Text("Banding tepat waktu", "Appeal in time")),
        step(
            "state",
            Text("Keadaan", "State"),
            "on is_annulled objection_in_time answered_on appeal_in_time appeal_decided_on objected_on objection_until "
            "appeal_until effective_on",
            lambda p: cases(
                [
                    (col("is_annulled"), "ANNULLED"),
                    (col("appeal_in_time") & col("appeal_decided_on").is_null(), "RUNNING"),
                    (col("objection_in_time") & col("answered_on").is_null(), "RUNNING"),
                    (col("objected_on").is_null() & (col("on") <= col("objection_until")), "CAN_BE_FOUGHT"),
                    (col("appeal_in_time").is_null() & (col("on") <= col("appeal_until")), "CAN_BE_FOUGHT"),
                    (col("on") < col("effective_on"), "NOT_IN_FORCE"),
                ],
                default="FINAL",
            ),
            Text(
                "Keberatan {objected_on} (dijawab {answered_on}), banding {appealed_on} (diputus {appeal_decided_on}): "
                "pada {on} {state}.",
                "Objection {objected_on} (answered {answered_on}), appeal {appealed_on} (decided {appeal_decided_on}): "
                "on {on} {state}.",
            ),
            basis=BASIS,
            codes=STATE,
        ),
        step(
            "is_carried_out",
            Text("Dapat dijalankan", "May be carried out"),
            "state on effective_on",
            lambda p: (col("on") >= col("effective_on")) & col("state").is_in(["FINAL", "CAN_BE_FOUGHT"]),
            Text(
                "Selama keberatan atau banding berjalan keputusan tidak dijalankan: {is_carried_out}.",
                "While an objection or appeal runs the decision is not carried out: {is_carried_out}.",
            ),
            basis=BASIS,
            confidence="L",
            kind="boolean",
        ),
    ),
    outputs=("state", "objection_in_time", "appeal_in_time", "is_carried_out"),
    doubts=(
        Text(
            "Penundaan pelaksanaan selama keberatan dan banding adalah bacaan yang mungkin.",
            "That the decision waits during objection and appeal is a likely reading.",
        ),
    ),
)

RULESETS = (REMEDY_2021,)
