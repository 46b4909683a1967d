"""Test settings for every folder: the database plugin, a fast password hasher, throw-away folders for files."""

from pathlib import Path

import pytest
from django.conf import settings

pytest_plugins = ("tests.database",)

FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(scope="session", autouse=True)
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Real hashing costs 50 ms a sign-in, and pages must render before the assets are built."""
    settings.PASSWORD_HASHERS = [FAST_HASHER]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def project_root() -> Path:
    """The folder of this file: the project."""
    return Path(__file__).resolve().parent
