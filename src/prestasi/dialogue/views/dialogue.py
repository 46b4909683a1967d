"""G07 Dialog kinerja: the list, asking for one, one dialogue with everything that can be done in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from prestasi.core.answers import form_key, posted, tell, to_receipt
from prestasi.core.errors import Closed, Conflict, Invalid
from prestasi.core.http import Request, number_of
from prestasi.core.receipt import Receipt
from prestasi.dialogue.actions.agreement import add_to_agenda, keep_private_note
from prestasi.dialogue.actions.record import confirm_dialogue, record_dialogue
from prestasi.dialogue.actions.schedule import (
    agree_dialogue,
    cancel_dialogue,
    miss_dialogue,
    propose_dialogue,
    reschedule_dialogue,
)
from prestasi.dialogue.documents.invitation import invitation
from prestasi.dialogue.forms.dialogue import AskForm, PrivateForm, TimeForm, TopicForm
from prestasi.dialogue.queries.ask import ask_page, reschedule_slots
from prestasi.dialogue.queries.overview import overview
from prestasi.dialogue.queries.page import dialogue_or_404, dialogue_page
from prestasi.dialogue.views.sheet import sheet_for, sheet_from
from prestasi.performance.forms.rating import ReasonForm


def index(request: Request) -> HttpResponse:
    """Own dialogues, agreements with their age, the team's dialogues."""
    return render(request, "dialogue/index.html", {"page": overview(request.actor)})


def ask(request: Request) -> HttpResponse:
    """The employee asks the superior for a dialogue."""
    return _ask(request, request.actor.person_id)


def invite(request: Request, person_id: int) -> HttpResponse:
    """The superior asks somebody of the team for a dialogue."""
    return _ask(request, person_id)


def _ask(request: Request, person_id: int | None) -> HttpResponse:
    page = ask_page(request.actor, person_id)
    form = AskForm(posted(request), initial={"kind": request.GET.get("jenis", "check_in")})
    status = 200
    if request.method == "POST":
        receipt, status = _tried(
            form, lambda: propose_dialogue(by=request.actor, person_id=page.person_id, key=form_key(request),
                                           **form.given())
        )  # fmt: skip
        if receipt is not None:
            return to_receipt(receipt, reverse("dialogue:dialogue", args=[receipt.object_id]))
    context = {"page": page, "form": form, "key": form_key(request)}
    return render(request, "dialogue/ask.html", context, status=status)


def dialogue(request: Request, dialogue_id: int) -> HttpResponse:
    """One dialogue."""
    return _page(request, dialogue_id)


def _page(request: Request, dialogue_id: int, status: int = 200, **forms: Any) -> HttpResponse:
    page = dialogue_page(request.actor, dialogue_id)
    context: dict[str, Any] = {
        "page": page, "key": form_key(request), "reason": ReasonForm(), "topic": TopicForm(),
        "private": PrivateForm(initial={"private": page.private}), "sheet": None,
    }  # fmt: skip
    context |= forms
    if page.may_record and context["sheet"] is None:
        context["sheet"] = sheet_for(page)
    return render(request, "dialogue/dialogue.html", context, status=status)


@require_POST
def agree(request: Request, dialogue_id: int) -> HttpResponse:
    return _plain(request, dialogue_id, agree_dialogue, lock_version=_version(request))


@require_POST
def confirm(request: Request, dialogue_id: int) -> HttpResponse:
    return _plain(request, dialogue_id, confirm_dialogue, lock_version=_version(request) or 0)


@require_POST
def cancel(request: Request, dialogue_id: int) -> HttpResponse:
    return _with_form(request, dialogue_id, cancel_dialogue, ReasonForm(request.POST), "reason")


@require_POST
def miss(request: Request, dialogue_id: int) -> HttpResponse:
    return _with_form(request, dialogue_id, miss_dialogue, ReasonForm(request.POST), "reason")


@require_POST
def add_topic(request: Request, dialogue_id: int) -> HttpResponse:
    return _with_form(request, dialogue_id, add_to_agenda, TopicForm(request.POST), "topic")


