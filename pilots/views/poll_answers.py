"""Answers to a quick poll, by link. The visitor stays unknown: no account is looked at, nothing about them is kept."""

from django.views.decorators.http import require_http_methods

from leadership.access import public
from leadership.limits import Limit
from leadership.pages import render_page
from leadership.privacy import FEWEST
from pilots.forms.polls import PollAnswerForm
from pilots.models import Closed, Poll

# Per network address and poll: a whole school sits behind one address, and a class answers within a minute.
LIMITS = (Limit("poll", 150, 600), Limit("poll-day", 800, 86_400))


@require_http_methods(("GET", "HEAD", "POST"))
@public
def poll_answer(request, token):
    """The question with its buttons; one press is the answer."""
    found = Poll.for_link(token)
    if found is None:
        return poll_answer_page(request, {}, status=404)
    if not found.is_open:
        return poll_answer_page(request, {"poll": found, "closed": True})
    form = PollAnswerForm(found, request.POST if request.method == "POST" else None)
    context = {"poll": found, "form": form, "fewest": FEWEST}
    if not form.is_valid():
        return poll_answer_page(request, context, status=422 if form.errors else 200)
    if any(limit.is_reached(request, found.pk) for limit in LIMITS):
        return poll_answer_page(request, context | {"full": True}, status=429)
    for limit in LIMITS:
        limit.count(request, found.pk)
    try:
        found.take(form.cleaned_data["value"], form.cleaned_data["once"])
    except Closed:
        return poll_answer_page(request, {"poll": found, "closed": True})
    return poll_answer_page(request, context | {"taken": True, "once": form.cleaned_data["once"]})


def poll_answer_page(request, context, *, status=200):
    """Neither browsers nor search engines keep it."""
    response = render_page(request, "pilots/polls/poll_answer.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
