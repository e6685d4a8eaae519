"""The way to a theory of action and the theories of a team. Stubs: each is replaced by its noun's own module."""

from django.views.decorators.http import require_safe

from leadership.pages import render_page
from visioning.access import for_theory


@require_safe
@for_theory()
def theory_simple(request):
    return render_page(request, "visioning/theories/stub.html", {})


@require_safe
@for_theory()
def theory_files(request):
    return render_page(request, "visioning/theories/stub.html", {})
