"""Every plan page: whole, for whom, and in how many queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prestasi.performance.models import ExpectedResult, Indicator, Plan, ResultLink
from tests.world import World

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(world.users[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def draft(world: World) -> Plan:
    plan = world.plans["employee"]
    Plan.objects.filter(pk=plan.pk).update(state="draft", version=0, agreed_by=None, agreed_at=None)
    return plan


def pages(world: World) -> dict[str, str]:
    plan, result = world.plans["employee"].pk, world.results["employee"].pk
    named = {
        "plan": (), "plan_detail": (plan,), "plan_compare": (plan,), "plan_print": (plan,), "plan_draft_of": (plan,),
        "plan_attachments": (plan,), "result": (result,), "result_edit": (result,), "result_links": (result,),
        "indicator_add": (result,), "indicator_edit": (world.indicators["employee"].pk,), "result_push": (result,),
        "goal_tree": (), "matrix": (), "matrix_print": (), "plan_submit": (plan,), "plan_end": (plan,),
    }  # fmt: skip
    return {name: reverse(f"performance:{name}", args=args) for name, args in named.items()}


def test_every_page_of_an_own_draft_opens(world: World, draft: Plan, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("employee")
    answers = {name: client.get(url).status_code for name, url in pages(world).items()}
    assert set(answers.values()) == {200}, answers
