"""What people were promised when a round opened holds in the database too, whoever writes to it."""

from django.db import migrations

PROMISE = """
CREATE FUNCTION leadership_keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.naming <> OLD.naming OR NEW.wording <> OLD.wording OR NEW.audience <> OLD.audience THEN
        RAISE EXCEPTION 'Names, wording and who is asked are fixed when a round opens.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
        RAISE EXCEPTION 'A round that is closed stays closed.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER leadership_keep_promise BEFORE UPDATE ON leadership_assessmentround
    FOR EACH ROW EXECUTE FUNCTION leadership_keep_promise();
"""
BACK = """
DROP TRIGGER leadership_keep_promise ON leadership_assessmentround;
DROP FUNCTION leadership_keep_promise();
"""


class Migration(migrations.Migration):
    dependencies = [("leadership", "0003_conditions")]

    operations = [migrations.RunSQL(PROMISE, BACK)]
