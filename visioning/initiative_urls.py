"""Addresses of initiatives and of outside goals, one list per noun."""

from django.urls import path

from .views import initiatives

T = "teams/<slug:team_slug>/initiatives/"
ONE = T + "<int:initiative_number>/"

initiative_urls = [
    path(T, initiatives.initiative_list, name="initiative_list"),
    path(ONE, initiatives.initiative, name="initiative"),
]

urlpatterns = initiative_urls
