from django.db import migrations, models

FORWARD = """
CREATE FUNCTION insight_count_unplanned(cycle_ bigint, day_ date) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM insight_tally WHERE measure = 'staff' AND cycle_id = cycle_;
  WITH added AS (
    INSERT INTO insight_tally (unit_id, cycle_id, period_id, measure, state, n)
    SELECT a.unit_id, cycle_, NULL, 'staff', 'unplanned', count(*)::int
    FROM people_assignment a JOIN people_person p ON p.id = a.person_id
    WHERE a.kind = 'definitive' AND a.valid_from <= day_ AND (a.valid_to IS NULL OR a.valid_to > day_)
      AND p.left_on IS NULL AND p.employment <> 'elected'
      AND NOT EXISTS (SELECT FROM performance_plan s WHERE s.person_id = a.person_id AND s.cycle_id = cycle_)
    GROUP BY a.unit_id RETURNING n)
  SELECT coalesce(sum(n), 0)::int FROM added;
$$;
"""


class Migration(migrations.Migration):
    """Who has not begun a plan is counted each morning: it is the one figure that no change of a plan announces."""

    dependencies = [
        ("insight", "0002_keep_tallies"),
        ("people", "0002_no_cycles"),
        ("performance", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION insight_count_unplanned(bigint, date);"),
        migrations.AlterField(
            "tally",
            "measure",
            models.CharField(
                choices=[
                    ("plan", "Rencana"), ("evaluation", "Evaluasi"), ("progress", "Capaian"), ("staff", "Pegawai"),
                ],
                max_length=10,
            ),
        ),
    ]  # fmt: skip
