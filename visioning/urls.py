"""The addresses of visioning."""

from django.urls import path

from .views import shared_texts, shared_visions, versions

vision_urls = [
    path("teams/<slug:team_slug>/vision/", shared_visions.shared_vision, name="shared_vision"),
    path("teams/<slug:team_slug>/vision/start/", shared_visions.shared_vision_start, name="shared_vision_start"),
    path("teams/<slug:team_slug>/vision/visit/", shared_visions.shared_vision_visit, name="shared_vision_visit"),
]

version_urls = [
    path("teams/<slug:team_slug>/vision/versions/", versions.version_list, name="version_list"),
    path("teams/<slug:team_slug>/vision/versions/keep/", versions.version_keep, name="version_keep"),
    path("teams/<slug:team_slug>/vision/versions/compare/", versions.version_compare, name="version_compare"),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/", versions.version_detail, name="version_detail"),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/name/", versions.version_edit, name="version_edit"),
    path(
        "teams/<slug:team_slug>/vision/versions/<int:number>/restore/",
        versions.version_restore,
        name="version_restore",
    ),
    path("teams/<slug:team_slug>/vision/versions/<int:number>/adoption/", versions.version_adopt, name="version_adopt"),
]

urlpatterns = [
    *vision_urls,
    *version_urls,
    path("texts/<uuid:text_id>/exchange/", shared_texts.text_exchange, name="text_exchange"),
    path("texts/<uuid:text_id>/authors/", shared_texts.text_authors, name="text_authors"),
]
