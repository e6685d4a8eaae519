"""Addresses of decisions, one list per noun."""

from django.urls import path

from .views import decision_inputs, decision_log, decisions

T = "teams/<slug:team_slug>/decisions/"
ONE = T + "<int:decision_number>/"
INPUT = ONE + "input/<int:input_id>/"

decision_urls = [
    path("schools/<slug:school_slug>/decisions/", decision_log.school_decision_list, name="school_decision_list"),
    path(T, decision_log.decision_list, name="decision_list"),
    path(T + "new/", decisions.decision_new, name="decision_new"),
    path(ONE, decisions.decision, name="decision"),
    path(ONE + "edit/", decisions.decision_edit, name="decision_edit"),
    path(ONE + "opening/", decisions.decision_open, name="decision_open"),
    path(ONE + "removal/", decisions.decision_remove, name="decision_remove"),
    path(ONE + "dropping/", decisions.decision_drop, name="decision_drop"),
    path(ONE + "explanation/", decisions.decision_explain, name="decision_explain"),
]

decision_input_urls = [
    path(ONE + "input/", decision_inputs.decision_input_add, name="decision_input_add"),
    path(INPUT, decision_inputs.decision_input_edit, name="decision_input_edit"),
    path(INPUT + "removal/", decision_inputs.decision_input_remove, name="decision_input_remove"),
]

urlpatterns = [*decision_urls, *decision_input_urls]
