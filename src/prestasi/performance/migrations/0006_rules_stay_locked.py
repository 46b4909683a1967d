from django.db import migrations

FORWARD = """
CREATE FUNCTION performance_lock_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO performance_rulelock (period_id, ruleset, ruleset_hash, locked_at)
    SELECT DISTINCT ON (c.period_id) c.period_id, c.ruleset, c.ruleset_hash, coalesce(c.rated_at, now())
    FROM changed c WHERE c.state = 'rated' AND c.ruleset <> ''
    ORDER BY c.period_id, c.rated_at ON CONFLICT (period_id) DO NOTHING;
  IF EXISTS (
    SELECT 1 FROM changed c JOIN performance_rulelock l ON l.period_id = c.period_id
    WHERE c.state = 'rated' AND c.ruleset <> '' AND (c.ruleset, c.ruleset_hash) <> (l.ruleset, l.ruleset_hash)) THEN
    RAISE EXCEPTION 'rules are locked since the first rating of the period'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'performance_rules_locked';
  END IF;
  UPDATE performance_cycle y SET rules_locked_at = l.locked_at FROM performance_period p
    JOIN performance_rulelock l ON l.period_id = p.id
    WHERE y.id = p.cycle_id AND y.rules_locked_at IS NULL AND p.id IN (SELECT period_id FROM changed);
  RETURN NULL;
END $$;
CREATE TRIGGER evaluation_locks_rules AFTER UPDATE ON performance_evaluation
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION performance_lock_rules();

CREATE FUNCTION performance_rules_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rules are locked since the first rating'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'performance_rules_locked';
END $$;
CREATE TRIGGER rule_lock_stays BEFORE UPDATE OR DELETE ON performance_rulelock
  FOR EACH ROW EXECUTE FUNCTION performance_rules_locked();
CREATE TRIGGER cycle_rules_locked BEFORE UPDATE ON performance_cycle FOR EACH ROW
  WHEN (OLD.rules_locked_at IS NOT NULL AND (NEW.ruleset, NEW.approach) IS DISTINCT FROM (OLD.ruleset, OLD.approach)
        OR OLD.rules_locked_at IS NOT NULL AND NEW.rules_locked_at IS DISTINCT FROM OLD.rules_locked_at)
  EXECUTE FUNCTION performance_rules_locked();
"""
BACKWARD = """
DROP TRIGGER cycle_rules_locked ON performance_cycle;
DROP TRIGGER rule_lock_stays ON performance_rulelock;
DROP FUNCTION performance_rules_locked();
DROP TRIGGER evaluation_locks_rules ON performance_evaluation;
DROP FUNCTION performance_lock_rules();
"""


class Migration(migrations.Migration):
    """The first rating of a period locks the rule set, its hash and the approach; other rules are refused from then."""

    dependencies = [("performance", "0005_release_known_results")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
