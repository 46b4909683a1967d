"""The performance tables in order: goals and cycles, plans, then chunk by chunk what is reported and rated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from prestasi.demo import achievements, calendar, facts, feedback, papers, ratings, reports, talks
from prestasi.demo.figures import figures, quality_of_people
from prestasi.demo.goals import goals
from prestasi.demo.planning import Plans, plans
from prestasi.demo.results import Indicators, Results, indicators, linked, results
from prestasi.demo.seeded import Floats, stream
from prestasi.demo.showcase import showcase
from prestasi.demo.world import Table, World

CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Yearbook:
    """What the chunks read."""

    plans: Plans
    results: Results
    indicators: Indicators
    spans: list[calendar.Span]
    parties: pl.DataFrame


def tables(world: World) -> Iterator[Table]:
    """All performance tables."""
    order, kept = world.order, world.frames
    found = goals(order, world.structure)
    yield from found.frames()
    spans = calendar.spans(order)
    yield "performance_cycle", calendar.cycles(order)
    yield "performance_period", calendar.periods(order, spans)
    made = plans(
        order, world.structure, world.roster, kept["people_assignment"], kept["people_reportingline"],
        kept["people_leave"], kept["organization_position"], world.cast,
    )  # fmt: skip
    yield "performance_plan", made.frame
    planned = results(order, made)
    result_frame, links = linked(order, made, planned, found)
    measured = indicators(order, made, planned, found)
    kept["performance_plan"], kept["performance_expectedresult"] = made.frame, result_frame
    yield "performance_expectedresult", result_frame
    yield "performance_resultlink", links
    yield "performance_indicator", measured.frame
    people = facts.facts(
        kept["people_person"], kept["people_identitynumber"], kept["people_rankrecord"], kept["organization_position"],
        kept["organization_unitversion"], world.own,
    )  # fmt: skip
    parties = facts.of_plans(made, people, facts.posts(kept["organization_position"], kept["organization_unitversion"]))
    lists, special = papers.attachments(made), papers.expectations(order, made)
    yield "performance_planattachment", lists
    yield "performance_behaviourexpectation", special
    world.showcase = showcase(world, people.select("id", "name"))
    sheets = papers.Sheets(
        made, planned, result_frame, links, measured, people.select("id", "name"), parties, special, lists
    )
    for chunk in chunks(len(made)):
        signed = papers.versions(order, sheets, chunk)
        world.showcase.add_plans(made, signed)
        yield "performance_planversion", signed
    yield "performance_feedbacknote", feedback.notes(order, made, planned)
    yield from talks.tables(order, made, world.cast)
    yield from _chunks(world, Yearbook(made, planned, measured, spans, parties))


def chunks(size: int) -> Iterator[tuple[int, int]]:
    """First row and row after the last of each chunk."""
    for start in range(0, size, CHUNK):
        yield start, min(start + CHUNK, size)


def _characters(world: World, quality: Floats) -> Floats:
    """How colleagues find each person: linked with results, and poor for about one in seventy."""
    random = stream(world.order.seed, "character")
    usual = 0.85 + 0.6 * random.standard_normal(len(quality)) + 8 * (quality - 1.01)
    poor = random.random(len(quality)) < 0.014
    poor[list(world.cast.values())] = False
    return np.where(poor, -2.7, usual)


def _chunks(world: World, book: Yearbook) -> Iterator[Table]:
    """Progress, evidence, evaluations and item ratings, so many plans at a time."""
    order, shown = world.order, world.showcase
    assert shown is not None
    achieved, levels = achievements.achievements(order, book.plans, book.spans, world.cast)
    yield "performance_unitachievement", achieved
    away = world.frames["people_leave"].select("person_id", "valid_from", "valid_to", "kind")
    quality = quality_of_people(order, len(world.roster), world.cast)
    character = _characters(world, quality)
    reported, rated = reports.Counter(), ratings.Counter()
    for chunk in chunks(len(book.plans)):
        drawn = figures(order, book.plans, book.indicators, book.spans, quality, chunk, world.cast)
        progress, evidence = reports.reports(order, book.plans, book.indicators, drawn, reported, chunk[0])
        progress, evidence = shown.dress_reports(book.plans, book.indicators, progress, evidence)
        yield "performance_progress", progress
        yield "performance_evidence", evidence
        years = set(book.plans.year[slice(*chunk)].tolist())
        for span in (s for s in book.spans if s.phase != "ahead" and s.year in years):
            evaluated, items = ratings.evaluations(
                order, book.plans, book.results, book.indicators, drawn, span, levels[span.id], away, book.parties,
                rated, chunk, world.cast, character,
            )  # fmt: skip
            yield "performance_evaluation", shown.dress_evaluations(evaluated)
            yield "performance_itemrating", items
