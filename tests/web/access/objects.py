"""What an address can name, by kind of object: the values for the route's parameters, belonging to one subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from prestasi.accounts.models import Delegation, RecoveryCode, RoleGrant
from prestasi.api.models import ApiKey
from prestasi.api.tokens import fresh
from prestasi.audit.actions.record import record
from prestasi.calibration.models import Before, BulkConfirmation, Determination, Member
from prestasi.calibration.models import Session as Calibration
from prestasi.colleagues.models import Box, GroupResult, Invitation, Outcome, QuestionSet, Round, Statement
from prestasi.colleagues.models import Subject as RatedSubject
from prestasi.colleagues.receipts import link_hash
from prestasi.core.actor import SYSTEM
from prestasi.dialogue.models import Agreement, Dialogue, FeedbackRequest, ImprovementPlan, ImprovementStep
from prestasi.documents.actions.issue import issue_document
from prestasi.documents.models import IssuedDocument
from prestasi.exchange.actions.reports import path_of
from prestasi.exchange.models import ExportFile, ImportBatch, ImportRow, SavedView
from prestasi.fairness.models import FairnessReport, PeriodOpening, RaterFinding, RaterRun, Simulation
from prestasi.notices.actions.choices import hash_of
from prestasi.notices.models import CalendarFeed, Letter, Notice
from prestasi.notices.wording import mute_url
from prestasi.objection.actions.filing import Target, file_objection
from prestasi.objection.models import Objection, ObjectionEvidence
from prestasi.people.models import CorrectionRequest, ReportingLine
from prestasi.performance.models import Evaluation, Evidence, Progress, Reopening
from prestasi.worklog.models import Entry, EntryImport, Question
from tests.web.access.cast import NEXT_MONTH, Stage
from tests.world import LONG_AGO, NOW, TODAY

Values = dict[str, Any]
BUILDERS: dict[str, Callable[[Stage, str], Values]] = {}


def builds(kind: str) -> Callable[[Callable[[Stage, str], Values]], Callable[[Stage, str], Values]]:
    def keep(build: Callable[[Stage, str], Values]) -> Callable[[Stage, str], Values]:
        BUILDERS[kind] = build
        return build

    return keep


def values_for(stage: Stage, kind: str, subject: str) -> Values:
    """The parameters for an object of this kind belonging to the subject; made once."""
    if (kind, subject) not in stage.objects:
        stage.objects[kind, subject] = BUILDERS[kind](stage, subject)
    return stage.objects[kind, subject]


@builds("")
def nothing(stage: Stage, subject: str) -> Values:
    return {}


@builds("person")
def person(stage: Stage, subject: str) -> Values:
    return {"person_id": stage.world.people[subject].pk}


@builds("unit")
def unit(stage: Stage, subject: str) -> Values:
    return {"unit_id": stage.world.assignments[subject].unit_id}


@builds("position")
def position(stage: Stage, subject: str) -> Values:
    return {"position_id": stage.world.positions[subject].pk}


@builds("assignment")
def assignment(stage: Stage, subject: str) -> Values:
    return {"assignment_id": stage.world.assignments[subject].pk}


@builds("period")
def period(stage: Stage, subject: str) -> Values:
    return {"period_id": stage.world.periods[3].pk, "number": 3, "year": 2026}


@builds("cycle")
def cycle(stage: Stage, subject: str) -> Values:
    return {"cycle_id": stage.world.cycle.pk, "year": 2026}


@builds("figure")
def figure(stage: Stage, subject: str) -> Values:
    return {"code": "gi-imunisasi"}


@builds("user")
def user(stage: Stage, subject: str) -> Values:
    return {"user_id": stage.world.users[subject].pk}


@builds("grant")
def grant(stage: Stage, subject: str) -> Values:
    row = RoleGrant.objects.create(
        user=stage.world.users[subject], role="auditor", unit=stage.world.units["setda"], valid_from=LONG_AGO,
        valid_to=TODAY - dt.timedelta(days=30),
    )  # fmt: skip
    return {"grant_id": row.pk}


@builds("recovery")
def recovery(stage: Stage, subject: str) -> Values:
    user = stage.world.users[subject]
    row = RecoveryCode.objects.create(
        user=user, code_hash=f"{user.pk:064d}", proof="ktp", resets_factors=True,
        issued_by=stage.world.users["analyst"], expires_at=NOW + dt.timedelta(hours=5),
    )  # fmt: skip
    return {"code_id": row.pk}


@builds("delegation")
def delegation(stage: Stage, subject: str) -> Values:
    """Given by the subject's superior to a peer, waiting for the answer."""
    row = Delegation.objects.create(
        giver=stage.world.people["superior"], holder=stage.world.people["peer"], scopes=["review"], reason="uji",
        valid_from=TODAY, valid_to=NEXT_MONTH,
    )  # fmt: skip
    return {"delegation_id": row.pk}


