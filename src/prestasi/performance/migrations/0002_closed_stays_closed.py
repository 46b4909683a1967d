from django.db import migrations

FORWARD = """
CREATE FUNCTION performance_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'closed: %', what USING ERRCODE = 'check_violation', CONSTRAINT = 'performance_closed_period';
END $$;

CREATE FUNCTION performance_closed_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM touched t JOIN performance_period p ON p.id = t.period_id WHERE p.state = 'closed') THEN
    PERFORM performance_refuse('evaluation of a closed period');
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_closed_evaluation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN changed c ON c.id = t.id JOIN performance_period p ON p.id = t.period_id
    WHERE p.state = 'closed' AND (
      to_jsonb(c) - '{state,received_at,lock_version}'::text[] <> to_jsonb(t) - '{state,received_at,lock_version}'::text[]
      OR (t.state, c.state) NOT IN (('confirmed', 'received'), ('received', 'final')))) THEN
    PERFORM performance_refuse('evaluation of a closed period');
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_closed_progress() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN performance_plan s ON s.id = t.plan_id
    JOIN performance_period p ON p.cycle_id = s.cycle_id AND p.kind = 'quarter' AND t."on" BETWEEN p.starts_on AND p.ends_on
    WHERE p.state = 'closed') THEN
    PERFORM performance_refuse('progress of a closed period');
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION performance_closed_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN performance_evaluation e ON e.id = t.evaluation_id
    JOIN performance_period p ON p.id = e.period_id WHERE p.state = 'closed') THEN
    PERFORM performance_refuse('ratings of a closed period');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER evaluation_closed_i AFTER INSERT ON performance_evaluation REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_evaluation();
CREATE TRIGGER evaluation_closed_u AFTER UPDATE ON performance_evaluation
  REFERENCING OLD TABLE AS touched NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_evaluation_change();
CREATE TRIGGER evaluation_closed_d AFTER DELETE ON performance_evaluation REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_evaluation();
CREATE TRIGGER progress_closed_i AFTER INSERT ON performance_progress REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_progress();
CREATE TRIGGER progress_closed_u AFTER UPDATE ON performance_progress REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_progress();
CREATE TRIGGER progress_closed_d AFTER DELETE ON performance_progress REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_progress();
CREATE TRIGGER item_closed_i AFTER INSERT ON performance_itemrating REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_item();
CREATE TRIGGER item_closed_u AFTER UPDATE ON performance_itemrating REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_item();
CREATE TRIGGER item_closed_d AFTER DELETE ON performance_itemrating REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_closed_item();

CREATE FUNCTION performance_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an agreed plan version cannot be changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER plan_version_frozen BEFORE UPDATE OR DELETE ON performance_planversion
  FOR EACH ROW EXECUTE FUNCTION performance_version_refuse();

CREATE FUNCTION performance_period_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM performance_refuse('a closed period does not open again');
END $$;
CREATE TRIGGER period_stays_closed BEFORE UPDATE ON performance_period
  FOR EACH ROW WHEN (OLD.state = 'closed' AND NEW.state <> 'closed')
  EXECUTE FUNCTION performance_period_stays_closed();
"""
BACKWARD = """
DROP TRIGGER period_stays_closed ON performance_period;
DROP TRIGGER plan_version_frozen ON performance_planversion;
DROP TRIGGER item_closed_d ON performance_itemrating;
DROP TRIGGER item_closed_u ON performance_itemrating;
DROP TRIGGER item_closed_i ON performance_itemrating;
DROP TRIGGER progress_closed_d ON performance_progress;
DROP TRIGGER progress_closed_u ON performance_progress;
DROP TRIGGER progress_closed_i ON performance_progress;
DROP TRIGGER evaluation_closed_d ON performance_evaluation;
DROP TRIGGER evaluation_closed_u ON performance_evaluation;
DROP TRIGGER evaluation_closed_i ON performance_evaluation;
DROP FUNCTION performance_period_stays_closed();
DROP FUNCTION performance_version_refuse();
DROP FUNCTION performance_closed_item();
DROP FUNCTION performance_closed_progress();
DROP FUNCTION performance_closed_evaluation_change();
DROP FUNCTION performance_closed_evaluation();
DROP FUNCTION performance_refuse(text);
"""


class Migration(migrations.Migration):
    """What is closed stays closed, and agreed versions stay as signed, whoever asks.

    Only two things may still happen to an evaluation of a closed period: the employee receives it, and it becomes final.
    """

    dependencies = [("performance", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
