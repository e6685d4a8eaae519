"""Addresses of goals, problems of practice and theories, one list per noun."""

from django.urls import path

from .views import (
    arrow_states,
    arrows,
    beliefs,
    evidence,
    goals,
    problems,
    statements,
    theories,
    theory_comments,
    theory_files,
    theory_import,
    theory_reading,
    theory_simple,
    theory_versions,
    theory_writing,
)

T = "teams/<slug:team_slug>/theory/"
ONE = T + "<int:theory_number>/"
A_STATEMENT = ONE + "statements/<int:statement_number>/"
AN_ARROW = ONE + "arrows/<int:source_number>-<int:target_number>/"
GOAL = T + "goals/<int:goal_number>/"
PROBLEM = T + "problems/<int:problem_number>/"

goal_urls = [
    path(T + "goals/", goals.goal_list, name="goal_list"),
    path(T + "goals/new/", goals.goal_add, name="goal_add"),
    path(GOAL, goals.goal, name="goal"),
    path(GOAL + "edit/", goals.goal_edit, name="goal_edit"),
    path(GOAL + "removal/", goals.goal_remove, name="goal_remove"),
]

problem_urls = [
    path(T + "problems/", problems.problem_list, name="problem_list"),
    path(T + "problems/new/", problems.problem_add, name="problem_add"),
    path(PROBLEM, problems.problem, name="problem"),
    path(PROBLEM + "edit/", problems.problem_edit, name="problem_edit"),
    path(PROBLEM + "parts/", problems.problem_parts, name="problem_parts"),
    path(PROBLEM + "removal/", problems.problem_remove, name="problem_remove"),
    path(PROBLEM + "check/", problems.problem_tick, name="problem_tick"),
    path(PROBLEM + "sort/", problems.problem_sort, name="problem_sort"),
    path(PROBLEM + "evidence/", evidence.evidence_add, name="evidence_add"),
    path(PROBLEM + "evidence/<int:evidence_id>/edit/", evidence.evidence_edit, name="evidence_edit"),
    path(PROBLEM + "evidence/<int:evidence_id>/removal/", evidence.evidence_remove, name="evidence_remove"),
]

theory_urls = [
    path(T, theories.theory_list, name="theory_list"),
    path(T + "new/", theories.theory_start, name="theory_start"),
    path(ONE + "edit/", theories.theory_edit, name="theory_edit"),
    path(ONE + "duplicate/", theories.theory_duplicate, name="theory_duplicate"),
    path(ONE + "removal/", theories.theory_remove, name="theory_remove"),
    path(ONE + "back/", theories.theory_put_back, name="theory_put_back"),
    path(ONE, theory_reading.theory, name="theory"),
]

statement_urls = [
    path(ONE + "write/", theory_writing.theory_write, name="theory_write"),
    path(ONE + "statements/", statements.statement_add, name="statement_add"),
    path(A_STATEMENT, statements.statement, name="statement"),
    path(A_STATEMENT + "edit/", statements.statement_edit, name="statement_edit"),
    path(A_STATEMENT + "move/", statements.statement_move, name="statement_move"),
    path(A_STATEMENT + "removal/", statements.statement_remove, name="statement_remove"),
    path(A_STATEMENT + "back/", statements.statement_put_back, name="statement_put_back"),
    path(A_STATEMENT + "leads/", arrows.arrow_tie, name="arrow_tie"),
]

arrow_urls = [
    path(AN_ARROW, arrows.arrow, name="arrow"),
    path(AN_ARROW + "edit/", arrows.arrow_edit, name="arrow_edit"),
    path(AN_ARROW + "removal/", arrows.arrow_remove, name="arrow_remove"),
    path(AN_ARROW + "back/", arrows.arrow_put_back, name="arrow_put_back"),
]

reading_urls = [
    path(ONE + "short/", theory_simple.theory_simple, name="theory_simple"),
    path(ONE + "missing/", theory_reading.theory_holes, name="theory_holes"),
]

BELIEFS = ONE + "beliefs/<int:round_number>/"

belief_urls = [
    path(ONE + "beliefs/", beliefs.belief_round_list, name="belief_round_list"),
    path(ONE + "beliefs/new/", beliefs.belief_round_new, name="belief_round_new"),
    path(BELIEFS, beliefs.belief_round, name="belief_round"),
    path(BELIEFS + "say/", beliefs.belief_say, name="belief_say"),
    path(BELIEFS + "reveal/", beliefs.belief_round_reveal, name="belief_round_reveal"),
    path(BELIEFS + "stop/", beliefs.belief_round_stop, name="belief_round_stop"),
]

arrow_state_urls = [
    path(
        ONE + "arrows/<int:source_number>-<int:target_number>/state/",
        arrow_states.arrow_state_note,
        name="arrow_state_note",
    ),
]

COMMENT = ONE + "comments/<int:comment_id>/"

comment_urls = [
    path(ONE + "comments/", theory_comments.theory_comment_list, name="theory_comment_list"),
    path(ONE + "comments/about/<slug:spot>/", theory_comments.theory_comment_about, name="theory_comment_about"),
    path(ONE + "comments/about/<slug:spot>/add/", theory_comments.theory_comment_add, name="theory_comment_add"),
    path(COMMENT, theory_comments.theory_comment_edit, name="theory_comment_edit"),
    path(COMMENT + "answer/", theory_comments.theory_comment_answer, name="theory_comment_answer"),
    path(COMMENT + "removal/", theory_comments.theory_comment_remove, name="theory_comment_remove"),
    path(COMMENT + "resolve/", theory_comments.theory_comment_resolve, name="theory_comment_resolve"),
    path(COMMENT + "reopen/", theory_comments.theory_comment_reopen, name="theory_comment_reopen"),
    path(COMMENT + "seen/", theory_comments.theory_comment_see, name="theory_comment_see"),
]

VERSION = ONE + "versions/<int:version_number>/"

version_urls = [
    path(ONE + "versions/", theory_versions.theory_version_list, name="theory_version_list"),
    path(ONE + "versions/keep/", theory_versions.theory_version_keep, name="theory_version_keep"),
    path(ONE + "versions/compare/", theory_versions.theory_version_compare, name="theory_version_compare"),
    path(VERSION, theory_versions.theory_version_detail, name="theory_version_detail"),
    path(VERSION + "name/", theory_versions.theory_version_edit, name="theory_version_edit"),
    path(VERSION + "restore/", theory_versions.theory_version_restore, name="theory_version_restore"),
]

file_urls = [
    path(T + "import/", theory_import.theory_import, name="theory_import"),
    path(ONE + "files/import/", theory_import.theory_import_into, name="theory_import_into"),
    path(ONE + "files/", theory_files.theory_files, name="theory_files"),
    path(ONE + "files/text/", theory_files.theory_text, name="theory_text"),
    path(ONE + "files/csv/", theory_files.theory_csv, name="theory_csv"),
    path(ONE + "files/json/", theory_files.theory_json, name="theory_json"),
    path(ONE + "files/svg/", theory_files.theory_svg, name="theory_svg"),
    path(ONE + "files/png/", theory_files.theory_png, name="theory_png"),
    path(ONE + "files/pdf/", theory_files.theory_pdf, name="theory_pdf"),
]

urlpatterns = [
    *goal_urls,
    *problem_urls,
    *theory_urls,
    *statement_urls,
    *arrow_urls,
    *reading_urls,
    *belief_urls,
    *arrow_state_urls,
    *comment_urls,
    *version_urls,
    *file_urls,
]
