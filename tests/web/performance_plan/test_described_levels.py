"""*Pendekatan kualitatif*: one plan from its described levels to the result page, each page showing the levels."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from prestasi.audit.models import Event
from prestasi.core.errors import Closed
from prestasi.performance.actions.approach import choose_approach
from prestasi.performance.models import Evaluation, Indicator, Plan, Progress
from tests.web.conftest import Answer, SignIn
from tests.world import World, open_evaluation

ABOVE, AS_EXPECTED, BELOW = "Dipakai unit lain sebagai acuan", "Dipakai di unit sendiri", "Selesai tetapi belum dipakai"


def html(answer: Answer) -> str:
    return answer.content.decode()


def at(name: str, *args: object) -> str:
    return reverse(f"performance:{name}", args=args)


@pytest.fixture
def draft(world: World) -> Plan:
    """The employee's plan before it was ever agreed, its result linked to the superior's."""
    plan = world.plans["employee"]
    Progress.objects.filter(plan=plan).delete()
    Plan.objects.filter(pk=plan.pk).update(state="draft", version=0, agreed_by=None, agreed_at=None)
    return Plan.objects.get(pk=plan.pk)


def test_a_qualitative_plan_from_its_levels_to_the_result_page(world: World, draft: Plan, signed_in: SignIn) -> None:
    mine, boss = signed_in("employee"), signed_in("superior")
    indicator = world.indicators["employee"]

    # written: the form of this plan is the qualitative one, and asks for three described levels
    mine.post(at("plan_approach", draft.pk), {"approach": "qualitative"})
    assert Plan.objects.get(pk=draft.pk).form == "A-L"
    editing = at("indicator_edit", indicator.pk)
    page = html(mine.get(editing))
    assert "Sesuai ekspektasi bila" in page and 'name="target"' not in page
    version = Plan.objects.get(pk=draft.pk).lock_version
    sent = {"name": "Pedoman yang dipakai", "aspect": "kualitas", "frequency": "monthly", "version": version}
    sent |= {"level_1": ABOVE, "level_2": AS_EXPECTED}
    assert mine.post(editing, sent).status_code == 422
    assert mine.post(editing, sent | {"level_3": BELOW}).status_code == 302
    described = Indicator.objects.get(pk=indicator.pk)
    assert (described.target, [level["text"] for level in described.levels]) == (None, [ABOVE, AS_EXPECTED, BELOW])

    # agreed: the superior reads the levels and signs
    version = Plan.objects.get(pk=draft.pk).lock_version
    assert ABOVE in html(mine.get(at("plan_submit", draft.pk)))
    assert mine.post(at("plan_submit", draft.pk), {"version": version, "key": uuid.uuid4()}).status_code == 302
    version = Plan.objects.get(pk=draft.pk).lock_version
    assert boss.post(at("plan_agree", draft.pk), {"version": version, "key": uuid.uuid4()}).status_code == 302
    assert Plan.objects.get(pk=draft.pk).state == "agreed"

    # reported: a level is chosen by its description, never typed as a number
    page = html(mine.get(at("report")))
    assert f"Di atas ekspektasi: {ABOVE}" in page and 'name="value"' not in page
    sent = {"indicator": indicator.pk, "on": "2026-09-30", "link": "https://pedoman.contoh.go.id/"}
    assert mine.post(at("report"), sent).status_code == 422
    assert mine.post(at("report"), sent | {"level": 1, "key": uuid.uuid4()}).status_code == 302
    report = Progress.objects.get(plan=draft)
    assert (report.level, report.value) == (1, None)

    # verified: the superior sees which level is claimed among all three
    page = html(boss.get(at("review_item", f"r{report.pk}")))
    assert f"<b>{ABOVE}</b>" in page and BELOW in page
    assert boss.post(at("progress_accept", report.pk), {"key": uuid.uuid4()}).status_code in {200, 302}

    # rated: the queue shows the three levels and the one that was reached
    evaluation = open_evaluation(world, "employee")
    page = html(boss.get(at("rating", evaluation.pk)))
    assert f"<b>{ABOVE}</b>" in page and AS_EXPECTED in page and BELOW in page and "Di atas ekspektasi" in page
    result = world.results["employee"].pk
    ratings = {f"r{result}": 1, f"a{result}": "Acuan tiga unit lain."} | {f"p{n}": 2 for n in range(1, 8)}
    ratings |= {"result_rating": 1, "behaviour_rating": 2, "lock_version": evaluation.lock_version}
    assert boss.post(at("rating", evaluation.pk), ratings).status_code in {200, 302}
    rated = Evaluation.objects.get(pk=evaluation.pk)
    assert (rated.state, (rated.frozen or {})["standings"][str(result)]["indicators"][0]["described"]) == (
        "rated",
        ABOVE,
    )

    # released: the reasons of the result name the level and its description
    Evaluation.objects.filter(pk=evaluation.pk).update(state="received", released_at="2026-10-08T00:00Z")
    page = html(mine.get(at("my_result", evaluation.pk)))
    assert ABOVE in page and "Di atas ekspektasi" in page and "% dari target" not in page


def test_the_approach_is_the_owners_until_the_plan_was_agreed(world: World, draft: Plan, signed_in: SignIn) -> None:
    assert signed_in("superior").post(at("plan_approach", draft.pk), {"approach": "qualitative"}).status_code == 403
    by = world.actor("employee")
    choose_approach(by=by, plan_id=draft.pk, approach="qualitative")
    assert Event.objects.latest("id").payload["form"] == "A-L"
    Indicator.objects.filter(result__plan=draft).update(levels=[{"level": n, "text": "x"} for n in (1, 2, 3)])
    choose_approach(by=by, plan_id=draft.pk, approach="quantitative")
    kept = Indicator.objects.filter(result__plan=draft)
    assert Plan.objects.get(pk=draft.pk).form == "A-Q" and all(i.levels == [] for i in kept)
    Plan.objects.filter(pk=draft.pk).update(version=1, state="revising")
    with pytest.raises(Closed):
        choose_approach(by=by, plan_id=draft.pk, approach="qualitative")
