"""People in the state that a task needs, and a session for each. Run as a child, so that the tests stay outside Django.

`python -m tests.browser.tasks.cast dialogue_asker` prints the key of a session, the person and what the task is about.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.site import PROJECT, Site
from tests.browser.tasks import prepared


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who can do the task. `about`: the id of the thing it is done to, 0 when there is none.

    `given`: a file or a secret that the person has at hand, "" when there is none.
    """

    session: str
    person_id: int
    about: int
    given: str = ""


def somebody(site: Site, part: str) -> Part:
    """The first person of the installation who is in that state, signed in."""
    command = [sys.executable, "-m", "tests.browser.tasks.cast", part]
    done = subprocess.run(command, env=site.environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"nobody can be the {part}:\n{done.stderr[-800:]}")
    return Part(**json.loads(done.stdout))


Found = tuple[int, str, int] | tuple[int, str, int, str]  # person, role, what it is about, what is given


def _known() -> Any:
    """The people of the demo accounts: other tests rely on their roles and on what waits for them."""
    from prestasi.accounts.models import User

    return User.objects.filter(is_demo=True, person__isnull=False).values("person_id")


def _draft_planner() -> Found:
    """A plan of this year that nobody has begun to write, after a year with three results."""
    from django.db.models import Count

    from prestasi.performance.models import Indicator, Plan, ResultLink

    full = Plan.objects.filter(state="closed").annotate(size=Count("results")).filter(size=3)
    draft = Plan.objects.filter(state="draft", is_unit_head=False, person_id__in=full.values("person_id"))
    draft = draft.exclude(person_id__in=_known())
    plan = draft.order_by("pk")[0]
    ResultLink.objects.filter(result__plan=plan).delete()
    Indicator.objects.filter(result__plan=plan).delete()
    plan.results.all().delete()
    return plan.person_id, "employee", plan.pk


def _dialogue_asker() -> Found:
    """An employee without a dialogue that waits, whose superior is known."""
    from prestasi.dialogue.models import Dialogue
    from prestasi.performance.models import Plan

    waiting = Dialogue.objects.filter(state__in=["proposed", "agreed"]).values("person_id")
    plans = Plan.objects.filter(state="agreed", is_unit_head=False, rater__isnull=False).exclude(person_id__in=waiting)
    plans = plans.filter(person__left_on__isnull=True).exclude(person_id__in=_known())
    return plans.order_by("-pk")[0].person_id, "employee", 0


def _self_assessor() -> Found:
    """The period is open and nothing was said about it yet; four or five results."""
    from django.db.models import Count

    from prestasi.performance.models import Evaluation

    found = Evaluation.objects.filter(state="open", period__state="open", is_unit_head=False, plan__state="agreed")
    sized = found.alias(size=Count("plan__results", distinct=True)).filter(size__in=(4, 5))
    sized = sized.filter(person__left_on__isnull=True).exclude(person_id__in=_known())
    one = sized.order_by("-pk")[0]
    return one.person_id, "employee", one.pk


def _result_reader() -> Found:
    """A released result that was never opened."""
    from prestasi.performance.models import Evaluation

    here = {"released_at__isnull": False, "person__left_on__isnull": True}
    found = Evaluation.objects.filter(state="confirmed", plan__state="agreed", **here)
    one = found.filter(period__cycle__year=2026).exclude(person_id__in=_known()).order_by("-pk")[0]
    return one.person_id, "employee", one.pk


def _plan_approver() -> Found:
    """The rater of a plan that was sent."""
    from prestasi.performance.models import Plan

    plan = Plan.objects.filter(state="submitted").exclude(rater_id__in=_known()).order_by("pk")[0]
    assert plan.rater_id is not None
    return plan.rater_id, "supervisor", plan.pk


def _recorder() -> Found:
    """The superior of somebody with whom a dialogue was agreed, an hour after it began."""
    from django.db.models import Exists, OuterRef

    from prestasi.core import clock
    from prestasi.dialogue.models import Dialogue
    from prestasi.people.models import ReportingLine

    agreed = Dialogue.objects.filter(state="agreed", kind="check_in", starts_at__gt=clock.now())
    led = ReportingLine.objects.on(clock.today()).filter(person=OuterRef("person"), superior=OuterRef("leader"))
    talk = agreed.filter(Exists(led)).exclude(leader_id__in=_known()).order_by("starts_at")[0]
    Dialogue.objects.filter(pk=talk.pk).update(starts_at=clock.now() - dt.timedelta(hours=1))
    return talk.leader_id, "supervisor", talk.pk


