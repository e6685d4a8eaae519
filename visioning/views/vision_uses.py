"""A vision in use: the question put to every new idea, what came of it, and the three meters over time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.pages import render_page
from visioning.alignment_result import sentences_of
from visioning.forms.vision_uses import VisionUseForm
from visioning.meters import Fact, Meter
from visioning.models import Adoption, AlignmentCheck, Outcome, SharedVision, VisionUse
from visioning.rules import may_mend_use, may_note_use, may_read_text

from .shared_visions import vision_of

SHOWN = 30  # more on request: a log of years stays quick to open


@require_safe
@for_team(may_read_text)
def vision_use_list(request):
    return vision_use_list_page(request, VisionUseForm())


def vision_use_list_page(request, form):
    vision = SharedVision.objects.filter(team=request.team).first()
    context = {"vision": vision, "form": form, "can_note": may_note_use(request.membership)}
    if vision:
        uses = list(vision.uses.select_related("noted_by"))
        shown = uses if request.GET.get("all") == "1" else uses[:SHOWN]
        for use in shown:
            use.can_mend = may_mend_use(request.membership, use)
        context |= {
            "question": vision.reading().plain("filter").strip(),
            "uses": shown,
            "more": len(uses) - len(shown),
            "meters": meters(vision, uses, list(request.team.tellings.all()), timezone.localdate()),
        }
    status = 422 if form.errors else 200
    template = "visioning/vision_uses/vision_use_list.html"
    return render_page(request, template, context, partials={"uses"}, status=status)


def meters(vision, uses, tellings, today):
    adoptions = Adoption.objects.filter(version__text=vision.text_id).select_related("version").defer("version__words")
    checks = AlignmentCheck.objects.filter(vision=vision).closed()
    return [
        defined(list(adoptions), list(checks), today),
        communicated(tellings, today),
        used(uses, today),
    ]


def day_of(moment):
    return timezone.localtime(moment).date()


def defined(adoptions, checks, today):
    """When the team said yes to words, and when it asked how far everybody can go with them."""
    found = sentences_of(checks) if checks else {}
    facts = [Fact(day_of(one.at), _("Adopted: %(version)s") % {"version": one.version.label}) for one in adoptions]
    facts += [
        Fact(
            day_of(one.closed_at),
            _("Alignment check %(number)s: %(result)s") % {"number": one.number, "result": found[one.pk]},
        )
        for one in checks
    ]
    said = []
    if adoptions:
        last = max(adoptions, key=lambda one: one.at)
        said.append(
            _("The team adopted its vision on %(day)s: %(version)s.")
            % {"day": date_format(day_of(last.at)), "version": last.version.label}
        )
    if checks:
        last = max(checks, key=lambda one: one.closed_at)
        said.append(
            _("The last alignment check closed on %(day)s. %(result)s")
            % {"day": date_format(day_of(last.closed_at)), "result": found[last.pk]}
        )
    nothing = _("Nothing yet: a vision counts as defined when the team has adopted a version or closed a check.")
    return Meter.of("defined", _("Defined"), " ".join(said) or nothing, facts, today)


def communicated(tellings, today):
    """Who has heard why, so far."""
    done = [one for one in tellings if one.done_on]
    planned = len(tellings) - len(done)
    said = []
    if done:
        heard = list(dict.fromkeys(one.audience for one in sorted(done, key=lambda one: one.done_on, reverse=True)))
        names = [*heard[:5], _("others")] if len(heard) > 5 else heard
        said.append(_("These have heard why: %(audiences)s.") % {"audiences": get_text_list(names, _("and"))})
    else:
        said.append(_("Nothing yet: nobody has been told so far, as far as is noted here."))
    if planned:
        said.append(
            ngettext("One more telling is planned.", "%(count)s more are planned.", planned) % {"count": planned}
        )
    return Meter.of(
        "communicated", _("Communicated"), " ".join(said), [Fact(one.done_on, one.audience) for one in done], today
    )


def used(uses, today):
    """Where the vision decided something."""
    if not uses:
        words = _("Nothing yet: put the next idea to your question, and note what came of it.")
        return Meter.of("used", _("Used"), words, [], today)
    count = len(uses)
    turned = sum(one.outcome != Outcome.GO for one in uses)
    said = ngettext(
        "The vision has decided something once, on %(day)s.",
        "The vision has decided something %(count)s times, the last time on %(day)s.",
        count,
    ) % {"count": count, "day": date_format(max(one.on for one in uses))}
    if turned:
        said += " " + ngettext(
            "Once it led you to change an idea or say no.",
            "%(count)s times it led you to change an idea or say no.",
            turned,
        ) % {"count": turned}
    return Meter.of("used", _("Used"), said, [Fact(one.on, one.what) for one in uses], today)


@require_POST
@for_team(may_note_use)
def vision_use_add(request):
    vision = vision_of(request)
    form = VisionUseForm(request.POST)
    if not form.is_valid():
        return vision_use_list_page(request, form)
    VisionUse.note(vision, request.user, **form.cleaned_data)
    messages.success(request, _("Noted. Thank you for writing it down."))
    return redirect("vision_use_list", request.team.slug)


def use_of(request, use_id):
    """A use that this person may mend: their own, or any for a facilitator."""
    use = get_object_or_404(VisionUse.objects.select_related("vision"), vision__team=request.team, pk=use_id)
    if not may_mend_use(request.membership, use):
        raise PermissionDenied
    return use


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_use)
def vision_use_edit(request, use_id):
    use = use_of(request, use_id)
    form = VisionUseForm(request.POST or None, instance=use)
    if request.method == "POST" and form.is_valid():
        if use.mend(**form.cleaned_data):
            messages.success(request, _("Saved."))
        else:
            messages.info(request, _("Somebody removed this a moment ago."))
        return redirect("vision_use_list", request.team.slug)
    status = 422 if request.method == "POST" else 200
    return render_page(request, "visioning/vision_uses/vision_use_edit.html", {"form": form, "use": use}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_note_use)
def vision_use_remove(request, use_id):
    """The question before, on its own page; then it is gone."""
    use = use_of(request, use_id)
    if request.method == "POST":
        use.remove()
        messages.success(request, _("Removed: “%(what)s”") % {"what": use.what})
        return redirect("vision_use_list", request.team.slug)
    return render_page(request, "visioning/vision_uses/vision_use_remove.html", {"use": use})
