from django.db import migrations

FORWARD = """
CREATE FUNCTION performance_change_exists(evaluation bigint, version bigint, result int, behaviour int)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM performance_ratingchange r WHERE r.evaluation_id = $1 AND r.version = $2
    AND r.result_after = $3 AND r.behaviour_after = $4)
$$;

CREATE FUNCTION performance_settled_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN changed c ON c.id = t.id
    WHERE t.state IN ('confirmed', 'received', 'final') AND t.predicate IS NOT NULL
      AND ((t.result_rating, t.behaviour_rating, t.predicate) IS DISTINCT FROM
           (c.result_rating, c.behaviour_rating, c.predicate)
           AND NOT performance_change_exists(c.id, c.lock_version, c.result_rating, c.behaviour_rating)
        OR (t.person_id, t.plan_id, t.period_id, t.unit_id, t.is_unit_head, t.rater_id, t.rater_superior_id,
            t.rated_by_id, t.rated_at, t.behaviour_items, t.frozen, t.result_suggested, t.behaviour_suggested)
           IS DISTINCT FROM
           (c.person_id, c.plan_id, c.period_id, c.unit_id, c.is_unit_head, c.rater_id, c.rater_superior_id,
            c.rated_by_id, c.rated_at, c.behaviour_items, c.frozen, c.result_suggested, c.behaviour_suggested))) THEN
    PERFORM performance_refuse('a settled rating changes only with its rating change');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER evaluation_settled_u AFTER UPDATE ON performance_evaluation
  REFERENCING OLD TABLE AS touched NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION performance_settled_evaluation();

CREATE FUNCTION performance_settled_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM touched t JOIN performance_evaluation e ON e.id = t.evaluation_id
             WHERE e.state IN ('confirmed', 'received', 'final')) THEN
    PERFORM performance_refuse('ratings of a settled evaluation');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER item_settled_u AFTER UPDATE ON performance_itemrating REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_settled_item();
CREATE TRIGGER item_settled_d AFTER DELETE ON performance_itemrating REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION performance_settled_item();

CREATE OR REPLACE FUNCTION performance_closed_evaluation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM touched t JOIN changed c ON c.id = t.id JOIN performance_period p ON p.id = t.period_id
    WHERE p.state = 'closed' AND (
      to_jsonb(c) - '{state,received_at,lock_version,released_at}'::text[]
        <> to_jsonb(t) - '{state,received_at,lock_version,released_at}'::text[]
      OR (t.released_at IS NOT NULL AND c.released_at IS DISTINCT FROM t.released_at)
      OR (t.state <> c.state AND (t.state, c.state) NOT IN (('confirmed', 'received'), ('received', 'final')))
      OR (t.state = c.state AND t.released_at IS NOT DISTINCT FROM c.released_at))
    AND NOT (performance_change_exists(c.id, c.lock_version, c.result_rating, c.behaviour_rating)
             AND c.lock_version > t.lock_version)) THEN
    PERFORM performance_refuse('evaluation of a closed period');
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION performance_rating_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'performance_ratingchange is append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.basis = 'reopening' AND NOT EXISTS (
    SELECT 1 FROM performance_reopening o JOIN performance_reopening_evaluations n ON n.reopening_id = o.id
    WHERE o.id = NEW.basis_id AND o.state = 'approved' AND n.evaluation_id = NEW.evaluation_id) THEN
    PERFORM performance_refuse('no approved reopening names this evaluation');
  END IF;
  IF NEW.basis = 'calibration' AND EXISTS (
    SELECT 1 FROM performance_evaluation e JOIN performance_period p ON p.id = e.period_id
    WHERE e.id = NEW.evaluation_id AND (p.state = 'closed' OR e.released_at IS NOT NULL)) THEN
    PERFORM performance_refuse('calibration after the period was closed or the result released');
  END IF;
  IF EXISTS (SELECT 1 FROM performance_evaluation e WHERE e.id = NEW.evaluation_id AND e.person_id = NEW.by_id) THEN
    PERFORM performance_refuse('nobody changes their own rating');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rating_change_guard BEFORE INSERT OR UPDATE OR DELETE ON performance_ratingchange
  FOR EACH ROW EXECUTE FUNCTION performance_rating_change_guard();

CREATE FUNCTION performance_reopening_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('refused', 'ended')
     OR (OLD.state, NEW.state) NOT IN (('requested', 'approved'), ('requested', 'refused'), ('approved', 'ended'))
     OR (NEW.period_id, NEW.reason, NEW.requested_by_id, NEW.requested_at, NEW.until)
        IS DISTINCT FROM (OLD.period_id, OLD.reason, OLD.requested_by_id, OLD.requested_at, OLD.until)
     OR (OLD.decided_by_id IS NOT NULL AND (NEW.decided_by_id, NEW.decided_at, NEW.decision_reason)
        IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at, OLD.decision_reason)) THEN
    PERFORM performance_refuse('a reopening changes only from step to step');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reopening_guard BEFORE UPDATE OR DELETE ON performance_reopening
  FOR EACH ROW EXECUTE FUNCTION performance_reopening_guard();

CREATE FUNCTION performance_reopening_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' OR NOT EXISTS (
    SELECT 1 FROM performance_reopening o WHERE o.id = NEW.reopening_id AND o.state = 'requested') THEN
    PERFORM performance_refuse('the named people of a reopening are fixed with its request');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reopening_names BEFORE INSERT OR UPDATE OR DELETE ON performance_reopening_evaluations
  FOR EACH ROW EXECUTE FUNCTION performance_reopening_names();

DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'prestasi_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON performance_ratingchange FROM prestasi_app;
  END IF;
END $$;
"""
BACKWARD = """
DROP TRIGGER reopening_names ON performance_reopening_evaluations;
DROP FUNCTION performance_reopening_names();
DROP TRIGGER reopening_guard ON performance_reopening;
DROP FUNCTION performance_reopening_guard();
DROP TRIGGER rating_change_guard ON performance_ratingchange;
DROP FUNCTION performance_rating_change_guard();
DROP TRIGGER item_settled_d ON performance_itemrating;
DROP TRIGGER item_settled_u ON performance_itemrating;
DROP FUNCTION performance_settled_item();
DROP TRIGGER evaluation_settled_u ON performance_evaluation;
DROP FUNCTION performance_settled_evaluation();
CREATE OR REPLACE FUNCTION performance_closed_evaluation_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION performance_change_exists(bigint, bigint, int, int);
"""


class Migration(migrations.Migration):
    """A completed rating is read-only, in an open period too; it changes only together with its RatingChange.

    In a closed period a row may still be released, received and become final. A change on the basis of a reopening
    needs an approved reopening that names the evaluation.
    """

    dependencies = [("performance", "0003_rating_change")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