@builds("session")
def session(stage: Stage, subject: str) -> Values:
    row = UserSession.objects.create(
        user=stage.world.users[subject], ip="192.0.2.1", session_key=f"milik-{subject}", user_agent="uji"
    )
    return {"session_id": row.pk}


@builds("passkey")
def passkey(stage: Stage, subject: str) -> Values:
    row = Authenticator.objects.create(
        user=stage.world.users[subject], type=Authenticator.Type.WEBAUTHN, data={"name": "HP"}
    )
    return {"pk": row.pk}


@builds("event")
def event(stage: Stage, subject: str) -> Values:
    return {"event_id": _event(stage, subject).event_id}


@builds("receipt")
def receipt(stage: Stage, subject: str) -> Values:
    return {"number": _event(stage, subject).number}


def _event(stage: Stage, subject: str) -> Any:
    plan = stage.world.plans["employee"]
    person, unit = stage.world.people[subject].pk, stage.world.assignments[subject].unit_id
    with transaction.atomic():
        return record("plan.agreed", by=SYSTEM, about=plan, subject=person, unit=unit)


@builds("correction")
def correction(stage: Stage, subject: str) -> Values:
    """Asked for by the subject about the own superior, open."""
    people = stage.world.people
    row = CorrectionRequest.objects.create(
        person=people[subject], current_superior=people["superior"], proposed_superior=people["head"],
        since=TODAY, reason="uji", requested_by=people[subject], due_on=TODAY + dt.timedelta(days=5),
    )  # fmt: skip
    return {"request_id": row.pk}


@builds("plan")
def plan(stage: Stage, subject: str) -> Values:
    return {"plan_id": stage.world.plans[subject].pk}


@builds("result")
def result(stage: Stage, subject: str) -> Values:
    return {"result_id": stage.world.results[subject].pk}


@builds("indicator")
def indicator(stage: Stage, subject: str) -> Values:
    return {"indicator_id": stage.world.indicators[subject].pk}


@builds("evaluation")
def evaluation(stage: Stage, subject: str) -> Values:
    """The open third quarter of the subject."""
    row = stage.world.plans[subject]
    found, _made = Evaluation.objects.get_or_create(
        plan=row, period=stage.world.periods[3],
        defaults={"person": row.person, "unit": row.unit, "rater": row.rater, "rater_superior": row.rater_superior},
    )  # fmt: skip
    return {"evaluation_id": found.pk}


@builds("progress")
def progress(stage: Stage, subject: str) -> Values:
    return {"progress_id": _progress(stage, subject).pk}


@builds("evidence")
def evidence(stage: Stage, subject: str) -> Values:
    """A link as evidence of an unchecked report."""
    row, _made = Evidence.objects.get_or_create(
        progress=_progress(stage, subject), kind="link",
        defaults={
            "title": "Rekap", "reference": "https://contoh.test/rekap", "sha256": "0" * 64,
            "added_by": stage.world.people[subject],
        },
    )  # fmt: skip
    return {"evidence_id": row.pk}


def _progress(stage: Stage, subject: str) -> Progress:
    row, _made = Progress.objects.get_or_create(
        indicator=stage.world.indicators[subject], plan=stage.world.plans[subject], on=TODAY,
        defaults={"value": 89, "reported_by": stage.world.people[subject]},
    )  # fmt: skip
    return row


