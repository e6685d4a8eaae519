"""What a team notes for a guide: challenges, shifts, learning, what it stops, burning questions, ideas for pilots.

One mechanism for all kinds. Everybody who works on the conditions adds, sorts, agrees and says what was learned; the words
themselves are mended by whoever noted them, or by somebody who runs the team.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Window
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.forms.notes import NOTE_FORMS, ChallengeAgreementForm, LearnedForm, SortForm
from leadership.models import Challenge, ChallengeKind, ShiftWho
from leadership.models.groundwork import NOTE_KINDS
from leadership.note_words import NOTE_WORDS
from leadership.pages import asked_part, render_page
from leadership.rules import may_mend_note, may_work_on_conditions

from .tasks import prefilled, removed_meanwhile

# Where a kind has groups: those that are not sorted yet come first, then as the choices have it.
IN_ORDER = {
    "challenge": lambda note: ChallengeKind.values.index(note.kind),
    "shift": lambda note: ShiftWho.values.index(note.who),
}
PARTS = {kind: f"{kind}s" for kind in NOTE_KINDS}  # the element that shows all of a kind
SHOWN = 100  # of each kind, the latest; `?all=<kind>` shows the others as well


@require_safe
@for_team()
def groundwork(request, guide_key):
    if guide_key not in guides.GUIDE_KEYS:
        raise Http404
    return groundwork_page(request, guide_key)


def groundwork_page(request, guide_key, *, form=None, focus=""):
    """Everything noted for one guide. htmx gets the part of one kind; `form` came back with what is wrong."""
    part = next((one for one in PARTS.values() if one == asked_part(request)), "")
    context = {
        "guide": guides.guide(guide_key),
        "sections": {
            kind.replace("-", "_"): section(request, kind, guide_key, form)
            for kind in NOTE_KINDS
            if part in ("", PARTS[kind])
        },
        "can_work": may_work_on_conditions(request.membership),
        "in_part": bool(part),
        "focus": focus,
    }
    partials = set(PARTS.values())
    return render_page(
        request, "leadership/notes/groundwork.html", context, partials=partials, status=422 if form else 200
    )


def section(request, kind, guide_key, form):
    """What the page shows of one kind."""
    notes, earlier = notes_of(request, kind, guide_key)
    wide = shown_whole(request)
    return {
        "kind": kind,
        "part": PARTS[kind],
        "words": NOTE_WORDS[kind],
        "notes": notes,
        "earlier": earlier,
        "address": groundwork_address(request.team, guide_key, {kind} & wide),
        "query": f"?all={kind}" if kind in wide else "",
        "whole_address": groundwork_address(request.team, guide_key, {kind} | wide, fragment=PARTS[kind]),
        "form": form_of(request, kind, guide_key, form),
        "template": f"leadership/notes/_{PARTS[kind].replace('-', '_')}.html",
    }


def form_of(request, kind, guide_key, form):
    """The empty form of this kind, or the one that came back."""
    if form is not None and isinstance(form, NOTE_FORMS[kind]):
        return form
    return NOTE_FORMS[kind](team=request.team, guide=guide_key, auto_id=f"{kind}-%s")


def shown_whole(request):
    """The kinds somebody wants to see all of."""
    return set(request.GET.getlist("all")) & set(NOTE_KINDS)


def groundwork_address(team, guide_key, whole=(), *, fragment=None):
    """The page of a guide, with all there is of some kinds."""
    return reverse(
        "groundwork", args=[team.slug, guide_key], query={"all": sorted(whole)} if whole else None, fragment=fragment
    )


def notes_of(request, kind, guide_key):
    """The latest of one kind, or all of them where that is asked for, and how many earlier ones are left out.

    By when they were noted, which no change moves: what somebody sorts or mends stays where they saw it.
    """
    found = NOTE_KINDS[kind].objects.filter(team=request.team).for_guide(guide_key).select_related("noted_by")
    if kind == "pilot-idea":
        found = found.select_related("round")
    found = found.annotate(among=Window(Count("pk"))).reverse()
    notes = list(found if kind in shown_whole(request) else found[:SHOWN])[::-1]
    earlier = notes[0].among - len(notes) if notes else 0
    if kind in IN_ORDER:
        notes.sort(key=IN_ORDER[kind])
    for note in notes:
        note.can_mend = may_mend_note(request.membership, note)
    return notes, earlier


def known(kind):
    if kind not in NOTE_KINDS:
        raise Http404
    return kind


def note_of(request, kind, note_id):
    return get_object_or_404(NOTE_KINDS[known(kind)], team=request.team, pk=note_id)


def place_of(request, note):
    """Where the note lies: the part of its kind, on the page of its guide, opened wide where it is one of the earlier ones."""
    guide_key = note.guide or guides.OVERVIEW
    later = type(note).objects.filter(team=request.team, noted_at__gt=note.noted_at).for_guide(guide_key)
    whole = {note.slug} if later[SHOWN - 1 : SHOWN].exists() else ()
    return groundwork_address(request.team, guide_key, whole, fragment=PARTS[note.slug])


def after(request, note, *, focus=""):
    """Back to where the note lies; for htmx the part alone."""
    if asked_part(request) == PARTS[note.slug]:
        return groundwork_page(request, note.guide or guides.OVERVIEW, focus=focus)
    return redirect(place_of(request, note))


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def note_add(request, kind):
    """Its own page, and the target of the forms on the page of groundwork. `?words=&guide=&round=&item=` fill it in.

    `back=<stage>` leads back to that stage of the guide.
    """
    form_class = NOTE_FORMS[known(kind)]
    in_part = asked_part(request) == PARTS[kind]
    ids = {"auto_id": f"{kind}-%s"} if in_part else {}
    if request.method == "POST":
        form = form_class(request.POST, team=request.team, **ids)
        if form.is_valid():
            made = form_class._meta.model.note(request.team, request.user, **form.cleaned_data)
            messages.success(request, _("Noted: “%(words)s”") % {"words": made.words})
            stage = request.POST.get("back")
            if stage in guides.STAGE_KEYS and made.guide:
                return redirect(
                    reverse("condition_stage", args=[request.team.slug, made.guide, stage], fragment=PARTS[kind])
                )
            return after(request, made, focus="heading")
        guide_key = form.data.get("guide") or guides.OVERVIEW
        if in_part and guide_key in guides.GUIDE_KEYS:
            form = form_class(request.POST, team=request.team, guide=guide_key, **ids)
            return groundwork_page(request, guide_key, form=form)
    else:
        form = form_class(team=request.team, initial=prefilled(request))
    context = {"form": form, "words": NOTE_WORDS[kind], "kind": kind, "back": back_of(request, form)}
    return render_page(request, "leadership/notes/note_add.html", context, status=422 if form.errors else 200)


def back_of(request, form):
    """The page of groundwork this is about."""
    key = form["guide"].value()
    return reverse("groundwork", args=[request.team.slug, key if key in guides.GUIDE_KEYS else guides.OVERVIEW])


def mendable(request, kind, note_id):
    note = note_of(request, kind, note_id)
    if not may_mend_note(request.membership, note):
        raise PermissionDenied
    return note


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def note_edit(request, kind, note_id):
    note = mendable(request, kind, note_id)
    form = NOTE_FORMS[kind](request.POST if request.method == "POST" else None, team=request.team, instance=note)
    return changing(request, note, form, NOTE_WORDS[kind].change)


def changing(request, note, form, title):
    """A form about one note on its own page, and what happens when it is sent."""
    if form.is_valid():
        if note.mend(**form.cleaned_data):
            note.guide = form.cleaned_data.get("guide", note.guide)
            messages.success(request, _("Saved."))
        else:
            removed_meanwhile(request)
        return redirect(place_of(request, note))
    context = {"form": form, "note": note, "title": title, "back": place_of(request, note)}
    return render_page(request, "leadership/notes/note_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def note_remove(request, kind, note_id):
    """The question before, on its own page; then it is gone."""
    note = mendable(request, kind, note_id)
    if request.method == "POST":
        note.remove()
        messages.success(request, _("Removed: “%(words)s”") % {"words": note.words})
        return redirect(place_of(request, note))
    context = {"note": note, "words": NOTE_WORDS[kind], "back": place_of(request, note)}
    return render_page(request, "leadership/notes/note_remove.html", context)


@require_POST
@for_team(may_work_on_conditions)
def challenge_sort(request, challenge_id):
    """What sort of work it is: anybody who was in the talk presses the button."""
    challenge = note_of(request, Challenge.slug, challenge_id)
    form = SortForm(request.POST)
    if not form.is_valid():
        messages.info(request, _("Nothing was changed. Choose one of the buttons."))
    elif not challenge.sort(form.cleaned_data["kind"]):
        removed_meanwhile(request)
    else:
        kind = ChallengeKind(form.cleaned_data["kind"]).label
        messages.success(request, _("“%(words)s”: %(kind)s") % {"words": challenge.words, "kind": kind})
    return after(request, challenge, focus=challenge.pk)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def challenge_agree(request, challenge_id):
    """What the team does when the trouble comes. It is everybody's agreement, so everybody may write it down."""
    challenge = note_of(request, Challenge.slug, challenge_id)
    form = ChallengeAgreementForm(request.POST if request.method == "POST" else None, instance=challenge)
    return changing(request, challenge, form, _("What we do when it comes"))


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def burning_question_learn(request, burning_question_id):
    """What the team found out. Empty: the question is open again."""
    question = note_of(request, "burning-question", burning_question_id)
    form = LearnedForm(request.POST if request.method == "POST" else None, instance=question)
    if form.is_valid():
        if question.learn(form.cleaned_data["learned"]):
            messages.success(request, _("Saved."))
        else:
            removed_meanwhile(request)
        return redirect(place_of(request, question))
    context = {"form": form, "note": question, "title": _("What we learned"), "back": place_of(request, question)}
    return render_page(request, "leadership/notes/note_edit.html", context, status=422 if form.errors else 200)
