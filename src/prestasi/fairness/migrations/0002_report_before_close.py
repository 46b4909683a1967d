from django.db import migrations

FORWARD = """
CREATE FUNCTION fairness_fingerprint(period_ bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(string_agg(
    id || ':' || coalesce(result_rating, 0) || ':' || coalesce(behaviour_rating, 0), ',' ORDER BY id), ''), 'UTF8')), 'hex')
  FROM performance_evaluation WHERE period_id = period_ AND state <> 'skipped';
$$;

CREATE FUNCTION fairness_before_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT r.fingerprint INTO found FROM fairness_fairnessreport r WHERE r.period_id = NEW.id AND r.state = 'signed';
  IF found IS NULL THEN
    RAISE EXCEPTION 'a year does not close without its signed fairness report'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fairness_report_missing';
  ELSIF found <> fairness_fingerprint(NEW.id) THEN
    RAISE EXCEPTION 'ratings changed after the fairness report was signed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fairness_report_stale';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER period_needs_fairness_report BEFORE UPDATE ON performance_period FOR EACH ROW
  WHEN (NEW.kind = 'year' AND OLD.state <> 'closed' AND NEW.state = 'closed' AND NEW.ends_on >= DATE '2026-01-01')
  EXECUTE FUNCTION fairness_before_close();

CREATE FUNCTION fairness_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'replaced' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' AND NOT EXISTS (
    SELECT 1 FROM performance_period p WHERE p.id = OLD.period_id AND p.state = 'closed') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a signed fairness report cannot be changed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'fairness_signed_stays';
END $$;
CREATE TRIGGER report_signed_stays BEFORE UPDATE OR DELETE ON fairness_fairnessreport
  FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION fairness_signed_stays();

ALTER TABLE fairness_raterrun ADD CONSTRAINT rater_run_days_alone CHECK (office_on >= told_on + 14);
CREATE FUNCTION fairness_finding_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'figures of a rater are not changed afterwards'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'fairness_finding_stays';
END $$;
CREATE TRIGGER finding_stays BEFORE UPDATE ON fairness_raterfinding FOR EACH ROW
  WHEN (to_jsonb(NEW) - 'read_at' <> to_jsonb(OLD) - 'read_at') EXECUTE FUNCTION fairness_finding_stays();
CREATE TRIGGER rater_run_stays BEFORE UPDATE ON fairness_raterrun FOR EACH ROW
  EXECUTE FUNCTION fairness_finding_stays();
"""
BACKWARD = """
DROP TRIGGER rater_run_stays ON fairness_raterrun;
DROP TRIGGER finding_stays ON fairness_raterfinding;
DROP FUNCTION fairness_finding_stays();
ALTER TABLE fairness_raterrun DROP CONSTRAINT rater_run_days_alone;
DROP TRIGGER report_signed_stays ON fairness_fairnessreport;
DROP FUNCTION fairness_signed_stays();
DROP TRIGGER period_needs_fairness_report ON performance_period;
DROP FUNCTION fairness_before_close();
DROP FUNCTION fairness_fingerprint(bigint);
"""


class Migration(migrations.Migration):
    """A year closes only over its signed report, a signed report stays, and raters have theirs fourteen days alone."""

    dependencies = [("fairness", "0001_initial"), ("performance", "0006_rules_stay_locked")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