@builds("notice")
def notice(stage: Stage, subject: str) -> Values:
    person = stage.world.people[subject]
    row = Notice.objects.create(person=person, kind="uji", text="uji", url="/menu/", effect_key=f"uji-{person.pk}")
    return {"notice_id": row.pk}


@builds("letter_token")
def letter_token(stage: Stage, subject: str) -> Values:
    return {"token": mute_url(stage.world.people[subject].pk, "plan:1").rstrip("/").rpartition("/")[2]}


@builds("calendar_secret")
def calendar_secret(stage: Stage, subject: str) -> Values:
    secret = f"rahasia-{subject}"
    CalendarFeed.objects.create(person=stage.world.people[subject], secret_hash=hash_of(secret))
    return {"secret": secret}


@builds("letter")
def letter(stage: Stage, subject: str) -> Values:
    """A letter to the subject that the server refused for good."""
    row = Letter.objects.create(
        person=stage.world.people[subject], kind="deadline", thread="uji:1", subject="uji", text="uji", state="dead",
        effect_key=f"uji:{subject}", message_id=f"<{subject}@uji.test>",
    )  # fmt: skip
    return {"letter_id": row.pk}


@builds("goal")
def goal(stage: Stage, subject: str) -> Values:
    """The goal of the health service."""
    indicator = stage.world.goal.indicators.get()
    return {"goal_id": stage.world.goal.pk, "indicator_id": indicator.pk, "key": f"g{stage.world.goal.pk}"}


@builds("achievement")
def achievement(stage: Stage, subject: str) -> Values:
    return {**unit(stage, subject), **period(stage, subject)}


@builds("link")
def link(stage: Stage, subject: str) -> Values:
    return {"link_id": stage.world.results[subject].links.get().pk}


@builds("cell")
def cell(stage: Stage, subject: str) -> Values:
    """The subject's share in a result of the superior."""
    return {**person(stage, subject), "parent_id": stage.world.results["superior"].pk}


@builds("api_indicator")
def api_indicator(stage: Stage, subject: str) -> Values:
    return {"indicator": f"i{stage.world.indicators[subject].pk}"}


@builds("api_key")
def api_key(stage: Stage, subject: str) -> Values:
    """A running key of the subject's indicator."""
    token = fresh()
    row = ApiKey.objects.create(
        indicator=stage.world.indicators[subject], holder=stage.world.people[subject], label="uji",
        prefix=token.prefix, secret_hash=token.hash, made_by=stage.world.users[subject],
        expires_at=NOW + dt.timedelta(days=3_000),
    )  # fmt: skip
    return {"key_id": row.pk}


@builds("indicator_of_result")
def indicator_of_result(stage: Stage, subject: str) -> Values:
    return {**result(stage, subject), **indicator(stage, subject)}


@builds("taking")
def taking(stage: Stage, subject: str) -> Values:
    """A result of the superior, taken into the subject's plan."""
    return {**plan(stage, subject), "what": "hasil", "thing_id": stage.world.results["superior"].pk}


@builds("review_item")
def review_item(stage: Stage, subject: str) -> Values:
    """The subject's unchecked report as it stands in the review queue."""
    return {"key": f"r{_progress(stage, subject).pk}"}


@builds("import")
def sheet(stage: Stage, subject: str) -> Values:
    """A checked sheet of staff; it is the agency's, whoever is the subject."""
    batch = ImportBatch.objects.create(
        kind="staff", state="checked", file_name="uji.xlsx", file_path="tiada", sha256="0" * 64, size=1,
        columns=["NIP", "Nama"], mapping={"number": 0, "name": 1}, counts={"header_row": 1, "error": 1},
        effective_on=TODAY, created_by=stage.world.users["analyst"],
    )  # fmt: skip
    ImportRow.objects.create(batch=batch, number=2, status="error")
    return {"batch_id": batch.pk}


@builds("import_row")
def sheet_row(stage: Stage, subject: str) -> Values:
    return {**sheet(stage, subject), "number": 2}


@builds("listing")
def listing(stage: Stage, subject: str) -> Values:
    """The own evidence: a list everybody has."""
    return {"name": "bukti"}


