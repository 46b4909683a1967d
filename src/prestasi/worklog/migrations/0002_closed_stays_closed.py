from django.db import migrations

FORWARD = """
CREATE FUNCTION worklog_closed_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN performance_plan s ON s.id = t.plan_id
    JOIN performance_period p ON p.cycle_id = s.cycle_id AND p.kind = 'quarter' AND t."on" BETWEEN p.starts_on AND p.ends_on
    WHERE p.state = 'closed') THEN
    RAISE EXCEPTION 'closed: daily entry of a closed period'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'performance_closed_period';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entry_closed_i AFTER INSERT ON worklog_entry REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION worklog_closed_entry();
CREATE TRIGGER entry_closed_u AFTER UPDATE ON worklog_entry REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION worklog_closed_entry();
CREATE TRIGGER entry_closed_d AFTER DELETE ON worklog_entry REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION worklog_closed_entry();
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'prestasi_app') THEN
    REVOKE DELETE ON worklog_entry FROM prestasi_app;
  END IF;
END $$;
"""
BACKWARD = """
DROP TRIGGER entry_closed_d ON worklog_entry;
DROP TRIGGER entry_closed_u ON worklog_entry;
DROP TRIGGER entry_closed_i ON worklog_entry;
DROP FUNCTION worklog_closed_entry();
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'prestasi_app') THEN
    GRANT DELETE ON worklog_entry TO prestasi_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Entries of a closed quarter stay as they were, and no entry is ever erased by the application."""

    dependencies = [("worklog", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
