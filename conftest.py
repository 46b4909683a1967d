"""Test settings for every folder: the database plugin, a fast password hasher, throw-away folders for files."""

from pathlib import Path

import pytest
from django.conf import settings

from prestasi.platform import assets
from tests.web.access.counting import MatrixCount

pytest_plugins = ("tests.database", "tests.exchange.sheets")


FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


def pytest_configure(config: pytest.Config) -> None:
    """Once, before the workers start: build the assets, so that pages look as in service; count the access matrix."""
    if not hasattr(config, "workerinput"):
        assets.build()
        config.pluginmanager.register(MatrixCount(), "access-matrix-count")


@pytest.fixture(scope="session", autouse=True)
def _test_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Real hashing costs 50 ms a sign-in, and hashed names would need the assets collected."""
    settings.PASSWORD_HASHERS = [FAST_HASHER]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def project_root() -> Path:
    """The folder of this file: the project."""
    return Path(__file__).resolve().parent
