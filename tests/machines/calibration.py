"""*Sidang kalibrasi* and *penetapan*: a unit of one rated employee, its heads, an analyst, an auditor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from prestasi.accounts.step_up import Proof
from prestasi.audit.models import Event
from prestasi.calibration.actions import determination as setting
from prestasi.calibration.actions import session as meeting
from prestasi.calibration.models import Determination, Session
from prestasi.calibration.states import DETERMINATION, SESSION
from prestasi.core.errors import Closed, Conflict, NotAllowed, NotVisible
from prestasi.core.moves import may_move
from prestasi.core.receipt import Receipt
from prestasi.organization.models import Unit, UnitVersion
from prestasi.performance.actions.change_rating import change_rating
from prestasi.performance.actions.evaluation import confirm_evaluation
from prestasi.performance.actions.rating import rate_evaluation
from prestasi.performance.models import Evaluation, Period, RatingChange
from prestasi.performance.rating_sheet import RatingSheet
from tests.machines.life import Machine, Model, Refused, Step, moved
from tests.web.access.cast import _plan as plan_of
from tests.world import LONG_AGO, TODAY, World, open_evaluation

PROOF = Proof("totp")
REASON = "unit ini kecil dan dinilai bersama unit di atasnya"
LEADERS = frozenset({"head", "regent", "analyst"})
OUT_OF_SIGHT = frozenset({"owner", "stranger"})


class OfUnit(Machine):
    """A new unit below the health service with one employee whose result is rated."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        Period.objects.update(release="together")

    def rated(self) -> None:
        code = f"u{len(self.world.units)}"
        unit = self.world.units[code] = Unit.objects.create(code=f"slm-{code}")
        above = UnitVersion.objects.get(unit=self.world.units["dinkes"])
        UnitVersion.objects.create(
            unit=unit, parent_id=above.unit_id, name=f"Seksi {code}", kind="puskesmas", path=f"{above.path}{unit.pk}.",
            valid_from=LONG_AGO,
        )  # fmt: skip
        self.unit, self.period = unit.pk, self.world.periods[3].pk
        plan_of(self.world, self.hire(unit=code), "superior")
        evaluation = open_evaluation(self.world, self.key)
        self.evaluation = evaluation.pk
        sheet = RatingSheet({self.world.results[self.key].pk: 2}, {}, [2] * 7, 2, 2)
        rate_evaluation(
            by=self.actor("superior"), evaluation_id=evaluation.pk, sheet=sheet, lock_version=evaluation.lock_version
        )

    def version(self) -> int:
        return Evaluation.objects.values_list("lock_version", flat=True).get(pk=self.evaluation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Model):
    """`lock` is the version of the rating, which calibrators change; `closing_by` who ended the meeting."""

    own: int = 1
    behaviour: int = 2
    changes: int = 0
    remarks: int = 0
    closing_by: str = ""


