"""Another team tries what a card tells of, and says how it went. For that team's people; the team of the card reads it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.pages import render_page
from pilots.forms.replications import ReplicationForm
from pilots.models import LearningCard, Replication
from pilots.rules import may_replicate
from visioning.models import Gone, Stale

from .cards import words_of


def card_and_own(request, card_id):
    """The card, what the team said of it, and whether the card reaches its school. What was said can be reached when the card is not."""
    card = get_object_or_404(LearningCard.objects.with_pilots(), pk=card_id)
    own = Replication.objects.filter(card=card, team=request.team).first()
    readable = card.reaches(request.team.school)
    if card.pilot.team_id == request.team.pk or not (readable or own):
        raise Http404
    if own:
        own.team, own.card = request.team, card
    return card, own, readable


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_replicate)
def replication(request, card_id):
    card, own, readable = card_and_own(request, card_id)
    given = {"card": card, "team": request.team, "place": request.membership}
    form = ReplicationForm(request.POST if request.method == "POST" else None, instance=own, **given)
    context = {"form": form, "card": card if readable else None, "own": own, "other": None}
    if form.is_valid():
        try:
            Replication.say(card, request.team, request.user, form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.card = card
            context |= {"form": form.on_top_of(stale.stored), "other": words_of(form, stale.stored)}
            return replication_page(request, context, status=409)
        except Gone:
            messages.info(request, _("Somebody took this back a moment ago. You can say it anew."))
            return redirect("replication", request.team.slug, card_id)
        messages.success(request, _("Saved. The team of this card can read it now."))
        return redirect("shared_card", card_id) if readable else redirect("card_list", request.team.slug)
    return replication_page(request, context, status=422 if form.errors else 200)


def replication_page(request, context, status):
    return render_page(request, "pilots/replications/replication.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_replicate)
def replication_remove(request, card_id):
    """The question before; then nothing of it is kept."""
    found = get_object_or_404(
        Replication.objects.select_related("card__pilot", "team"), card=card_id, team=request.team
    )
    if request.method == "POST":
        found.take_back()
        messages.success(request, _("Taken back. Nothing of it is kept."))
        return redirect("card_list", request.team.slug)
    return render_page(request, "pilots/replications/replication_remove.html", {"replication": found})
