"""Objects of performance."""

from __future__ import annotations

import datetime as dt

from prestasi.api.models import ApiKey
from prestasi.api.tokens import fresh
from prestasi.performance.models import Evaluation, Evidence, Progress
from tests.web.access.cast import Stage
from tests.web.access.objects.basics import period, person, unit
from tests.web.access.objects.registry import Values, builds
from tests.world import NOW, TODAY


@builds("plan")
def plan(stage: Stage, subject: str) -> Values:
    return {"plan_id": stage.world.plans[subject].pk}


@builds("result")
def result(stage: Stage, subject: str) -> Values:
    return {"result_id": stage.world.results[subject].pk}


@builds("indicator")
def indicator(stage: Stage, subject: str) -> Values:
    return {"indicator_id": stage.world.indicators[subject].pk}


@builds("evaluation")
def evaluation(stage: Stage, subject: str) -> Values:
    """The open third quarter of the subject."""
    row = stage.world.plans[subject]
    found, _made = Evaluation.objects.get_or_create(
        plan=row, period=stage.world.periods[3],
        defaults={"person": row.person, "unit": row.unit, "rater": row.rater, "rater_superior": row.rater_superior},
    )  # fmt: skip
    return {"evaluation_id": found.pk}


@builds("progress")
def progress(stage: Stage, subject: str) -> Values:
    return {"progress_id": _progress(stage, subject).pk}


@builds("evidence")
def evidence(stage: Stage, subject: str) -> Values:
    """A link as evidence of an unchecked report."""
    row, _made = Evidence.objects.get_or_create(
        progress=_progress(stage, subject), kind="link",
        defaults={
            "title": "Rekap", "reference": "https://contoh.test/rekap", "sha256": "0" * 64,
            "added_by": stage.world.people[subject],
        },
    )  # fmt: skip
    return {"evidence_id": row.pk}


def _progress(stage: Stage, subject: str) -> Progress:
    row, _made = Progress.objects.get_or_create(
        indicator=stage.world.indicators[subject], plan=stage.world.plans[subject], on=TODAY,
        defaults={"value": 89, "reported_by": stage.world.people[subject]},
    )  # fmt: skip
    return row


@builds("goal")
def goal(stage: Stage, subject: str) -> Values:
    """The goal of the health service."""
    indicator = stage.world.goal.indicators.get()
    return {"goal_id": stage.world.goal.pk, "indicator_id": indicator.pk, "key": f"g{stage.world.goal.pk}"}


@builds("achievement")
def achievement(stage: Stage, subject: str) -> Values:
    return {**unit(stage, subject), **period(stage, subject)}


@builds("link")
def link(stage: Stage, subject: str) -> Values:
    return {"link_id": stage.world.results[subject].links.get().pk}


@builds("cell")
def cell(stage: Stage, subject: str) -> Values:
    """The subject's share in a result of the superior."""
    return {**person(stage, subject), "parent_id": stage.world.results["superior"].pk}


@builds("api_indicator")
def api_indicator(stage: Stage, subject: str) -> Values:
    return {"indicator": f"i{stage.world.indicators[subject].pk}"}


@builds("api_key")
def api_key(stage: Stage, subject: str) -> Values:
    """A running key of the subject's indicator."""
    token = fresh()
    row = ApiKey.objects.create(
        indicator=stage.world.indicators[subject], holder=stage.world.people[subject], label="uji",
        prefix=token.prefix, secret_hash=token.hash, made_by=stage.world.users[subject],
        expires_at=NOW + dt.timedelta(days=3_000),
    )  # fmt: skip
    return {"key_id": row.pk}


@builds("indicator_of_result")
def indicator_of_result(stage: Stage, subject: str) -> Values:
    return {**result(stage, subject), **indicator(stage, subject)}


@builds("taking")
def taking(stage: Stage, subject: str) -> Values:
    """A result of the superior, taken into the subject's plan."""
    return {**plan(stage, subject), "what": "hasil", "thing_id": stage.world.results["superior"].pk}


@builds("review_item")
def review_item(stage: Stage, subject: str) -> Values:
    """The subject's unchecked report as it stands in the review queue."""
    return {"key": f"r{_progress(stage, subject).pk}"}
