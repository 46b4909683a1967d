"""The life of a plan (*SKP*): start, submit, return, agree, revise, end. Each act is one transaction and one event."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from prestasi.accounts.models import ApprovalRule
from prestasi.accounts.queries.approvals import steps_for
from prestasi.accounts.queries.language import speaking_to
from prestasi.audit.actions.record import once, record
from prestasi.core import clock, formats
from prestasi.core.actor import Actor
from prestasi.core.errors import Closed, Invalid, NotAllowed
from prestasi.core.receipt import Receipt
from prestasi.organization.models import UnitVersion
from prestasi.people.models import Assignment, AssignmentKind, Leave, LeaveKind, Person
from prestasi.people.permissions import Relation, check_visible
from prestasi.people.queries.superior import superior_of
from prestasi.performance.actions._common import capacity, step, take, tell
from prestasi.performance.actions.first_approval import approve_first
from prestasi.performance.models import Cycle, ExpectedResult, Plan, PlanVersion, ResultLink
from prestasi.performance.models.plan import PlanForm
from prestasi.performance.permissions.plan import WHO_MAY
from prestasi.performance.queries.plan_checks import OWES_NO_PLAN, check_plan
from prestasi.performance.queries.plan_document import live_results, plan_document, rater_superior_of, sha256_of
from prestasi.performance.states import Who

# no plan during these, PermenPANRB 8/2021 lampiran E.7, kept in practice
EXEMPT = (LeaveKind.UNPAID, LeaveKind.STUDY, LeaveKind.SUSPENDED, LeaveKind.PRE_RETIREMENT)

Act = ApprovalRule.Act


def start_plan(
    *, by: Actor, year: int, person_id: int | None = None, assignment_id: int | None = None, key: str | None = None
) -> Receipt:
    """Open a draft for the person's post in that year (default: own current post), for the dates of the post.

    Errors: NotVisible, NotAllowed (neither owner nor superior), Closed (year), Invalid (no post, exempt, overlap).
    """

    def act() -> Receipt:
        owner = person_id or by.person_id or 0
        who = _starter(by, owner)
        plan = new_draft(owner, _open_cycle(year), assignment_id)
        return record(
            "plan.drafted", by=by, about=plan, subject=owner, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"year": year, "form": plan.form}, next_step=_("Susun hasil kerja, lalu ajukan."),
        )  # fmt: skip

    return once(key, by, act)


def _starter(by: Actor, owner: int) -> Who:
    found = check_visible(by, owner)
    if Relation.SELF in found:
        return Who.OWNER
    if Relation.SUPERIOR in found and by.acts_within("review"):
        return Who.REVIEWER
    who = f"{WHO_MAY[Who.OWNER]}, {WHO_MAY[Who.REVIEWER]}"
    raise NotAllowed(_("Rencana dimulai oleh pegawai sendiri atau atasannya."), who)


def _open_cycle(year: int) -> Cycle:
    cycle = Cycle.objects.filter(year=year).first()
    if cycle is None:
        raise Invalid({"year": _("Tahun kinerja %s belum disiapkan.") % year})
    if cycle.state == Cycle.State.CLOSED:
        raise Closed(_("Tahun kinerja %s sudah ditutup.") % year)
    return cycle


def new_draft(person_id: int, cycle: Cycle, assignment_id: int | None = None) -> Plan:
    """Insert the draft inside the caller's transaction; the database refuses overlapping plans."""
    _refuse_elected(person_id)
    post = _post(person_id, cycle.year, assignment_id)
    starts, ends = _dates(post, cycle.year)
    _refuse_exempt(person_id, starts, ends)
    rater = superior_of(person_id, clock.today())
    plan = Plan(
        cycle=cycle, person_id=person_id, assignment=post, position=post.position, unit_id=post.unit_id,
        rater_id=rater, rater_superior_id=rater_superior_of(rater, clock.today()), form=form_for(post, cycle),
        is_unit_head=post.position.is_head, starts_on=starts, ends_on=ends,
    )  # fmt: skip
    return _insert(plan)


def _insert(plan: Plan) -> Plan:
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:
        if "plan_no_overlap" not in str(error):
            raise
        raise Invalid({"assignment": _overlap_sentence(plan)}) from error
    return plan


def _overlap_sentence(plan: Plan) -> str:
    other = Plan.objects.filter(
        person_id=plan.person_id, starts_on__lte=plan.ends_on, ends_on__gte=plan.starts_on
    ).select_related("position")[0]
    return _("Sudah ada rencana %(post)s untuk %(from)s sampai %(to)s. Akhiri dulu sebelum memulai yang baru.") % {
        "post": other.position.title, "from": formats.short_date(other.starts_on),
        "to": formats.short_date(other.ends_on),
    }  # fmt: skip


