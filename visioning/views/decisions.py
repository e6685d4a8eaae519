"""Decisions: the log, and one with everything that belongs to it."""

from django.http import Http404
from django.views.decorators.http import require_safe

from leadership.access import for_team
from visioning.decision_access import for_decision


@require_safe
@for_team()
def decision_list(request):
    raise Http404


@require_safe
@for_decision()
def decision(request):
    raise Http404
