"""Which rule of the regulations is computed by which step, and which are left out and why. One TOML file per subject.

[[rule]]
source = "PermenPANRB 6/2022, kuadran kinerja"
rule = "Predikat dari hasil dan perilaku"
steps = ["performance-2022.predicate"]           # or: left_out = "alasan"
"""

import tomllib
from dataclasses import dataclass
from importlib import resources

from prestasi_rules.registry import rulesets


@dataclass(frozen=True, slots=True)
class Coverage:
    """One rule of a regulation and the steps (``ruleset.step``) that compute it, or why none does."""

    subject: str
    source: str
    rule: str
    steps: tuple[str, ...]
    left_out: str


def coverage() -> tuple[Coverage, ...]:
    """All entries, by file and in order. A step that does not exist is an error."""
    found = [
        Coverage(
            file.name[:-5], entry["source"], entry["rule"], tuple(entry.get("steps", ())), entry.get("left_out", "")
        )
        for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
    ]
    known = {f"{ruleset.id}.{name}" for ruleset in rulesets().values() for name in ruleset.columns}
    for entry in found:
        if unknown := set(entry.steps) - known:
            raise ValueError(f"{entry.subject}: unknown steps {sorted(unknown)}")
        if bool(entry.steps) == bool(entry.left_out):
            raise ValueError(f"{entry.subject}: '{entry.rule}' needs either steps or a reason")
    return tuple(found)
