"""Every kind of event with its wording. The generated reference page of events comes from this table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`sentence` may name payload keys in braces; `visible_to_subject` puts it on the person's own trail."""

    name: str
    title: str | Promise
    sentence: str | Promise = ""
    visible_to_subject: bool = True


def _table(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


KINDS: dict[str, Kind] = _table(
    Kind("plan.drafted", _("Rencana kinerja dibuat")),
    Kind("plan.changed", _("Draf rencana diubah")),
    Kind("plan.submitted", _("Rencana kinerja diajukan")),
    Kind("plan.returned", _("Rencana kinerja dikembalikan"), _("Alasan: {reason}")),
    Kind("plan.agreed", _("Rencana kinerja disepakati"), _("Versi {version}")),
    Kind("plan.revision_started", _("Perubahan rencana dimulai"), _("Alasan: {reason}")),
    Kind("plan.revision_cancelled", _("Perubahan rencana dibatalkan"), _("Versi {version} tetap berlaku")),
    Kind("plan.ended", _("Rencana kinerja diakhiri"), _("Alasan: {reason}")),
    Kind("result.pushed", _("Hasil kerja diberikan kepada bawahan")),
    Kind("result.linked", _("Hasil kerja ditautkan")),
    Kind("result.unlinked", _("Tautan hasil kerja diakhiri")),
    Kind("goal.changed", _("Sasaran unit diubah")),
    Kind("progress.reported", _("Capaian dicatat")),
    Kind("progress.accepted", _("Capaian dan bukti diterima")),
    Kind("progress.returned", _("Bukti dikembalikan"), _("Alasan: {reason}")),
    Kind("worklog.recorded", _("Catatan harian ditulis")),
    Kind("worklog.changed", _("Catatan harian diubah")),
    Kind("worklog.withdrawn", _("Catatan harian ditarik")),
    Kind("worklog.copied", _("Catatan harian disalin dari hari lain")),
    Kind("worklog.seen", _("Catatan harian dilihat atasan")),
    Kind("worklog.returned", _("Catatan harian dikembalikan"), _("Alasan: {reason}")),
    Kind("worklog.answered", _("Pertanyaan tentang catatan dijawab")),
    Kind("worklog.imported", _("Catatan harian diimpor"), _("{written} baris ditulis")),
    Kind("feedback.given", _("Umpan balik diberikan")),
    Kind("dialogue.proposed", _("Dialog kinerja diminta")),
    Kind("dialogue.agreed", _("Waktu dialog disepakati")),
    Kind("dialogue.rescheduled", _("Waktu dialog diubah")),
    Kind("dialogue.cancelled", _("Dialog dibatalkan")),
    Kind("dialogue.missed", _("Dialog tidak terlaksana")),
    Kind("dialogue.recorded", _("Dialog dicatat"), _("{agreements} kesepakatan")),
    Kind("dialogue.confirmed", _("Catatan dialog dikonfirmasi")),
    Kind("dialogue.agenda_added", _("Pokok bahasan ditambahkan")),
    Kind("dialogue.seal_opened", _("Catatan konseling dibuka"), _("Alasan: {reason}")),
    Kind("agreement.done", _("Kesepakatan selesai")),
    Kind("agreement.dropped", _("Kesepakatan dihentikan")),
    Kind("checkin.commented", _("Catatan kerja dikomentari atasan")),
    Kind("guidance.answered", _("Formulir umpan balik bimbingan ditandatangani")),
    Kind("guidance.scored", _("Evaluasi kompetensi sesudah bimbingan dicatat")),
    Kind("feedback.asked", _("Umpan balik diminta")),
    Kind("feedback.answered", _("Permintaan umpan balik dijawab")),
    Kind("feedback.declined", _("Permintaan umpan balik tidak dapat dijawab")),
    Kind("improvement.opened", _("Rencana perbaikan dibuka"), visible_to_subject=False),
    Kind("improvement.changed", _("Rencana perbaikan disusun"), visible_to_subject=False),
    Kind("improvement.agreed", _("Rencana perbaikan disetujui")),
    Kind("improvement.step_done", _("Langkah perbaikan selesai")),
    Kind("improvement.closed", _("Rencana perbaikan ditutup")),
    Kind("improvement.withdrawn", _("Rencana perbaikan gugur karena hasilnya berubah"), visible_to_subject=False),
    Kind("evaluation.self_assessed", _("Evaluasi diri dikirim")),
    Kind("evaluation.rated", _("Kinerja dinilai")),
    Kind("evaluation.withdrawn", _("Penilaian diurungkan")),
    Kind("evaluation.sent_back", _("Penilaian dikembalikan kepada penilai"), _("Alasan: {reason}")),
    Kind("evaluation.confirmed", _("Hasil penilaian ditetapkan")),
    Kind("evaluation.changed", _("Penilaian diubah"), _("Alasan: {reason}")),
    Kind("evaluation.received", _("Hasil penilaian dibuka pegawai")),
    Kind("evaluation.became_final", _("Masa keberatan lewat, hasil final"), _("{count} hasil")),
    Kind("objection.filed", _("Keberatan diajukan"), _("Diputus paling lambat {decision_due_on}")),
    Kind("objection.withdrawn", _("Keberatan dicabut")),
    Kind("objection.answered", _("Penilai menanggapi keberatan")),
    Kind("objection.recommended", _("Keberatan direkomendasikan dan pejabat pemutus diundi")),
    Kind("objection.stepped_aside", _("Pejabat pemutus mengundurkan diri, diundi ulang")),
    Kind("objection.returned", _("Keberatan dikembalikan untuk dinilai ulang"), _("Alasan: {reason}")),
    Kind("objection.rerated", _("Penilai menilai ulang")),
    Kind("objection.decided", _("Keberatan diputus"), _("Alasan: {reason}")),
    Kind("calibration.opened", _("Sesi kalibrasi dibuka"), _("{people} orang")),
    Kind("calibration.remarked", _("Catatan kalibrasi ditulis")),
    Kind("calibration.recused", _("Peserta kalibrasi menyatakan berhalangan")),
    Kind("calibration.closing_asked", _("Sidang kalibrasi diakhiri, menunggu penutupan")),
    Kind("calibration.resumed", _("Sidang kalibrasi dilanjutkan")),
    Kind("calibration.closed", _("Sesi kalibrasi ditutup"), _("{changes} perubahan")),
    Kind("determination.requested", _("Penetapan hasil unit diajukan"), _("{people} orang")),
    Kind("determination.declined", _("Penetapan hasil unit tidak disetujui"), _("Alasan: {reason}")),
    Kind("determination.determined", _("Hasil unit ditetapkan dan dirilis"), _("{people} orang")),
    Kind("confirmation.bulk_started", _("Penetapan massal dimulai"), _("{people} orang")),
    Kind("confirmation.bulk_done", _("Penetapan massal selesai"), _("{done} ditetapkan, {left_out} dilewati")),
    Kind("reopening.requested", _("Pembukaan kembali diminta"), _("Alasan: {reason}")),
    Kind("reopening.approved", _("Pembukaan kembali disetujui"), _("Alasan: {reason}")),
    Kind("reopening.refused", _("Pembukaan kembali ditolak"), _("Alasan: {reason}")),
    Kind("reopening.ended", _("Pembukaan kembali diakhiri")),
    Kind("unit.achievement_set", _("Capaian kinerja organisasi ditetapkan"), _("Alasan: {reason}")),
    Kind("period.opened", _("Periode dibuka")),
    Kind("period.closed", _("Periode ditutup")),
    Kind("year.closed", _("Tahun kinerja dihitung dan ditutup")),
    Kind("import.applied", _("Impor diterapkan")),
    Kind("import.undone", _("Impor dibatalkan")),
    Kind("reporting.correction_requested", _("Koreksi atasan diminta")),
    Kind("reporting.correction_decided", _("Koreksi atasan diputus")),
    Kind("reporting.changed", _("Atasan langsung berubah")),
    Kind("assignment.changed", _("Penempatan berubah")),
    Kind("acting.appointed", _("Pelaksana tugas ditunjuk")),
    Kind("acting.ended", _("Masa pelaksana tugas diakhiri")),
    Kind("unit.changed", _("Unit diubah")),
    Kind("delegation.proposed", _("Delegasi diusulkan")),
    Kind("delegation.answered", _("Delegasi dijawab")),
    Kind("delegation.ended", _("Delegasi diakhiri")),
    Kind("role.granted", _("Peran diberikan")),
    Kind("role.ended", _("Peran diakhiri")),
    Kind("account.signed_in", _("Masuk"), visible_to_subject=True),
    Kind("account.factor_changed", _("Faktor keamanan berubah")),
    Kind("account.password_changed", _("Kata sandi diganti")),
    Kind("account.sessions_ended", _("Sesi di perangkat lain diakhiri")),
    Kind("account.recovery_issued", _("Kode pemulihan diterbitkan")),
    Kind("account.recovery_approved", _("Pelepasan faktor kedua disetujui")),
    Kind("account.recovered", _("Akun dipulihkan dengan kode")),
    Kind("account.disabled", _("Akun dinonaktifkan"), _("Alasan: {reason}")),
    Kind("account.enabled", _("Akun diaktifkan"), _("Alasan: {reason}")),
    Kind("data.exported", _("Data diunduh")),
    Kind("letter.requeued", _("Surel dikirim ulang")),
    Kind("round360.prepared", _("Putaran umpan balik rekan disiapkan")),
    Kind("round360.changed", _("Putaran umpan balik rekan diubah")),
    Kind("round360.opened", _("Putaran umpan balik rekan dibuka"), _("{people} pegawai, {invitations} undangan")),
    Kind("round360.closed", _("Putaran umpan balik rekan ditutup"), _("{answered} dari {asked} menjawab")),
    Kind("round360.released", _("Hasil umpan balik rekan dirilis"), _("{shown} kelompok tampil, {withheld} ditahan")),
    Kind("round360.cancelled", _("Putaran umpan balik rekan dibatalkan"), _("Alasan: {reason}")),
    Kind("raters360.proposed", _("Penilai rekan diusulkan")),
    Kind("raters360.approved", _("Penilai rekan disetujui")),
    Kind("raters360.returned", _("Usulan penilai rekan dikembalikan"), _("Alasan: {reason}")),
    Kind("link360.issued", _("Tautan sekali pakai dibuat"), visible_to_subject=False),
    Kind("questions360.started", _("Versi bank pertanyaan dimulai"), _("Versi {number}")),
    Kind("questions360.changed", _("Draf bank pertanyaan diubah"), _("Versi {number}")),
    Kind("questions360.published", _("Versi bank pertanyaan diterbitkan"), _("Versi {number}")),
    Kind("demo.loaded", _("Data contoh dimuat"), _("{people} orang, {rows} baris"), visible_to_subject=False),
)

CAPACITIES: dict[str, str | Promise] = {
    "employee": _("pegawai"),
    "self": _("pegawai yang bersangkutan"),
    "supervisor": _("pejabat penilai"),
    "superior": _("atasan langsung"),
    "rater": _("pejabat penilai"),
    "above": _("atasan pejabat penilai"),
    "superior_above": _("atasan pejabat penilai"),
    "unit_head": _("pimpinan unit"),
    "delegate": _("penerima delegasi"),
    "decider": _("pejabat pemutus keberatan"),
    "analyst": _("analis kepegawaian"),
    "admin": _("admin"),
    "auditor": _("auditor"),
    "system": _("sistem"),
}


def capacity_words(capacity: str) -> str:
    """The capacity in which somebody acted, as the screen says it; an unknown one is shown as it is."""
    return str(CAPACITIES.get(capacity, capacity))
