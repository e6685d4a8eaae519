"""Addresses of searching, and of taking everything along."""

from django.urls import path

from .views import archives, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("teams/<slug:team_slug>/plan/archive/", archives.team_archive, name="team_archive"),
]
