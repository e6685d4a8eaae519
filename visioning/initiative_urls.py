"""Addresses of initiatives and of outside goals, one list per noun."""

from django.urls import path

from .views import filterings, frameworks, initiatives

T = "teams/<slug:team_slug>/initiatives/"
ONE = T + "<int:initiative_number>/"

initiative_urls = [
    path(T, initiatives.initiative_list, name="initiative_list"),
    path(T + "new/", initiatives.initiative_add, name="initiative_add"),
    path(ONE, initiatives.initiative, name="initiative"),
    path(ONE + "edit/", initiatives.initiative_edit, name="initiative_edit"),
    path(ONE + "status/", initiatives.initiative_status, name="initiative_status"),
    path(ONE + "support/", initiatives.initiative_support, name="initiative_support"),
    path(ONE + "removal/", initiatives.initiative_remove, name="initiative_remove"),
]

filtering_urls = [
    path(ONE + "question/", filterings.filtering_add, name="filtering_add"),
]

F = "teams/<slug:team_slug>/plan/frameworks/"
FRAMEWORK = F + "<int:framework_id>/"
ARTICLE = FRAMEWORK + "articles/<int:article_id>/"
CROSSING = ARTICLE + "goals/<int:crossing_id>/"

framework_urls = [
    path(F, frameworks.framework_list, name="framework_list"),
    path(F + "new/", frameworks.framework_add, name="framework_add"),
    path(FRAMEWORK, frameworks.framework, name="framework"),
    path(FRAMEWORK + "edit/", frameworks.framework_edit, name="framework_edit"),
    path(FRAMEWORK + "removal/", frameworks.framework_remove, name="framework_remove"),
]

article_urls = [
    path(FRAMEWORK + "articles/", frameworks.article_add, name="article_add"),
    path(ARTICLE, frameworks.article_edit, name="article_edit"),
    path(ARTICLE + "removal/", frameworks.article_remove, name="article_remove"),
]

crossing_urls = [
    path(ARTICLE + "goals/", frameworks.crossing_add, name="crossing_add"),
    path(CROSSING, frameworks.crossing_edit, name="crossing_edit"),
    path(CROSSING + "removal/", frameworks.crossing_remove, name="crossing_remove"),
]

urlpatterns = [*initiative_urls, *filtering_urls, *framework_urls, *article_urls, *crossing_urls]
