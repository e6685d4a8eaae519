"""Searching everything the reader may see. One page, asked by its address; nothing of what was asked is kept."""

from django.views.decorators.http import require_safe

from leadership.access import signed_in
from leadership.finding import LONGEST_QUESTION, question, tidy
from leadership.pages import render_page
from leadership.search import TooLong, places
from leadership.search import search as look_for


@require_safe
@signed_in
def search(request):
    """`?q=` words, `?team=` the address of one of the reader's teams. Anything else there is everywhere."""
    asked = tidy(request.GET.get("q", ""))
    mine, guest_of = places(request.user)
    teams = [*mine, *guest_of]
    team = next((one for one in teams if one.slug == request.GET.get("team")), None)
    groups, too_long = [], False
    if asked:
        try:
            groups = look_for(request.user, asked, mine, guest_of, team)
        except TooLong:
            too_long = True
    context = {
        "asked": asked,
        "has_words": question(asked) is not None,
        "groups": groups,
        "count": sum(len(group.lines) for group in groups),
        "teams": teams,
        "chosen_team": team,
        "too_long": too_long,
        "longest": LONGEST_QUESTION,
    }
    return render_page(request, "leadership/searches/search.html", context)
