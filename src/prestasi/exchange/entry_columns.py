"""Columns of daily entries (*catatan harian*): the national form's, also by their names in calendars and task lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from prestasi.exchange.columns import Column

ENTRIES: tuple[Column, ...] = (
    Column("number", _("NIP / NI PPPK"), "identity", ("nip", "nip baru", "ni pppk", "nomor induk pegawai", "no induk")),
    Column("result", _("Rencana aksi"), "text",
           ("rencana aksi", "rencana hasil kerja", "rhk", "hasil kerja", "action plan", "project", "proyek", "list"),
           example="1"),
    Column("on", _("Tanggal"), "date",
           ("tanggal", "tanggal kegiatan", "tgl", "tgl kegiatan", "hari tanggal", "date", "start date",
            "completed", "completed at", "completed date", "date completed", "tanggal selesai", "due date", "due"),
           True, example="2026-10-08"),
    Column("starts", _("Jam mulai"), "time",
           ("jam mulai", "mulai", "waktu mulai", "pukul mulai", "start time", "start"), example="07:30"),
    Column("ends", _("Jam selesai"), "time",
           ("jam selesai", "selesai", "waktu selesai", "pukul selesai", "end time", "end"), example="09:00"),
    Column("minutes", _("Lama (menit)"), "whole",
           ("lama menit", "durasi menit", "durasi", "lama", "menit", "duration", "minutes", "waktu menit")),
    Column("activity", _("Kegiatan harian"), "text",
           ("kegiatan harian", "kegiatan", "uraian kegiatan", "aktivitas", "uraian", "subject", "title", "task",
            "task name", "name", "tugas", "judul", "summary"), True, 500, "Imunisasi di Posyandu Melati"),
    Column("realisation", _("Realisasi"), "whole",
           ("realisasi", "jumlah", "output", "volume", "kuantitas", "hasil"), example="23"),
    Column("unit_of_measure", _("Satuan"), "text", ("satuan", "satuan hasil", "unit"), most=60, example="anak"),
    Column("link", _("Bukti dukung"), "text",
           ("bukti dukung", "bukti", "tautan", "link", "link bukti", "url"), most=400),
)  # fmt: skip
TEMPLATE = ("result", "on", "starts", "ends", "activity", "realisation", "unit_of_measure", "link")
LABELS = {column.name: column.label for column in ENTRIES}
