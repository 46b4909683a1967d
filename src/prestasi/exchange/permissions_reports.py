"""Who opens saved views and made files."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from prestasi.core.actor import Actor
from prestasi.core.errors import NotAllowed, NotVisible
from prestasi.exchange.models import ExportFile, SavedView


def visible_views(actor: Actor) -> Q:
    """Own views and those shared with a role the actor holds; sharing shows the recipe, never rows."""
    roles = sorted({g.role for g in actor.grants})
    return Q(removed_at=None) & (Q(owner=actor.user_id) | Q(shared_with__overlap=roles))


def view_or_404(actor: Actor, view_id: int, *, own: bool = False) -> SavedView:
    """The gate of a saved view. NotAllowed when only its owner may do this."""
    found = SavedView.objects.filter(visible_views(actor), pk=view_id).first()
    if found is None or not actor.is_authenticated:
        raise NotVisible
    if own and found.owner_id != actor.user_id:
        raise NotAllowed(_("Laporan ini hanya dihapus oleh pembuatnya."), _("Pembuat laporan"))
    return found


def file_or_404(actor: Actor, file_id: int) -> ExportFile:
    """A made file that has not expired, for its maker alone."""
    found = ExportFile.objects.filter(pk=file_id, made_by=actor.user_id, expires_at__gt=Now()).first()
    if found is None:
        raise NotVisible
    return found
