from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an issued document stays as it was issued' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'documents_issued_stays';
END $$;
CREATE TRIGGER documents_issued_stays BEFORE UPDATE OR DELETE ON documents_issueddocument
  FOR EACH ROW EXECUTE FUNCTION documents_issued_stays();
"""
BACKWARD = """
DROP TRIGGER documents_issued_stays ON documents_issueddocument;
DROP FUNCTION documents_issued_stays();
"""


class Migration(migrations.Migration):
    """What was issued stays, whoever asks."""

    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
