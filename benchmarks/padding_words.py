"""Activities as civil servants write them, by line of work: hand-written material of the labelled set."""

from __future__ import annotations

WORK: dict[str, tuple[tuple[str, str], ...]] = {
    "bidan": (
        ("Pemeriksaan ibu hamil di KIA", "orang"), ("Imunisasi dasar di Posyandu Melati", "anak"),
        ("Imunisasi dasar di Posyandu Kenanga", "anak"), ("Kelas ibu hamil di balai padukuhan", "orang"),
        ("Kunjungan rumah ibu nifas", "rumah"), ("Mengisi kohort bayi dan ibu", "lembar"),
        ("Konseling KB pascasalin", "orang"), ("Penimbangan balita dan pengukuran tinggi badan", "anak"),
        ("Rujukan ibu hamil risiko tinggi ke RSUD", "orang"), ("Lokakarya mini bulanan puskesmas", "kegiatan"),
        ("Menyusun laporan PWS KIA", "laporan"), ("Pelacakan balita gagal tumbuh bersama kader", "anak"),
    ),
    "guru": (
        ("Mengajar matematika kelas VII A", "jam"), ("Mengajar matematika kelas VII B", "jam"),
        ("Mengoreksi ulangan harian pecahan", "lembar"), ("Menyusun modul ajar perbandingan", "modul"),
        ("Rapat kelompok kerja guru", "kegiatan"), ("Membimbing siswa lomba sains", "siswa"),
        ("Piket guru dan penerimaan siswa", "kegiatan"), ("Bertemu wali murid soal kehadiran", "orang"),
        ("Remedial aljabar dasar", "siswa"), ("Mengisi rapor tengah semester", "siswa"),
    ),
    "perizinan": (
        ("Verifikasi berkas permohonan izin usaha", "berkas"), ("Melayani konsultasi OSS di loket", "orang"),
        ("Survei lokasi permohonan persetujuan bangunan", "lokasi"), ("Menyusun telaah izin reklame", "dokumen"),
        ("Menjawab pengaduan lewat kanal Lapor Sleman", "aduan"), ("Rekap retribusi bulanan", "laporan"),
        ("Rapat tim teknis perizinan", "kegiatan"), ("Mengunggah dokumen izin terbit", "dokumen"),
        ("Menelepon pemohon melengkapi syarat", "orang"), ("Menyiapkan data survei kepuasan", "laporan"),
    ),
    "keuangan": (
        ("Memeriksa SPJ bidang", "berkas"), ("Menyusun SPP dan SPM belanja rutin", "dokumen"),
        ("Rekonsiliasi kas dengan bank", "kegiatan"), ("Input realisasi anggaran di SIPD", "transaksi"),
        ("Rapat evaluasi serapan anggaran", "kegiatan"), ("Menyusun laporan keuangan triwulan", "laporan"),
        ("Mengarsipkan bukti pengeluaran", "berkas"), ("Verifikasi tagihan pihak ketiga", "berkas"),
        ("Koordinasi perubahan DPA", "kegiatan"), ("Menghitung pajak penghasilan pegawai", "orang"),
    ),
    "penyuluh": (
        ("Pendampingan kelompok tani Ngudi Makmur", "orang"), ("Pengamatan hama wereng di blok timur", "hektare"),
        ("Pengamatan hama tikus di blok selatan", "hektare"), ("Penyuluhan pupuk organik", "orang"),
        ("Ubinan padi bersama petugas statistik", "petak"), ("Verifikasi usulan pupuk bersubsidi", "orang"),
        ("Rapat balai penyuluhan pertanian", "kegiatan"), ("Menyusun programa penyuluhan", "dokumen"),
        ("Kunjungan ke kelompok wanita tani", "orang"), ("Pelatihan pembuatan pakan ternak", "orang"),
    ),
    "pengawas": (
        ("Pemeriksaan berkas reviu laporan keuangan", "berkas"), ("Menyusun kertas kerja audit pengadaan", "dokumen"),
        ("Wawancara auditi di dinas", "orang"), ("Ekspose temuan sementara", "kegiatan"),
        ("Memantau tindak lanjut rekomendasi", "rekomendasi"), ("Menyusun laporan hasil audit", "laporan"),
        ("Pendampingan penilaian risiko perangkat daerah", "kegiatan"), ("Reviu rencana kerja anggaran", "dokumen"),
    ),
}  # fmt: skip
GUARD = ("Jaga malam dan keliling gedung kantor", "kegiatan")
COUNTER = ("Melayani pembayaran di loket kas", "orang")
PAD = (
    "Melaksanakan tugas sesuai arahan pimpinan", "Menyusun laporan kegiatan bidang",
    "Melaksanakan koordinasi dengan pihak terkait", "Mengerjakan administrasi perkantoran",
    "Membantu kelancaran pelaksanaan kegiatan kantor",
)  # fmt: skip
TAILS = ("", "", " hari ini", " lanjutan", " di kantor", " bersama tim")
REWORDED = {
    "Melaksanakan tugas sesuai arahan pimpinan": (
        "Mengerjakan perintah atasan", "Menjalankan arahan kepala bidang", "Menindaklanjuti disposisi pimpinan",
        "Membantu tugas pimpinan", "Menyelesaikan penugasan kepala seksi",
    ),
}  # fmt: skip
