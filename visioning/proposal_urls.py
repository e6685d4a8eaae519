"""Addresses of proposals, stances, objections, outcomes and reviews of a decision, one list per noun."""

from django.urls import path

from .views import objections, outcomes, proposals, stances

ONE = "teams/<slug:team_slug>/decisions/<int:decision_number>/"

proposal_urls = [
    path(ONE + "proposal/", proposals.proposal_write, name="proposal_write"),
    path(ONE + "proposal/<int:proposal_number>/", proposals.proposal, name="proposal"),
    path(ONE + "proposal/turning/", proposals.proposal_turn_over, name="proposal_turn_over"),
]

stance_urls = [
    path(ONE + "stance/", stances.stance_say, name="stance_say"),
    path(ONE + "stance/asked/", stances.stance_in_person, name="stance_in_person"),
]

objection_urls = [
    path(ONE + "objections/new/", objections.objection_add, name="objection_add"),
    path(ONE + "objections/<int:objection_id>/", objections.objection_answer, name="objection_answer"),
]

outcome_urls = [
    path(ONE + "outcome/", outcomes.outcome_write, name="outcome_write"),
    path(ONE + "outcome/review/", outcomes.outcome_review, name="outcome_review"),
    path(ONE + "outcome/anew/", outcomes.outcome_revisit, name="outcome_revisit"),
]

urlpatterns = proposal_urls + stance_urls + objection_urls + outcome_urls
