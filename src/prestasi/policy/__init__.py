"""Who may ask what: one declarative file for every route, one for every field.

The middleware takes from it which pages are public and which verbs a route knows; the generated access matrix compares
every route, verb and relation with it; the reference pages are printed from it.
"""

from prestasi.policy.routes import RELATIONS, Expectation, Route, policy

__all__ = ["RELATIONS", "Expectation", "Route", "policy"]
