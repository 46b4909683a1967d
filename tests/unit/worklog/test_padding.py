"""Signs of padding, each with the honest month beside it; and the published rates, held."""

from __future__ import annotations

import datetime as dt

from benchmarks.padding import asked
from benchmarks.padding_set import months
from prestasi.worklog.padding import Line, findings, similar

FIRST = dt.date(2026, 9, 1)


def line(number: int, day: int = 0, **changes: object) -> Line:
    on = FIRST + dt.timedelta(days=day)
    given = {
        "id": number, "on": on, "starts": 450, "ends": 540, "activity": f"Kegiatan {chr(97 + number % 20) * 6}",
        "realisation": number, "evidence": "",
        "entered_at": dt.datetime.combine(on, dt.time(16, number % 60)), **changes,
    }  # fmt: skip
    return Line(**given)  # type: ignore[arg-type]


def kinds(lines: list[Line]) -> list[str]:
    return [found.kind for found in findings(lines)]


def test_one_line_copied_over_days_is_asked_about_routine_with_changing_figures_is_not() -> None:
    text = "Menyusun laporan kegiatan bidang"
    copied = [line(n, n, activity=f"{text} ke-{n}", realisation=1) for n in range(9)]
    routine = [line(n, n, activity=text, realisation=n) for n in range(9)]
    assert (kinds(copied), kinds(routine)) == (["near_duplicate"], [])


def test_more_than_sixteen_hours_in_a_day() -> None:
    assert kinds([line(1, starts=0, ends=600), line(2, starts=600, ends=961)]) == ["impossible_hours"]
    assert kinds([line(1, starts=0, ends=600), line(2, starts=600, ends=960)]) == []


def test_one_proof_of_many_activities_a_folder_is_no_proof() -> None:
    link, folder = "https://foto.example.go.id/1.jpg", "https://drive.google.com/drive/folders/x"
    assert kinds([line(n, n, evidence=link) for n in range(5)]) == ["reused_link"]
    assert kinds([line(n, n, evidence=folder) for n in range(5)]) == []
    assert kinds([line(n, n, evidence=link) for n in range(4)]) == []


def test_five_typed_in_one_second_an_import_is_not_typed() -> None:
    at = dt.datetime(2026, 9, 5, 20, 0, 0)
    assert kinds([line(n, n, entered_at=at) for n in range(5)]) == ["same_second"]
    assert kinds([line(n, n, entered_at=at, typed=False) for n in range(5)]) == []


def test_most_of_the_month_typed_in_one_go_a_week_later() -> None:
    late = [line(n, n % 20, starts=n, ends=n + 1, entered_at=dt.datetime(2026, 9, 30, 20, n)) for n in range(30)]
    assert kinds(late) == ["month_end_bulk"]
    assert kinds([line(n, n % 20, starts=n, ends=n + 1) for n in range(30)]) == []


def test_the_key_stays_while_the_pattern_grows() -> None:
    link = "https://foto.example.go.id/1.jpg"
    small, large = ([line(n, n, evidence=link) for n in range(count)] for count in (5, 7))
    assert findings(small)[0].key == findings(large)[0].key


def test_nearness_of_words() -> None:
    assert similar("melaksanakan tugas sesuai arahan pimpinan", "melaksanakan tugas sesuai arahan pimpinan kantor")
    assert not similar("imunisasi di posyandu melati", "rapat evaluasi serapan anggaran")


def test_the_published_rates_hold() -> None:
    """Ordinary months are left alone, most padding is asked about; a change of a threshold shows here."""
    read = [(month, asked(month)) for month in months(per_story=20, seed=7)]
    plain = [kinds for month, kinds in read if month.story.startswith(("ordinary", "weekly", "counter"))]
    padded = [kinds for month, kinds in read if month.kind]
    honest = [kinds for month, kinds in read if not month.kind]
    assert sum(map(bool, plain)) * 100 <= len(plain)
    assert sum(map(bool, padded)) * 100 >= 65 * len(padded)
    assert sum(map(bool, honest)) * 100 <= 25 * len(honest)
