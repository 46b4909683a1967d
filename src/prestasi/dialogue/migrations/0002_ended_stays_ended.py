from django.db import migrations

FORWARD = """
CREATE FUNCTION dialogue_ended_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'closed: % has ended', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'dialogue_ended_stays';
END $$;
CREATE TRIGGER dialogue_ended_u BEFORE UPDATE ON dialogue_dialogue FOR EACH ROW
  WHEN (OLD.state IN ('confirmed', 'missed', 'cancelled')) EXECUTE FUNCTION dialogue_ended_stays();
CREATE TRIGGER dialogue_recorded_d BEFORE DELETE ON dialogue_dialogue FOR EACH ROW
  WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION dialogue_ended_stays();
CREATE TRIGGER improvement_ended_u BEFORE UPDATE ON dialogue_improvementplan FOR EACH ROW
  WHEN (OLD.state IN ('closed', 'withdrawn')) EXECUTE FUNCTION dialogue_ended_stays();
CREATE TRIGGER agreement_ended_u BEFORE UPDATE ON dialogue_agreement FOR EACH ROW
  WHEN (OLD.state <> 'open') EXECUTE FUNCTION dialogue_ended_stays();
"""
BACKWARD = """
DROP TRIGGER agreement_ended_u ON dialogue_agreement;
DROP TRIGGER improvement_ended_u ON dialogue_improvementplan;
DROP TRIGGER dialogue_recorded_d ON dialogue_dialogue;
DROP TRIGGER dialogue_ended_u ON dialogue_dialogue;
DROP FUNCTION dialogue_ended_stays();
"""


class Migration(migrations.Migration):
    """A dialogue that was confirmed, missed or cancelled, a closed improvement plan and an ended agreement stay so."""

    dependencies = [("dialogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