@builds("saved_view")
def saved_view(stage: Stage, subject: str) -> Values:
    """A view of the subject's own evidence, shared with auditors."""
    row = SavedView.objects.create(
        name="uji", listing="bukti", columns=["judul"], shared_with=["auditor"], owner=stage.world.users[subject]
    )
    return {"view_id": row.pk}


@builds("saved_view_removed")
def saved_view_removed(stage: Stage, subject: str) -> Values:
    """A view that its owner has taken away."""
    row = SavedView.objects.create(
        name="uji", listing="bukti", columns=["judul"], owner=stage.world.users[subject], removed_at=NOW
    )
    return {"view_id": row.pk}


@builds("export_file")
def export_file(stage: Stage, subject: str) -> Values:
    """A file the subject has made."""
    row = ExportFile.objects.create(
        listing="bukti", title="uji", file_format="csv", rows=0, size=1, sha256="0" * 64, purpose="uji",
        event_id=_event(stage, subject).event_id, made_by=stage.world.users[subject],
        expires_at=NOW + dt.timedelta(days=3_000),
    )  # fmt: skip
    path_of(row).parent.mkdir(parents=True, exist_ok=True)
    path_of(row).write_text("a")
    return {"file_id": row.pk}


@builds("import_kind")
def sheet_kind(stage: Stage, subject: str) -> Values:
    return {"kind": "staff"}


@builds("contested")
def contested(stage: Stage, subject: str) -> Values:
    """The third quarter of the subject, opened three days ago."""
    row = Evaluation.objects.get(pk=evaluation(stage, subject)["evaluation_id"])
    Evaluation.objects.filter(pk=row.pk).update(
        state="rated", result_rating=2, behaviour_rating=2, predicate=2, rated_by=row.rater, rated_at=NOW
    )
    opened = NOW - dt.timedelta(days=3)
    Evaluation.objects.filter(pk=row.pk).update(
        state="received", confirmed_by=row.rater_superior, confirmed_at=opened, released_at=opened, received_at=opened
    )
    return {"evaluation_id": row.pk}


@builds("objection")
def objection(stage: Stage, subject: str) -> Values:
    """Filed by the subject against that result, waiting for the rater."""
    number = contested(stage, subject)["evaluation_id"]
    reason = "Capaian bulan September belum dihitung, buktinya ada."
    file_objection(
        by=stage.world.actor(subject), evaluation_id=number, targets=(Target("predicate"),), reason=reason
    )  # fmt: skip
    return {"objection_id": Objection.objects.get(evaluation=number).pk}


@builds("objection_evidence")
def objection_evidence(stage: Stage, subject: str) -> Values:
    """A file of the subject's side."""
    row = ObjectionEvidence.objects.create(
        objection_id=values_for(stage, "objection", subject)["objection_id"], side="employee", title="rekap.pdf",
        media_type="application/pdf", size=10, sha256="0" * 64, added_by=stage.world.people[subject],
    )  # fmt: skip
    return {"evidence_id": row.pk}


@builds("entry")
def entry(stage: Stage, subject: str) -> Values:
    """A daily entry of the subject, recorded and not yet seen."""
    row = Entry.objects.create(
        person=stage.world.people[subject], plan=stage.world.plans[subject], result=stage.world.results[subject],
        on=TODAY, starts=dt.time(7, 30), ends=dt.time(8), activity="Apel", realisation=1, unit_of_measure="kegiatan",
        entered_by=stage.world.people[subject],
    )  # fmt: skip
    return {"entry_id": row.pk}


@builds("question_of_log")
def question_of_log(stage: Stage, subject: str) -> Values:
    row = Question.objects.create(
        person=stage.world.people[subject], month=TODAY.replace(day=1), kind="impossible_hours", key=subject,
        entry_ids=[], facts={"minutes": 1020, "day": TODAY.isoformat()},
    )  # fmt: skip
    return {"question_id": row.pk}


