"""What was turned over stays so, and stays as it was said, whoever writes to the database."""

from django.db import migrations

TURNED_OVER = """
CREATE FUNCTION visioning_keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.words <> OLD.words OR NEW.number <> OLD.number OR NEW.decision_id <> OLD.decision_id THEN
        RAISE EXCEPTION 'An edition of a proposal stays as it is: write a new one.' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.shown_at IS NOT NULL AND NEW.shown_at IS DISTINCT FROM OLD.shown_at THEN
        RAISE EXCEPTION 'What was turned over is not hidden again.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visioning_keep_proposal BEFORE UPDATE ON visioning_proposal
    FOR EACH ROW EXECUTE FUNCTION visioning_keep_proposal();

CREATE FUNCTION visioning_keep_stance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM visioning_proposal WHERE id = NEW.proposal_id AND shown_at IS NOT NULL) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' OR NEW.step <> OLD.step OR NEW.reason <> OLD.reason OR NEW.proposal_id <> OLD.proposal_id
        OR NEW.in_person <> OLD.in_person OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) THEN
        RAISE EXCEPTION 'All stances were turned over: none changes now.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visioning_keep_stance BEFORE INSERT OR UPDATE ON visioning_stance
    FOR EACH ROW EXECUTE FUNCTION visioning_keep_stance();
"""
BACK = """
DROP TRIGGER visioning_keep_stance ON visioning_stance;
DROP FUNCTION visioning_keep_stance();
DROP TRIGGER visioning_keep_proposal ON visioning_proposal;
DROP FUNCTION visioning_keep_proposal();
"""


class Migration(migrations.Migration):
    dependencies = [("visioning", "0013_objectionanswer_remove_strand_strand_comes_from_one_and_more")]

    operations = [migrations.RunSQL(TURNED_OVER, BACK)]
