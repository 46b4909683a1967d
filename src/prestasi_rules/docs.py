"""``python -m prestasi_rules.docs [FOLDER] [--check]``: one page per rule set that a lawyer can read, and the mapping.

The pages are made from the rule sets themselves, so they cannot say something else than what is computed.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from prestasi_rules.coverage import coverage
from prestasi_rules.examples import Example, examples
from prestasi_rules.formats import describe, shown, unit_word
from prestasi_rules.parameters import Parameter
from prestasi_rules.registry import rulesets
from prestasi_rules.ruleset import RuleSet
from prestasi_rules.step import NOTHING, Column, Field, Step

FOLDER = Path("docs/reference/rules")
CONFIDENCE = {
    "S": "pasti (sure)",
    "L": "mungkin (likely)",
    "U": "belum terverifikasi (unverified)",
    "PD": "keputusan produk (product decision)",
}
STATUS = {"verified": "terverifikasi (verified)", "unverified": "**belum terverifikasi (unverified)**"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or with ``--check`` say which are out of date (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m prestasi_rules.docs", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    stale = [name for name, text in pages().items() if _read(chosen.folder / name) != text]
    if chosen.check:
        print("\n".join(stale))
        return 1 if stale else 0
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (chosen.folder / name).write_text(pages()[name], encoding="utf-8")
    print(f"{len(stale)} of {len(pages())} pages written", file=sys.stderr)
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def pages() -> dict[str, str]:
    """Every page by file name."""
    found = {f"{ruleset.id}.md": page(ruleset) for ruleset in rulesets().values()}
    return found | {"README.md": index(), "mapping.md": mapping()}


def index() -> str:
    """The table of all rule sets."""
    rows = [
        (f"[`{r.id}`]({r.id}.md)", r.title.id, r.title.en, _period(r), "; ".join(r.legal_basis))
        for r in rulesets().values()
    ]
    return _text(
        "# Aturan yang dihitung (computed rules)",
        "Dibuat dari paket `prestasi_rules`; jangan disunting. Setiap halaman memuat rumus dalam kata, pasal, "
        "keyakinan, parameter, contoh dan hal yang belum pasti. Peta ke langkah dan uji: [mapping.md](mapping.md).",
        _counted(),
        _table(("Id", "Judul", "Title", "Berlaku", "Dasar hukum"), rows),
    )


def _counted() -> str:
    """How many worked examples come from each part of the sources; one printed example may need several rows."""
    names = [example.id for ruleset_id in rulesets() for example in examples(ruleset_id)]
    parts = {"kinerja": r"WE-\d+", "karier": r"career-E\d+", "warga": r"citizen-E\d+"}
    counts = {part: {match[0] for name in names if (match := re.match(form, name))} for part, form in parts.items()}
    printed = ", ".join(f"{len(found)} {part}" for part, found in counts.items())
    return (
        f"Contoh tercetak dalam sumber yang dihitung dan lulus uji: {printed}. Bersama contoh tepi dan penolakan ada "
        f"{len(names)} contoh (`tests/rules/test_examples.py`)."
    )


def mapping() -> str:
    """Rule of the regulation -> step -> examples, and the rules left out."""
    covered = [entry for entry in coverage() if entry.steps]
    rows = [(entry.source, entry.rule, f"`{step}`", _tests(step)) for entry in covered for step in entry.steps]
    left_out = [(entry.source, entry.rule, entry.left_out) for entry in coverage() if entry.left_out]
    every = [
        (f"`{ruleset.id}.{step.name}`", step.basis, step.confidence, _tests(f"{ruleset.id}.{step.name}"))
        for ruleset in rulesets().values()
        for step in ruleset.steps
    ]
    return _text(
        "# Peta aturan, langkah dan uji (rule, step, test)",
        "Setiap langkah selain contohnya diuji sifatnya: satu baris, kumpulan, potongan dan urutan mana pun "
        "memberi angka yang sama, pada setiap mesin (`tests/rules/test_properties.py`).",
        "## Aturan yang dihitung",
        _table(("Sumber", "Aturan", "Langkah", "Contoh"), rows),
        "## Aturan yang tidak dihitung, dan alasannya",
        _table(("Sumber", "Aturan", "Alasan"), left_out),
        "## Semua langkah",
        _table(("Langkah", "Dasar", "Keyakinan", "Contoh"), every),
    )


def _tests(step: str) -> str:
    """The examples that state this step, else that the rule set's other examples pass through it."""
    ruleset_id, _, name = step.rpartition(".")
    stated = [e.id for e in examples(ruleset_id) if any(name in row for row in e.expect)]
    return ", ".join(stated) if stated else f"lewat {len(examples(ruleset_id))} contoh"


def page(ruleset: RuleSet) -> str:
    """The page of one rule set."""
    return _text(
        f"# {ruleset.title.id}",
        f"*{ruleset.title.en}*",
        _table(("Hal", "Isi"), _facts(ruleset)),
        "## Masukan (inputs)",
        _table(("Kolom", "Arti", "Meaning", "Satuan", "Nilai yang diterima"), [_input(f) for f in ruleset.inputs]),
        *_parameters(ruleset),
        *_options(ruleset),
        "## Langkah (steps)",
        *(part for order, step in enumerate(ruleset.steps, 1) for part in _step(order, step, ruleset)),
        "## Contoh (examples)",
        _table(("Contoh", "Masukan", "Hasil"), [row for e in examples(ruleset.id) for row in _example(e, ruleset)]),
        *_doubts(ruleset),
    )


