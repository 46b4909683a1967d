from django.db import migrations

FORWARD = """
CREATE FUNCTION people_reporting_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found bigint[];
BEGIN
  -- Follow the line upwards, each step only for the days on which all steps so far are true together.
  WITH RECURSIVE up(superior, first, last, chain) AS (
    SELECT NEW.superior_id, NEW.valid_from, coalesce(NEW.valid_to, 'infinity'::date),
           ARRAY[NEW.person_id, NEW.superior_id]
    UNION ALL
    SELECT l.superior_id, greatest(first, l.valid_from), least(last, coalesce(l.valid_to, 'infinity'::date)),
           chain || l.superior_id
      FROM up JOIN people_reportingline l ON l.person_id = up.superior
     WHERE l.id <> NEW.id AND l.valid_from < last AND coalesce(l.valid_to, 'infinity'::date) > first
       AND cardinality(chain) < 40 AND NOT up.superior = ANY(chain[1:cardinality(chain) - 1])
  )
  SELECT chain INTO found FROM up WHERE superior = NEW.person_id LIMIT 1;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'reporting line cycle: %', array_to_string(found, ' -> ')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_line_no_cycle';
  END IF;
  RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER reporting_line_no_cycle AFTER INSERT OR UPDATE ON people_reportingline
  DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION people_reporting_no_cycle();
"""
BACKWARD = """
DROP TRIGGER reporting_line_no_cycle ON people_reportingline;
DROP FUNCTION people_reporting_no_cycle();
"""


class Migration(migrations.Migration):
    """Nobody may end up, over others, as own superior."""

    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
