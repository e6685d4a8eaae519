"""What was said before a discussion, and what was turned over, holds in the database too, whoever writes to it."""

from django.db import migrations

PROMISES = """
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
DROP TRIGGER visioning_keep_decision_rights ON visioning_decision;
DROP FUNCTION visioning_keep_decision_rights();
"""


class Migration(migrations.Migration):
    dependencies = [("visioning", "0009_decisions_and_strands")]

    operations = [migrations.RunSQL(PROMISES, BACK)]