def _facts(ruleset: RuleSet) -> list[tuple[str, str]]:
    facts = [
        ("Id", f"`{ruleset.id}`"),
        ("Subjek", f"`{ruleset.subject}`" + (f", varian `{ruleset.variant}`" if ruleset.variant else "")),
        ("Berlaku (in force)", _period(ruleset)),
        ("Dasar hukum (legal basis)", "; ".join(ruleset.legal_basis)),
        ("Status", STATUS[ruleset.status]),
        ("Hasil (outputs)", ", ".join(f"`{name}`" for name in ruleset.outputs)),
        ("Hash", f"`{ruleset.hash}`"),
    ]
    if ruleset.together:
        facts.append(("Dihitung bersama (together)", ", ".join(f"`{name}`" for name in ruleset.together)))
    return facts


def _period(ruleset: RuleSet) -> str:
    return f"{ruleset.valid_from} s.d. {ruleset.valid_to or 'seterusnya'}"


def _input(field: Field) -> tuple[str, ...]:
    return f"`{field.name}`", field.label.id, field.label.en, unit_word(field), describe(field)


def _parameters(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.parameters:
        yield "## Parameter"
        head = ("Parameter", "Arti", "Meaning", "Nilai", "Dasar", "Keyakinan", "Status")
        yield _table(head, [_parameter(parameter) for parameter in ruleset.parameters])


def _parameter(parameter: Parameter) -> tuple[str, ...]:
    readings = parameter.readings or {"": parameter.value}
    value = "; ".join(
        f"{name}: {_value(v, parameter)}" if name else _value(v, parameter) for name, v in readings.items()
    )
    return (
        f"`{parameter.name}`",
        parameter.text_id,
        parameter.text_en,
        value,
        parameter.basis,
        CONFIDENCE[parameter.confidence],
        STATUS[parameter.status],
    )


def _value(value: Any, parameter: Parameter) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_value(item, parameter)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_value(item, parameter) for item in value)
    column = Column(name=parameter.name, label=NOTHING, unit=parameter.unit, scale=parameter.scale)
    return "belum diisi (blank)" if value is None else shown(value, column)


def _options(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.options:
        yield "## Pilihan bacaan (readings)"
        rows = [
            (f"`{option.name}`", option.label.id, f"`{name}`", text.id, "ya" if name == option.default else "")
            for option in ruleset.options
            for name, text in option.readings.items()
        ]
        yield _table(("Pilihan", "Arti", "Bacaan", "Isi", "Bawaan"), rows)


def _step(order: int, step: Step, ruleset: RuleSet) -> Iterator[str]:
    labels = {name: f"*{column.label.id}*" for name, column in ruleset.columns.items()}
    english = {name: f"*{column.label.en}*" for name, column in ruleset.columns.items()}
    labels |= {parameter.name: f"*{parameter.text_id}*" for parameter in ruleset.parameters}
    english |= {parameter.name: f"*{parameter.text_en}*" for parameter in ruleset.parameters}
    yield f"### {order}. {step.label.id} (`{step.name}`)"
    yield step.sentence.id.format_map(labels)
    yield f"*{step.label.en}.* {step.sentence.en.format_map(english)}"
    facts = [
        ("Dasar (basis)", step.basis),
        ("Keyakinan (confidence)", CONFIDENCE[step.confidence]),
        ("Dari (from)", ", ".join(f"`{name}`" for name in step.inputs)),
    ]
    if word := unit_word(step):
        facts.append(("Satuan (unit)", word))
    if step.codes:
        facts.append(("Kode (codes)", "; ".join(f"`{code}` {text.id}" for code, text in step.codes.items())))
    facts.append(("Kosong berarti (null means)", step.null_meaning.id))
    yield _table(("Hal", "Isi"), facts)
    if step.table:
        yield _law_table(step, ruleset)


def _law_table(step: Step, ruleset: RuleSet) -> str:
    rows = []
    for key, entry in step.table.items():
        parts = key if isinstance(key, tuple) else (key,)
        read = [_label(part, ruleset.columns[name]) for part, name in zip(parts, step.inputs, strict=False)]
        rows.append((*read, _label(entry, step)))
    names = [ruleset.columns[name].label.id for name in step.inputs[: len(rows[0]) - 1]]
    return _table((*names, step.label.id), rows)


def _label(value: Any, column: Column) -> str:
    return column.codes[value].id if value in column.codes else shown(value, column)


def _example(example: Example, ruleset: RuleSet) -> Iterator[tuple[str, str, str]]:
    readings = "".join(f" [{name} = {reading}]" for name, reading in example.options.items())
    for order, (given, expect) in enumerate(zip(example.given, example.expect, strict=True)):
        title = f"{example.id}{readings} {example.text}".strip() if order == 0 else ""
        yield title, _shown_row(given, ruleset), _shown_row(expect, ruleset)


def _shown_row(row: dict[str, Any], ruleset: RuleSet) -> str:
    return "; ".join(f"{ruleset.columns[name].label.id}: {_shown(v, ruleset.columns[name])}" for name, v in row.items())


def _shown(value: Any, column: Column) -> str:
    if isinstance(value, list):
        return shown(" ".join(value), column)
    if value is not None and column.kind == "integer":
        return shown(int(value * column.scale), column)
    return shown(value, column)


def _doubts(ruleset: RuleSet) -> Iterator[str]:
    if ruleset.doubts:
        yield "## Yang belum pasti (known doubts)"
        yield "\n".join(f"- {doubt.id}\n  *{doubt.en}*" for doubt in ruleset.doubts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _text(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
