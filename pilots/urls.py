"""Addresses of pilots, one list per noun."""

from django.urls import path

from .views import stubs

T = "teams/<slug:team_slug>/pilots/"
ONE = T + "<int:pilot_number>/"
A_CYCLE = ONE + "cycles/<int:cycle_number>/"
A_MEASURE = ONE + "measures/<int:measure_number>/"
A_POLL = A_MEASURE + "polls/<int:poll_number>/"
SCHOOL = "schools/<slug:school_slug>/"

pilot_urls = [
    path(T, stubs.pilot_list, name="pilot_list"),
    path(T + "timeline/", stubs.pilot_timeline, name="pilot_timeline"),
    path(T + "wins/", stubs.win_list, name="win_list"),
    path(T + "new/", stubs.pilot_start, name="pilot_start"),
    path(ONE, stubs.pilot, name="pilot"),
]

participation_urls = [
    path(ONE + "invitation/", stubs.pilot_invitation, name="pilot_invitation"),
    path(ONE + "people/", stubs.participation_list, name="participation_list"),
]

cycle_urls = [
    path(T + "predictions/", stubs.prediction_list, name="prediction_list"),
    path(ONE + "cycles/", stubs.cycle_list, name="cycle_list"),
    path(A_CYCLE, stubs.cycle, name="cycle"),
]

measure_urls = [
    path(ONE + "measures/", stubs.measure_list, name="measure_list"),
]

# The chart of a measure and its middle lines.
run_chart_urls = [
    path(A_MEASURE, stubs.measure, name="measure"),
]

observation_urls = []

poll_urls = [
    path(A_POLL, stubs.poll, name="poll"),
]

card_urls = [
    path(T + "cards/", stubs.card_list, name="card_list"),
    path(ONE + "closing/", stubs.pilot_close, name="pilot_close"),
    path(ONE + "card/", stubs.learning_card, name="learning_card"),
]

open_classroom_urls = [
    path(SCHOOL + "open-classrooms/", stubs.open_classroom_list, name="open_classroom_list"),
    path(SCHOOL + "open-classrooms/<int:open_classroom_id>/", stubs.open_classroom, name="open_classroom"),
]

urlpatterns = [
    *pilot_urls,
    *participation_urls,
    *cycle_urls,
    *measure_urls,
    *run_chart_urls,
    *observation_urls,
    *poll_urls,
    *card_urls,
    *open_classroom_urls,
]
