"""Parts of the cast that need more than a look: a sheet to import, a unit to determine, a queue of thirty people."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

PEOPLE, RESULTS = 30, 4
HEADS = ("NIP", "Nama Pegawai", "Surel")
Prepared = tuple[int, str, int, str]  # person, role, what it is about, what is given: a file or a secret


def import_desk() -> Prepared:
    """The analyst with a sheet of three people whose columns were matched before; one address in it is wrong."""
    from prestasi.accounts.models import User
    from prestasi.people.models import IdentityNumber

    analyst = User.objects.get(is_demo=True, active_role="analyst")
    numbers = IdentityNumber.objects.filter(valid_to__isnull=True, person__left_on__isnull=True)
    known = list(numbers.select_related("person").order_by("-person_id")[:3])
    rows = [(n.number, n.person.name, f"pegawai.{n.person_id}@contoh.go.id") for n in known]
    _match_once(analyst, [(*rows[0][:2], known[0].person.email)])
    sheet = _sheet([*rows[:2], (*rows[2][:2], "surel-tanpa-tanda")])
    return analyst.person_id or 0, "analyst", 0, str(sheet)


def _match_once(analyst: Any, rows: list[tuple[str, ...]]) -> None:
    """Somebody matched the columns of such a sheet before."""
    from prestasi.exchange.actions.check import run_check, start_check
    from prestasi.exchange.actions.upload import is_shape_known, upload_sheet
    from tests.browser.tasks.cast import actor_of_person

    by = actor_of_person(analyst.person_id)
    path = _sheet(rows)
    batch = upload_sheet(by=by, kind="staff", name="surel-oktober.xlsx", chunks=[path.read_bytes()])
    if not is_shape_known(batch):
        start_check(by=by, batch_id=batch.pk, mapping=batch.mapping)
        run_check(batch.pk)


def _sheet(rows: list[tuple[str, ...]]) -> Path:
    import xlsxwriter

    path = Path(tempfile.mkdtemp()) / "surel-november.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Data")
        for number, row in enumerate((HEADS, *rows)):
            page.write_row(number, 0, row)
    return path


def determiner() -> Prepared:
    """The head of a unit whose confirmed results keep to the pattern, with an authenticator; its secret is given."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from prestasi.accounts.models import User
    from prestasi.performance.models import Period
    from tests.browser.tasks.cast import actor_of_person

    period = Period.objects.filter(state=Period.State.OPEN).order_by("-ends_on")[0]
    head, unit = next(found for found in _heads(period) if _is_plain(actor_of_person(found[0]), found[1], period.pk))
    user, secret = User.objects.get(person_id=head), generate_totp_secret()
    TOTP.activate(user, secret)
    return head, "unit_head", unit, secret


def _heads(period: Any) -> list[tuple[int, int]]:
    """(person, unit) of heads in whose own unit results wait and nothing was put forward."""
    from allauth.mfa.models import Authenticator
    from django.db.models import Q

    from prestasi.accounts.models import User
    from prestasi.calibration.models import Determination
    from prestasi.core import clock
    from prestasi.people.models import Assignment
    from prestasi.performance.models import Evaluation

    put = Determination.objects.filter(period=period).values("unit")
    ready = Evaluation.objects.filter(period=period, state="confirmed", released_at__isnull=True).values("unit")
    taken = User.objects.filter(Q(is_demo=True) | Q(pk__in=Authenticator.objects.values("user"))).values("person")
    held = Assignment.objects.on(clock.today()).filter(position__is_head=True, kind="definitive", unit__in=ready)
    held = held.exclude(unit__in=put).exclude(person__in=taken).order_by("unit_id")
    return list(held.values_list("person_id", "unit_id"))


def _is_plain(actor: Any, unit: int, period: int) -> bool:
    """Nothing about the unit asks for a reason."""
    from prestasi.calibration.queries.determination import determination_page

    page = determination_page(actor, unit, period)
    return page.can_ask and not page.needs_reason and page.session_id is None


def thirty() -> Prepared:
    """Somebody who has to rate thirty people with four results each, and nobody else."""
    from django.db.models import Count, Q

    from prestasi.accounts.models import User
    from prestasi.core import clock
    from prestasi.people.models import ReportingLine
    from prestasi.performance.models import Evaluation, Plan

    lines = ReportingLine.objects.on(clock.today())
    demo = User.objects.filter(is_demo=True).values("person")
    waiting = Evaluation.objects.filter(state__in=("open", "self"), period__state="open", is_unit_head=False)
    live = Q(plan__results__dropped_at__isnull=True, plan__results__indicators__isnull=False)
    waiting = waiting.alias(size=Count("plan__results", filter=live, distinct=True))
    waiting = waiting.filter(size=RESULTS, plan__state="agreed", plan__person__left_on__isnull=True)
    free = waiting.exclude(person__in=lines.values("superior")).exclude(person__in=demo).order_by("-pk")
    chosen = list(free.select_related("plan", "period")[:PEOPLE])
    if len(chosen) < PEOPLE:
        raise SystemExit(f"only {len(chosen)} people with {RESULTS} results wait to be rated")
    people = {one.person_id for one in chosen}
    rater = lines.exclude(person__in=people | set(lines.values_list("superior", flat=True))).order_by("person_id")[0]
    Plan.objects.filter(pk__in=[one.plan_id for one in chosen]).update(rater=rater.person_id)
    Evaluation.objects.filter(pk__in=[one.pk for one in chosen]).update(rater=rater.person_id)
    lines.filter(person__in=people).update(superior=rater.person_id)
    _achieve(chosen)
    return rater.person_id, "supervisor", 0, ""


def _achieve(chosen: list[Any]) -> None:
    """The organisation's achievement of every unit is set, so that nobody has to say why it is rated before."""
    from prestasi.performance.models import UnitAchievement

    there = set(UnitAchievement.objects.values_list("unit", "period"))
    missing = {(one.unit_id, one.period_id) for one in chosen} - there
    UnitAchievement.objects.bulk_create(
        UnitAchievement(unit_id=u, period_id=p, level="BAIK", reason="Menurut laporan kinerja unit.")
        for u, p in missing
    )
