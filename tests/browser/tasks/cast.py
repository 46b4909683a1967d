"""People in the state that a task needs, and a session for each. Run as a child, so that the tests stay outside Django.

`python -m tests.browser.tasks.cast dialogue_asker` prints the key of a session, the person and what the task is about.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.site import PROJECT, Site


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who can do the task. `about`: the id of the thing it is done to, 0 when there is none."""

    session: str
    person_id: int
    about: int


def somebody(site: Site, part: str) -> Part:
    """The first person of the installation who is in that state, signed in."""
    command = [sys.executable, "-m", "tests.browser.tasks.cast", part]
    done = subprocess.run(command, env=site.environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"nobody can be the {part}:\n{done.stderr[-800:]}")
    return Part(**json.loads(done.stdout))


Found = tuple[int, str, int]  # person, role, what it is about


def _draft_planner() -> Found:
    """A plan of this year that was never sent."""
    from prestasi.performance.models import Plan

    last_year = Plan.objects.filter(state="closed").values("person_id")
    plan = Plan.objects.filter(state="draft", person_id__in=last_year).order_by("is_unit_head", "pk")[0]
    return plan.person_id, "employee", plan.pk


def _dialogue_asker() -> Found:
    """An employee without a dialogue that waits, whose superior is known."""
    from prestasi.dialogue.models import Dialogue
    from prestasi.performance.models import Plan

    waiting = Dialogue.objects.filter(state__in=["proposed", "agreed"]).values("person_id")
    plans = Plan.objects.filter(state="agreed", is_unit_head=False, rater__isnull=False).exclude(person_id__in=waiting)
    return plans.filter(person__left_on__isnull=True).order_by("-pk")[0].person_id, "employee", 0


def _self_assessor() -> Found:
    """The period is open and nothing was said about it yet; four or five results."""
    from django.db.models import Count

    from prestasi.performance.models import Evaluation

    found = Evaluation.objects.filter(state="open", period__state="open", is_unit_head=False, plan__state="agreed")
    sized = found.alias(size=Count("plan__results", distinct=True)).filter(size__in=(4, 5))
    one = sized.filter(person__left_on__isnull=True).order_by("-pk")[0]
    return one.person_id, "employee", one.pk


def _result_reader() -> Found:
    """A released result that was never opened."""
    from prestasi.performance.models import Evaluation

    here = {"released_at__isnull": False, "person__left_on__isnull": True}
    found = Evaluation.objects.filter(state="confirmed", plan__state="agreed", **here)
    one = found.filter(period__cycle__year=2026).order_by("-pk")[0]
    return one.person_id, "employee", one.pk


def _plan_approver() -> Found:
    """The rater of a plan that was sent."""
    from prestasi.performance.models import Plan

    plan = Plan.objects.filter(state="submitted").order_by("pk")[0]
    return plan.rater_id, "supervisor", plan.pk


def _recorder() -> Found:
    """The superior of somebody whose dialogue is agreed for a day that has come, or is near."""
    from prestasi.dialogue.models import Dialogue

    talk = Dialogue.objects.filter(state="agreed", kind="check_in").order_by("starts_at")[0]
    return talk.leader_id, "supervisor", talk.pk


def _team_reader() -> Found:
    """A rater with a team that has been busy."""
    from django.db.models import Count

    from prestasi.dialogue.models import TeamReading
    from prestasi.performance.models import Plan

    begun = TeamReading.objects.values("reader_id")
    teams = Plan.objects.filter(state="agreed").exclude(rater_id__in=begun).values("rater_id")
    return teams.annotate(size=Count("pk")).filter(size__gte=5).order_by("size", "rater_id")[0]["rater_id"], "supervisor", 0


def _rater() -> Found:
    """Somebody with people to rate who are no heads of units."""
    from django.db.models import Count

    from prestasi.performance.models import Evaluation

    waiting = Evaluation.objects.filter(state__in=("open", "self"), period__state="open", is_unit_head=False)
    raters = waiting.values("rater_id").annotate(size=Count("pk")).filter(size__gte=3)
    return raters.order_by("-size", "rater_id")[0]["rater_id"], "supervisor", 0


PARTS: dict[str, Callable[[], Found]] = {
    "draft_planner": _draft_planner,
    "dialogue_asker": _dialogue_asker,
    "self_assessor": _self_assessor,
    "result_reader": _result_reader,
    "plan_approver": _plan_approver,
    "recorder": _recorder,
    "team_reader": _team_reader,
    "rater": _rater,
}


def _signed_in(person_id: int, role: str) -> str:
    """The key of a new session of that person in that role."""
    from django.contrib.sessions.backends.db import SessionStore

    from prestasi.accounts.models import User

    user = User.objects.get(person_id=person_id)
    User.objects.filter(pk=user.pk).update(active_role=role)
    store: Any = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    person, role, about = PARTS[sys.argv[1]]()
    print(json.dumps({"session": _signed_in(person, role), "person_id": person, "about": about}))
