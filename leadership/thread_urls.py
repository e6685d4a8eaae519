"""Addresses of the golden thread. A sentence is named by a passage, or by its first letter while it has none."""

from django.urls import path

from .views import golden_thread as views

THREAD = "teams/<slug:team_slug>/thread/"

urlpatterns = [
    path(THREAD + rest, view, name=view.__name__)
    for view, rest in (
        (views.golden_thread, ""),
        (views.thread_mine, "mine/"),
        (views.thread_sentence, "sentences/<slug:sentence_key>/"),
        (views.thread_pilot, "pilots/<int:pilot_number>/"),
        (views.strand_list, "work/<slug:kind>/<slug:ref>/"),
        (views.strand_tie, "strands/"),
        (views.strand_edit, "strands/<slug:strand_key>/"),
        (views.strand_cut, "strands/<slug:strand_key>/removal/"),
    )
]
