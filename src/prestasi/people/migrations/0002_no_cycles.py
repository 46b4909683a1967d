from django.db import migrations

FORWARD = """
CREATE FUNCTION people_reporting_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seen bigint[] := ARRAY[NEW.person_id];
  above bigint := NEW.superior_id;
BEGIN
  WHILE above IS NOT NULL LOOP
    IF above = ANY(seen) THEN
      RAISE EXCEPTION 'reporting line cycle: %', array_to_string(seen || above, ' -> ')
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporting_line_no_cycle';
    END IF;
    seen := seen || above;
    SELECT superior_id INTO above FROM people_reportingline
      WHERE person_id = above AND id <> NEW.id
        AND valid_from < coalesce(NEW.valid_to, 'infinity'::date)
        AND coalesce(valid_to, 'infinity'::date) > NEW.valid_from
      ORDER BY valid_from DESC LIMIT 1;
  END LOOP;
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
