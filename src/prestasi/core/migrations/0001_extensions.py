from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Extensions that dated facts (exclusion constraints) and name search need."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    run_before = [
        ("accounts", "0001_initial"),
        ("organization", "0001_initial"),
        ("people", "0001_initial"),
        ("performance", "0001_initial"),
    ]
    operations = [BtreeGistExtension(), TrigramExtension(), UnaccentExtension()]