def _post(person_id: int, year: int, assignment_id: int | None) -> Assignment:
    """The post asked for, or the latest definitive one in the year."""
    in_year = Q(valid_from__lte=dt.date(year, 12, 31)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1))
    )
    posts = Assignment.objects.filter(in_year, person_id=person_id).select_related("position")
    if assignment_id is not None:
        posts = posts.filter(pk=assignment_id)
    else:
        posts = posts.filter(kind=AssignmentKind.DEFINITIVE)
    post = posts.order_by("-valid_from").first()
    if post is None:
        raise Invalid({"assignment": _("Tidak ada penempatan pada tahun %s.") % year})
    return post


def _dates(post: Assignment, year: int) -> tuple[dt.date, dt.date]:
    starts = max(post.valid_from, dt.date(year, 1, 1))
    last = post.valid_to - dt.timedelta(days=1) if post.valid_to else dt.date(year, 12, 31)
    return starts, min(last, dt.date(year, 12, 31))


def _refuse_elected(person_id: int) -> None:
    """*SKP* is owed by civil servants to their superior (PermenPANRB 6/2022); an elected official has none."""
    if Person.objects.filter(pk=person_id, employment=Person.Employment.ELECTED).exists():
        raise Invalid({"assignment": str(OWES_NO_PLAN)})


def _refuse_exempt(person_id: int, starts: dt.date, ends: dt.date) -> None:
    leave = (
        Leave.objects.filter(person_id=person_id, kind__in=EXEMPT, valid_from__lte=starts)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=ends))
        .first()
    )
    if leave is not None:
        raise Invalid({"assignment": _("Tidak wajib SKP selama %s.") % leave.get_kind_display().lower()})


def form_for(post: Assignment, cycle: Cycle) -> str:
    """J for *JPT* and heads of independent units (directly below the agency), A for all others."""
    leads = post.position.kind.startswith("jpt") or (post.position.is_head and _depth(post.unit_id) <= 2)
    if cycle.approach == "qualitative":
        return PlanForm.JL if leads else PlanForm.AL
    return PlanForm.JQ if leads else PlanForm.AQ


def _depth(unit_id: int) -> int:
    path = UnitVersion.objects.on(clock.today()).filter(unit_id=unit_id).values_list("path", flat=True).first()
    return len([i for i in (path or "").split(".") if i])


def submit_plan(*, by: Actor, plan_id: int, lock_version: int | None = None, key: str | None = None) -> Receipt:
    """Send the draft to the superior of today, who is frozen as rater. The signature of the employee.

    Errors: NotVisible, NotAllowed, Closed, Conflict, Invalid (one entry per missing thing). A superior without a plan
    never blocks: unlinked main results then carry that as their recorded exception.
    """

    def act() -> Receipt:
        plan, who = take(by, plan_id, "submit", lock_version)
        today = clock.today()
        plan.rater_id = superior_of(plan.person_id, today)
        plan.rater_superior_id = rater_superior_of(plan.rater_id, today)
        _refuse_incomplete(plan)
        _record_exceptions(plan)
        plan.submitted_at, plan.returned_reason = clock.database_now(), ""
        step(plan, "submit", "rater", "rater_superior", "submitted_at", "returned_reason")
        with speaking_to(plan.rater_id):
            tell(
                plan,
                plan.rater_id,
                "plan.submitted",
                _("%s mengajukan rencana kinerja.") % plan.person,
                _("Anda atasannya"),
            )
        digest = sha256_of(plan_document(plan, rater_id=plan.rater_id, on=today))
        return record(
            "plan.submitted", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"version": plan.version + 1, "sha256": digest}, next_step=_("Atasan membaca dan menyepakati."),
        )  # fmt: skip

    return once(key, by, act)


def superior_has_results(rater_id: int | None, cycle_id: int) -> bool:
    """Whether the superior has a result that could be served."""
    return (
        rater_id is not None
        and ExpectedResult.objects.filter(
            plan__person_id=rater_id, plan__cycle_id=cycle_id, dropped_at__isnull=True
        ).exists()
    )


def _refuse_incomplete(plan: Plan) -> None:
    checks = check_plan(
        plan,
        live_results(plan.pk),
        has_rater=plan.rater_id is not None,
        superior_has_results=superior_has_results(plan.rater_id, plan.cycle_id),
    )
    if checks.missing:
        raise Invalid({f"{c.key}-{c.result_id or 0}-{n}": c.text for n, c in enumerate(checks.missing)})


def _record_exceptions(plan: Plan) -> None:
    linked = ResultLink.objects.filter(ended_at__isnull=True).values("result")
    plan.results.filter(kind="utama", unlinked_reason="", dropped_at__isnull=True).exclude(pk__in=linked).update(
        unlinked_reason=_("Atasan belum punya rencana saat diajukan.")
    )


