"""The database says when somebody's rights change, and keeps the log of texts tidy."""

from django.db import migrations

# Payloads name a person by number and a session by a digest, never by its key.
FORWARDS = """
CREATE FUNCTION throughline_membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('throughline_access', 'membership:' || OLD.person_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('throughline_access', 'membership:' || NEW.person_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_membership_changed AFTER INSERT OR UPDATE OR DELETE ON leadership_membership
    FOR EACH ROW EXECUTE FUNCTION throughline_membership_changed();

CREATE FUNCTION throughline_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('throughline_access', 'person:' || OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_person_changed AFTER UPDATE ON leadership_person FOR EACH ROW
    WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active OR OLD.password IS DISTINCT FROM NEW.password)
    EXECUTE FUNCTION throughline_person_changed();
CREATE TRIGGER throughline_person_deleted AFTER DELETE ON leadership_person
    FOR EACH ROW EXECUTE FUNCTION throughline_person_changed();

CREATE FUNCTION throughline_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('throughline_access', 'session:' || md5(OLD.session_key));
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_session_ended AFTER DELETE ON django_session
    FOR EACH ROW EXECUTE FUNCTION throughline_session_ended();

-- Rows come and go by the hundred; their room is given back soon, not when a fifth of a large table is dead.
ALTER TABLE visioning_textupdate SET (
    autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_insert_threshold = -1
);
ALTER TABLE visioning_textsnapshot SET (
    autovacuum_vacuum_threshold = 20, autovacuum_vacuum_scale_factor = 0.1,
    toast.autovacuum_vacuum_threshold = 100, toast.autovacuum_vacuum_scale_factor = 0.1
);
"""
BACKWARDS = """
DROP TRIGGER throughline_membership_changed ON leadership_membership;
DROP TRIGGER throughline_person_changed ON leadership_person;
DROP TRIGGER throughline_person_deleted ON leadership_person;
DROP TRIGGER throughline_session_ended ON django_session;
DROP FUNCTION throughline_membership_changed();
DROP FUNCTION throughline_person_changed();
DROP FUNCTION throughline_session_ended();
ALTER TABLE visioning_textupdate RESET (
    autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_threshold
);
ALTER TABLE visioning_textsnapshot RESET (
    autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor,
    toast.autovacuum_vacuum_threshold, toast.autovacuum_vacuum_scale_factor
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("visioning", "0001_initial"),
        ("leadership", "0001_initial"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
