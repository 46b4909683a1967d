from django.db import migrations

FORWARD = """
CREATE FUNCTION calibration_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'calibration: %', what USING ERRCODE = 'check_violation', CONSTRAINT = 'calibration_frozen';
END $$;

CREATE FUNCTION calibration_before_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM calibration_refuse('the before-picture never changes');
  END IF;
  IF EXISTS (SELECT 1 FROM calibration_session s WHERE s.id = NEW.session_id AND s.frozen_at IS NOT NULL) THEN
    PERFORM calibration_refuse('the before-picture is frozen');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER before_guard BEFORE INSERT OR UPDATE OR DELETE ON calibration_before
  FOR EACH ROW EXECUTE FUNCTION calibration_before_guard();

CREATE FUNCTION calibration_session_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'closed'
     OR (OLD.frozen_at IS NOT NULL AND (NEW.frozen_at, NEW.digest) IS DISTINCT FROM (OLD.frozen_at, OLD.digest))
     OR (NEW.unit_id, NEW.period_id, NEW.opened_by_id) IS DISTINCT FROM (OLD.unit_id, OLD.period_id, OLD.opened_by_id)
  THEN
    PERFORM calibration_refuse('a session is neither moved nor reopened');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_guard BEFORE UPDATE OR DELETE ON calibration_session
  FOR EACH ROW EXECUTE FUNCTION calibration_session_guard();

CREATE FUNCTION calibration_remark_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM calibration_refuse('what was said stays');
  RETURN NULL;
END $$;
CREATE TRIGGER remark_guard BEFORE UPDATE OR DELETE ON calibration_remark
  FOR EACH ROW EXECUTE FUNCTION calibration_remark_guard();

CREATE FUNCTION calibration_determination_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'requested'
     OR (NEW.unit_id, NEW.period_id, NEW.rows, NEW.counts, NEW.warnings, NEW.digest, NEW.reason, NEW.requested_by_id,
         NEW.requested_at)
        IS DISTINCT FROM
        (OLD.unit_id, OLD.period_id, OLD.rows, OLD.counts, OLD.warnings, OLD.digest, OLD.reason, OLD.requested_by_id,
         OLD.requested_at) THEN
    PERFORM calibration_refuse('a determination is signed as it was put forward');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER determination_guard BEFORE UPDATE OR DELETE ON calibration_determination
  FOR EACH ROW EXECUTE FUNCTION calibration_determination_guard();
"""
BACKWARD = """
DROP TRIGGER determination_guard ON calibration_determination;
DROP FUNCTION calibration_determination_guard();
DROP TRIGGER remark_guard ON calibration_remark;
DROP FUNCTION calibration_remark_guard();
DROP TRIGGER session_guard ON calibration_session;
DROP FUNCTION calibration_session_guard();
DROP TRIGGER before_guard ON calibration_before;
DROP FUNCTION calibration_before_guard();
DROP FUNCTION calibration_refuse(text);
"""


class Migration(migrations.Migration):
    """The before-picture, what was said, closed sessions and determinations stay as they are, whoever asks."""

    dependencies = [("calibration", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