def _team_reader() -> Found:
    """A rater who was away for two months while the team was busy."""
    from django.db.models import Count

    from prestasi.core import clock
    from prestasi.dialogue.models import TeamReading
    from prestasi.people.models import ReportingLine

    lines = ReportingLine.objects.on(clock.today()).exclude(superior__in=TeamReading.objects.values("reader_id"))
    lines = lines.exclude(superior__in=_known())
    one = lines.values("superior_id").annotate(size=Count("pk")).filter(size__gte=6).order_by("superior_id")[0]
    seen = clock.now() - dt.timedelta(days=60)
    for line in lines.filter(superior=one["superior_id"]):
        TeamReading.objects.create(reader_id=line.superior_id, person_id=line.person_id, seen_until=seen)
    return one["superior_id"], "supervisor", 0


def _rater() -> Found:
    """Somebody who has no head to rate, whose people have agreed plans, where the unit's achievement is known."""
    from django.db.models import Count, Exists, OuterRef, Q

    from prestasi.performance.models import Evaluation, UnitAchievement

    known = UnitAchievement.objects.filter(unit=OuterRef("unit"), period=OuterRef("period"))
    waiting = Evaluation.objects.filter(state__in=("open", "self"), period__state="open", rater__isnull=False)
    waiting = waiting.exclude(rater_id__in=_known())
    early = waiting.filter(~Exists(known) | ~Q(plan__state="agreed") | Q(is_unit_head=True)).values("rater_id")
    raters = waiting.exclude(rater_id__in=early).values("rater_id").annotate(size=Count("pk")).filter(size__gte=3)
    return raters.order_by("-size", "rater_id")[0]["rater_id"], "supervisor", 0


def _objection_desk() -> Found:
    """The analyst, when both sides of an objection were heard."""
    from prestasi.accounts.models import User
    from prestasi.objection.actions.desk import answer_objection
    from prestasi.objection.models import Objection

    analyst = User.objects.get(is_demo=True, active_role="analyst")
    assert analyst.person_id is not None
    heard = Objection.objects.filter(state="answered").first()
    if heard is None:
        heard = Objection.objects.filter(state="filed").order_by("-pk").first() or _filed()
        words = "Bukti itu datang sesudah penilaian dan belum dihitung."
        answer_objection(by=actor_of_person(heard.rater_id), objection_id=heard.pk, answer=words)
    return analyst.person_id, "analyst", heard.pk


def _filed() -> Any:
    """A new objection of the first person who may still object."""
    from prestasi.objection.actions.filing import Target, file_objection
    from prestasi.objection.models import Objection

    person, _role, evaluation = _result_reader()[:3]
    from prestasi.performance.actions.evaluation import receive_evaluation

    receive_evaluation(by=actor_of_person(person), evaluation_id=evaluation)
    words = "Realisasi bulan terakhir belum dihitung; rekapitulasinya diunggah sebelum batas."
    receipt = file_objection(
        by=actor_of_person(person), evaluation_id=evaluation, targets=[Target("predicate")], reason=words
    )
    return Objection.objects.get(pk=receipt.made)


def actor_of_person(person_id: int) -> Any:
    """That person as the application sees them today."""
    from prestasi.accounts.middleware import actor_of
    from prestasi.accounts.models import User
    from prestasi.accounts.queries.standing import standing_of
    from prestasi.core import clock

    user = User.objects.get(person_id=person_id)
    return actor_of(user, standing_of(user, clock.today()))


PARTS: dict[str, Callable[[], Found]] = {
    "draft_planner": _draft_planner,
    "dialogue_asker": _dialogue_asker,
    "self_assessor": _self_assessor,
    "result_reader": _result_reader,
    "plan_approver": _plan_approver,
    "recorder": _recorder,
    "team_reader": _team_reader,
    "rater": _rater,
    "objection_desk": _objection_desk,
    "import_desk": prepared.import_desk,
    "determiner": prepared.determiner,
    "thirty": prepared.thirty,
}


def _signed_in(person_id: int, role: str) -> str:
    """The key of a new session of that person in that role."""
    from django.contrib.sessions.backends.db import SessionStore

    from prestasi.accounts.models import User

    user = User.objects.get(person_id=person_id)
    User.objects.filter(pk=user.pk).update(active_role=role)
    store: Any = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = "prestasi.accounts.backends.AccountBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    person, role, about, *given = PARTS[sys.argv[1]]()
    part = {"session": _signed_in(person, role), "person_id": person, "about": about, "given": "".join(given)}
    print(json.dumps(part))
