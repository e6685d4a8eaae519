"""The database says when a guest's place may have changed: the school's staff, or what the staff is invited to."""

from django.db import migrations

# The work on a vision hangs on the team directly or through the shared vision; `team:` means all who are there.
FORWARDS = """
CREATE TRIGGER throughline_staff_member_changed AFTER INSERT OR UPDATE OR DELETE ON leadership_staffmember
    FOR EACH ROW EXECUTE FUNCTION throughline_membership_changed();

CREATE FUNCTION throughline_team_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('throughline_access', 'team:' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_team_moved AFTER UPDATE ON leadership_team FOR EACH ROW
    WHEN (OLD.school_id IS DISTINCT FROM NEW.school_id) EXECUTE FUNCTION throughline_team_moved();

CREATE FUNCTION throughline_gathering_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('throughline_access', 'team:' || CASE WHEN TG_OP = 'DELETE' THEN OLD.team_id ELSE NEW.team_id END);
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_gathering_changed AFTER INSERT OR DELETE ON visioning_gathering
    FOR EACH ROW EXECUTE FUNCTION throughline_gathering_changed();
CREATE TRIGGER throughline_gathering_opened_up AFTER UPDATE ON visioning_gathering FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION throughline_gathering_changed();

CREATE FUNCTION throughline_vision_work_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('throughline_access', 'team:' || team_id) FROM visioning_sharedvision
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.vision_id ELSE NEW.vision_id END;
    RETURN NULL;
END $$;
CREATE TRIGGER throughline_round_changed AFTER INSERT OR DELETE ON visioning_draftinground
    FOR EACH ROW EXECUTE FUNCTION throughline_vision_work_changed();
CREATE TRIGGER throughline_round_opened_or_closed AFTER UPDATE ON visioning_draftinground FOR EACH ROW
    WHEN ((OLD.audience, OLD.openness, OLD.closed_at) IS DISTINCT FROM (NEW.audience, NEW.openness, NEW.closed_at))
    EXECUTE FUNCTION throughline_vision_work_changed();
CREATE TRIGGER throughline_check_changed AFTER INSERT OR DELETE ON visioning_alignmentcheck
    FOR EACH ROW EXECUTE FUNCTION throughline_vision_work_changed();
CREATE TRIGGER throughline_check_opened_up AFTER UPDATE ON visioning_alignmentcheck FOR EACH ROW
    WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION throughline_vision_work_changed();
"""
BACKWARDS = """
DROP TRIGGER throughline_staff_member_changed ON leadership_staffmember;
DROP TRIGGER throughline_team_moved ON leadership_team;
DROP TRIGGER throughline_gathering_changed ON visioning_gathering;
DROP TRIGGER throughline_gathering_opened_up ON visioning_gathering;
DROP TRIGGER throughline_round_changed ON visioning_draftinground;
DROP TRIGGER throughline_round_opened_or_closed ON visioning_draftinground;
DROP TRIGGER throughline_check_changed ON visioning_alignmentcheck;
DROP TRIGGER throughline_check_opened_up ON visioning_alignmentcheck;
DROP FUNCTION throughline_team_moved();
DROP FUNCTION throughline_gathering_changed();
DROP FUNCTION throughline_vision_work_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("visioning", "0003_weave"),
        ("leadership", "0002_cache_table"),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
