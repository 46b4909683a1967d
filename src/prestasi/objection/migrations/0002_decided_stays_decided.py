from django.db import migrations

FORWARD = """
CREATE FUNCTION objection_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'closed: a decided or withdrawn objection' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'objection_stays_decided';
END $$;
CREATE TRIGGER objection_stays_decided BEFORE UPDATE OR DELETE ON objection_objection
  FOR EACH ROW WHEN (OLD.state IN ('rejected', 'changed', 'withdrawn')) EXECUTE FUNCTION objection_refuse();

CREATE FUNCTION objection_drawing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a drawing stays as it was drawn' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'objection_drawing_stays';
END $$;
CREATE TRIGGER objection_drawing_stays BEFORE UPDATE ON objection_draw FOR EACH ROW
  WHEN ((OLD.objection_id, OLD.number, OLD.seed, OLD.candidates, OLD.chosen_id, OLD.drawn_at)
    IS DISTINCT FROM (NEW.objection_id, NEW.number, NEW.seed, NEW.candidates, NEW.chosen_id, NEW.drawn_at)
    OR OLD.answer = 'conflict')
  EXECUTE FUNCTION objection_drawing_stays();
CREATE TRIGGER objection_drawing_is_kept BEFORE DELETE ON objection_draw
  FOR EACH ROW EXECUTE FUNCTION objection_drawing_stays();

CREATE FUNCTION objection_holds_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM objection_objection o WHERE o.evaluation_id = NEW.id
    AND o.state NOT IN ('rejected', 'changed', 'withdrawn')) THEN
    RAISE EXCEPTION 'a contested result is not final' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'objection_holds_result';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objection_holds_result BEFORE UPDATE ON performance_evaluation FOR EACH ROW
  WHEN (NEW.state = 'final' AND OLD.state <> 'final') EXECUTE FUNCTION objection_holds_result();
"""
BACKWARD = """
DROP TRIGGER objection_holds_result ON performance_evaluation;
DROP TRIGGER objection_drawing_is_kept ON objection_draw;
DROP TRIGGER objection_drawing_stays ON objection_draw;
DROP TRIGGER objection_stays_decided ON objection_objection;
DROP FUNCTION objection_holds_result();
DROP FUNCTION objection_drawing_stays();
DROP FUNCTION objection_refuse();
"""


class Migration(migrations.Migration):
    """A decision and a drawing stay as they were made, and a contested result does not become final, whoever asks."""

    dependencies = [("objection", "0001_initial"), ("performance", "0002_closed_stays_closed")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
