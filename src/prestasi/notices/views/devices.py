"""Turning news on and off on a device; the script of the page and the worker post here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from prestasi.accounts.queries.security import device_name
from prestasi.core.answers import key_of
from prestasi.core.errors import Closed, Invalid
from prestasi.core.http import Request
from prestasi.notices.actions import devices as acts
from prestasi.notices.forms import DeviceForm
from prestasi.notices.views.choices import choices_page


@require_POST
def add(request: Request) -> HttpResponse:
    """This browser is told news from now on."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return choices_page(request, status=422, refused=_("Peramban tidak memberi alamat kabar. Coba lagi."))
    try:
        acts.add_device(by=request.actor, key=key_of(request), **_given(request, form))
    except (Invalid, Closed) as refused:
        return choices_page(request, status=refused.status, refused=str(refused))
    messages.success(request, _("Kabar menyala di perangkat ini."))
    return _back()


@require_POST
def replace(request: Request) -> HttpResponse:
    """The worker says that the browser gave its device a new address."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    acts.replace_device(by=request.actor, former=form.cleaned_data["former"], **_given(request, form))
    return HttpResponse(status=204)


@require_POST
def turn_off(request: Request) -> HttpResponse:
    """The script says so while signing out."""
    acts.turn_off(by=request.actor, endpoint=request.POST.get("endpoint", ""))
    return HttpResponse(status=204)


@require_POST
def remove(request: Request, device_id: int) -> HttpResponse:
    acts.remove_device(by=request.actor, device_id=device_id, key=key_of(request))
    messages.success(request, _("Kabar dimatikan di perangkat itu."))
    return _back()


@require_POST
def try_out(request: Request) -> HttpResponse:
    """A trial to all own devices."""
    try:
        n = acts.try_devices(by=request.actor, key=key_of(request))
    except Closed as refused:
        return choices_page(request, status=refused.status, refused=str(refused))
    told = ngettext("Kabar percobaan dikirim ke %(n)s perangkat.", "Kabar percobaan dikirim ke %(n)s perangkat.", n)
    messages.success(request, told % {"n": n})
    return _back()


def _given(request: Request, form: DeviceForm) -> dict[str, str]:
    given = form.cleaned_data
    return {
        "endpoint": given["endpoint"], "public_key": given["p256dh"], "auth": given["auth"],
        "device_name": device_name(request.headers.get("User-Agent", "")),
    }  # fmt: skip


def _back() -> HttpResponse:
    return redirect(f"{reverse('notices:choices')}#perangkat")
