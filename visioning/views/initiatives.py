"""Initiatives: the register, and one with whom it takes and what it serves."""

from django.http import Http404
from django.views.decorators.http import require_safe

from leadership.access import for_team


@require_safe
@for_team()
def initiative_list(request):
    raise Http404


@require_safe
@for_team()
def initiative(request, initiative_number):
    raise Http404
