"""Finding rule sets. Every module below this package that has a ``RULESETS`` tuple is found by itself."""

import pkgutil
from datetime import date
from functools import cache
from importlib import import_module

import prestasi_rules
from prestasi_rules.errors import AmbiguousRuleSet, NotInForce, UnknownRuleSet
from prestasi_rules.ruleset import RuleSet


@cache
def rulesets() -> dict[str, RuleSet]:
    """All rule sets by id, in order of id."""
    found: dict[str, RuleSet] = {}
    for module in pkgutil.walk_packages(prestasi_rules.__path__, f"{prestasi_rules.__name__}."):
        if module.name.endswith("__main__"):
            continue
        for ruleset in getattr(import_module(module.name), "RULESETS", ()):
            if found.setdefault(ruleset.id, ruleset) is not ruleset:
                raise ValueError(f"rule set id {ruleset.id} is used twice")
    return dict(sorted(found.items()))


def get(ruleset_id: str) -> RuleSet:
    """The rule set with this id, else ``UnknownRuleSet``."""
    try:
        return rulesets()[ruleset_id]
    except KeyError:
        raise UnknownRuleSet(ruleset_id, rulesets()) from None


def in_force(subject: str, on: date, variant: str = "") -> RuleSet:
    """The rule set of a subject on the date of the fact.

    ``NotInForce`` when no period holds the date, ``AmbiguousRuleSet`` when only named variants do and none was named.
    """
    of_subject = [ruleset for ruleset in rulesets().values() if ruleset.subject == subject]
    if not of_subject:
        raise UnknownRuleSet(subject, {ruleset.subject for ruleset in rulesets().values()})
    current = [ruleset for ruleset in of_subject if ruleset.is_in_force(on)]
    match [ruleset for ruleset in current if ruleset.variant == variant]:
        case [ruleset]:
            return ruleset
        case _ if current and not variant:
            raise AmbiguousRuleSet(subject, on, sorted(ruleset.variant for ruleset in current))
    raise NotInForce(subject, on, [_period(ruleset) for ruleset in of_subject])


def _period(ruleset: RuleSet) -> str:
    return f"{ruleset.id} {ruleset.valid_from:%Y-%m-%d} s.d. {ruleset.valid_to or 'sekarang'}"