def return_plan(
    *, by: Actor, plan_id: int, reason: str, lock_version: int | None = None, key: str | None = None
) -> Receipt:
    """*Dikembalikan dengan catatan*: back to the employee with a reason of at least ten characters."""

    def act() -> Receipt:
        plan, who = take(by, plan_id, "return", lock_version)
        plan.returned_reason = needed_reason(reason)
        step(plan, "return", "returned_reason")
        with speaking_to(plan.person_id):
            tell(
                plan, plan.person_id, "plan.returned", _("Rencana Anda dikembalikan dengan catatan."), _("Rencana Anda")
            )
        return record(
            "plan.returned", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"reason": plan.returned_reason}, next_step=_("Pegawai memperbaiki dan mengajukan lagi."),
        )  # fmt: skip

    return once(key, by, act)


def needed_reason(reason: str, field: str = "reason") -> str:
    """A reason that says something."""
    text = " ".join(reason.split())
    if len(text) < 10:
        raise Invalid({field: _("Tulis alasan dalam satu kalimat, paling sedikit 10 huruf.")})
    return text[:500]


def agree_plan(*, by: Actor, plan_id: int, lock_version: int | None = None, key: str | None = None) -> Receipt:
    """The superior's signature: freezes the next version as a document with its SHA-256.

    By the superior of today, an acting official or a delegate for review; never by the owner (also a constraint).
    """

    def act() -> Receipt:
        plan, who = take(by, plan_id, "agree", lock_version)
        if steps_for(Act.PLAN) == 2:
            return approve_first(by, plan, capacity(by, who))
        version = freeze(plan, rater_id=by.on_behalf_of or by.person_id, agreed_by_id=by.person_id)
        with speaking_to(plan.person_id):
            tell(
                plan,
                plan.person_id,
                "plan.agreed",
                _("Rencana Anda disepakati, versi %s.") % version.number,
                _("Rencana Anda"),
            )
        return record(
            "plan.agreed", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"version": version.number, "sha256": version.sha256}, next_step=_("Capaian dapat dicatat."),
        )  # fmt: skip

    return once(key, by, act)


def freeze(plan: Plan, *, rater_id: int | None, agreed_by_id: int | None) -> PlanVersion:
    """The next agreed version as a document, signed by the direct superior, inside the caller's transaction."""
    today = clock.today()
    plan.rater_id = rater_id
    plan.rater_superior_id = rater_superior_of(plan.rater_id, today)
    plan.agreed_at, plan.agreed_by_id, plan.version = clock.database_now(), agreed_by_id, plan.version + 1
    document = plan_document(plan, rater_id=plan.rater_id, on=today) | {"version": plan.version}
    version = PlanVersion.objects.create(
        plan=plan, number=plan.version, document=document, sha256=sha256_of(document), submitted_by_id=plan.person_id,
        agreed_by_id=agreed_by_id or 0, agreed_at=plan.agreed_at, reason=plan.revision_reason,
    )  # fmt: skip
    plan.revision_reason = ""
    step(plan, "agree", "rater", "rater_superior", "agreed_at", "agreed_by", "version", "revision_reason")
    return version


def start_revision(
    *, by: Actor, plan_id: int, reason: str, lock_version: int | None = None, key: str | None = None
) -> Receipt:
    """Open an agreed plan for change; the agreed version stays in force until the next one is agreed."""

    def act() -> Receipt:
        plan, who = take(by, plan_id, "revise", lock_version)
        open_revision(plan, needed_reason(reason))
        other = plan.person_id if who is Who.REVIEWER else plan.rater_id
        with speaking_to(other):
            tell(
                plan,
                other,
                "plan.revision_started",
                _("Perubahan rencana %s dimulai.") % plan.person,
                _("Rencana bersama"),
            )
        return record(
            "plan.revision_started", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id,
            capacity=capacity(by, who), payload={"reason": plan.revision_reason},
            next_step=_("Ubah yang perlu, lalu ajukan sebagai versi %s.") % (plan.version + 1),
        )  # fmt: skip

    return once(key, by, act)


def open_revision(plan: Plan, reason: str) -> None:
    """Agreed -> revising, inside the caller's transaction."""
    plan.revision_reason = reason
    step(plan, "revise", "revision_reason")


def end_plan(
    *, by: Actor, plan_id: int, on: dt.date, reason: str, lock_version: int | None = None, key: str | None = None
) -> Receipt:
    """End the plan on its last day (*mutasi, pensiun*); a new post then starts its own plan."""

    def act() -> Receipt:
        plan, who = take(by, plan_id, "end", lock_version)
        if not plan.starts_on <= on <= plan.ends_on:
            text = _("Pilih tanggal antara %(a)s dan %(b)s.")
            span = {"a": formats.short_date(plan.starts_on), "b": formats.short_date(plan.ends_on)}
            raise Invalid({"on": text % span})
        plan.ended_reason, plan.ends_on = needed_reason(reason)[:200], on
        step(plan, "end", "ended_reason", "ends_on")
        return record(
            "plan.ended", by=by, about=plan, subject=plan.person_id, unit=plan.unit_id, capacity=capacity(by, who),
            payload={"reason": plan.ended_reason, "on": on.isoformat()},
            next_step=_("Rencana di jabatan baru dapat dimulai sehari sesudahnya."),
        )  # fmt: skip

    return once(key, by, act)
