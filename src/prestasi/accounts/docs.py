"""Generated reference: roles, relations and the access matrix in short."""

from __future__ import annotations

from collections.abc import Iterator

from prestasi.accounts.roles import ROLES
from prestasi.policy import Route
from prestasi.policy.fields import classes
from prestasi.policy.routes import Policy, policy

PATH = "docs/reference/access.md"


def pages() -> dict[str, str]:
    """Path -> markdown."""
    return {PATH: "\n".join([*_head(), *_roles(), *_relations(policy()), *_routes(policy()), *_fields()]) + "\n"}


def _head() -> Iterator[str]:
    yield "# Access: roles, relations, routes"
    yield ""
    yield "Printed from `accounts/roles.py` and `policy/`; the tests in `tests/web/access` compare every"
    yield "route, verb and relation below with the running pages. Strangers are sent to sign in (302) unless a route is"
    yield "public; a verb that is not named is refused with 405."
    yield ""


def _roles() -> Iterator[str]:
    yield "## Roles"
    yield ""
    yield "| Role | On screen | Where it comes from | May |"
    yield "|---|---|---|---|"
    for name, card in ROLES.items():
        yield f"| `{name}` | {card.label} | {card.basis} | {'; '.join(str(act) for act in card.may)} |"
    yield ""


def _relations(rules: Policy) -> Iterator[str]:
    yield "## Relations of an actor to an object"
    yield ""
    yield "| Relation | Meaning |"
    yield "|---|---|"
    for relation in rules.relations.values():
        yield f"| `{relation.name}` | {relation.about} |"
    yield ""


def _routes(rules: Policy) -> Iterator[str]:
    yield "## Routes"
    yield ""
    yield f"{len(rules.routes)} routes. Answers are written as status: who; everybody else gets the last column."
    yield ""
    yield "| Route | Object | Public | Answers | Others |"
    yield "|---|---|---|---|---|"
    for route in sorted(rules.routes.values(), key=lambda r: r.name):
        cells = route.object, "yes" if route.is_public else "", _answers(rules, route), _statuses(route.otherwise)
        yield f"| `{route.name}` | {' | '.join(cells)} |"
    yield ""


def _answers(rules: Policy, route: Route) -> str:
    said = []
    for verb, answers in route.answers.items():
        by_status: dict[str, list[str]] = {}
        for relation, statuses in answers.items():
            by_status.setdefault(_statuses(statuses), []).append(relation)
        said += [f"{verb} {status}: {_named(rules, set(who))}" for status, who in by_status.items()]
    return "; ".join(said)


def _named(rules: Policy, who: set[str]) -> str:
    """The shortest name for a set of relations: an audience when one fits, else the relations."""
    fitting = [name for name, members in rules.audiences.items() if members == who]
    return fitting[0] if fitting else ", ".join(sorted(who))


def _statuses(statuses: frozenset[int]) -> str:
    return " or ".join(str(s) for s in sorted(statuses))


def _fields() -> Iterator[str]:
    yield "## Privacy classes of fields"
    yield ""
    yield "K1 published, K2 work facts inside the gates, K3 personal, K4 sealed. Fields of class K2 are left out."
    yield ""
    yield "| Table | Class | Fields |"
    yield "|---|---|---|"
    grouped: dict[tuple[str, str], list[str]] = {}
    for (model, name), level in classes().items():
        if level != "K2":
            grouped.setdefault((model, level), []).append(name)
    for (model, level), names in grouped.items():
        yield f"| `{model}` | {level} | {', '.join(names)} |"
