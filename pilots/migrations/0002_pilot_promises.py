"""What people were promised when they joined a pilot holds in the database too, whoever writes to it."""

from django.db import migrations

PROMISE = """
CREATE FUNCTION pilots_keep_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.invited_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.invited_at IS NULL THEN
        IF EXISTS (SELECT 1 FROM pilots_participation WHERE pilot_id = OLD.id) THEN
            RAISE EXCEPTION 'Somebody joined: the invitation stays.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.invited_at <> OLD.invited_at OR NEW.pinned <> OLD.pinned OR NEW.audience <> OLD.audience
        OR NEW.joining_means <> OLD.joining_means OR NEW.recorded <> OLD.recorded OR NEW.data_rule <> OLD.data_rule
        OR NEW.allowance <> OLD.allowance THEN
        RAISE EXCEPTION 'The words of an invitation are fixed once it is open.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pilots_keep_invitation BEFORE UPDATE ON pilots_pilot
    FOR EACH ROW EXECUTE FUNCTION pilots_keep_invitation();

CREATE FUNCTION pilots_keep_joiner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id <> OLD.person_id OR NEW.pilot_id <> OLD.pilot_id THEN
        RAISE EXCEPTION 'Nobody is put in the place of whoever joined.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pilots_keep_joiner BEFORE UPDATE ON pilots_participation
    FOR EACH ROW EXECUTE FUNCTION pilots_keep_joiner();
"""
BACK = """
DROP TRIGGER pilots_keep_joiner ON pilots_participation;
DROP FUNCTION pilots_keep_joiner();
DROP TRIGGER pilots_keep_invitation ON pilots_pilot;
DROP FUNCTION pilots_keep_invitation();
"""


class Migration(migrations.Migration):
    dependencies = [("pilots", "0001_pilots")]

    operations = [migrations.RunSQL(PROMISE, BACK)]
