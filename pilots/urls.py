"""Addresses of pilots, one list per noun."""

from django.urls import path

from .views import (
    card_files,
    cards,
    cards_elsewhere,
    challenges,
    closing,
    corrections,
    cycle_steps,
    cycle_tasks,
    cycles,
    export,
    imports,
    invitations_to_pilots,
    ledgers,
    measures,
    measures_shown,
    midpoints,
    notes,
    observations,
    open_classrooms,
    participations,
    pilots,
    poll_answers,
    polls,
    predictions,
    rebases,
    replications,
    sources,
    timelines,
    visits,
    wins,
)

T = "teams/<slug:team_slug>/pilots/"
ONE = T + "<int:pilot_number>/"
A_CYCLE = ONE + "cycles/<int:cycle_number>/"
A_PREDICTION = A_CYCLE + "predictions/<int:prediction_id>/"
A_CYCLE_TASK = A_CYCLE + "tasks/<int:task_id>/"
A_MEASURE = ONE + "measures/<int:measure_number>/"
AN_OBSERVATION = A_MEASURE + "observations/<int:observation_id>/"
A_POLL = A_MEASURE + "polls/<int:poll_number>/"
OPEN = "schools/<slug:school_slug>/open-classrooms/"
AN_OPEN = OPEN + "<int:open_classroom_id>/"

pilot_urls = [
    path(T, pilots.pilot_list, name="pilot_list"),
    path(T + "timeline/", timelines.pilot_timeline, name="pilot_timeline"),
    path(T + "wins/", wins.win_list, name="win_list"),
    path(T + "wins/new/", wins.win_add, name="win_add"),
    path(T + "new/", sources.pilot_start, name="pilot_start"),
    path(ONE, pilots.pilot, name="pilot"),
    path(ONE + "details/", pilots.pilot_edit, name="pilot_edit"),
    path(ONE + "removal/", pilots.pilot_remove, name="pilot_remove"),
    path(ONE + "midpoint/", midpoints.pilot_midpoint, name="pilot_midpoint"),
    path(ONE + "arrows/", sources.tested_arrow_list, name="tested_arrow_list"),
]

pilot_note_urls = [
    path(ONE + "notes/", notes.pilot_note_list, name="pilot_note_list"),
    path(ONE + "notes/<int:note_id>/", notes.pilot_note_edit, name="pilot_note_edit"),
    path(ONE + "notes/<int:note_id>/removal/", notes.pilot_note_remove, name="pilot_note_remove"),
    path(ONE + "notes/<int:note_id>/sorting/", notes.pilot_note_sort, name="pilot_note_sort"),
    path(ONE + "notes/<slug:kind>/new/", notes.pilot_note_add, name="pilot_note_add"),
    path(ONE + "notes/<slug:kind>/groundwork/", notes.pilot_notes_take_over, name="pilot_notes_take_over"),
]

participation_urls = [
    path("me/export/", export.me_export, name="me_export"),
    path(ONE + "invite/", invitations_to_pilots.pilot_invite, name="pilot_invite"),
    path(ONE + "invitation/", invitations_to_pilots.pilot_invitation, name="pilot_invitation"),
    path(
        ONE + "invitation/back/",
        invitations_to_pilots.pilot_invitation_take_back,
        name="pilot_invitation_take_back",
    ),
    path(ONE + "join/", invitations_to_pilots.pilot_join, name="pilot_join"),
    path(ONE + "begin/", invitations_to_pilots.pilot_begin, name="pilot_begin"),
    path(ONE + "people/", participations.participation_list, name="participation_list"),
    path(ONE + "people/leave/", participations.pilot_leave, name="pilot_leave"),
    path(ONE + "people/recorded/", participations.pilot_recorded, name="pilot_recorded"),
    path(ONE + "people/challenges/", challenges.challenge_list, name="challenge_list"),
    path(ONE + "people/challenges/new/", challenges.challenge_add, name="challenge_add"),
    path(ONE + "people/challenges/settle/", challenges.challenge_settle, name="challenge_settle"),
    path(ONE + "people/challenges/<int:challenge_id>/back/", challenges.challenge_back, name="challenge_back"),
    path(ONE + "people/challenges/<int:challenge_id>/remove/", challenges.challenge_remove, name="challenge_remove"),
]

cycle_urls = [
    path(ONE + "cycles/", cycles.cycle_list, name="cycle_list"),
    path(ONE + "cycles/new/", cycles.cycle_add, name="cycle_add"),
    path(A_CYCLE, cycles.cycle, name="cycle"),
    path(A_CYCLE + "plan/", cycles.cycle_edit, name="cycle_edit"),
    path(A_CYCLE + "begin/", cycles.cycle_begin, name="cycle_begin"),
    path(A_CYCLE + "removal/", cycles.cycle_remove, name="cycle_remove"),
    path(A_CYCLE + "do/", cycle_steps.cycle_do, name="cycle_do"),
    path(A_CYCLE + "study/", cycle_steps.cycle_study, name="cycle_study"),
    path(A_CYCLE + "act/", cycle_steps.cycle_act, name="cycle_act"),
    path(A_CYCLE + "again/", cycle_steps.cycle_reopen, name="cycle_reopen"),
    path(T + "predictions/", ledgers.prediction_list, name="prediction_list"),
    path(A_CYCLE + "predictions/new/", predictions.prediction_add, name="prediction_add"),
    path(A_PREDICTION, predictions.prediction_edit, name="prediction_edit"),
    path(A_PREDICTION + "removal/", predictions.prediction_remove, name="prediction_remove"),
    path(A_PREDICTION + "result/", predictions.prediction_compare, name="prediction_compare"),
    path(A_CYCLE + "tasks/new/", cycle_tasks.cycle_task_add, name="cycle_task_add"),
    path(A_CYCLE_TASK, cycle_tasks.cycle_task_edit, name="cycle_task_edit"),
    path(A_CYCLE_TASK + "take/", cycle_tasks.cycle_task_take, name="cycle_task_take"),
    path(A_CYCLE_TASK + "done/", cycle_tasks.cycle_task_done, name="cycle_task_done"),
    path(A_CYCLE_TASK + "removal/", cycle_tasks.cycle_task_remove, name="cycle_task_remove"),
]

