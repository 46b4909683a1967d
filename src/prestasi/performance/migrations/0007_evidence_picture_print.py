from django.db import migrations, models


class Migration(migrations.Migration):
    """Pictures are found again by how they look, not only by their bytes."""

    dependencies = [("performance", "0006_rules_stay_locked")]
    operations = [
        migrations.AddField("evidence", "picture_print", models.BigIntegerField(blank=True, null=True)),
        migrations.AddIndex(
            "evidence",
            models.Index(
                fields=["added_by"], condition=models.Q(("picture_print__isnull", False)), name="evidence_pictures"
            ),
        ),
    ]
