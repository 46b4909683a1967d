"""What a reader looks up is printed from the code and complete."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from config.env import Env
from prestasi.cli.commands import COMMANDS, available
from prestasi.docs.cli import main
from prestasi.docs.glossary_page import entry
from prestasi.docs.settings_page import WORKSHOP
from prestasi.policy.fields import own_models
from tests.architecture.source import texts

VARIABLE = re.compile(r"""(?:environ(?:\.get|\.setdefault)?[\[(]|getenv\()\s*f?["']([A-Z][A-Z0-9_]+)["']""")
# Names that other programs define.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "PATH", "PYTHONPATH", "XDG_RUNTIME_DIR", "SPARK_LOCAL_IP"}


def test_the_pages_are_those_of_the_code() -> None:
    assert main(["--check"]) == 0


def test_every_environment_variable_is_documented() -> None:
    documented = {field.metadata["name"] for field in fields(Env)} | set(WORKSHOP)
    read = {name for path, text in texts().items() if path.suffix == ".py" for name in VARIABLE.findall(text)}
    assert read - FOREIGN - documented == set()


def test_every_documented_variable_of_the_workshop_is_read() -> None:
    everything = "\n".join(text for path, text in texts().items() if path.suffix in {".py", ".sh"})
    assert [name for name in WORKSHOP if everything.count(f'"{name}"') < 2] == []


def test_every_command_exists() -> None:
    assert set(COMMANDS) == set(available())


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_every_model_says_what_it_is(model: type) -> None:
    assert "__doc__" in vars(model)
    assert not (model.__doc__ or "").startswith(f"{model.__name__}("), "Django's own words say nothing"
    assert len(entry(model)[1]) > 20
