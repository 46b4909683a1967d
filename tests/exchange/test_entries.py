"""Daily entries from sheets, calendars and task lists: every wrong row is named, nothing is written twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from prestasi.audit.models import Event
from prestasi.core.errors import Closed, Invalid, NotAllowed, NotVisible
from prestasi.core.sheets import xlsx_file
from prestasi.exchange.actions import entries as entries_module
from prestasi.exchange.actions.entries import run_entry_check, upload_entries
from prestasi.worklog.actions import importing
from prestasi.worklog.actions.importing import check_again, run_apply, start_apply, stop
from prestasi.worklog.models import Entry, EntryImport, EntryImportRow
from tests.world import TODAY, World

HEADS = "Rencana aksi;Tanggal;Jam mulai;Jam selesai;Kegiatan harian;Realisasi;Satuan;Bukti dukung"
GOOD = "1;5/10/2026;07.30;09.00;Imunisasi di Posyandu Melati;23;anak;https://simpus.example.go.id/1"


def sent(world: World, *lines: str, who: str = "employee", heads: str = HEADS, **options: Any) -> EntryImport:
    content = "\n".join([heads, *lines]).encode()
    return checked(world, content, who=who, **options)


def checked(
    world: World, content: bytes, who: str = "employee", name: str = "catatan.csv", **options: Any
) -> EntryImport:
    batch = upload_entries(by=world.actor(who), name=name, chunks=[content], **options)
    return run_entry_check(batch.pk)


def applied(world: World, batch: EntryImport, mode: str = "good", who: str = "employee") -> EntryImport:
    start_apply(by=world.actor(who), batch_id=batch.pk, mode=mode)
    return run_apply(batch.pk)


def faults(batch: EntryImport) -> dict[int, list[str]]:
    rows = EntryImportRow.objects.filter(batch=batch, status="error").order_by("number")
    return {row.number: [message["column"] for message in row.messages] for row in rows}


def test_nothing_is_written_before_it_is_confirmed(world: World) -> None:
    batch = sent(world, GOOD)
    assert (batch.state, batch.counts["new"], Entry.objects.count()) == ("checked", 1, 0)
    batch = applied(world, batch)
    row = Entry.objects.get()
    assert (batch.state, batch.counts["written"], row.source, row.batch_id) == ("applied", 1, "import", batch.pk)
    assert (row.on, row.starts, row.realisation, row.link) == (
        dt.date(2026, 10, 5), dt.time(7, 30), 23, "https://simpus.example.go.id/1"
    )  # fmt: skip
    assert Event.objects.get().payload["written"] == 1


def test_every_wrong_row_is_named_with_its_column(world: World) -> None:
    batch = sent(
        world, GOOD,
        "1;31/2/2026;07.30;09.00;Tanggal yang tidak ada;1;kali;",
        "1;6/10/2026;25.10;26.00;Jam yang tidak ada;1;kali;",
        "1;6/10/2026;10.00;09.00;Terbalik;1;kali;",
        "9;6/10/2026;10.00;11.00;Rencana yang tidak ada;1;kali;",
        "1;6/10/2026;10.00;11.00;Realisasi pecahan;2,5;kali;",
        "1;5/10/2026;08.00;08.30;Bertumpuk dengan baris dua;1;kali;",
        GOOD,
        "1;12/10/2026;08.00;09.00;Belum tiba;1;kali;",
        "1;5/3/2026;08.00;09.00;Sudah ditutup;1;kali;",
        "1;6/10/2026;13.00;14.00;;1;kali;",
        "1;6/10/2026;13.00;14.00;Tautan rusak;1;kali;https://[",
    )  # fmt: skip
    assert faults(batch) == {
        3: ["on"], 4: ["starts"], 5: ["ends"], 6: ["result"], 7: ["realisation"], 8: ["starts"], 9: ["starts"],
        10: ["on"], 11: ["on"], 12: ["activity"], 13: ["link"],
    }  # fmt: skip
    assert all(m["text"] for row in EntryImportRow.objects.filter(status="error") for m in row.messages)


def test_the_same_file_again_writes_nothing(world: World) -> None:
    applied(world, sent(world, GOOD))
    again = sent(world, GOOD)
    assert (again.counts["new"], again.counts["same"]) == (0, 1)
    with pytest.raises(Invalid):
        start_apply(by=world.actor("employee"), batch_id=again.pk)
    assert Entry.objects.count() == 1


def test_what_is_exported_comes_back_as_already_written(world: World) -> None:
    from django.http import QueryDict

    from prestasi.worklog.lists import OWN

    applied(world, sent(world, GOOD))
    rows = [OWN.cells(row, OWN.columns) for row in OWN.rows(world.actor("employee"), QueryDict("bulan=2026-10"))]
    book = xlsx_file("Catatan", OWN.heads(), rows).read()
    again = checked(world, book, name="catatan.xlsx")
    assert (again.counts["same"], again.counts["error"]) == (1, 0)


def test_all_or_nothing_by_choice(world: World) -> None:
    batch = sent(world, GOOD, "1;6/10/2026;10.00;09.00;Terbalik;1;kali;")
    with pytest.raises(Invalid):
        start_apply(by=world.actor("employee"), batch_id=batch.pk, mode="all")
    assert not Entry.objects.exists()
    assert applied(world, batch).counts["written"] == 1


def test_all_means_all_when_somebody_writes_in_between(world: World) -> None:
    batch = sent(world, GOOD, "1;6/10/2026;10.00;11.00;Rapat;1;kegiatan;")
    start_apply(by=world.actor("employee"), batch_id=batch.pk, mode="all")
    _in_the_way(world)
    batch = run_apply(batch.pk)
    assert (batch.state, Entry.objects.filter(source="import").count()) == ("stopped", 0)
    assert batch.message


def test_good_rows_are_written_when_somebody_writes_in_between(world: World) -> None:
    batch = sent(world, GOOD, "1;6/10/2026;10.00;11.00;Rapat;1;kegiatan;")
    start_apply(by=world.actor("employee"), batch_id=batch.pk)
    _in_the_way(world)
    batch = run_apply(batch.pk)
    assert (batch.state, batch.counts["written"], batch.counts["error"]) == ("applied", 1, 1)


def _in_the_way(world: World) -> None:
    Entry.objects.create(
        person=world.people["employee"], plan=world.plans["employee"], result=world.results["employee"],
        on=dt.date(2026, 10, 6), starts=dt.time(10, 30), ends=dt.time(12), activity="Dinas luar", realisation=1,
        unit_of_measure="kegiatan", entered_by=world.people["employee"],
    )  # fmt: skip


def many(count: int, bad: int) -> list[str]:
    """So many rows of four minutes in open weeks, `bad` of them spread among them with times turned round."""
    wrong = {number * count // bad for number in range(bad)}
    lines = []
    for n in range(count):
        day = dt.date(2026, 7, 1) + dt.timedelta(days=n // 300)
        minute = n % 300 * 4
        times = f"{minute // 60:02d}.{minute % 60:02d};{(minute + 3) // 60:02d}.{(minute + 3) % 60:02d}"
        if n in wrong:
            times = "12.00;11.00"
        lines.append(f"1;{day:%d/%m/%Y};{times};Kegiatan nomor {n};{n % 40};berkas;")
    return lines


def test_a_stopped_check_goes_on_where_it_stood(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries_module, "CHUNK", 100)
    content = "\n".join([HEADS, *many(450, 9)]).encode()
    batch = upload_entries(by=world.actor("employee"), name="banyak.csv", chunks=[content])
    _stop_after(monkeypatch, world, batch, chunks=2)
    paused = run_entry_check(batch.pk)
    assert (paused.state, paused.counts["read"], Entry.objects.count()) == ("paused", 200, 0)
    monkeypatch.undo()
    check_again(by=world.actor("employee"), batch_id=batch.pk)
    done = run_entry_check(batch.pk)
    assert (done.state, done.counts["read"], done.counts["new"], done.counts["error"]) == ("checked", 450, 441, 9)
    assert EntryImportRow.objects.filter(batch=batch).count() == 450


def _stop_after(monkeypatch: pytest.MonkeyPatch, world: World, batch: EntryImport, chunks: int) -> None:
    told = entries_module._tell

    def tell(row: EntryImport, verdicts: list[EntryImportRow]) -> None:
        told(row, verdicts)
        if batch.pk == row.pk and row.counts["read"] >= 100 * chunks:
            stop(by=world.actor("employee"), batch_id=batch.pk)

    monkeypatch.setattr(entries_module, "_tell", tell)


@pytest.mark.parametrize(("mode", "left"), [("good", 100), ("all", 0)])
def test_a_stopped_writing_keeps_whole_chunks_or_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, mode: str, left: int
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 100)
    batch = checked(world, "\n".join([HEADS, *many(250, 0)]).encode())
    start_apply(by=world.actor("employee"), batch_id=batch.pk, mode=mode)
    write = importing._write

    def interrupted(row: EntryImport, rows: Sequence[EntryImportRow]) -> None:
        write(row, rows)
        EntryImport.objects.filter(pk=row.pk).update(stop_asked=True)

    monkeypatch.setattr(importing, "_write", interrupted)
    stopped = run_apply(batch.pk)
    assert (stopped.state, Entry.objects.count()) == ("stopped", left)
    monkeypatch.setattr(importing, "_write", write)
    EntryImport.objects.filter(pk=batch.pk).update(stop_asked=False)
    start_apply(by=world.actor("employee"), batch_id=batch.pk, mode=mode)
    assert (run_apply(batch.pk).state, Entry.objects.count()) == ("applied", 250)
    assert run_apply(batch.pk).counts["written"] == 250


@pytest.mark.slow
def test_twenty_thousand_rows_with_three_hundred_wrong_ones(world: World) -> None:
    """The three hundred are shown with their rows, nothing is written before the yes, then the good ones are."""
    batch = checked(world, "\n".join([HEADS, *many(20_000, 300)]).encode())
    assert (batch.counts["error"], batch.counts["new"], Entry.objects.count()) == (300, 19_700, 0)
    assert len(faults(batch)) == 300
    done = applied(world, batch)
    assert (done.state, done.counts["written"], Entry.objects.count()) == ("applied", 19_700, 19_700)


def test_rows_name_their_persons_only_for_the_analyst(world: World) -> None:
    heads = f"NIP;{HEADS}"
    numbers = {who: world.people[who].numbers.get().number for who in ("employee", "peer")}
    lines = [f"{numbers['employee']};{GOOD}", f"'{numbers['peer']};{GOOD}", f"199001012015041999;{GOOD}"]
    with pytest.raises(NotAllowed):
        sent(world, *lines, heads=heads, for_all=True)
    batch = sent(world, *lines, heads=heads, who="analyst", for_all=True)
    assert faults(batch) == {4: ["number"]}
    applied(world, batch, who="analyst")
    written = set(Entry.objects.values_list("person", "entered_by"))
    analyst = world.people["analyst"].pk
    assert written == {(world.people["employee"].pk, analyst), (world.people["peer"].pk, analyst)}


def test_another_persons_import_is_invisible(world: World) -> None:
    batch = sent(world, GOOD)
    for who in ("superior", "analyst", "peer"):
        with pytest.raises(NotVisible):
            start_apply(by=world.actor(who), batch_id=batch.pk)
        with pytest.raises(NotVisible):
            stop(by=world.actor(who), batch_id=batch.pk)


def test_a_finished_import_is_neither_stopped_nor_applied_again(world: World) -> None:
    batch = applied(world, sent(world, GOOD))
    for act in (lambda: stop(by=world.actor("employee"), batch_id=batch.pk),
                lambda: start_apply(by=world.actor("employee"), batch_id=batch.pk),
                lambda: check_again(by=world.actor("employee"), batch_id=batch.pk)):  # fmt: skip
        with pytest.raises(Closed):
            act()


@pytest.mark.parametrize("content", [b"", b"hanya teks tanpa kolom", b"Nama;Alamat\nA;B\n", b"%PDF-1.7", b"\x89PNG"])
def test_what_is_no_sheet_of_entries_is_refused_at_once(world: World, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        checked(world, content)
    assert list(refused.value.errors) == ["file"]
    assert not EntryImport.objects.exists()


def test_tasks_without_times_are_laid_end_to_end_when_a_beginning_is_given(world: World) -> None:
    lines = ("Menyusun laporan;2026-10-06;90", "Membalas surat;2026-10-06;30", "Rapat;2026-10-07;")
    heads = "Task;Completed;Duration"
    assert set(faults(sent(world, *lines, heads=heads))) == {2, 3, 4}
    result = world.results["employee"].pk
    batch = sent(world, *lines, heads=heads, default_result_id=result, first_at=dt.time(8))
    applied(world, batch)
    times = Entry.objects.order_by("on", "starts").values_list("activity", "starts", "ends")
    assert list(times) == [
        ("Menyusun laporan", dt.time(8), dt.time(9, 30)), ("Membalas surat", dt.time(9, 30), dt.time(10)),
        ("Rapat", dt.time(8), dt.time(9)),
    ]  # fmt: skip


CALENDAR = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Rapat koordinasi\\, lintas
  program
DTSTART:20261005T020000Z
DTEND:20261005T033000Z
END:VEVENT
BEGIN:VEVENT
SUMMARY:Apel
DTSTART;TZID=Asia/Jakarta:20260928T073000
DURATION:PT15M
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Asia/Jakarta:20261005T073000
END:VEVENT
BEGIN:VEVENT
SUMMARY:Batal
STATUS:CANCELLED
DTSTART:20261006T020000Z
END:VEVENT
BEGIN:VEVENT
SUMMARY:Bulan depan
DTSTART:20261106T020000Z
DTEND:20261106T030000Z
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_becomes_entries_up_to_today(world: World) -> None:
    batch = checked(
        world, CALENDAR, name="kalender.ics", default_result_id=world.results["employee"].pk
    )  # fmt: skip
    applied(world, batch)
    rows = Entry.objects.order_by("on").values_list("activity", "on", "starts", "ends")
    assert list(rows) == [
        ("Apel", dt.date(2026, 9, 28), dt.time(7, 30), dt.time(7, 45)),
        ("Rapat koordinasi, lintas program", dt.date(2026, 10, 5), dt.time(9), dt.time(10, 30)),
    ]
    assert all(day <= TODAY for _a, day, _s, _e in rows)
