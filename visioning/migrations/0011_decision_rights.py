"""What was said before a discussion (who decides, by which rule, how open it is) holds in the database too, whoever writes to it."""

from django.db import migrations

RIGHTS = """
CREATE FUNCTION visioning_keep_decision_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.opened_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.opened_at IS NULL OR NEW.stage = 'draft' THEN
        RAISE EXCEPTION 'What was opened is no draft again.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.question <> OLD.question OR NEW.rule <> OLD.rule OR NEW.openness <> OLD.openness
        OR NEW.audience <> OLD.audience OR NEW.without_agreement <> OLD.without_agreement
        OR NEW.advisory <> OLD.advisory OR NEW.team_id <> OLD.team_id OR NEW.number <> OLD.number
        OR (NEW.decider_id IS NOT NULL AND NEW.decider_id IS DISTINCT FROM OLD.decider_id) THEN
        RAISE EXCEPTION 'Who decides and how is fixed once it is open.' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decider_id IS NULL AND OLD.decider_id IS NOT NULL THEN
        NEW.decider_name := '';  -- the account was deleted, and its name goes with it
    ELSIF NEW.decider_name <> OLD.decider_name THEN
        RAISE EXCEPTION 'Who decides is fixed once it is open.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visioning_keep_decision_rights BEFORE UPDATE ON visioning_decision
    FOR EACH ROW EXECUTE FUNCTION visioning_keep_decision_rights();
"""
BACK = """
DROP TRIGGER visioning_keep_decision_rights ON visioning_decision;
DROP FUNCTION visioning_keep_decision_rights();
"""


class Migration(migrations.Migration):
    dependencies = [("visioning", "0010_decision_dropped_at_decision_dropped_because_and_more")]

    operations = [migrations.RunSQL(RIGHTS, BACK)]
