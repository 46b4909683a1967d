"""What people of the demo agency write down for a day: (words, unit, minutes, most and least of the figure)."""

from __future__ import annotations

Work = tuple[str, str, int, int, int]

# By the result they serve: words that name it are looked for in its text.
BY_RESULT: tuple[tuple[str, tuple[Work, ...]], ...] = (
    ("imunisasi", (
        ("Imunisasi di Posyandu Melati", "anak", 90, 14, 31), ("Imunisasi di Posyandu Kenanga", "anak", 90, 11, 28),
        ("Melengkapi kohort bayi", "lembar", 45, 8, 20),
        ("Menelepon ibu yang bayinya terlambat imunisasi", "orang", 30, 4, 12),
        ("Kunjungan rumah bayi belum lengkap imunisasi", "rumah", 75, 2, 5),
        ("Mencatat suhu lemari vaksin", "kali", 15, 2, 2),
    )),
    ("kelas ibu", (
        ("Kelas ibu balita Kalurahan Caturtunggal", "orang", 90, 9, 18),
        ("Menyiapkan bahan kelas ibu balita", "berkas", 30, 1, 3),
        ("Kelas ibu balita Kalurahan Condongcatur", "orang", 90, 8, 17),
    )),
    ("balita", (
        ("Penimbangan dan pengukuran balita Posyandu Anggrek", "anak", 120, 22, 45),
        ("Memasukkan hasil ukur ke e-PPGBM", "anak", 60, 20, 45),
        ("Konseling gizi orang tua balita", "orang", 45, 3, 9),
        ("Pelacakan balita tidak hadir bersama kader", "rumah", 75, 2, 6),
        ("Melatih kader mengukur panjang badan", "orang", 90, 5, 12),
    )),
    ("rujukan", (
        ("Menindaklanjuti rujukan balik dari RSUD", "orang", 40, 1, 4),
        ("Merujuk ibu hamil risiko tinggi", "orang", 60, 1, 2),
        ("Memantau ibu nifas pascarujukan", "orang", 45, 1, 3),
    )),
    ("kepuasan", (
        ("Membaca kotak saran dan menjawabnya", "saran", 30, 2, 9),
        ("Menata alur antrean pendaftaran", "kegiatan", 60, 1, 1),
        ("Merekap jawaban survei kepuasan", "jawaban", 60, 20, 80),
    )),
    ("laporan", (
        ("Mengumpulkan data dari bidang", "berkas", 60, 2, 8), ("Menyusun bagian laporan", "halaman", 90, 2, 7),
        ("Memeriksa angka laporan dengan register", "angka", 45, 10, 40),
    )),
    ("bimbingan", (
        ("Mendampingi pegawai baru di loket", "orang", 60, 1, 2), ("Membahas tugas pegawai baru", "orang", 30, 1, 2),
    )),
)  # fmt: skip
ANY: tuple[Work, ...] = (
    ("Rapat koordinasi", "kegiatan", 60, 1, 1), ("Menyiapkan bahan rapat", "berkas", 45, 1, 3),
    ("Memeriksa dan meneruskan surat masuk", "surat", 40, 4, 15), ("Melayani permintaan data", "permintaan", 30, 1, 6),
    ("Menyusun konsep surat", "surat", 45, 1, 4), ("Memantau pelaksanaan di lapangan", "lokasi", 90, 1, 3),
    ("Memutakhirkan data capaian", "data", 45, 5, 25), ("Menelaah dokumen", "dokumen", 60, 1, 4),
    ("Melayani konsultasi warga", "orang", 60, 2, 11), ("Mengarsipkan dokumen", "berkas", 30, 5, 30),
)  # fmt: skip
GUARD: Work = ("Jaga sore dan keliling gedung", "kegiatan", 240, 1, 1)
RETURNED = "Jumlahnya tidak sama dengan register. Cocokkan lagi."
ANSWER = "Jadwal jaga saya tetap, jadi kegiatannya memang sama setiap hari."
