from django.db import migrations

FORWARD = """
CREATE FUNCTION colleagues_refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'sealed: %', what USING ERRCODE = 'check_violation', CONSTRAINT = 'colleagues_sealed';
END $$;

CREATE FUNCTION colleagues_round_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.code, NEW.period_id, NEW.question_set_id, NEW.minimum, NEW.reweighting, NEW.choosing,
      NEW.raters_wanted, NEW.load_limit, NEW.seed, NEW.units, NEW.kinds, NEW.answers_due_on, NEW.upward_from)
    IS DISTINCT FROM (OLD.code, OLD.period_id, OLD.question_set_id, OLD.minimum, OLD.reweighting, OLD.choosing,
      OLD.raters_wanted, OLD.load_limit, OLD.seed, OLD.units, OLD.kinds, OLD.answers_due_on, OLD.upward_from) THEN
    PERFORM colleagues_refuse('rules of an opened round');
  END IF;
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (('draft', 'open'), ('open', 'closed'),
      ('closed', 'released'), ('draft', 'cancelled'), ('open', 'cancelled'), ('closed', 'cancelled')) THEN
    PERFORM colleagues_refuse('a round never goes back');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER round_locked BEFORE UPDATE ON colleagues_round
  FOR EACH ROW EXECUTE FUNCTION colleagues_round_locked();

CREATE FUNCTION colleagues_weight_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM colleagues_round r WHERE r.id = coalesce(NEW.round_id, OLD.round_id)
      AND r.state <> 'draft') THEN
    PERFORM colleagues_refuse('weights of an opened round');
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER weight_locked BEFORE INSERT OR UPDATE OR DELETE ON colleagues_groupweight
  FOR EACH ROW EXECUTE FUNCTION colleagues_weight_locked();

CREATE FUNCTION colleagues_statement_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM colleagues_questionset q WHERE q.id = coalesce(NEW.question_set_id, OLD.question_set_id)
      AND q.state <> 'draft') THEN
    PERFORM colleagues_refuse('statements of a published version');
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER statement_locked BEFORE INSERT OR UPDATE OR DELETE ON colleagues_statement
  FOR EACH ROW EXECUTE FUNCTION colleagues_statement_locked();

CREATE FUNCTION colleagues_box_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM colleagues_subject s JOIN colleagues_round r ON r.id = s.round_id
      WHERE s.id = NEW.subject_id AND r.state = 'open') THEN
    PERFORM colleagues_refuse('answers outside an open round');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER box_closed BEFORE INSERT OR UPDATE ON colleagues_box
  FOR EACH ROW EXECUTE FUNCTION colleagues_box_closed();

CREATE FUNCTION colleagues_answered_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.has_answered AND NOT NEW.has_answered THEN
    PERFORM colleagues_refuse('an answer was received');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_stays BEFORE UPDATE ON colleagues_invitation
  FOR EACH ROW EXECUTE FUNCTION colleagues_answered_stays();

DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'prestasi_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON colleagues_groupresult, colleagues_outcome, colleagues_countedreceipt
      FROM prestasi_app;
  END IF;
END $$;
"""
BACKWARD = """
DROP TRIGGER answered_stays ON colleagues_invitation;
DROP TRIGGER box_closed ON colleagues_box;
DROP TRIGGER statement_locked ON colleagues_statement;
DROP TRIGGER weight_locked ON colleagues_groupweight;
DROP TRIGGER round_locked ON colleagues_round;
DROP FUNCTION colleagues_answered_stays();
DROP FUNCTION colleagues_box_closed();
DROP FUNCTION colleagues_statement_locked();
DROP FUNCTION colleagues_weight_locked();
DROP FUNCTION colleagues_round_locked();
DROP FUNCTION colleagues_refuse(text);
"""


class Migration(migrations.Migration):
    """Rules of an opened round, published statements, received answers and released results stay as they are."""

    dependencies = [("colleagues", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
