"""Keys and saved reports of the showcase: two keys that run and one that was ended, and a recipe or two for each role.

Made by the real actions after the load, so that each has its event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.http import QueryDict

from prestasi.accounts.models import User
from prestasi.api.actions.keys import make_key, revoke_key
from prestasi.core.actor import Actor, Grant
from prestasi.core.lists import listings
from prestasi.exchange.actions.reports import save_view
from prestasi.performance.models import Indicator
from prestasi.performance.states_evaluation import COUNTED_PLAN_STATES

KEYS = (("Sistem informasi puskesmas", 365), ("Dasbor kesehatan ibu", 90), ("Uji coba lembar kerja", 30))
"""Label and days; the last one was ended again."""
VIEWS = (
    ("supervisor", "tim", "Tim yang perlu dibicarakan",
     "pegawai jabatan rencana catatan_terakhir tertinggal tanpa_bukti risiko", "", ""),
    ("unit_head", "penetapan", "Hasil yang menunggu penetapan",
     "penilai pegawai jabatan hasil perilaku predikat", "", ""),
    ("analyst", "ruang-kendali", "Kemajuan tiap perangkat daerah",
     "unit rencana disepakati evaluasi_diri dinilai ditetapkan", "", "analyst auditor unit_head"),
    ("analyst", "pegawai", "PPPK menurut unit",
     "nama status jabatan jenis_jabatan unit mulai", "employment=pppk&sort=unit", "analyst"),
    ("analyst", "irisan-silang", "Predikat menurut kelamin dan umur",
     "kelompok kelompok_kedua orang bagian disembunyikan", "irisan=sex&dan=age&ukuran=very_good", "analyst auditor"),
    ("admin", "akun", "Akun dan faktor kedua", "nama aktif faktor peran masuk", "", "admin"),
    ("auditor", "peristiwa", "Perubahan hasil penilaian", "", "jenis=evaluation.changed", "auditor"),
)  # fmt: skip
"""Role, list, name, columns (empty: all), filters, and the roles it is shared with."""


def settle(cast: Mapping[str, int]) -> None:
    """Write both; nothing where a person of the showcase has no account. `cast`: person ids by role."""
    users = {user.person_id: user for user in User.objects.filter(person__in=cast.values()).select_related("person")}
    actors = {role: _actor(users[person], role) for role, person in cast.items() if person in users}
    with transaction.atomic():
        if "employee" in actors:
            _keys(actors["employee"])
        for role, name, title, columns, filters, shared in VIEWS:
            listing = listings()[name]
            if role in actors:
                save_view(
                    by=actors[role], listing=listing, name=title, params=QueryDict(filters),
                    columns=columns.split() or [column.key for column in listing.columns], shared_with=shared.split(),
                )  # fmt: skip


def _actor(user: User, role: str) -> Actor:
    grants = frozenset({Grant(role)}) if role in {"analyst", "admin", "auditor"} else frozenset()
    return Actor(user.pk, user.person_id, str(user.person), grants, role=role)


def _keys(employee: Actor) -> None:
    made = [
        make_key(by=employee, indicator_id=indicator, label=label, days=days)[1].made
        for indicator, (label, days) in zip(_indicators(employee), KEYS, strict=False)
    ]
    if made:
        revoke_key(by=employee, key_id=made[-1])


def _indicators(employee: Actor) -> Iterator[int]:
    """Indicators of the agreed plan, again from the first when it has few."""
    agreed = Indicator.objects.filter(
        result__plan__person=employee.person_id, result__plan__state__in=COUNTED_PLAN_STATES,
        result__plan__version__gt=0,
    ).order_by("-result__plan__cycle__year", "pk")  # fmt: skip
    found = list(agreed.values_list("pk", flat=True)[: len(KEYS)])
    for place in range(len(KEYS) if found else 0):
        yield found[place % len(found)]
