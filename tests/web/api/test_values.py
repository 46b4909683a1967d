"""A machine posts a figure: only on its one indicator, once, verified by the superior like any other."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from prestasi.api.actions.keys import MOST_RUNNING, make_key, revoke_key
from prestasi.api.actions.post import PER_MINUTE
from prestasi.api.document import document
from prestasi.api.models import ApiKey, ApiPost
from prestasi.api.queries.series import public_id
from prestasi.audit.models import Event
from prestasi.core import clock
from prestasi.core.errors import Closed, NotAllowed, NotVisible
from prestasi.performance.actions.verification import accept_progress
from prestasi.performance.models import Evidence, Progress
from prestasi.policy.routes import policy
from tests.web.conftest import SignIn
from tests.world import World

BODY = {"on": "2026-10-01", "value": 91.5, "source": {"system": "SIMPUS", "reference": "LB3-2026-09"}}


def token(world: World, who: str = "employee") -> str:
    made, _receipt = make_key(by=world.actor(who), indicator_id=world.indicators[who].pk, label="SIMPUS", days=90)
    assert made
    return made.text


def address(world: World, who: str = "employee") -> str:
    return reverse("api:values", args=[public_id(world.indicators[who].pk)])


def post(
    world: World, key: str, body: Any = None, idem: str = "uji-00000001", who: str = "employee", **more: Any
) -> Any:
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": idem} | more.pop("headers", {})
    sent = body if isinstance(body, str) else json.dumps(BODY if body is None else body)
    return Client().post(address(world, who), sent, content_type=more.pop("kind", "application/json"), headers=headers)


def refused(answer: Any, status: int) -> dict[str, Any]:
    """A problem document of this status."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    words: dict[str, Any] = answer.json()
    assert words["status"] == status and words["title"] and words["detail"] is not None
    return words


def test_a_value_becomes_a_report_that_waits_for_the_superior(world: World) -> None:
    answer = post(world, token(world))
    assert answer.status_code == 201
    row = Progress.objects.get()
    assert (str(row.value), row.state, row.reported_by_id) == ("91.5000", "reported", world.people["employee"].pk)
    assert Evidence.objects.get().kind == "record" and "LB3-2026-09" in Evidence.objects.get().reference
    event = Event.objects.get(kind="progress.reported")
    assert event.actor_name.startswith("Mesin SIMPUS (kunci ") and answer.json()["receipt"] == event.number
    assert Event.objects.get(kind="api.value_posted").payload["receipt"] == event.number
    accept_progress(by=world.actor("superior"), progress_id=row.pk)
    assert Progress.objects.get().verified_by_id == world.people["superior"].pk