measure_urls = [
    path(ONE + "measures/", measures.measure_list, name="measure_list"),
    path(ONE + "measures/new/", measures.measure_add, name="measure_add"),
    path(A_MEASURE + "edit/", measures.measure_edit, name="measure_edit"),
    path(A_MEASURE + "remove/", measures.measure_remove, name="measure_remove"),
    path(A_MEASURE + "csv/", measures.measure_csv, name="measure_csv"),
]

# The chart of a measure and its middle lines.
run_chart_urls = [
    path(A_MEASURE, measures_shown.measure, name="measure"),
    path(A_MEASURE + "svg/", measures_shown.run_chart_svg, name="run_chart_svg"),
    path(A_MEASURE + "time-before/", rebases.baseline_edit, name="baseline_edit"),
    path(A_MEASURE + "middle-lines/new/", rebases.rebase_add, name="rebase_add"),
    path(A_MEASURE + "middle-lines/<int:rebase_id>/", rebases.rebase_take_back, name="rebase_take_back"),
]

observation_urls = [
    path(A_MEASURE + "observations/new/", observations.observation_add, name="observation_add"),
    path(AN_OBSERVATION + "set-right/", corrections.observation_set_right, name="observation_set_right"),
    path(AN_OBSERVATION + "strike/", corrections.observation_strike, name="observation_strike"),
    path(AN_OBSERVATION + "put-back/", corrections.observation_put_back, name="observation_put_back"),
    path(A_MEASURE + "import/", imports.observation_import, name="observation_import"),
    path(A_MEASURE + "import/look/", imports.import_draft, name="import_draft"),
    path(A_MEASURE + "import/drop/", imports.import_draft_drop, name="import_draft_drop"),
]

poll_urls = [
    path(A_MEASURE + "polls/new/", polls.poll_add, name="poll_add"),
    path(A_POLL, polls.poll, name="poll"),
    path(A_POLL + "sheet/", polls.poll_sheet, name="poll_sheet"),
    path(A_POLL + "close/", polls.poll_close, name="poll_close"),
    path(A_POLL + "link/", polls.poll_link, name="poll_link"),
    # For whoever is asked: short, since somebody may type it from the board.
    path("p/<str:token>/", poll_answers.poll_answer, name="poll_answer"),
]

card_urls = [
    path(T + "cards/", cards_elsewhere.card_list, name="card_list"),
    path(T + "cards/<int:card_id>/replication/", replications.replication, name="replication"),
    path(T + "cards/<int:card_id>/replication/remove/", replications.replication_remove, name="replication_remove"),
    path(ONE + "closing/", closing.pilot_close, name="pilot_close"),
    path(ONE + "card/", cards.learning_card, name="learning_card"),
    path(ONE + "card/edit/", cards.learning_card_edit, name="learning_card_edit"),
    path(ONE + "card/yes/", cards.card_consent, name="card_consent"),
    path(ONE + "card/share/", cards.card_share, name="card_share"),
    path("schools/<slug:school_slug>/cards/", cards_elsewhere.school_card_list, name="school_card_list"),
    path("cards/<int:card_id>/", cards_elsewhere.shared_card, name="shared_card"),
    path("cards/<int:card_id>/pdf/", card_files.card_pdf, name="card_pdf"),
    path("cards/link/<str:token>/", cards_elsewhere.card_by_link, name="card_by_link"),
]

open_classroom_urls = [
    path(OPEN, open_classrooms.open_classroom_list, name="open_classroom_list"),
    path(OPEN + "new/", open_classrooms.open_classroom_add, name="open_classroom_add"),
    path(AN_OPEN, open_classrooms.open_classroom, name="open_classroom"),
    path(AN_OPEN + "edit/", open_classrooms.open_classroom_edit, name="open_classroom_edit"),
    path(AN_OPEN + "call-off/", open_classrooms.open_classroom_call_off, name="open_classroom_call_off"),
    path(AN_OPEN + "debrief/", open_classrooms.open_classroom_debrief, name="open_classroom_debrief"),
    path(AN_OPEN + "come/", visits.visit_add, name="visit_add"),
    path(AN_OPEN + "not-after-all/", visits.visit_remove, name="visit_remove"),
    path(AN_OPEN + "saw/", visits.visit_words, name="visit_words"),
]

urlpatterns = [
    *pilot_urls,
    *pilot_note_urls,
    *participation_urls,
    *cycle_urls,
    *measure_urls,
    *run_chart_urls,
    *observation_urls,
    *poll_urls,
    *card_urls,
    *open_classroom_urls,
]
