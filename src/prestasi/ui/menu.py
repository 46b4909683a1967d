"""The menus of all roles as one table.

An entry whose page does not exist (its url name cannot be reversed) is left out, so a menu shows only what there is.
`count` is the dotted path of a function (actor) -> int that counts what waits for this person; news are never counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu. `key` joins the side menu and the bottom menu; `verb` marks the act in the middle."""

    label: Text
    icon: str
    url: str
    key: str
    count: str = ""
    short: Text = ""
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    heading: Text
    entries: tuple[Entry, ...]


COUNTS = "prestasi.performance.queries.menu_counts."

TODAY = Entry(_("Hari ini"), "calendar-check", "performance:today", "today")
PLAN = Entry(_("Rencana kinerja"), "target-arrow", "performance:plan", "plan", short=_("Rencana"))
PROGRESS = Entry(_("Catat capaian"), "pencil-plus", "performance:report", "progress", short=_("Catat"), verb=True)
LOG = Entry(_("Catatan harian"), "notes", "worklog:month", "log", short=_("Harian"))
TEAM_LOG = Entry(_("Catatan tim"), "calendar-user", "worklog:team", "team-log")
EVIDENCE = Entry(_("Bukti"), "paperclip", "performance:evidence", "evidence")
FEEDBACK = Entry(_("Umpan balik"), "message-heart", "performance:feedback", "feedback")
DIALOGUE = Entry(_("Dialog kinerja"), "messages", "dialogue:index", "dialogue", short=_("Dialog"))
COLLEAGUES = Entry(_("Umpan balik rekan"), "users-group", "colleagues:home", "colleagues")
ROUNDS = Entry(_("Umpan balik 360"), "chart-dots-3", "colleagues:rounds", "rounds360")
RESULT = Entry(_("Hasil saya"), "award", "performance:my_results", "result", short=_("Hasil"))
PROFILE = Entry(_("Data saya"), "id-badge-2", "people:me", "me")
TRAIL = Entry(_("Jejak dan bukti terima"), "receipt", "audit:my_trail", "trail")
DELEGATION = Entry(_("Delegasi"), "transfer", "accounts:delegations", "delegation")
TEAM = Entry(_("Tim saya"), "users", "performance:team", "team", short=_("Tim"))
REVIEW = Entry(_("Antrean tinjau"), "inbox", "performance:review", "review", COUNTS + "reviews", _("Tinjau"))
RATE = Entry(_("Antrean nilai"), "checklist", "performance:rating_queue", "rate", COUNTS + "ratings", _("Nilai"))
CONFIRM = Entry(_("Penetapan"), "rubber-stamp", "performance:confirmations", "confirm", COUNTS + "confirmations")
ACHIEVEMENT = Entry(_("Capaian organisasi"), "target", "performance:achievements", "achievement")
CALIBRATION = Entry(_("Kalibrasi"), "adjustments-horizontal", "calibration:sessions", "calibration")
DETERMINE = Entry(_("Penetapan unit"), "signature", "calibration:determinations", "determine")
REOPENING = Entry(_("Pembukaan kembali"), "lock-open", "calibration:reopenings", "reopening")
MATRIX = Entry(_("Matriks peran"), "grid-dots", "performance:matrix", "matrix")
WORK_TEAMS = Entry(_("Tim kerja"), "affiliate", "performance:work_teams", "work-teams")
LIBRARY = Entry(_("Pustaka indikator"), "books", "performance:standards", "standards")
DASHBOARD = Entry(_("Dasbor"), "chart-histogram", "insight:board_start", "dashboard")
TREE = Entry(_("Pohon kinerja"), "sitemap", "performance:goal_tree", "tree", short=_("Pohon"))
CONTROL = Entry(_("Ruang kendali"), "activity", "insight:control_room", "control")
PEOPLE = Entry(_("Pegawai"), "id-badge-2", "people:list", "people")
CORRECTIONS = Entry(_("Koreksi atasan"), "user-edit", "people:corrections", "corrections")
UNITS = Entry(_("Unit kerja"), "building-community", "organization:tree", "units")
OBJECTIONS = Entry(
    _("Keberatan"), "scale", "objection:desk", "objections", "prestasi.objection.queries.desk.waiting_count"
)
CREDIT = Entry(_("Angka kredit saya"), "stack-2", "credit:mine", "credit", short=_("Angka kredit"))
CREDITS = Entry(_("Angka kredit"), "stack-2", "credit:list", "credits")
CYCLES = Entry(_("Periode dan aturan"), "gavel", "insight:cycles", "cycles", short=_("Periode"))
FAIRNESS = Entry(_("Keadilan"), "scale", "fairness:reports", "fairness")
SIMULATIONS = Entry(_("Simulasi kebijakan"), "flask", "fairness:simulations", "simulations")
HABITS = Entry(_("Kebiasaan menilai"), "eye-check", "fairness:my_habits", "habits")
SLICES = Entry(_("Irisan hasil"), "chart-bar", "fairness:slices", "slices")
IMPORT = Entry(_("Impor data"), "file-import", "exchange:imports", "import", short=_("Impor"))
SIASN = Entry(_("Selisih SIASN"), "arrows-diff", "exchange:differences", "siasn")
ACCOUNTS = Entry(_("Akun dan peran"), "key", "accounts:users", "accounts", short=_("Peran"))
APPROVALS = Entry(_("Tahap persetujuan"), "checkup-list", "accounts:approvals", "approvals")
REPORTS = Entry(_("Laporan"), "file-export", "exchange:reports", "reports")
API_KEYS = Entry(_("Kunci API"), "api", "api:keys", "api_keys")
EVENTS = Entry(_("Jejak peristiwa"), "list-search", "audit:search", "events", short=_("Jejak"))
SYSTEM = Entry(_("Kesehatan sistem"), "heartbeat", "insight:system", "system")
MORE = Entry(_("Lainnya"), "menu-2", "ui:menu", "more")