@builds("entry_import")
def entry_import(stage: Stage, subject: str) -> Values:
    row = EntryImport.objects.create(
        person=stage.world.people[subject], state="checked", file_name="catatan.csv", file_path="imports/tidak-ada",
        sha256="0" * 64, size=1, created_by=stage.world.users[subject],
    )  # fmt: skip
    return {"batch_id": row.pk}


def _round360(stage: Stage, state: str) -> Round:
    """A round of the third quarter; it is the agency's, whoever is the subject."""
    questions, made = QuestionSet.objects.get_or_create(number=1)
    if made:
        kinds, values = ("leader", "functional", "executive"), range(1, 8)
        Statement.objects.bulk_create(
            Statement(question_set=questions, post_type=k, value=v, text="Menepati janji.")
            for k in kinds
            for v in values
        )
        QuestionSet.objects.filter(pk=questions.pk).update(state="published", published_on=TODAY)
    row, _made = Round.objects.get_or_create(
        title=f"Putaran {state}", state=state,
        defaults={
            "period": stage.world.periods[3], "question_set": questions, "choosing": "proposed", "minimum": 5,
            "answers_due_on": NEXT_MONTH, "upward_from": NEXT_MONTH + dt.timedelta(days=9),
            "released_on": TODAY if state == "released" else None,
        },
    )  # fmt: skip
    return row


def _rated(stage: Stage, subject: str, state: str = "open") -> RatedSubject:
    row, _made = RatedSubject.objects.get_or_create(
        round=_round360(stage, state), person=stage.world.people[subject],
        defaults={"unit": stage.world.assignments[subject].unit, "post_type": "functional", "post": "Bidan",
                  "raters": "choosing"},
    )  # fmt: skip
    return row


@builds("round360")
def round360(stage: Stage, subject: str) -> Values:
    return {"round_id": _round360(stage, "open").pk}


@builds("subject360")
def subject360(stage: Stage, subject: str) -> Values:
    return {"subject_id": _rated(stage, subject).pk}


@builds("result360")
def result360(stage: Stage, subject: str) -> Values:
    """Released, with one shown group."""
    rated = _rated(stage, subject, "released")
    Outcome.objects.get_or_create(subject=rated, combined=420)
    GroupResult.objects.get_or_create(
        subject=rated, group="peer", answers=5, weight=40, mean=420, means={"1": 420}, strengths=["Tekun"]
    )
    return {"subject_id": rated.pk}


@builds("invitation360")
def invitation360(stage: Stage, subject: str) -> Values:
    """The subject is asked about themselves."""
    rated = _rated(stage, subject)
    row, _made = Invitation.objects.get_or_create(subject=rated, rater=rated.person, group="self")
    return {"invitation_id": row.pk}


@builds("link360")
def link360(stage: Stage, subject: str) -> Values:
    token = f"tautan-{subject}"
    Invitation.objects.get_or_create(
        subject=_rated(stage, subject), group="external", outside_name="Warga", link_hash=link_hash(token)
    )
    return {"token": token}


@builds("round_link360")
def round_link360(stage: Stage, subject: str) -> Values:
    rated = _rated(stage, subject)
    row, _made = Invitation.objects.get_or_create(subject=rated, group="external", outside_name="Mitra")
    Box.objects.get_or_create(subject=rated, group="external")
    return {"round_id": rated.round_id, "invitation_id": row.pk}


@builds("questions360")
def questions360(stage: Stage, subject: str) -> Values:
    row, _made = QuestionSet.objects.get_or_create(number=2)
    return {"set_id": row.pk}


@builds("habit")
def habit(stage: Stage, subject: str) -> Values:
    """The subject as a rater, whose days alone with the report are over."""
    run = RaterRun.objects.create(
        method="uji", starts_on=LONG_AGO, ends_on=TODAY, told_on=TODAY - dt.timedelta(days=20),
        office_on=TODAY - dt.timedelta(days=6), sha256="0" * 64, made_at=NOW,
        figures={"is_known": False, "shares": {"above": 20, "meets": 70, "below": 10}},
    )  # fmt: skip
    figures = {"mean": 100, "share_above": 20, "share_meets": 70, "share_below": 10}
    RaterFinding.objects.create(run=run, rater=stage.world.people[subject], evaluations=4, people=2, figures=figures)
    return {"person_id": stage.world.people[subject].pk}


