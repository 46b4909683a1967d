"""What an address can name, by kind of object; each module adds the kinds of its part of the project."""

from tests.web.access.objects import (
    basics,
    calibration,
    colleagues,
    credit,
    dialogue,
    documents,
    exchange,
    fairness,
    notices,
    objection,
    performance,
    teams,
    worklog,
)
from tests.web.access.objects.registry import BUILDERS, Values, values_for

KINDS = (
    basics,
    calibration,
    colleagues,
    credit,
    dialogue,
    documents,
    exchange,
    fairness,
    notices,
    objection,
    performance,
    teams,
    worklog,
)
__all__ = ["BUILDERS", "KINDS", "Values", "values_for"]
