"""Fairness of ratings: habits of raters with their uncertainty, and gaps between groups. Estimates, never verdicts.

These are statistics about many ratings, not rules about one person: they may use floats inside, give integers out, and
no rule set reads them. The method is published in ``docs/explanation/fair-raters.md``.
"""
