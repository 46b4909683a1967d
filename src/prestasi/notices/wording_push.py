"""What may stand on a locked screen: that there is news and about what, never what it says.

No result, no predicate, no reason, no name of anybody. The words of the notice are behind the sign-in.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from prestasi.core import formats
from prestasi.notices.models import Notice, PushMessage

Kind = PushMessage.Kind
# Only subjects that say nothing about how somebody works; every other one is just news.
SUBJECTS = {
    "plan": gettext_lazy("Kabar tentang rencana kinerja"),
    "progress": gettext_lazy("Kabar tentang capaian"),
    "dialogue": gettext_lazy("Kabar tentang dialog kinerja"),
    "worklog": gettext_lazy("Kabar tentang catatan harian"),
    "delegation": gettext_lazy("Kabar tentang delegasi"),
    "team": gettext_lazy("Kabar tentang tim kerja"),
    "siasn": gettext_lazy("Kabar tentang data kepegawaian"),
    "security": gettext_lazy("Kabar tentang keamanan akun Anda"),
}


def body(kind: str, notices: Sequence[Notice]) -> str:
    """One line in the language that is active."""
    if kind == Kind.DIGEST:
        n = len(notices)
        return ngettext("%(n)s kabar baru untuk Anda", "%(n)s kabar baru untuk Anda", n) % {"n": n}
    notice = notices[0]
    about = str(SUBJECTS.get(notice.thread.partition(":")[0], _("Ada kabar untuk Anda")))
    return f"{about} · {_('Batas: %s') % formats.day_and_month(notice.due_on)}" if notice.due_on else about


def page_of(kind: str, notices: Sequence[Notice]) -> str:
    """The page of ours that opens; the inbox when there are several, or when the notice names no page of ours."""
    url = notices[0].url
    is_ours = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if kind != Kind.DIGEST and is_ours else reverse("notices:inbox")