class SessionMachine(OfUnit):
    name = "calibration"
    object_type = "calibration.session"
    acts = ("change", "remark", "ask_closing", "resume", "close", "open")
    clients = ("head", "superior", "regent", "analyst", "auditor", "owner", "stranger")
    versioned = frozenset({"change"})
    ways = {
        "open": (),
        "closing": (("ask_closing", "head"),),
        "closed": (("ask_closing", "head"), ("close", "superior")),
    }
    pairs = (
        ("open", ("change", "head"), ("change", "superior")),
        ("open", ("change", "superior"), ("ask_closing", "head")),
        ("closing", ("close", "superior"), ("resume", "superior")),
        ("closing", ("close", "superior"), ("close", "regent")),
        ("closing", ("resume", "head"), ("close", "analyst")),
    )

    def begin(self) -> Meeting:
        self.rated()
        self._open()
        return Meeting(state="open", lock=self.version())

    def may_try(self, act: str) -> tuple[str, ...]:
        """Only the head opens again, so that the same persons take part."""
        return ("head", "auditor", "owner", "stranger") if act == "open" else self.clients

    def refusal(self, model: Meeting, step: Step) -> Refused:
        if step.who in OUT_OF_SIGHT or (step.who == "superior" and step.act == "open"):
            return NotVisible
        if step.act == "open":
            return NotAllowed if step.who == "auditor" else None if model.state == "closed" else Closed
        takes_part = step.who in {"head", "superior"}
        may = {"ask_closing": step.who == "head", "close": takes_part or step.who in LEADERS}.get(step.act, takes_part)
        if not may:
            return NotAllowed
        if not may_move(SESSION, step.act, model.state):
            return Closed
        if step.act == "close" and step.who == model.closing_by:
            return NotAllowed
        return Conflict if step.act == "change" and step.seen != model.lock else None

    def after(self, model: Meeting, step: Step) -> Meeting:
        state = SESSION[step.act].after(model.state) if step.act != "open" else "open"
        match step.act:
            case "change":
                return moved(model, behaviour=step.pick, changes=model.changes + 1)
            case "remark":
                return replace(model, remarks=model.remarks + 1)
            case "open":
                return replace(model, state=state, own=1, changes=0, remarks=0, closing_by="")
            case "close":
                return replace(model, state=state, own=model.own + 1)
            case _:
                by = step.who if step.act == "ask_closing" else ""
                return replace(model, state=state, own=model.own + 1, closing_by=by)

    def pick(self, model: Meeting, drawn: int) -> int:
        return model.behaviour % 3 + 1

    def do(self, step: Step) -> Receipt:
        by = self.actor(step.who)
        if step.act == "open":
            return self._open(step.who, step.key)
        if step.act in {"change", "remark"}:
            return self._about_rating(step)
        verbs = {"ask_closing": meeting.ask_closing, "resume": meeting.resume_session, "close": meeting.close_session}
        return verbs[step.act](by=by, session_id=self.pk, key=step.key)

    def _about_rating(self, step: Step) -> Receipt:
        given: dict[str, Any] = {
            "by": self.actor(step.who), "session_id": self.pk, "evaluation_id": self.evaluation,
            "key": step.key
        }  # fmt: skip
        if step.act == "remark":
            return meeting.add_remark(text="dibahas bersama", **given)
        return meeting.calibrate_rating(
            result_rating=2, behaviour_rating=step.pick, reason=REASON, expected_version=step.seen, **given
        )

    def _open(self, who: str = "head", key: str | None = None) -> Receipt:
        receipt = meeting.open_session(
            by=self.actor(who), unit_id=self.unit, period_id=self.period, meets_on=TODAY + dt.timedelta(days=3),
            member_ids=[self.world.people["superior"].pk], key=key,
        )  # fmt: skip
        self.pk = receipt.object_id or 0
        return receipt

    def row(self) -> Any:
        row = Session.objects.get(pk=self.pk)
        rating = Evaluation.objects.get(pk=self.evaluation)
        changes = RatingChange.objects.filter(basis="calibration", basis_id=row.pk)
        last = changes.order_by("version").last()
        assert last is None or (last.behaviour_after, last.version) == (rating.behaviour_rating, rating.lock_version)
        own = (row.state, row.lock_version, rating.behaviour_rating, changes.count(), row.remarks.count())
        return *own, rating.lock_version

    def expected_row(self, model: Meeting) -> Any:
        return model.state, model.own, model.behaviour, model.changes, model.remarks, model.lock

    def events(self) -> list[Event]:
        opened = super().events()[0].pk
        kinds = ("calibration.remarked", "evaluation.changed")
        later = Event.objects.filter(pk__gt=opened, kind__in=kinds, payload__has_any_keys=["session", "basis_id"])
        about = [e for e in later if self.pk in (e.payload.get("session"), e.payload.get("basis_id"))]
        return sorted([*super().events(), *about], key=lambda event: event.pk)

    def fold(self, events: Sequence[Event]) -> Any:
        state, own, changes, remarks = "", 0, 0, 0
        behaviour = Session.objects.get(pk=self.pk).before.get(evaluation=self.evaluation).behaviour_rating
        to = {"opened": "open", "closing_asked": "closing", "resumed": "open", "closed": "closed"}
        for event in events:
            kind = event.kind.split(".")[1]
            state = to.get(kind, state)
            own += kind in to
            changes += kind == "changed"
            remarks += kind == "remarked"
            behaviour = event.payload["after"][1] if kind == "changed" else behaviour
        return state, own, behaviour, changes, remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Model):
    """`lock` is the version of the rating; `state` "" before anything is put forward."""

    asked_by: str = ""
    asked_at: int = 0
    behaviour: int = 2
    is_released: bool = False


