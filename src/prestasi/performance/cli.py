"""`prestasi explain <nip> <year>`: one predicate, step by step, in the terminal."""

from __future__ import annotations

from prestasi.core.trouble import Trouble
from prestasi.people.models import IdentityNumber
from prestasi.performance.models import Evaluation
from prestasi.performance.queries.why import as_text, explained
from prestasi.performance.queries.words import period_words


def explain(argv: list[str]) -> int:
    """Print the tree of every rated evaluation of a person in a year, the year's own last."""
    number, year = _asked(argv)
    found = IdentityNumber.objects.filter(number=number).values_list("person", flat=True).first()
    if found is None:
        raise Trouble(f"Tidak ada pegawai dengan nomor {number}.", "Periksa NIP atau NI PPPK: 18 angka.")
    rated = (
        Evaluation.objects.filter(person=found, period__cycle__year=year, predicate__isnull=False)
        .select_related("plan__position", "period", "person")
        .order_by("period__number", "plan__starts_on")
    )
    if not rated:
        raise Trouble(f"Belum ada hasil penilaian {year} untuk pegawai ini.", "Pilih tahun lain, misalnya tahun lalu.")
    for evaluation in rated:
        print(f"\n{evaluation.person.full_name}, {evaluation.plan.position.title}, {period_words(evaluation.period)}")
        print(as_text(explained(evaluation).tree))
    return 0


def _asked(argv: list[str]) -> tuple[str, int]:
    if len(argv) < 2 or not argv[-1].isdecimal():
        raise Trouble("Pemakaian: prestasi explain <nip> <tahun>", "Contoh: prestasi explain 199001012015042001 2025")
    return "".join(argv[:-1]).replace(" ", ""), int(argv[-1])
