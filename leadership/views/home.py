"""A person's first page: what is theirs, what is new. May look into every app."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.access import public


@require_safe
@public
def home(request):
    if not request.user.is_authenticated:
        return render(request, "leadership/site/welcome.html")
    memberships = request.user.memberships.select_related("team__school")
    return render(request, "leadership/home/home.html", {"memberships": memberships})