class DeterminationMachine(OfUnit):
    name = "determination"
    object_type = "calibration.determination"
    acts = ("request", "determine", "decline", "shift")
    clients = ("head", "regent", "analyst", "auditor", "superior", "owner", "stranger")
    versioned = frozenset({"shift"})
    ways = {
        "": (),
        "requested": (("request", "head"),),
        "declined": (("request", "head"), ("decline", "regent")),
        "determined": (("request", "head"), ("determine", "regent")),
    }
    pairs = (
        ("", ("request", "head"), ("request", "analyst")),
        ("requested", ("determine", "regent"), ("decline", "analyst")),
        ("requested", ("determine", "regent"), ("determine", "analyst")),
        ("requested", ("determine", "regent"), ("shift", "head")),
        ("", ("request", "regent"), ("shift", "head")),
    )

    def begin(self) -> Setting:
        self.rated()
        self.pk = 0
        confirm_evaluation(by=self.actor("head"), evaluation_id=self.evaluation)
        return Setting(state="", lock=self.version())

    def may_try(self, act: str) -> tuple[str, ...]:
        """A rating moves in a calibration; here the head does it by the same door."""
        return ("head",) if act == "shift" else self.clients

    def refusal(self, model: Setting, step: Step) -> Refused:
        if step.act == "shift":
            return Closed if model.is_released else Conflict if step.seen != model.lock else None
        if step.who not in {*LEADERS, "auditor"} or (step.act != "request" and not model.state):
            return NotVisible
        if step.who == "auditor":
            return NotAllowed
        if step.act == "request":
            return Closed if model.is_released or model.state == "requested" else None
        if step.who == model.asked_by:
            return NotAllowed
        if not may_move(DETERMINATION, step.act, model.state):
            return Closed
        return Conflict if step.act == "determine" and model.asked_at != model.lock else None

    def after(self, model: Setting, step: Step) -> Setting:
        match step.act:
            case "shift":
                return moved(model, behaviour=step.pick)
            case "request":
                return replace(model, state="requested", asked_by=step.who, asked_at=model.lock)
            case "determine":
                return replace(model, state="determined", is_released=True)
            case _:
                return replace(model, state="declined")

    def pick(self, model: Setting, drawn: int) -> int:
        return model.behaviour % 3 + 1

    def do(self, step: Step) -> Receipt:
        by = self.actor(step.who)
        match step.act:
            case "shift":
                return change_rating(
                    by=by, evaluation_id=self.evaluation, result_rating=2, behaviour_rating=step.pick, reason=REASON,
                    basis="calibration", expected_version=step.seen, key=step.key,
                )  # fmt: skip
            case "request":
                receipt = setting.request_determination(
                    by=by, unit_id=self.unit, period_id=self.period, proof=PROOF, reason=REASON, key=step.key
                )
                self.pk = receipt.object_id or 0
                return receipt
            case "determine":
                return setting.determine(by=by, determination_id=self.pk, proof=PROOF, key=step.key)
            case _:
                return setting.decline_determination(by=by, determination_id=self.pk, reason=REASON, key=step.key)

    def row(self) -> Any:
        every = Determination.objects.filter(unit=self.unit)
        row = every.filter(pk=self.pk).first()
        rating = Evaluation.objects.get(pk=self.evaluation)
        assert every.filter(state="requested").count() == (row is not None and row.state == "requested")
        assert row is None or row.decided_by_id != row.requested_by_id
        state, asked_at = (row.state, row.rows[0][1]) if row else ("", 0)
        return state, asked_at, rating.released_at is not None, rating.behaviour_rating, rating.lock_version

    def expected_row(self, model: Setting) -> Any:
        return model.state, model.asked_at, model.is_released, model.behaviour, model.lock

    def told(self, model: Setting) -> Any:
        return model.state, model.is_released

    def fold(self, events: Sequence[Event]) -> Any:
        state = events[-1].kind.split(".")[1] if events else ""
        return state, state == "determined"
