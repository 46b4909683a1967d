"""The pages that are measured: who opens them, and their addresses in the loaded demo agency."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one role sees it. `public` pages count against the citizens' weight."""

    name: str
    role: str
    path: str
    public: bool = False


def visits() -> list[Visit]:
    """All pages of the foundation, with objects that the role may open."""
    from prestasi.accounts.models import User
    from prestasi.performance.models import Evaluation, ExpectedResult

    people = dict(User.objects.filter(is_demo=True).values_list("active_role", "person_id"))
    unit = _headed(people["unit_head"])
    result = ExpectedResult.objects.filter(plan__person=people["employee"], plan__cycle__year=2026).first()
    outcome = Evaluation.objects.filter(person=people["employee"], predicate__isnull=False).order_by("-period").first()
    paths: list[tuple[str, str, str]] = [
        ("G01 Hari ini", "employee", "/hari-ini/"),
        ("G02 Rencana kinerja", "employee", "/rencana/"),
        ("G04 Rincian RHK", "employee", f"/rencana/hasil/{result.pk}/" if result else ""),
        ("G05 Catat capaian", "employee", "/capaian/catat/"),
        ("G06 Bukti", "employee", "/bukti/"),
        ("G10 Hasil saya", "employee", f"/hasil/{outcome.pk}/" if outcome else ""),
        ("Jejak saya", "employee", "/jejak-saya/"),
        ("A03 Keamanan", "employee", "/akun/keamanan/"),
        ("S01 Tim saya", "supervisor", "/tim/"),
        ("S02 Antrean tinjau", "supervisor", "/tinjau/"),
        ("S03 Antrean nilai", "supervisor", "/nilai/"),
        ("S05 Delegasi", "supervisor", "/delegasi/"),
        ("O01 Dasbor OPD", "unit_head", f"/dasbor/{unit}/"),
        ("O02 Pohon kinerja", "unit_head", "/pohon-kinerja/"),
        ("Matriks peran hasil", "unit_head", "/matriks/"),
        ("B01 Ruang kendali", "analyst", "/kendali/"),
        ("B02 Pegawai", "analyst", "/pegawai/"),
        ("B02 Pegawai, cari", "analyst", "/pegawai/?q=sekar"),
        ("B03 Kartu pegawai", "analyst", f"/pegawai/{people['employee']}/"),
        ("B04 Impor", "analyst", "/impor/"),
        ("B05 Organisasi", "analyst", "/organisasi/"),
        ("B06 Periode dan aturan", "analyst", "/periode/"),
        ("I02 Peristiwa", "auditor", "/peristiwa/"),
    ]
    public = [("P01 Beranda", "/"), ("P12 Cara kami menilai", "/cara-kami-menilai/"), ("A01 Masuk", "/masuk/")]
    found = [Visit(name, role, path) for name, role, path in paths if path]
    return found + [Visit(name, "", path, public=True) for name, path in public]


def _headed(person_id: int) -> int:
    from prestasi.people.permissions import headed_units

    return headed_units(person_id)[0]
