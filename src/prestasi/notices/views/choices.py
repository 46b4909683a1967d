"""Mail, devices, quiet hours, muted threads and the calendar address of one person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from prestasi.core.http import Request
from prestasi.notices.actions import choices as acts
from prestasi.notices.forms import ChoicesForm
from prestasi.notices.queries.choices import Choices, choices_of


def page(request: Request) -> HttpResponse:
    """Read and keep the choices."""
    if request.method == "POST":
        form = ChoicesForm(request.POST)
        if form.is_valid():
            acts.choose_mail(by=request.actor, **form.cleaned_data)
            messages.success(request, _("Pilihan tersimpan."))
            return redirect("notices:choices")
        return choices_page(request, form, status=422)
    return choices_page(request)


def choices_page(
    request: Request, form: ChoicesForm | None = None, status: int = 200, address: str = "", refused: str = ""
) -> HttpResponse:
    """The page; `address` is a new calendar address, `refused` why a device could not be turned on."""
    found = choices_of(request.actor)
    given = {"choices": found, "address": address, "refused": refused}
    context = {**given, "form": form or ChoicesForm(initial=_now(found))}
    return render(request, "notices/choices.html", context, status=status)


def _now(found: Choices) -> dict[str, object]:
    if found.reader is None:
        return {}
    reader, quiet = found.reader, found.reader.quiet
    return {
        "digest": reader.digest, "deadlines": reader.deadlines, "quiet_from": f"{quiet.start:%H:%M}",
        "quiet_until": f"{quiet.end:%H:%M}", "quiet_weekends": quiet.weekends, "push_digest": reader.push_digest,
        "push_deadlines": reader.push_deadlines,
    }  # fmt: skip


@require_POST
def mute(request: Request) -> HttpResponse:
    """Silence a thread from the inbox, or let it be heard again."""
    act = acts.unmute if request.POST.get("bunyikan") else acts.mute
    act(by=request.actor, thread=request.POST.get("thread", ""))
    back = "notices:choices" if request.POST.get("kembali") == "pilihan" else "notices:inbox"
    return redirect(back)


@csrf_exempt
def mute_by_letter(request: Request, token: str) -> HttpResponse:
    """From a letter, without signing in: the mail program posts (RFC 8058), a person sees one button.

    Exempt from CSRF because the address itself is the proof, and all it can do is to silence its own thread.
    """
    if request.method == "POST":
        acts.mute_by_letter(token=token)
        return render(request, "notices/muted.html", {"is_done": True})
    acts.letter_thread(token)
    return render(request, "notices/muted.html", {"is_done": False, "action": request.path})


@require_POST
def make_feed(request: Request) -> HttpResponse:
    """A new calendar address, shown this once; the old one dies."""
    secret = acts.make_feed(by=request.actor)
    return choices_page(request, address=request.build_absolute_uri(reverse("notices:feed", args=[secret])))


@require_POST
def revoke_feed(request: Request) -> HttpResponse:
    acts.revoke_feed(by=request.actor)
    return redirect("notices:choices")