@require_POST
def keep_private(request: Request, dialogue_id: int) -> HttpResponse:
    """The own private note; no receipt, because no event."""
    form = PrivateForm(request.POST)
    if not form.is_valid():
        return _page(request, dialogue_id, 422, private=form)
    keep_private_note(by=request.actor, dialogue_id=dialogue_id, text=form.cleaned_data["private"])
    return redirect(f"{reverse('dialogue:dialogue', args=[dialogue_id])}#pribadi")


def reschedule(request: Request, dialogue_id: int) -> HttpResponse:
    """Another time: three free ones, or an own."""
    page = reschedule_slots(request.actor, dialogue_id)
    form, status = TimeForm(posted(request)), 200
    if request.method == "POST":
        receipt, status = _tried(
            form, lambda: reschedule_dialogue(by=request.actor, dialogue_id=dialogue_id, key=form_key(request),
                                              lock_version=_version(request), **form.given())
        )  # fmt: skip
        if receipt is not None:
            return to_receipt(receipt, reverse("dialogue:dialogue", args=[dialogue_id]))
    context = {"page": page, "form": form, "key": form_key(request)}
    return render(request, "dialogue/reschedule.html", context, status=status)


@require_POST
def record(request: Request, dialogue_id: int) -> HttpResponse:
    """Notes, agreements and the next date; the receipt, or the same sheet with its messages."""
    sheet = sheet_from(request.POST)
    status = 422
    if sheet.is_valid():
        try:
            receipt = record_dialogue(by=request.actor, dialogue_id=dialogue_id, key=form_key(request), **sheet.given())
            return to_receipt(receipt, reverse("dialogue:dialogue", args=[dialogue_id]))
        except (Invalid, Closed, Conflict) as refused:
            status = sheet.refuse(refused)
    return _page(request, dialogue_id, status, sheet=sheet)


def calendar(request: Request, dialogue_id: int) -> HttpResponse:
    """The invitation for the reader's own calendar."""
    row, _side = dialogue_or_404(request.actor, dialogue_id)
    url = request.build_absolute_uri(reverse("dialogue:dialogue", args=[dialogue_id]))
    body = invitation(row, url, request.actor.person_id or 0)
    method = "CANCEL" if b"METHOD:CANCEL" in body else "REQUEST"
    answer = HttpResponse(body, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="dialog-{dialogue_id}.ics"'
    return answer


def _plain(request: Request, dialogue_id: int, act: Callable[..., Receipt], **given: Any) -> HttpResponse:
    receipt = act(by=request.actor, dialogue_id=dialogue_id, key=form_key(request), **given)
    return to_receipt(receipt, reverse("dialogue:dialogue", args=[dialogue_id]))


def _with_form(request: Request, dialogue_id: int, act: Callable[..., Receipt], form: Form, name: str) -> HttpResponse:
    receipt, status = _tried(
        form, lambda: act(by=request.actor, dialogue_id=dialogue_id, key=form_key(request), **form.cleaned_data)
    )
    if receipt is not None:
        return to_receipt(receipt, reverse("dialogue:dialogue", args=[dialogue_id]))
    return _page(request, dialogue_id, status, **{name: form})


def _tried(form: Form, act: Callable[[], Receipt]) -> tuple[Receipt | None, int]:
    """The receipt, or None and the status with the refusal on the form."""
    if not form.is_valid():
        return None, 422
    try:
        return act(), 200
    except (Invalid, Closed, Conflict) as refused:
        tell(form, _named(refused))
        return None, refused.status


def _named(refused: Invalid | Closed | Conflict) -> Invalid | Closed | Conflict:
    """What is said of the moment stands at the day."""
    if isinstance(refused, Invalid) and "starts_at" in refused.errors:
        return Invalid({("day" if name == "starts_at" else name): text for name, text in refused.errors.items()})
    return refused


def _version(request: Request) -> int | None:
    return number_of(request.POST.get("lock_version"), 9)
