"""Every table says whose it is, stands in the inventory, and has rows with canaries in the world of these tests."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from . import oracles

OURS = ("leadership", "visioning", "pilots")

# team: reached through a place on a team, school or district. personal: through that person alone. site: nobody's.
SCOPE = {
    "leadership.Agreement": "team",
    "leadership.AssessmentAnswer": "team",
    "leadership.AssessmentRound": "team",
    "leadership.AssessmentTurn": "personal",
    "leadership.BlindLevel": "personal",
    "leadership.BurningQuestion": "team",
    "leadership.Challenge": "team",
    "leadership.Consensus": "team",
    "leadership.ConsensusDissent": "team",
    "leadership.District": "team",
    "leadership.DistrictMember": "team",
    "leadership.Invitation": "team",
    "leadership.JoinRequest": "team",
    "leadership.LastHere": "personal",
    "leadership.LearningNeed": "team",
    "leadership.MailSent": "personal",
    "leadership.Membership": "team",
    "leadership.Person": "personal",
    "leadership.PilotIdea": "team",
    "leadership.PlanDissent": "team",
    "leadership.PlanEdition": "team",
    "leadership.PlanExport": "team",
    "leadership.PlanPrint": "team",
    "leadership.PlanSheet": "team",
    "leadership.RankedCondition": "team",
    "leadership.ReservedTime": "team",
    "leadership.School": "team",
    "leadership.Shift": "team",
    "leadership.StaffMember": "team",
    "leadership.StopDoing": "team",
    "leadership.Task": "team",
    "leadership.Team": "team",
    "pilots.CardConsent": "personal",
    "pilots.ClosingDraft": "team",
    "pilots.Correction": "team",
    "pilots.Cycle": "team",
    "pilots.CycleReopening": "team",
    "pilots.CycleTask": "team",
    "pilots.ImportDraft": "personal",
    "pilots.LaterEnd": "team",
    "pilots.LearningCard": "team",
    "pilots.Measure": "team",
    "pilots.NextStep": "team",
    "pilots.Observation": "team",
    "pilots.OpenClassroom": "team",
    "pilots.Participation": "personal",
    "pilots.Pilot": "team",
    "pilots.PilotNote": "team",
    "pilots.PilotStrand": "team",
    "pilots.Poll": "team",
    "pilots.PollAnswer": "team",
    "pilots.Prediction": "team",
    "pilots.Rebase": "team",
    "pilots.Replication": "team",
    "pilots.TestedArrow": "team",
    "pilots.Visit": "personal",
    "visioning.Adoption": "team",
    "visioning.AlignmentAnswer": "team",
    "visioning.AlignmentCheck": "team",
    "visioning.AlignmentReply": "team",
    "visioning.AlignmentTurn": "personal",
    "visioning.Arrow": "team",
    "visioning.ArrowState": "team",
    "visioning.Article": "team",
    "visioning.Belief": "team",
    "visioning.BeliefRound": "team",
    "visioning.BeliefTurn": "personal",
    "visioning.Comment": "team",
    "visioning.Crossing": "team",
    "visioning.Decision": "team",
    "visioning.DecisionDissent": "team",
    "visioning.DecisionInput": "team",
    "visioning.DecisionPoint": "team",
    "visioning.DecisionReview": "team",
    "visioning.Dissent": "team",
    "visioning.DraftingRound": "team",
    "visioning.Evidence": "team",
    "visioning.Filtering": "team",
    "visioning.Framework": "team",
    "visioning.GatheredVision": "team",
    "visioning.Gathering": "team",
    "visioning.Goal": "team",
    "visioning.GuideAnswer": "personal",
    "visioning.Initiative": "team",
    "visioning.InitiativeSupporter": "team",
    "visioning.ListeningQuestion": "team",
    "visioning.ListeningRound": "team",
    "visioning.Mention": "team",
    "visioning.Objection": "team",
    "visioning.ObjectionAnswer": "team",
    "visioning.Passage": "team",
    "visioning.PersonalVision": "personal",
    "visioning.Phrase": "team",
    "visioning.Placing": "team",
    "visioning.ProblemOfPractice": "team",
    "visioning.ProcessAnswer": "team",
    "visioning.Proposal": "team",
    "visioning.SharedText": "team",
    "visioning.SharedVision": "team",
    "visioning.Stance": "personal",
    "visioning.Statement": "team",
    "visioning.Strand": "team",
    "visioning.Suggestion": "team",
    "visioning.Telling": "team",
    "visioning.TextClient": "team",
    "visioning.TextSnapshot": "team",
    "visioning.TextUpdate": "team",
    "visioning.TextWords": "team",
    "visioning.Theme": "team",
    "visioning.Theory": "team",
    "visioning.TheoryVersion": "team",
    "visioning.Version": "team",
    "visioning.VisionUse": "team",
    "visioning.Visit": "personal",
    "visioning.Voice": "team",
    "visioning.Weave": "team",
    "visioning.Why": "team",
    "visioning.WhyAnswer": "personal",
}
TOPS = {"leadership.District", "leadership.School", "leadership.Team"}
# Text columns that hold no words of anybody: hashes, keys, codes, names of parts of a text.
WORDLESS = {
    "leadership.AssessmentAnswer.group",
    "leadership.AssessmentTurn.group",
    "leadership.BurningQuestion.guide",
    "leadership.Challenge.guide",
    "leadership.Consensus.condition",
    "leadership.Invitation.token_hash",
    "leadership.LearningNeed.guide",
    "leadership.MailSent.what",
    "leadership.Person.password",
    "leadership.PilotIdea.guide",
    "leadership.PilotIdea.item",
    "leadership.PlanPrint.fingerprint",
    "leadership.PlanPrint.form",
    "leadership.RankedCondition.condition",
    "leadership.ReservedTime.condition",
    "leadership.Shift.guide",
    "leadership.StopDoing.guide",
    "leadership.Task.guide",
    "leadership.Task.item",
    "leadership.Task.stage",
    "leadership.Task.suggested",
    "pilots.Pilot.guide",
    "pilots.PilotNote.taken_from",
    "pilots.PollAnswer.once_hash",
    "visioning.Belief.group",
    "visioning.BeliefTurn.group",
    "visioning.Decision.guide",
    "visioning.DecisionPoint.guide",
    "visioning.DecisionPoint.question",
    "visioning.GatheredVision.key_hash",
    "visioning.GuideAnswer.guide",
    "visioning.GuideAnswer.question",
    "visioning.ListeningQuestion.language",
    "visioning.Passage.fragment",
    "visioning.Phrase.prompt",
    "visioning.ProcessAnswer.sign",
    "visioning.Strand.guide",
    "visioning.Theory.guide",
    "visioning.Voice.key_hash",
    "visioning.Voice.language",
    "visioning.WhyAnswer.question",
}


def our_models():
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def test_every_model_declares_its_scope():
    assert sorted(model._meta.label for model in our_models()) == sorted(SCOPE)


def leads_to(model, targets, seen=()):
    """Whether foreign keys lead from here to one of the targets."""
    if model._meta.label in targets:
        return True
    return any(
        leads_to(one.related_model, targets, (*seen, model))
        for one in model._meta.concrete_fields
        if isinstance(one, models.ForeignKey) and one.related_model not in (*seen, model)
    )


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_the_scope_is_a_path_of_keys(model):
    """What is a team's leads to a team, school or district by its keys; what is a person's leads to a person."""
    targets = TOPS if SCOPE[model._meta.label] == "team" else {"leadership.Person"}
    assert leads_to(model, targets)


def test_every_table_stands_in_the_inventory():
    words = (settings.BASE_DIR / "docs" / "privacy.md").read_text()
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"cache"}
    assert sorted(table for table in tables if f"`{table}`" not in words) == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_the_world_has_rows_of_every_kind_for_two_districts(model, world):
    assert model._default_manager.count() >= 2


@pytest.mark.django_db
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_word_of_the_world_carries_its_owner(model, world):
    for field in oracles.text_fields(model):
        if f"{model._meta.label}.{field.name}" in WORDLESS:
            continue
        for row in model._default_manager.exclude(**{field.name: ""}):
            assert oracles.owners(field.value_from_object(row)), f"{field} of {row!r}"
