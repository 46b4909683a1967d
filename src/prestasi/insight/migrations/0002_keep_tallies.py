from django.db import migrations

FORWARD = """
CREATE FUNCTION insight_add(measure_ text, unit_ bigint, cycle_ bigint, period_ bigint, state_ text, delta int)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO insight_tally (unit_id, cycle_id, period_id, measure, state, n)
  VALUES (unit_, cycle_, period_, measure_, state_, delta)
  ON CONFLICT ON CONSTRAINT tally_once DO UPDATE SET n = insight_tally.n + EXCLUDED.n;
$$;

CREATE FUNCTION insight_count_plans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    FOR r IN SELECT unit_id, cycle_id, state, count(*)::int AS n FROM before GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
      PERFORM insight_add('plan', r.unit_id, r.cycle_id, NULL, r.state, -r.n);
    END LOOP;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    FOR r IN SELECT unit_id, cycle_id, state, count(*)::int AS n FROM after GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
      PERFORM insight_add('plan', r.unit_id, r.cycle_id, NULL, r.state, r.n);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION insight_count_evaluations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    FOR r IN SELECT b.unit_id, p.cycle_id, b.period_id, b.state, count(*)::int AS n FROM before b
      JOIN performance_period p ON p.id = b.period_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 LOOP
      PERFORM insight_add('evaluation', r.unit_id, r.cycle_id, r.period_id, r.state, -r.n);
    END LOOP;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    FOR r IN SELECT a.unit_id, p.cycle_id, a.period_id, a.state, count(*)::int AS n FROM after a
      JOIN performance_period p ON p.id = a.period_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 LOOP
      PERFORM insight_add('evaluation', r.unit_id, r.cycle_id, r.period_id, r.state, r.n);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION insight_count_progress() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    FOR r IN SELECT s.unit_id, s.cycle_id, b.state, count(*)::int AS n FROM before b
      JOIN performance_plan s ON s.id = b.plan_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
      PERFORM insight_add('progress', r.unit_id, r.cycle_id, NULL, r.state, -r.n);
    END LOOP;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    FOR r IN SELECT s.unit_id, s.cycle_id, a.state, count(*)::int AS n FROM after a
      JOIN performance_plan s ON s.id = a.plan_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LOOP
      PERFORM insight_add('progress', r.unit_id, r.cycle_id, NULL, r.state, r.n);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION insight_note_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO insight_recent (progress_id, unit_id, reported_at)
    SELECT a.id, s.unit_id, a.reported_at FROM after a JOIN performance_plan s ON s.id = a.plan_id;
  RETURN NULL;
END $$;
CREATE TRIGGER progress_recent AFTER INSERT ON performance_progress REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_note_reports();

CREATE TRIGGER plan_tally_i AFTER INSERT ON performance_plan REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_plans();
CREATE TRIGGER plan_tally_u AFTER UPDATE ON performance_plan REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_plans();
CREATE TRIGGER plan_tally_d AFTER DELETE ON performance_plan REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_plans();
CREATE TRIGGER evaluation_tally_i AFTER INSERT ON performance_evaluation REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_evaluations();
CREATE TRIGGER evaluation_tally_u AFTER UPDATE ON performance_evaluation REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_evaluations();
CREATE TRIGGER evaluation_tally_d AFTER DELETE ON performance_evaluation REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_evaluations();
CREATE TRIGGER progress_tally_i AFTER INSERT ON performance_progress REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_progress();
CREATE TRIGGER progress_tally_u AFTER UPDATE ON performance_progress REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_progress();
CREATE TRIGGER progress_tally_d AFTER DELETE ON performance_progress REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION insight_count_progress();

CREATE FUNCTION insight_rebuild_tallies() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  DELETE FROM insight_tally;
  INSERT INTO insight_tally (unit_id, cycle_id, period_id, measure, state, n)
    SELECT unit_id, cycle_id, NULL, 'plan', state, count(*) FROM performance_plan GROUP BY 1, 2, 5;
  INSERT INTO insight_tally (unit_id, cycle_id, period_id, measure, state, n)
    SELECT e.unit_id, p.cycle_id, e.period_id, 'evaluation', e.state, count(*) FROM performance_evaluation e
    JOIN performance_period p ON p.id = e.period_id GROUP BY 1, 2, 3, 5;
  INSERT INTO insight_tally (unit_id, cycle_id, period_id, measure, state, n)
    SELECT s.unit_id, s.cycle_id, NULL, 'progress', g.state, count(*) FROM performance_progress g
    JOIN performance_plan s ON s.id = g.plan_id GROUP BY 1, 2, 5;
  DELETE FROM insight_recent;
  INSERT INTO insight_recent (progress_id, unit_id, reported_at)
    SELECT g.id, s.unit_id, g.reported_at FROM performance_progress g JOIN performance_plan s ON s.id = g.plan_id
    WHERE g.reported_at > (SELECT max(reported_at) FROM performance_progress) - interval '120 days';
$$;
SELECT insight_rebuild_tallies();
"""
BACKWARD = """
DROP FUNCTION insight_rebuild_tallies();
DROP TRIGGER progress_recent ON performance_progress;
DROP FUNCTION insight_note_reports();
DROP TRIGGER progress_tally_d ON performance_progress;
DROP TRIGGER progress_tally_u ON performance_progress;
DROP TRIGGER progress_tally_i ON performance_progress;
DROP TRIGGER evaluation_tally_d ON performance_evaluation;
DROP TRIGGER evaluation_tally_u ON performance_evaluation;
DROP TRIGGER evaluation_tally_i ON performance_evaluation;
DROP TRIGGER plan_tally_d ON performance_plan;
DROP TRIGGER plan_tally_u ON performance_plan;
DROP TRIGGER plan_tally_i ON performance_plan;
DROP FUNCTION insight_count_progress();
DROP FUNCTION insight_count_evaluations();
DROP FUNCTION insight_count_plans();
DROP FUNCTION insight_add(text, bigint, bigint, bigint, text, int);
"""


class Migration(migrations.Migration):
    """Counts and the list of recent reports follow every change, in the same transaction."""

    dependencies = [("insight", "0001_initial"), ("performance", "0002_closed_stays_closed")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
