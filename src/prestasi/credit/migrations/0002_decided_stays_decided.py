from django.db import migrations

DECISION = "'{state,decided_by_id,decided_at,decision_reason}'::text[]"
FORWARD = f"""
CREATE FUNCTION credit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'credit points stay as they were put forward and decided' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'credit_stays_as_it_is';
END $$;
CREATE FUNCTION credit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_decision boolean := OLD.state = 'requested'
    AND NEW.state IN ('confirmed', 'determined', 'declined')
    AND (to_jsonb(OLD) - {DECISION}) = (to_jsonb(NEW) - {DECISION});
  is_replaced boolean := OLD.state IN ('confirmed', 'determined') AND NEW.state = 'replaced'
    AND (to_jsonb(OLD) - 'state') = (to_jsonb(NEW) - 'state');
BEGIN
  IF NOT (is_decision OR is_replaced) THEN
    RAISE EXCEPTION 'credit points stay as they were put forward and decided' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'credit_stays_as_it_is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_opening_stays BEFORE UPDATE ON credit_opening FOR EACH ROW EXECUTE FUNCTION credit_guard();
CREATE TRIGGER credit_determination_stays BEFORE UPDATE ON credit_determination
  FOR EACH ROW EXECUTE FUNCTION credit_guard();
CREATE TRIGGER credit_opening_is_kept BEFORE DELETE ON credit_opening FOR EACH ROW EXECUTE FUNCTION credit_refuse();
CREATE TRIGGER credit_determination_is_kept BEFORE DELETE ON credit_determination
  FOR EACH ROW EXECUTE FUNCTION credit_refuse();
"""
BACKWARD = """
DROP TRIGGER credit_determination_is_kept ON credit_determination;
DROP TRIGGER credit_opening_is_kept ON credit_opening;
DROP TRIGGER credit_determination_stays ON credit_determination;
DROP TRIGGER credit_opening_stays ON credit_opening;
DROP FUNCTION credit_guard();
DROP FUNCTION credit_refuse();
"""


class Migration(migrations.Migration):
    """What was put forward is not changed, what was decided is only replaced, and nothing is taken out."""

    dependencies = [("credit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
