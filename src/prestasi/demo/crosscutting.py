"""Teams across units and the library of indicators, written over the plans that are there.

The showcase's midwife works for a team that the head of the office leads; her direct superior leads one himself.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from prestasi.demo.world import World
from prestasi.organization.models import JobFamily
from prestasi.performance.models import (
    ExpectedResult,
    FeedbackNote,
    Indicator,
    Plan,
    ResultLink,
    StandardIndicator,
    TeamMember,
    TeamResult,
    WorkTeam,
)

MEMBERS = 6
HEARD = "Rekap tiga kalurahan lengkap sebelum rapat tim. Data balita rujukan sangat membantu penentuan sasaran."
DUTIES = ("pencatatan dan pelaporan", "data sasaran", "penggerakan kader", "logistik", "komunikasi warga", "pemantauan")


class Manual(NamedTuple):
    """One line of the library: family, field, name, definition, formula, unit, direction, source, control."""

    family: str
    field: str
    name: str
    definition: str
    formula: str
    unit: str
    direction: str
    source: str
    control: str


LIBRARY = (
    Manual("Bidan", "kesehatan", "Imunisasi yang diberikan tepat jadwal", "Dosis yang diberikan pada umur anjurannya.",
           "dosis tepat umur : dosis terjadwal x 100", "persen", "higher", "ASIK, kohort bayi",
           "Uji petik 10 kohort tiap bulan oleh koordinator imunisasi"),
    Manual("Bidan", "kesehatan", "Cakupan balita yang diukur", "Balita yang ditimbang dan diukur pada bulan itu.",
           "balita diukur : balita terdaftar x 100", "persen", "higher", "e-PPGBM",
           "Bandingkan register posyandu dengan e-PPGBM"),
    Manual("Bidan", "", "Persalinan di fasilitas kesehatan", "Persalinan yang ditolong di puskesmas atau rumah sakit.",
           "persalinan di fasilitas : seluruh persalinan x 100", "persen", "higher", "Kohort ibu",
           "Diperiksa bidan koordinator tiap triwulan"),
    Manual("Perawat", "kesehatan", "Waktu tunggu layanan", "Menit dari pendaftaran sampai diperiksa.",
           "jumlah menit tunggu : jumlah pasien", "menit", "lower", "Antrean elektronik",
           "Ambil contoh 30 pasien sebulan dan ukur dengan jam"),
    Manual("Perawat", "kesehatan", "Kepatuhan kebersihan tangan", "Cuci tangan yang dilakukan menurut lima saat.",
           "kesempatan dilakukan : kesempatan diamati x 100", "persen", "higher", "Lembar audit PPI",
           "Pengamat bukan dari unit yang diamati"),
    Manual("Dokter", "kesehatan", "Kelengkapan rekam medis", "Rekam medis yang lengkap 24 jam sesudah pelayanan.",
           "rekam medis lengkap : yang diperiksa x 100", "persen", "higher", "Rekam medis elektronik",
           "Tim rekam medis menarik contoh acak tiap bulan"),
    Manual("Guru", "pendidikan", "Murid yang mencapai kriteria ketercapaian",
           "Murid yang mencapai tujuan pembelajaran semester itu.", "murid mencapai : seluruh murid x 100", "persen",
           "higher", "Rapor pendidikan", "Penilaian diperiksa silang oleh guru sejawat"),
    Manual("Guru", "pendidikan", "Kehadiran murid", "Hari hadir murid dibanding hari belajar.",
           "hari hadir : hari belajar x 100", "persen", "higher", "Daftar hadir", "Dicocokkan wali kelas tiap pekan"),
    Manual("Arsiparis", "", "Permintaan arsip yang terpenuhi tepat waktu", "Permintaan yang dijawab pada waktunya.",
           "permintaan tepat waktu : seluruh permintaan x 100", "persen", "higher", "Buku layanan arsip",
           "Waktu masuk dan keluar dicatat aplikasi"),
    Manual("Penelaah Teknis Kebijakan", "", "Bahan yang diterima tanpa perbaikan besar",
           "Telaahan yang dipakai pimpinan tanpa ditulis ulang.", "bahan diterima : bahan diajukan x 100", "persen",
           "higher", "Lembar disposisi", "Catatan pimpinan disimpan bersama bahannya"),
    Manual("Pengolah Data dan Informasi", "", "Kesalahan data", "Isian yang salah pada contoh yang diperiksa.",
           "isian salah : isian diperiksa x 100", "persen", "lower", "Laporan uji petik",
           "Pemeriksa bukan orang yang mengolah"),
    Manual("", "dukcapil", "Dokumen kependudukan selesai dalam standar waktu",
           "Dokumen yang terbit menurut standar pelayanannya.", "dokumen tepat waktu : dokumen terbit x 100", "persen",
           "higher", "SIAK", "Tanggal ajuan dan terbit ditarik langsung dari SIAK"),
    Manual("", "lingkungan", "Sampah yang terkelola", "Sampah yang dikurangi dan ditangani dari seluruh timbulan.",
           "ton terkelola : ton timbulan x 100", "persen", "higher", "SIPSN", "Timbangan dikalibrasi tiap tahun"),
    Manual("", "pengawasan", "Rekomendasi yang selesai ditindaklanjuti", "Rekomendasi yang berstatus selesai.",
           "rekomendasi selesai : seluruh rekomendasi x 100", "persen", "higher", "Aplikasi tindak lanjut",
           "Status ditetapkan pemeriksa, bukan yang diperiksa"),
    Manual("", "kepegawaian", "Layanan kepegawaian selesai tepat waktu", "Usul yang selesai menurut standar waktunya.",
           "usul tepat waktu : usul selesai x 100", "persen", "higher", "SIASN dan register layanan",
           "Contoh 5 persen diperiksa tiap triwulan"),
)  # fmt: skip


def write(world: World, using: str) -> None:
    """About twenty rows of library and teams; plans of the running year must be there."""
    people = {role: row + 1 for role, row in world.cast.items()}
    _library(people, using)
    plans = Plan.objects.using(using).filter(cycle__year=world.order.today.year, state="agreed")
    _waits(plans, people, world.order.today, using)
    own = plans.filter(person=people["employee"]).first()
    superior = plans.filter(person=people["supervisor"]).first()
    leader = plans.filter(person=people["unit_head"]).first()
    if own is None or superior is None or leader is None:
        return
    others = _others(plans, {own.unit_id, superior.unit_id}, set(people.values()) | {leader.person_id})
    today = world.order.today
    stunting = _team(
        "Tim percepatan penurunan stunting", "400.7/118/SK/2026", leader, [own, *others[:MEMBERS]], today, using
    )
    _work(stunting, own, today, using)
    _team("Tim persiapan akreditasi bersama", "400.7/131/SK/2026", superior, others[2 : 2 + MEMBERS], today, using)


def _library(people: dict[str, int], using: str) -> None:
    """The manuals whose family the agency has; indicators of that name take them as their origin."""
    families = dict(JobFamily.objects.using(using).values_list("name", "pk"))
    for m in LIBRARY:
        if m.family and m.family not in families:
            continue
        row = StandardIndicator.objects.using(using).create(
            job_family_id=families.get(m.family), field=m.field, name=m.name, definition=m.definition,
            formula=m.formula, unit_of_measure=m.unit, direction=m.direction, data_source=m.source,
            quality_control=m.control, kept_by_id=people["analyst"],
        )  # fmt: skip
        same = Indicator.objects.using(using).filter(name=m.name, unit_of_measure=m.unit)
        held = same.filter(result__plan__position__job_family_id=families[m.family]) if m.family else same.none()
        same.filter(pk__in=held.values("pk")).update(standard=row)


def _waits(plans: QuerySet[Plan], people: dict[str, int], today: dt.date, using: str) -> None:
    """One changed plan of the showcase's superior waits for agreement, one result of it worded anew."""
    team = plans.filter(rater=people["supervisor"], is_unit_head=False).exclude(person__in=people.values())
    plan = team.filter(evaluations__isnull=False).order_by("-pk").first()
    if plan is None:
        return
    sent = timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=1), dt.time(10, 12)))
    reason = "Sasaran triwulan keempat disesuaikan dengan APBD Perubahan."
    Plan.objects.using(using).filter(pk=plan.pk).update(
        state="submitted", submitted_at=sent, revision_reason=reason, lock_version=plan.lock_version + 2
    )
    changed = ExpectedResult.objects.using(using).filter(plan=plan, kind="utama", dropped_at=None).order_by("pk").last()
    if changed is not None:
        ExpectedResult.objects.using(using).filter(pk=changed.pk).update(text=f"{changed.text} di semua wilayah")


