"""What people were promised when they were asked how sure they are holds in the database too, whoever writes to it."""

from django.db import migrations

PROMISE = """
CREATE FUNCTION visioning_keep_belief_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.naming <> OLD.naming OR NEW.wording <> OLD.wording OR NEW.theory_id <> OLD.theory_id THEN
        RAISE EXCEPTION 'Names and what is asked about are fixed when a round opens.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at THEN
        RAISE EXCEPTION 'A round that is revealed stays revealed.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visioning_keep_belief_promise BEFORE UPDATE ON visioning_beliefround
    FOR EACH ROW EXECUTE FUNCTION visioning_keep_belief_promise();
"""
BACK = """
DROP TRIGGER visioning_keep_belief_promise ON visioning_beliefround;
DROP FUNCTION visioning_keep_belief_promise();
"""


class Migration(migrations.Migration):
    dependencies = [("visioning", "0006_theories")]

    operations = [migrations.RunSQL(PROMISE, BACK)]
