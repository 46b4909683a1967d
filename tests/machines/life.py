"""What all machines share: acts by several clients against a model that knows only the table of states.

A `Machine` puts one object at its start, does acts through the real actions, and says three things about it: what the
model expects, what the tables hold, and what the events of the object add up to. After every step the three agree.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar

from django.db import transaction

from prestasi.audit.models import Event
from prestasi.core.actor import Actor
from prestasi.core.errors import Refusal
from prestasi.core.receipt import Receipt
from tests.machines.tally import TALLY
from tests.web.access.cast import newcomer
from tests.world import World

DONE = "done"
CLOCK, WAIT = "clock", "wait"
Refused = type[Refusal] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One act by one client. `seen` is the lock version that was read, `pick` the value chosen, `key` the form's."""

    act: str
    who: str
    seen: int = 0
    pick: int = 1
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What the model knows: the state and the lock version. Each machine adds its own."""

    state: str
    lock: int


M = TypeVar("M", bound=Model)


class Machine(ABC):
    """One kind of object. `ways` leads to each state by legal acts; `pairs` are acts that exclude each other.

    Acts in `alone` change more than the object, so that they are raced only in the pairs.
    """

    name: ClassVar[str]
    acts: ClassVar[tuple[str, ...]]
    clients: ClassVar[tuple[str, ...]]
    object_type: ClassVar[str]
    versioned: ClassVar[frozenset[str]] = frozenset()
    ways: ClassVar[dict[str, tuple[tuple[str, str], ...]]]
    pairs: ClassVar[tuple[tuple[str, tuple[str, str], tuple[str, str]], ...]] = ()
    events_per_act: ClassVar[dict[str, int]] = {}
    alone: ClassVar[frozenset[str]] = frozenset()
    follows: ClassVar[str] = "improvement."  # a poor result that is released opens a plan with an event of its own

    def __init__(self, world: World) -> None:
        self.world = world
        self.pk = 0
        self.key = ""
        self.ready: dict[str, Actor] = {}

    def hire(self, unit: str = "puskesmas", superior: str = "superior") -> str:
        """A new employee, whom nothing has happened to yet."""
        self.key = f"m{len(self.world.people)}"
        newcomer(self.world, self.key, unit, superior)
        return self.key

    def actor(self, who: str) -> Actor:
        """The client, as found before a race or now."""
        return self.ready.get(who) or self.find(who)

    def find(self, who: str) -> Actor:
        return self.world.actor(self.key if who == "owner" else who)

    @abstractmethod
    def begin(self) -> Any:
        """Write a new object; answers its model."""

    @abstractmethod
    def refusal(self, model: Any, step: Step) -> Refused:
        """What the table and the gates say about the step; None: it is accepted."""

    @abstractmethod
    def after(self, model: Any, step: Step) -> Any:
        """The model after an accepted step."""

    @abstractmethod
    def do(self, step: Step) -> Receipt | None:
        """The real action. None only for what time does."""

    @abstractmethod
    def row(self) -> Any:
        """What the tables hold about the object."""

    @abstractmethod
    def expected_row(self, model: Any) -> Any:
        """The same from the model."""

    @abstractmethod
    def fold(self, events: Sequence[Event]) -> Any:
        """The same (as far as events tell it) from the events of the object alone."""

    def told(self, model: Any) -> Any:
        """The part of the model that events tell; default: the row without lock version."""
        return self.expected_row(model)[:-1]

    def events(self) -> list[Event]:
        return list(Event.objects.filter(object_type=self.object_type, object_id=self.pk).order_by("pk"))

    def moment(self, model: Any) -> AbstractContextManager[object]:
        """The time at which the next step happens."""
        return nullcontext()

    def pick(self, model: Any, drawn: int) -> int:
        """A value for the act from a drawn number."""
        return drawn % 3 + 1

    def legal(self, model: Any) -> list[tuple[str, str]]:
        """Every (act, client) that the model accepts now."""
        every = ((act, who) for act in self.acts for who in self.may_try(act))
        steps = (Step(act, who, model.lock, self.pick(model, 1)) for act, who in every)
        return [(step.act, step.who) for step in steps if self.refusal(model, step) is None]

    def may_try(self, act: str) -> tuple[str, ...]:
        return self.clients


def attempt(machine: Machine, step: Step) -> tuple[str, Receipt | None]:
    """Do the act; answers "done" or the name of the refusal, with the receipt."""
    try:
        with transaction.atomic():
            return DONE, machine.do(step)
    except Refusal as refused:
        return type(refused).__name__, None


def take(machine: Machine, model: Any, step: Step) -> Any:
    """One step against the model: the right answer, events exactly when accepted, three views that agree."""
    expected = machine.refusal(model, step)
    if step.act == WAIT and expected:
        return model
    before, others = Event.objects.count(), Event.objects.filter(kind__startswith=machine.follows).count()
    with machine.moment(model):
        outcome, receipt = attempt(machine, step)
    wanted = expected.__name__ if expected else DONE
    assert outcome == wanted, f"{machine.name}: {step} in {model} gave {outcome}, the table says {wanted}"
    written = Event.objects.count() - before
    if expected is None:
        model = machine.after(model, step)
        least = machine.events_per_act.get(step.act, 0 if step.who == CLOCK and receipt is None else 1)
        followed = Event.objects.filter(kind__startswith=machine.follows).count() - others
        assert written - followed == least, f"{machine.name}: {step} wrote {written} events instead of {least}"
        if receipt is not None:
            assert Event.objects.filter(pk=receipt.event_id, hash=receipt.hash).exists()
    else:
        assert written == 0, f"{machine.name}: the refused {step} wrote {written} events"
    TALLY.step(machine.name, outcome)
    agree(machine, model)
    return model


def agree(machine: Machine, model: Any) -> None:
    """Tables, model and events say the same (C03)."""
    assert machine.row() == machine.expected_row(model), machine.name
    assert machine.fold(machine.events()) == machine.told(model), machine.name


def orders(machine: Machine, model: Any, done: Sequence[tuple[Step, str]]) -> Iterator[Any]:
    """Every model that some one-after-another order of the steps ends in with exactly these answers."""
    if not done:
        yield model
    tried = set()
    for at, (step, outcome) in enumerate(done):
        if (step, outcome) in tried:
            continue
        tried.add((step, outcome))
        refused = machine.refusal(model, step)
        if outcome == (refused.__name__ if refused else DONE):
            then = model if refused else machine.after(model, step)
            yield from orders(machine, then, [*done[:at], *done[at + 1 :]])


def explained(machine: Machine, model: Any, done: Sequence[tuple[Step, str]]) -> Any:
    """The model after acts at the same moment: as if they had come one after the other, in some order."""
    row = machine.row()
    for found in orders(machine, model, done):
        if machine.expected_row(found) == row:
            return found
    raise AssertionError(f"{machine.name}: no order explains {done} from {model} to {row}")


def lead(machine: Machine, model: Any, way: Iterable[tuple[str, str]]) -> Any:
    """Bring the object along a way of legal acts."""
    for act, who in way:
        step = Step(act, who, model.lock, machine.pick(model, 1))
        with machine.moment(model):
            outcome, _receipt = attempt(machine, step)
        assert outcome == DONE, f"{machine.name}: {step} in {model} gave {outcome}"
        model = machine.after(model, step)
    return model


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def moved(model: M, **fields: Any) -> M:
    """The model with the fields changed and the lock version counted."""
    return replace(model, lock=model.lock + 1, **fields)
