"""Addresses of goals, problems of practice and theories, one list per noun."""

from django.urls import path

from .views import theory_stubs

T = "teams/<slug:team_slug>/theory/"
ONE = T + "<int:theory_number>/"

goal_urls = [
    path(T + "goals/", theory_stubs.goal_list, name="goal_list"),
]

problem_urls = [
    path(T + "problems/", theory_stubs.problem_list, name="problem_list"),
]

theory_urls = [
    path(T, theory_stubs.theory_list, name="theory_list"),
    path(ONE, theory_stubs.theory, name="theory"),
]

statement_urls = [
    path(ONE + "write/", theory_stubs.theory_write, name="theory_write"),
]

arrow_urls = []

reading_urls = [
    path(ONE + "short/", theory_stubs.theory_simple, name="theory_simple"),
    path(ONE + "missing/", theory_stubs.theory_holes, name="theory_holes"),
]

belief_urls = [
    path(ONE + "beliefs/", theory_stubs.belief_round_list, name="belief_round_list"),
]

comment_urls = [
    path(ONE + "comments/", theory_stubs.theory_comment_list, name="theory_comment_list"),
]

version_urls = [
    path(ONE + "versions/", theory_stubs.theory_version_list, name="theory_version_list"),
]

file_urls = [
    path(ONE + "files/", theory_stubs.theory_files, name="theory_files"),
]

urlpatterns = [
    *goal_urls,
    *problem_urls,
    *theory_urls,
    *statement_urls,
    *arrow_urls,
    *reading_urls,
    *belief_urls,
    *comment_urls,
    *version_urls,
    *file_urls,
]
