"""Teams across units, and indicators of the agency's library."""

from __future__ import annotations

from prestasi.performance.models import StandardIndicator, TeamMember, TeamResult, WorkTeam
from tests.web.access.cast import Stage
from tests.web.access.objects.registry import Values, builds
from tests.world import LONG_AGO, YEAR_END


@builds("work_team")
def work_team(stage: Stage, subject: str) -> Values:
    """A team of the subject's unit with the subject in it, led by the head of another unit."""
    world = stage.world
    team = WorkTeam.objects.create(
        name="Tim lintas unit", unit=world.assignments[subject].unit, leader=world.people["other_head"],
        decree_number="188/1", starts_on=LONG_AGO, ends_on=YEAR_END,
    )  # fmt: skip
    team.members.create(person=world.people[subject], joined_on=LONG_AGO)
    return {"team_id": team.pk}


@builds("team_member")
def team_member(stage: Stage, subject: str) -> Values:
    team = work_team(stage, subject)["team_id"]
    return {"team_id": team, "member_id": TeamMember.objects.get(team=team).pk}


@builds("team_result")
def team_result(stage: Stage, subject: str) -> Values:
    """A result of the leader that the team works for."""
    team, result = work_team(stage, subject)["team_id"], stage.world.results["other_head"].pk
    TeamResult.objects.create(team_id=team, result_id=result)
    return {"team_id": team, "result_id": result}


@builds("standard")
def standard(stage: Stage, subject: str) -> Values:
    """An indicator of the library, meant for the kind of post of the subject."""
    row = StandardIndicator.objects.create(
        name="Cakupan layanan", definition="Bagian yang dilayani", formula="a : b x 100", unit_of_measure="persen",
        data_source="Laporan bulanan", quality_control="Uji petik", position_kind=stage.world.positions[subject].kind,
    )  # fmt: skip
    return {"standard_id": row.pk}


@builds("standard_of_result")
def standard_of_result(stage: Stage, subject: str) -> Values:
    return {"result_id": stage.world.results[subject].pk, **standard(stage, subject)}
