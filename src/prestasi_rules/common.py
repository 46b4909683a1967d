"""Steps that every rule set needs in the same words."""

from collections.abc import Mapping

from prestasi_rules.fixed import missing_reason
from prestasi_rules.step import Step, Text


def why_empty(result: str, label: Text, causes: Mapping[str, tuple[str, Text]]) -> Step:
    """The step ``<result>_reason``: the code of the first empty input that leaves ``result`` empty.

    ``causes`` maps an input column to the reason code and its wording, in the order in which they are told.
    """
    name = f"{result}_reason"
    codes = {column: code for column, (code, _) in causes.items()}
    return Step(
        name=name,
        label=Text(f"Alasan {label.id} kosong", f"Why there is no {label.en}"),
        kind="code",
        codes=dict(causes.values()),
        basis="Keputusan produk: kosong berarti belum dinilai, bukan nol",
        confidence="PD",
        inputs=tuple(causes),
        build=lambda p: missing_reason(codes),
        sentence=Text(f"{{{name}}}.", f"{{{name}}}."),
        null_meaning=Text(f"tidak ada, {label.id} terisi", f"none, the {label.en} is set"),
    )
