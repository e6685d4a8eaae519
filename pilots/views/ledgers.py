"""The ledger: what a team predicted in its pilots and what came of it, to learn from. Nobody's name, no pilot before another."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadership.access import for_team
from leadership.pages import render_page
from pilots.ledger import open_words, sentence_of, signs_of
from pilots.models import Cycle, Held, Prediction

SHOWN = 60  # cycles in the list, the last ones; `?all=1` shows the others as well


@require_safe
@for_team()
def prediction_list(request):
    pilots = list(request.team.pilots.all())
    chosen = request.GET.get("pilot", "")
    pilot = get_object_or_404(request.team.pilots, number=chosen) if chosen.isdecimal() and len(chosen) < 9 else None
    cycles = cycles_with_predictions(request.team, pilot)
    results = [one.held for cycle in cycles for one in cycle.predictions.all()]
    drawing = signs_of([(label_of(cycle, pilot), [one.held for one in cycle.predictions.all()]) for cycle in cycles])
    newest = cycles[::-1]
    shown = newest if request.GET.get("all") == "1" else newest[:SHOWN]
    context = {
        "pilots": pilots,
        "chosen": pilot,
        "sentence": sentence_of(results),
        "open_words": open_words(results) if any(results) else "",
        "compared": any(results),
        "drawing": drawing,
        "key": [*Held.choices, ("", _("Still open"))],
        "cycles": shown,
        "more": len(newest) - len(shown),
    }
    return render_page(request, "pilots/predictions/prediction_list.html", context, partials={"predictions"})


def cycles_with_predictions(team, pilot) -> list[Cycle]:
    """Those that predict something, in the order in which they began; those that did not begin yet come last."""
    rows = Cycle.objects.filter(pilot__team=team, predictions__isnull=False).distinct().select_related("pilot")
    if pilot:
        rows = rows.filter(pilot=pilot)
    predictions = Prefetch("predictions", Prediction.objects.select_related("measure"))
    cycles = list(rows.order_by("started_at", "noted_at", "pk").prefetch_related(predictions))
    for cycle in cycles:
        cycle.pilot.team = team
        for prediction in cycle.predictions.all():
            prediction.cycle = cycle
            if prediction.measure:
                prediction.measure.pilot = cycle.pilot
    return cycles


def label_of(cycle, pilot) -> str:
    """Below its column: the number of the pilot and of the cycle in it."""
    if pilot:
        return str(cycle.number)
    return _("%(pilot)s.%(cycle)s") % {"pilot": cycle.pilot.number, "cycle": cycle.number}
