"""Pages that are being built. Each goes as its view comes."""

from django.views.decorators.http import require_safe

from leadership.access import for_team
from leadership.pages import render_page
from pilots.access import for_pilot


def stub(door):
    @require_safe
    @door()
    def view(request, **_kwargs):
        return render_page(request, "pilots/stub.html", {})

    return view



measure_list = stub(for_pilot)