def test_the_same_request_gets_the_same_receipt_another_body_is_refused(world: World) -> None:
    key = token(world)
    first, again = post(world, key), post(world, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"] and again.json()["repeated"] is True
    refused(post(world, key, BODY | {"value": 92}), 422)
    assert Progress.objects.count() == 1 == ApiPost.objects.count()
    assert post(world, key, BODY | {"on": "2026-10-02"}, "uji-00000002").status_code == 201


def test_a_key_opens_its_own_indicator_and_nothing_else(world: World, signed_in: SignIn) -> None:
    key = token(world)
    refused(post(world, key, who="peer"), 404)
    for path in ("/hari-ini/", "/pegawai/", reverse("api:keys")):
        assert Client().get(path, headers={"Authorization": f"Bearer {key}"}).status_code == 302
    assert signed_in("employee").get(address(world)).status_code == 401


@pytest.mark.parametrize("key", ["", "prs_00000000_" + "a" * 43, "Basic x", "prs_x", "\u0000"])
def test_no_key_no_answer(world: World, key: str) -> None:
    answer = post(world, key)
    refused(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_revoked_and_expired_keys_are_dead_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    key, other = token(world), token(world)
    revoke_key(by=world.actor("superior"), key_id=ApiKey.objects.order_by("pk")[0].pk)
    refused(post(world, key), 401)
    later = clock.now() + dt.timedelta(days=91)
    monkeypatch.setattr(clock, "database_now", lambda: later)
    refused(post(world, other), 401)
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [("{", 400, ""), ("[]", 400, ""),
     ('{"value": NaN}', 400, ""), ({}, 422, "/on"), (BODY | {"on": "kemarin"}, 422, "/on"),
     (BODY | {"value": "1e5"}, 422, "/value"), (BODY | {"value": True}, 422, "/value"),
     (BODY | {"value": 0.00001}, 422, "/value"), (BODY | {"value": 10**15}, 422, "/value"),
     (BODY | {"source": "SIMPUS"}, 422, "/source"), (BODY | {"note": 3}, 422, "/note"),
     (BODY | {"lain": 1}, 422, "/lain"), (BODY | {"on": "2026-12-01"}, 422, "/on")],
)  # fmt: skip
def test_bad_input_is_named(world: World, body: Any, status: int, pointer: str) -> None:
    words = refused(post(world, token(world), body), status)
    if pointer:
        assert pointer in {error["pointer"] for error in words["errors"]}
    assert not Progress.objects.exists() and not ApiPost.objects.exists()


def test_other_refusals(world: World) -> None:
    key = token(world)
    refused(post(world, key, kind="text/plain"), 415)
    refused(post(world, key, "x" * 20_000), 413)
    refused(post(world, key, idem="pendek"), 422)
    refused(post(world, key, BODY | {"on": "2026-05-01"}), 409)
    world.users["employee"].is_active = False
    world.users["employee"].save()
    refused(post(world, key), 403)


def test_a_minute_has_its_limit(world: World) -> None:
    key = token(world)
    ApiKey.objects.update(window_at=clock.database_now(), window_count=PER_MINUTE)
    answer = post(world, key)
    refused(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 61


def test_the_own_series_is_read(world: World) -> None:
    key = token(world)
    post(world, key)
    told = Client().get(address(world), headers={"Authorization": f"Bearer {key}"}).json()
    assert told["indicator"]["target"] == "92"
    assert told["values"] == [{"on": "2026-10-01", "value": "91.5", "state": "reported", "note": ""}]


def test_only_the_hash_is_kept_and_the_key_is_shown_once(world: World, signed_in: SignIn) -> None:
    client, url = signed_in("employee"), reverse("api:indicator", args=[world.indicators["employee"].pk])
    form = {"label": "SIMPUS", "days": "90", "key": "33333333-3333-4333-8333-333333333333"}
    page = client.post(url, form).content.decode()
    text = page.partition("<code data-token>")[2].partition("</code>")[0]
    assert post(world, text).status_code == 201
    assert text.rpartition("_")[2] not in str(list(ApiKey.objects.values())) + str(list(Event.objects.values()))
    assert text not in client.get(url).content.decode()
    assert "sudah dibuat" in client.post(url, form).content.decode() and ApiKey.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "error"),
    [("superior", NotAllowed), ("admin", NotAllowed), ("analyst", NotAllowed), ("stranger", NotVisible)],
)
def test_only_the_owner_makes_keys(world: World, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        make_key(by=world.actor(who), indicator_id=world.indicators["employee"].pk, label="x", days=30)


def test_five_keys_are_enough(world: World) -> None:
    for _n in range(MOST_RUNNING):
        token(world)
    with pytest.raises(Closed):
        token(world)


@pytest.mark.parametrize(("who", "rows"), [("employee", 1), ("superior", 1), ("peer", 0), ("admin", 2), ("auditor", 2)])
def test_who_sees_which_keys(world: World, signed_in: SignIn, who: str, rows: int) -> None:
    token(world)
    token(world, "stranger")
    assert signed_in(who).get(reverse("api:keys")).content.decode().count("prs_") == rows


def test_the_document_is_that_of_the_running_interface(world: World) -> None:
    told = Client().get(reverse("api:openapi")).json()
    assert told["openapi"] == "3.1.0" and told == document("http://testserver")
    (path, verbs), *rest = told["paths"].items()
    assert not rest and path.replace("{indicator}", "i1") == reverse("api:values", args=["i1"])
    assert {v.upper() for v in verbs if v != "parameters"} == set(policy().routes["api:values"].answers)
    key = token(world)
    _matches(told, "Receipt", post(world, key).json())
    _matches(told, "Series", Client().get(address(world), headers={"Authorization": f"Bearer {key}"}).json())
    _matches(told, "Problem", post(world, "x").json())
    seen = {200, 201, 400, 401, 403, 404, 409, 413, 415, 422, 429}
    assert {int(s) for s in verbs["post"]["responses"]} == seen


def _matches(told: dict[str, Any], name: str, given: dict[str, Any]) -> None:
    """Required members are there and nothing undeclared is sent."""
    schema = told["components"]["schemas"][name]
    assert set(schema["required"]) <= set(given) <= set(schema["properties"])
