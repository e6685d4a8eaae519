"""What a pilot's group writes down while it plans: one mechanism for all kinds. Everybody who plans or takes part adds and mends.

Challenges that the group may choose are `views/challenges`; they are the participants' alone.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.models import ChallengeKind
from leadership.pages import asked_part, render_page
from pilots.access import for_pilot
from pilots.forms.notes import NOTE_FORMS, NoteSortForm
from pilots.models import GROUNDWORK, Closed, NoteKind, PilotNote
from pilots.models.notes import groundwork_counts
from pilots.note_words import NOTE_WORDS
from pilots.rules import is_colleague, may_note_in_pilot
from visioning.forms.goals import RemovalForm
from visioning.models import Gone, Stale

from .pilots import closed, closed_words, words_of

PARTS = {kind.value: f"{kind.value}s" for kind in NOTE_WORDS}  # the element that shows all of a kind
SORTED = (NoteKind.SHIFT, NoteKind.TROUBLE)


@require_safe
@for_pilot()
def pilot_note_list(request):
    return notes_page(request)


def notes_page(request, *, form=None, focus="", status=200):
    """Everything noted, by kind. htmx gets the part of one kind; `form` came back with what is wrong."""
    part = next((one for one in PARTS.values() if one == asked_part(request)), "")
    can_note = may_note_in_pilot(request.membership) and not request.pilot.closed_at
    notes = list(request.pilot.notes.filter(kind__in=list(PARTS)).select_related("noted_by"))
    waiting = groundwork_counts(request.pilot) if can_note and not is_colleague(request.membership) else {}
    sections = {
        kind: {
            "kind": kind,
            "part": PARTS[kind],
            "words": NOTE_WORDS[NoteKind(kind)],
            "notes": [one for one in notes if one.kind == kind],
            "waiting": waiting.get(kind, 0),
            "sorted": kind in SORTED,
            "form": form_of(kind, form),
        }
        for kind in PARTS
        if part in ("", PARTS[kind])
    }
    context = {"sections": sections, "can_note": can_note, "in_part": bool(part), "focus": focus}
    partials = set(PARTS.values())
    return render_page(request, "pilots/notes/pilot_note_list.html", context, partials=partials, status=status)


def form_of(kind, form):
    """The empty form of this kind, or the one that came back."""
    if form is not None and isinstance(form, NOTE_FORMS[kind]):
        return form
    initial = {"on": timezone.localdate()} if kind == NoteKind.WIN else None
    return NOTE_FORMS[kind](auto_id=f"{kind}-%s", initial=initial)


def known(kind):
    if kind not in NOTE_FORMS:
        raise Http404
    return NoteKind(kind)


def note_of(request, note_id) -> PilotNote:
    notes = request.pilot.notes.filter(kind__in=list(PARTS))
    found = get_object_or_404(notes.select_related("noted_by"), pk=note_id)
    found.pilot = request.pilot
    return found


def place_of(request, kind):
    return reverse("pilot_note_list", args=(request.team.slug, request.pilot.number), fragment=PARTS[kind])


def after(request, kind, *, focus=""):
    """Back to where the notes of this kind lie; for htmx the part alone."""
    if asked_part(request) == PARTS[kind]:
        return notes_page(request, focus=focus)
    return redirect(place_of(request, kind))


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_note_in_pilot)
def pilot_note_add(request, kind):
    """Its own page, and the target of the forms on the page of planning."""
    kind = known(kind)
    if request.method != "POST":
        if request.pilot.closed_at:
            return closed(request)
        return add_page(request, kind, form_of(kind, None))
    form = NOTE_FORMS[kind](request.POST, auto_id=f"{kind}-%s")
    status = 422
    if form.is_valid():
        try:
            made = PilotNote.note(request.pilot, request.user, kind, **form.said)
        except Closed:
            form.add_error(None, closed_words())
            status = 409
        except Gone:
            raise Http404 from None
        else:
            messages.success(request, _("Noted: “%(words)s”") % {"words": made.words})
            return after(request, kind, focus=kind)
    if asked_part(request) == PARTS[kind]:
        return notes_page(request, form=form, status=status)
    return add_page(request, kind, form, status)


def add_page(request, kind, form, status=200):
    context = {"form": form, "kind": kind, "words": NOTE_WORDS[kind], "back": place_of(request, kind)}
    return render_page(request, "pilots/notes/pilot_note_add.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_note_in_pilot)
def pilot_note_edit(request, note_id):
    note = note_of(request, note_id)
    kind, other, status = NoteKind(note.kind), (), 200
    if request.method != "POST" and request.pilot.closed_at:
        return closed(request)
    form = NOTE_FORMS[kind](request.POST if request.method == "POST" else None, instance=note)
    if form.is_valid():
        try:
            note_of(request, note_id).mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            other, status = words_of(form, stale.stored), 409
            form = form.on_top_of(stale.stored)
        except Closed:
            form.add_error(None, closed_words())
            status = 409
        except Gone:
            return gone(request, kind)
        else:
            messages.success(request, _("Saved."))
            return redirect(place_of(request, kind))
    elif form.errors:
        status = 422
    context = {"form": form, "note": note, "other": other, "words": NOTE_WORDS[kind], "back": place_of(request, kind)}
    return render_page(request, "pilots/notes/pilot_note_edit.html", context, status=status)


def gone(request, kind):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect(place_of(request, kind))


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_note_in_pilot)
def pilot_note_remove(request, note_id):
    """The question before; then it is gone. Where somebody said it anew meanwhile it is asked again."""
    note, status = note_of(request, note_id), 200
    if request.pilot.closed_at:
        return closed(request)
    if request.method == "POST":
        form = RemovalForm(request.POST)
        status = 422
        try:
            if form.is_valid():
                note.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": note.words})
                return redirect(place_of(request, note.kind))
        except Stale as stale:
            note, status = stale.stored, 409
        except Closed:
            return closed(request)
        except Gone:
            return gone(request, note.kind)
    context = {"note": note, "again": status != 200, "back": place_of(request, note.kind)}
    return render_page(request, "pilots/notes/pilot_note_remove.html", context, status=status)


@require_POST
@for_pilot(may_note_in_pilot)
def pilot_note_sort(request, note_id):
    """What sort of work it is: anybody who was in the talk presses the button."""
    note = note_of(request, note_id)
    if note.kind not in SORTED:
        raise Http404
    form = NoteSortForm(request.POST)
    try:
        if not form.is_valid():
            messages.info(request, _("Nothing was changed. Choose one of the buttons."))
        else:
            note.sort_as(form.cleaned_data["sort"])
            label = ChallengeKind(form.cleaned_data["sort"]).label
            messages.success(request, _("“%(words)s”: %(kind)s") % {"words": note.words, "kind": label})
    except Closed:
        return closed(request)
    except Gone:
        messages.info(request, _("Somebody removed this a moment ago."))
    return after(request, note.kind, focus=note.pk)


@require_POST
@for_pilot(may_note_in_pilot)
def pilot_notes_take_over(request, kind):
    """What the team's groundwork holds of this kind becomes the pilot's, each once. The groundwork is the team's: a colleague reads none."""
    kind = known(kind)
    if kind not in GROUNDWORK or is_colleague(request.membership):
        raise Http404
    try:
        count = PilotNote.take_over(request.pilot, request.user, kind)
    except Closed:
        return closed(request)
    except Gone:
        raise Http404 from None
    if count:
        words = ngettext("One note is taken over.", "%(count)s notes are taken over.", count) % {"count": count}
        messages.success(request, words)
    else:
        messages.info(request, _("Everything from the groundwork is here already."))
    return after(request, kind, focus=kind)
