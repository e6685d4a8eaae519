"""The learning card of a closed pilot: read, write, and let go as far as its participants agree."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.cards_shown import shown
from pilots.forms.cards import CardConsentForm, CardShareForm, LearningCardForm
from pilots.models import LearningCard, NotReady, Reach
from pilots.rules import may_run_pilot, may_see_pilot, may_share_card, may_write_card
from pilots.run_chart_rows import charts_of
from visioning.models import Gone, Stale


def card_of(request):
    """The pilot's card, its pilot and team at hand; None where it is not written."""
    found = LearningCard.objects.select_related("measure").filter(pilot=request.pilot).first()
    if found:
        found.pilot = request.pilot
    return found


@require_safe
@for_pilot(may_see_pilot)
def learning_card(request):
    return card_page(request, card_of(request))


def card_page(request, card, *, consent_form=None, share_form=None, status=200):
    """As others would see it, and below it how far it goes."""
    yeses = card.yeses() if card else {}
    context = {
        "card": card,
        "shown": shown(card, len(yeses)) if card else None,
        "can_write": bool(request.pilot.closed_at) and may_write_card(request.membership),
        "can_close": not request.pilot.closed_at and may_run_pilot(request.membership),
    }
    if card:
        context |= sharing_of(request, card, yeses, consent_form, share_form)
    return render_page(request, "pilots/cards/learning_card.html", context, partials={"card-sharing"}, status=status)


def sharing_of(request, card, yeses, consent_form, share_form):
    """How many have said yes is for those who take part; whoever shares it hears only how far it may go."""
    widest, mine = card.widest(yeses), yeses.get(request.user.pk, "")
    school, said = request.team.school, {"edition": card.edition}
    may_share = may_share_card(request.membership)
    if request.participation and consent_form is None:
        consent_form = CardConsentForm(school=school, initial=said | {"reach": mine})
    if may_share and share_form is None:
        share_form = CardShareForm(school=school, widest=widest, initial=said | {"reach": card.reach})
    link = reverse("card_by_link", args=(card.link_token,)) if card.link_open else ""
    return {
        "yes_count": sum(map(bool, yeses.values())),
        "people_count": len(yeses),
        "widest": widest,
        "mine": mine,
        "consent_form": consent_form,
        "share_form": share_form,
        "can_widen": may_share and widest != Reach.TEAM,
        "link": request.build_absolute_uri(link) if link else "",
    }


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_write_card)
def learning_card_edit(request):
    pilot, card = request.pilot, card_of(request)
    if not pilot.closed_at:
        messages.info(request, _("First the pilot is closed; then its card is written."))
        return redirect("learning_card", request.team.slug, pilot.number)
    charts = list(zip(pilot.measures.all(), charts_of(pilot), strict=False))
    form = LearningCardForm(
        request.POST if request.method == "POST" else None, pilot=pilot, instance=card, charts=charts
    )
    context = {"form": form, "charts": charts, "card": card_of(request)}
    if form.is_valid():
        try:
            made = LearningCard.write(pilot, request.user, form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            other = words_of(form, stale.stored)
            context |= {"form": form.on_top_of(stale.stored), "other": other, "card": stale.stored}
            return render_page(request, "pilots/cards/learning_card_edit.html", context, status=409)
        except Gone:
            raise Http404 from None
        messages.success(request, _("Saved."))
        return redirect("learning_card", request.team.slug, made.pilot.number)
    status = 422 if form.errors else 200
    return render_page(request, "pilots/cards/learning_card_edit.html", context, status=status)


def words_of(form, stored):
    """What is saved now, by the labels of the form."""
    return [
        (form.fields[name].label, getattr(stored, name) or "–") for name in form._meta.fields if name in form.fields
    ]


@require_POST
@for_pilot(may_see_pilot)
def card_consent(request):
    """One's own yes or no, to the words that were read."""
    card = card_of(request)
    if card is None:
        raise Http404
    if request.participation is None:
        raise PermissionDenied
    form = CardConsentForm(request.POST, school=request.team.school)
    if not form.is_valid():
        return card_page(request, card, consent_form=form, status=422)
    return answered(request, card, form, "consent_form")


@require_POST
@for_pilot(may_share_card)
def card_share(request):
    card = card_of(request)
    if card is None:
        raise Http404
    form = CardShareForm(request.POST, school=request.team.school)
    if not form.is_valid():
        return card_page(request, card, share_form=form, status=422)
    return answered(request, card, form, "share_form")


def answered(request, card, form, name):
    """Carry it out. Other words than those that were read, and a yes that is not there any more, are told beside the card."""
    reach, edition = Reach(form.cleaned_data["reach"]), form.cleaned_data["edition"]
    try:
        if name == "share_form":
            card.share(reach, edition)
            messages.success(request, _("Who may read it: %(reach)s.") % {"reach": reach.label})
        else:
            card.say_yes(request.user, reach, edition)
            messages.success(request, _("Noted, for yourself alone. You can change it at any time."))
    except Stale:
        messages.info(request, _("The card says something else by now. Read it, then choose again."))
        return card_page(request, card_of(request), status=409)
    except NotReady:
        messages.info(request, _("Not everybody who takes part has said yes to that. It stays as it is."))
        return card_page(request, card_of(request), status=409)
    except Gone:
        raise Http404 from None
    return redirect("learning_card", request.team.slug, request.pilot.number)
