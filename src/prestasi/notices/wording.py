"""The text of letters, plain and short, in the language that is active. Links only to our own pages."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from config.env import ENV
from prestasi.core import formats
from prestasi.notices.models import Notice

SALT = "notices.mute"
WHY = {
    "plan": gettext_lazy("Anda pemilik atau penilai rencana ini."),
    "rating": gettext_lazy("Anda pejabat penilai mereka hari ini."),
    "evaluation": gettext_lazy("Anda yang dinilai atau yang menilai."),
    "self": gettext_lazy("Evaluasi ini tentang kinerja Anda."),
    "progress": gettext_lazy("Capaian ini Anda catat atau Anda periksa."),
    "correction": gettext_lazy("Anda disebut dalam permintaan koreksi ini."),
    "delegation": gettext_lazy("Anda pemberi atau penerima delegasi ini."),
    "security": gettext_lazy("Ini menyangkut keamanan akun Anda."),
    "team": gettext_lazy("Anda pemimpin atau anggota tim kerja ini."),
    "reminder": gettext_lazy("Pekerjaan ini menunggu Anda."),
    "blocked": gettext_lazy("Anda yang dapat melepaskan sumbatan ini."),
}


def why(notice: Notice) -> str:
    """Why the reader got it: said by the cause, else by its subject."""
    return notice.why or str(WHY.get(notice.kind.split(".")[0], _("Anda bagian dari urusan ini.")))


def site() -> str:
    """Address of the pages, without a slash at the end."""
    return (ENV.base_url or f"http://127.0.0.1:{ENV.port}").rstrip("/")


def message_id(effect_key: str) -> str:
    """Always the same for one effect."""
    return f"<{sha256(effect_key.encode()).hexdigest()[:32]}@{urlsplit(site()).hostname}>"


def thread_id(person_id: int, thread: str) -> str:
    """The id that all letters of one thread to one person refer to, so that mail programs stack them."""
    return message_id(f"thread:{person_id}:{thread}")


def mute_url(person_id: int, thread: str) -> str:
    """The address in a letter that silences its thread; it carries its own proof."""
    token = signing.dumps([person_id, thread], salt=SALT, compress=True)
    return site() + reverse("notices:mute_by_letter", args=[token])


def deadline_text(name: str, notice: Notice) -> str:
    """One matter with its date."""
    link = site() + notice.url if notice.url else site() + reverse("notices:inbox")
    due = _("Batas: %s") % formats.long_date(notice.due_on) if notice.due_on else ""
    parts = [_("Yth. %s,") % name, notice.text + ".", due, link]
    return _letter([part for part in parts if part], why(notice), mute_url(notice.person_id, notice.thread))


def digest_subject(notices: Sequence[Notice]) -> str:
    n = len(notices)
    return ngettext("%(n)s kabar untuk Anda", "%(n)s kabar untuk Anda", n) % {"n": n}


def digest_text(name: str, notices: Sequence[Notice]) -> str:
    """Everything new since the last digest, by thread, each with its reason and its own way to silence it."""
    parts = [_("Yth. %s,") % name, _("Ini yang baru sejak rangkuman terakhir.")]
    by_thread: dict[str, list[Notice]] = {}
    for notice in notices:
        by_thread.setdefault(notice.thread, []).append(notice)
    for thread, own in by_thread.items():
        lines = [f"- {notice.text}" for notice in own]
        link = [f"  {site()}{own[-1].url}"] if own[-1].url else []
        reason = f"  {_('Mengapa Anda menerima ini')}: {why(own[-1])}"
        silence = f"  {_('Bisukan urusan ini')}: {mute_url(own[-1].person_id, thread)}"
        parts.append("\n".join([*lines, *link, reason, silence]))
    return _signed(parts)


def _letter(parts: list[str], reason: str, silence: str) -> str:
    told = f"{_('Mengapa Anda menerima ini')}: {reason}\n{_('Bisukan urusan ini')}: {silence}"
    return _signed([*parts, told])


def security_text(name: str, notice: Notice) -> str:
    """About the account; cannot be silenced."""
    link = site() + reverse("accounts:security")
    advice = _("Bila ini bukan Anda, akhiri sesi lain dan hubungi petugas kepegawaian.")
    return _signed([_("Yth. %s,") % name, notice.text + ".", advice, link, why(notice)])


def _signed(parts: list[str]) -> str:
    settings = _("Atur surel, jam tenang, dan kalender: %s") % (site() + reverse("notices:choices"))
    return "\n\n".join([*parts, "-- \nPrestasi\n" + settings]) + "\n"
