from django.db import migrations

FORWARD = """
ALTER TABLE performance_evaluation DISABLE TRIGGER USER;
UPDATE performance_evaluation SET released_at = confirmed_at WHERE state IN ('confirmed', 'received', 'final');
ALTER TABLE performance_evaluation ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    """What employees could see before results were released together stays visible to them."""

    dependencies = [("performance", "0004_settled_stays_settled")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
