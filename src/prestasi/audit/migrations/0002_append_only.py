from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_event_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.at := clock_timestamp();
  NEW.transaction := txid_current();
  NEW.hash := encode(sha256(convert_to(concat_ws(E'\\x1f',
    NEW.id, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), NEW.kind,
    coalesce(NEW.actor_user_id, 0), coalesce(NEW.actor_person_id, 0), NEW.actor_name,
    coalesce(NEW.on_behalf_of_id, 0), NEW.capacity, coalesce(NEW.subject_person_id, 0), coalesce(NEW.unit_id, 0),
    NEW.object_type, coalesce(NEW.object_id, 0), NEW.payload::text), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER audit_event_stamp BEFORE INSERT ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_stamp();

CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();

DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'prestasi_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON audit_event FROM prestasi_app;
  END IF;
END $$;
"""
BACKWARD = """
DROP TRIGGER audit_event_no_truncate ON audit_event;
DROP TRIGGER audit_event_no_change ON audit_event;
DROP TRIGGER audit_event_stamp ON audit_event;
DROP FUNCTION audit_event_refuse();
DROP FUNCTION audit_event_stamp();
"""


class Migration(migrations.Migration):
    """The database stamps each event with its time and hash and refuses every later change."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