_OWN = Group(_("Saya"), (PLAN, PROGRESS, LOG, COLLEAGUES, RESULT, CREDIT, DELEGATION, PROFILE, TRAIL))

MENU: dict[str, tuple[Group, ...]] = {
    "employee": (
        Group(_("Kinerja"), (TODAY, PLAN, PROGRESS, LOG, EVIDENCE, FEEDBACK, COLLEAGUES, DIALOGUE, WORK_TEAMS, RESULT)),
        Group(_("Saya"), (CREDIT, PROFILE, TRAIL)),
    ),
    "supervisor": (
        Group(
            _("Kinerja tim"),
            (
                TODAY,
                TEAM,
                TEAM_LOG,
                REVIEW,
                RATE,
                HABITS,
                CONFIRM,
                CALIBRATION,
                MATRIX,
                WORK_TEAMS,
                FEEDBACK,
                DIALOGUE,
                TREE,
            ),
        ),
        _OWN,
    ),
    "unit_head": (
        Group(
            _("Unit"),
            (
                TODAY,
                DASHBOARD,
                TREE,
                TEAM,
                REVIEW,
                RATE,
                HABITS,
                CONFIRM,
                CALIBRATION,
                DETERMINE,
                ACHIEVEMENT,
                SLICES,
                MATRIX,
                WORK_TEAMS,
                DIALOGUE,
                UNITS,
                REPORTS,
            ),
        ),
        _OWN,
    ),
    "analyst": (
        Group(
            _("Kepegawaian"),
            (
                TODAY,
                CONTROL,
                PEOPLE,
                CORRECTIONS,
                CALIBRATION,
                DETERMINE,
                REOPENING,
                OBJECTIONS,
                CREDITS,
                UNITS,
                TREE,
                WORK_TEAMS,
                LIBRARY,
                CYCLES,
                FAIRNESS,
                SIMULATIONS,
                ROUNDS,
                IMPORT,
                SIASN,
                REPORTS,
            ),
        ),
        Group(_("Saya"), (CREDIT, PROFILE, TRAIL)),
    ),
    "admin": (
        Group(
            _("Pengelolaan"),
            (TODAY, ACCOUNTS, APPROVALS, UNITS, PEOPLE, CYCLES, IMPORT, REPORTS, API_KEYS, SYSTEM),
        ),
        Group(_("Saya"), (PROFILE, TRAIL)),
    ),
    "auditor": (
        Group(
            _("Pemeriksaan"),
            (
                TODAY,
                EVENTS,
                CONTROL,
                CALIBRATION,
                REOPENING,
                OBJECTIONS,
                CREDITS,
                PEOPLE,
                UNITS,
                TREE,
                CYCLES,
                FAIRNESS,
                SIMULATIONS,
                ROUNDS,
                REPORTS,
            ),
        ),
        Group(_("Saya"), (PROFILE, TRAIL)),
    ),
}

TABBAR: dict[str, tuple[Entry, ...]] = {
    "employee": (TODAY, PLAN, PROGRESS, RESULT, MORE),
    "supervisor": (TODAY, TEAM, RATE, REVIEW, MORE),
    "unit_head": (TODAY, DASHBOARD, TREE, RATE, MORE),
    "analyst": (TODAY, CONTROL, PEOPLE, CYCLES, MORE),
    "admin": (TODAY, ACCOUNTS, UNITS, IMPORT, MORE),
    "auditor": (TODAY, EVENTS, PEOPLE, UNITS, MORE),
}

# What a phone offers on *Hari ini* besides its five places below: the pages whose tasks have the smallest budgets.
SHORTCUTS: dict[str, tuple[Entry, ...]] = {
    "employee": (DIALOGUE, FEEDBACK, LOG, EVIDENCE),
    "supervisor": (DIALOGUE, FEEDBACK, DELEGATION, CALIBRATION),
    "unit_head": (DETERMINE, TEAM, CALIBRATION, DELEGATION),
    "analyst": (UNITS, IMPORT, DETERMINE, REPORTS),
    "admin": (CYCLES, REPORTS, APPROVALS, SYSTEM),
    "auditor": (CONTROL, CALIBRATION, TREE, REPORTS),
}

ROLES: dict[str, Text] = {
    "employee": _("Pegawai"),
    "supervisor": _("Pejabat penilai"),
    "unit_head": _("Pimpinan unit"),
    "analyst": _("Analis kepegawaian"),
    "admin": _("Admin"),
    "auditor": _("Auditor"),
}


def entries() -> Iterable[Entry]:
    """Every entry of every menu, once."""
    found = {e.key: e for groups in MENU.values() for group in groups for e in group.entries}
    found |= {e.key: e for tabs in TABBAR.values() for e in tabs}
    return found.values()
