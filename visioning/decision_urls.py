"""Addresses of decisions, one list per noun."""

from django.urls import path

from .views import decisions

T = "teams/<slug:team_slug>/decisions/"
ONE = T + "<int:decision_number>/"

decision_urls = [
    path(T, decisions.decision_list, name="decision_list"),
    path(ONE, decisions.decision, name="decision"),
]

urlpatterns = decision_urls
