"""The question bank: versions, editing the draft, publishing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prestasi.colleagues import forms
from prestasi.colleagues.actions import questions as actions
from prestasi.colleagues.groups import PostType
from prestasi.colleagues.permissions import check_may_run
from prestasi.colleagues.queries import questions as queries
from prestasi.colleagues.queries.extras import Extra
from prestasi.colleagues.views._replies import page
from prestasi.core.answers import key_of, to_receipt
from prestasi.core.errors import Conflict, Invalid
from prestasi.core.http import Request


@require_safe
def bank(request: Request) -> HttpResponse:
    """All versions."""
    return page(request, "questions", {"bank": queries.bank(request.actor)})


@require_http_methods(["POST"])
def start(request: Request) -> HttpResponse:
    """Begin a new version."""
    receipt = actions.start_version(by=request.actor, key=key_of(request))
    return redirect("colleagues:question_set", set_id=receipt.object_id)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, set_id: int) -> HttpResponse:
    """Statements of one type of post; `?jenis=` chooses it."""
    shown = queries.set_page(request.actor, set_id, request.GET.get("jenis", ""))
    if request.method != "POST":
        return page(request, "question_set", {"page": shown})
    lines, extras = forms.statements_from(request.POST), forms.extras_from(request.POST)
    try:
        actions.change_statements(
            by=request.actor, set_id=set_id, post_type=PostType(shown.post_type), lines=lines,
            version=forms.number_in(request.POST, "version"), extras=extras, key=key_of(request),
        )  # fmt: skip
    except Invalid as refused:
        again = _again(shown, lines, extras, refused.errors, {})
        return page(request, "question_set", {"page": again, "errors": refused.errors}, status=422)
    except Conflict as clash:
        theirs = {name: pair[0] for name, pair in (clash.fields or {}).items()}
        return page(
            request, "question_set", {"page": _again(shown, lines, extras, {}, theirs), "clash": clash}, status=409
        )
    return redirect(f"{reverse('colleagues:question_set', args=[set_id])}?jenis={shown.post_type}")


def _again(
    shown: queries.SetPage, lines: Mapping[int, Sequence[str]], extras: Sequence[Extra], errors: Mapping[str, str],
    theirs: Mapping[str, str],
) -> queries.SetPage:  # fmt: skip
    """The page with what was typed, what is wrong, and what somebody else wrote."""
    values = tuple(
        replace(v, typed="\n".join(lines[v.number]), error=errors.get(f"value_{v.number}", ""),
                theirs=theirs.get(f"value_{v.number}", ""))
        for v in shown.values
    )  # fmt: skip
    others = tuple(
        replace(line, error=errors.get(f"extra_{line.place}", ""), theirs=theirs.get(f"extra_{line.place}", ""))
        for line in queries.places(extras)
    )
    return replace(shown, values=values, extras=others)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, set_id: int) -> HttpResponse:
    """What publishing will do; with POST, do it."""
    check_may_run(request.actor)
    context = {
        "page": queries.set_page(request.actor, set_id, ""),
        "effects": [_("Putaran baru dapat memakai versi ini."), _("Pernyataannya tidak dapat diubah lagi.")],
    }
    if request.method != "POST":
        return page(request, "question_publish", context)
    try:
        return to_receipt(actions.publish(by=request.actor, set_id=set_id, key=key_of(request)))
    except Invalid:
        errors = {"": _("Setiap jenis jabatan memerlukan satu sampai tiga pernyataan untuk ketujuh nilai.")}
        return page(request, "question_publish", context | {"errors": errors}, status=422)