def _others(plans: QuerySet[Plan], units: set[int], away: set[int]) -> list[Plan]:
    """One plan of each of a dozen other units, in a fixed order."""
    rows = plans.exclude(unit__in=units).exclude(person__in=away).exclude(is_unit_head=True)
    return list(rows.order_by("unit", "pk").distinct("unit")[: 2 * MEMBERS])


def _team(name: str, decree: str, leader: Plan, members: list[Plan], today: dt.date, using: str) -> WorkTeam:
    """The team of the running year with the leader's first two results."""
    first = dt.date(today.year, 2, 2)
    team = WorkTeam.objects.using(using).create(
        name=name, unit_id=leader.unit_id, leader_id=leader.person_id, decree_number=decree, starts_on=first,
        ends_on=dt.date(today.year, 12, 31), opened_by_id=leader.rater_id,
        purpose="Pekerjaan bersama beberapa unit untuk satu sasaran daerah.",
    )  # fmt: skip
    TeamMember.objects.using(using).bulk_create(
        TeamMember(team=team, person_id=plan.person_id, duty=DUTIES[n % len(DUTIES)], joined_on=first)
        for n, plan in enumerate(members)
    )
    shared = ExpectedResult.objects.using(using).filter(plan=leader, dropped_at=None).order_by("order")[:2]
    TeamResult.objects.using(using).bulk_create(TeamResult(team=team, result=result) for result in shared)
    return team


def _work(team: WorkTeam, own: Plan, today: dt.date, using: str) -> None:
    """The midwife's additional result is work of the team; its leader has said something about it."""
    item = ExpectedResult.objects.using(using).filter(plan=own, kind="tambahan", dropped_at=None).first()
    aim = TeamResult.objects.using(using).filter(team=team).order_by("pk").first()
    if item is None or aim is None:
        return
    ExpectedResult.objects.using(using).filter(pk=item.pk).update(team=team, assigned_by=team.leader_id)
    said = timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=12), dt.time(14, 20)))
    ResultLink.objects.using(using).create(
        result=item, parent_id=aim.result_id, linked_by_id=own.person_id, linked_at=said - dt.timedelta(days=90)
    )
    FeedbackNote.objects.using(using).create(
        plan=own, result=item, kind="praise", giver_role="team_leader", given_by_id=team.leader_id, given_at=said,
        person_id=own.person_id, text=HEARD,
    )  # fmt: skip