@builds("fairness_report")
def fairness_report(stage: Stage, subject: str) -> Values:
    """Made by the analyst over the open quarter; the head of the office above the subject is to sign."""
    made = {
        "content": {"evaluations": 0, "rated": 0, "predicates": {}, "dimensions": {}}, "sha256": "0" * 64,
        "made_at": NOW,
        "made_by": stage.world.people["analyst"], "official": stage.world.people["head"], "fingerprint": "0" * 64,
    }  # fmt: skip
    row, _ = FairnessReport.objects.get_or_create(period=stage.world.periods[3], defaults=made)
    return {"report_id": row.pk}


@builds("simulation")
def simulation(stage: Stage, subject: str) -> Values:
    row = Simulation.objects.create(
        period=stage.world.periods[2], title="uji", ruleset="performance-2022", draft_hash="0" * 64, made_at=NOW,
        made_by=stage.world.people["analyst"],
    )  # fmt: skip
    return {"simulation_id": row.pk}


@builds("opening")
def opening(stage: Stage, subject: str) -> Values:
    dues = dict.fromkeys(("self_due_on", "rating_due_on", "confirm_due_on"), NEXT_MONTH)
    made = {"ruleset": "performance-2022", "ruleset_hash": "0" * 64, "proposed_at": NOW, **dues}
    made |= {"proposed_by": stage.world.people["analyst"], "copied_from": stage.world.periods[3]}
    row, _ = PeriodOpening.objects.get_or_create(period=stage.world.periods[4], defaults=made)
    return {"opening_id": row.pk}


@builds("document")
def document(stage: Stage, subject: str) -> Values:
    """The evaluation of the opened third quarter."""
    return {"kind": "evaluasi", "object_id": values_for(stage, "contested", subject)["evaluation_id"]}


@builds("issued_document")
def issued_document(stage: Stage, subject: str) -> Values:
    """The same, sealed by its employee."""
    about = document(stage, subject)
    issue_document(by=stage.world.actor(subject), base_url="https://contoh.test", **about)
    return {"code": IssuedDocument.objects.get(kind="evaluasi", object_id=about["object_id"]).code}


@builds("document_code")
def document_code(stage: Stage, subject: str) -> Values:
    """Any code: the page answers alike for known and unknown ones."""
    return {"code": "TIDAKADA23456789"}


@builds("dialogue")
def dialogue(stage: Stage, subject: str) -> Values:
    """A dialogue that the subject asked of today's superior, for Monday."""
    return {"dialogue_id": _dialogue(stage, subject).pk}


@builds("agreement")
def agreement(stage: Stage, subject: str) -> Values:
    """An open agreement of the subject, with the employee as its owner."""
    row = Agreement.objects.create(
        person=stage.world.people[subject], dialogue=_dialogue(stage, subject), text="Kirim data", agreed_on=TODAY,
        due_on=NEXT_MONTH,
    )  # fmt: skip
    return {"agreement_id": row.pk}


def _dialogue(stage: Stage, subject: str) -> Dialogue:
    leader = ReportingLine.objects.on(TODAY).get(person=stage.world.people[subject]).superior
    row, _made = Dialogue.objects.get_or_create(
        person=stage.world.people[subject], leader=leader, proposed_by="employee",
        starts_at=NOW + dt.timedelta(days=4),
    )  # fmt: skip
    return row


@builds("feedback_request")
def feedback_request(stage: Stage, subject: str) -> Values:
    """Asked by the subject of the superior of the world's health centre."""
    row = FeedbackRequest.objects.create(
        plan=stage.world.plans[subject], asked_by=stage.world.people[subject], asked=stage.world.people["superior"]
    )
    return {"request_id": row.pk}


@builds("improvement")
def improvement(stage: Stage, subject: str) -> Values:
    return {"plan_id": _improvement(stage, subject).pk}


@builds("improvement_step")
def improvement_step(stage: Stage, subject: str) -> Values:
    row, _made = ImprovementStep.objects.get_or_create(
        plan=_improvement(stage, subject), order=1, text="Ikut pelatihan", sign="sertifikat", due_on=NEXT_MONTH
    )
    return {"step_id": row.pk}


def _improvement(stage: Stage, subject: str) -> ImprovementPlan:
    """A draft without steps; the subject has opened the result."""
    plan = stage.world.plans[subject]
    found = evaluation(stage, subject)["evaluation_id"]
    Evaluation.objects.filter(pk=found).update(received_at=NOW)
    row, _made = ImprovementPlan.objects.get_or_create(
        evaluation_id=found, person=plan.person, leader=plan.rater, unit=plan.unit, predicate=4, starts_on=TODAY,
        ends_on=dt.date(2027, 4, 7),
    )  # fmt: skip
    return row


# --- calibration: on the fourth quarter, which nothing else in these tests uses


def _calibrated(stage: Stage, subject: str) -> Evaluation:
    row = stage.world.plans[subject]
    found, _made = Evaluation.objects.get_or_create(
        plan=row, period=stage.world.periods[4],
        defaults={
            "person": row.person, "unit": row.unit, "rater": row.rater, "rater_superior": row.rater_superior,
            "state": "rated", "result_rating": 2, "behaviour_rating": 2, "predicate": 2,
        },
    )  # fmt: skip
    return found


def _session(stage: Stage, subject: str) -> Calibration:
    row, period = stage.world.plans[subject], stage.world.periods[4]
    people = stage.world.people
    found = Calibration.objects.filter(unit=row.unit, period=period).first()
    if found is None:
        found = Calibration.objects.create(
            unit=row.unit, period=period, meets_on=NEXT_MONTH, opened_by=people["head"], opened_at=NOW
        )
        for key in ("head", "superior"):
            Member.objects.create(session=found, person=people[key], is_facilitator=key == "head")
        Before.objects.create(session=found, evaluation=_calibrated(stage, subject), version=1, predicate=2)
    return found


@builds("unit_in_period")
def unit_in_period(stage: Stage, subject: str) -> Values:
    return {"unit_id": stage.world.plans[subject].unit_id, "period_id": stage.world.periods[4].pk}


@builds("calibration")
def calibration(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk}


@builds("calibrated")
def calibrated(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk, "evaluation_id": _calibrated(stage, subject).pk}


@builds("calibration_move")
def calibration_move(stage: Stage, subject: str) -> Values:
    return {"session_id": _session(stage, subject).pk, "act": "akhiri"}


@builds("determination")
def determination(stage: Stage, subject: str) -> Values:
    """Put forward by somebody else, so that everybody of the unit is a second person."""
    found, _made = Determination.objects.get_or_create(
        unit=stage.world.plans[subject].unit, period=stage.world.periods[4],
        defaults={
            "rows": [[_calibrated(stage, subject).pk, 1, 2]], "counts": [0, 1, 0, 0, 0], "digest": "0" * 64,
            "requested_by": stage.world.people["lent"], "requested_at": NOW,
        },
    )  # fmt: skip
    return {"determination_id": found.pk}


@builds("bulk_run")
def bulk_run(stage: Stage, subject: str) -> Values:
    """Of the subject's rater."""
    rater = stage.world.plans[subject].rater
    found, _made = BulkConfirmation.objects.get_or_create(
        person=rater, defaults={"user": rater.user, "ids": [[1, 1]], "started_at": NOW}
    )
    return {"run_id": found.pk}


@builds("reopening")
def reopening(stage: Stage, subject: str) -> Values:
    evaluation = _calibrated(stage, subject)
    found = Reopening.objects.filter(evaluations=evaluation).first()
    if found is None:
        found = Reopening.objects.create(
            period=evaluation.period, reason="bukti terlambat masuk", until=NEXT_MONTH, requested_at=NOW,
            requested_by=stage.world.people["lent"],
        )  # fmt: skip
        found.evaluations.add(evaluation)
    return {"reopening_id": found.pk}


@builds("reopened")
def reopened(stage: Stage, subject: str) -> Values:
    return reopening(stage, subject) | {"evaluation_id": _calibrated(stage, subject).pk}
