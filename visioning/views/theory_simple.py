"""The short form of a theory: the same theory as lines of if, then, so that. What it cannot show it leaves alone."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import check
from leadership.pages import render_page
from visioning.access import for_theory
from visioning.forms.theory_simple import ShortLineForm, ShownForm, fresh_lines, initial_of, is_whole, posted_lines
from visioning.models import Gone
from visioning.rules import may_write_theory
from visioning.theory.joining import in_a_row, quoted
from visioning.theory.short_changes import changed
from visioning.theory.short_form import NONE, SAID, STEPS, carrier_of, lines_of
from visioning.theory.short_shown import Shown, print_of


@require_http_methods(("GET", "HEAD", "POST"))
@for_theory()
def theory_simple(request):
    """Everybody on the team reads it; saving is for those who write."""
    if request.method == "POST":
        check(may_write_theory, request.membership)
        return save(request)
    shape = request.theory.shape()
    lines = lines_of(shape).lines
    return simple_page(request, shape, ShownForm.of(Shown.of(shape, lines)), fresh_lines(shape, lines))


def save(request):
    shown_form = ShownForm(request.POST)
    shown = shown_form.cleaned_data["shown"] if shown_form.is_valid() else None
    if shown and not is_whole(request.POST, shown):
        shown = None
    line_forms = posted_lines(request.POST, shown)
    valid = [form.is_valid() for form in line_forms]
    if shown is None:
        # Nothing can be compared: what was typed stays, and goes on from what is there now.
        now = request.theory.shape()
        return simple_page(request, now, ShownForm.of(Shown.of(now, ())), line_forms, broken=True, status=422)
    if not all(valid):
        return simple_page(request, request.theory.shape(), shown_form, line_forms, status=422)
    posted = [form.cleaned_data for form in line_forms]
    try:
        now, outcome = lay(request, shown, posted)
    except Gone:
        messages.info(request, _("Somebody put this theory away a moment ago. It can be put back from the list."))
        return redirect("theory_list", request.team.slug)
    if outcome.problems:
        whole = tell_problems(line_forms, outcome.problems)
        return simple_page(request, now, shown_form, line_forms, whole=whole, status=422)
    if outcome.clashes:
        again = Shown.of(now, shown.lines)
        return simple_page(
            request,
            now,
            ShownForm.of(again),
            merged_lines(now, shown, again, posted),
            clashes=[(clash, line_forms[clash.line][clash.step]) for clash in outcome.clashes],
            status=409,
        )
    messages.success(request, saved_words(now, outcome.shape))
    # Whoever added a line goes on with the next one.
    added = any(any(said.values()) for said in posted[len(shown.lines) :])
    fragment = f"line-{len(lines_of(outcome.shape).lines) + 1}" if added else None
    return redirect(reverse("theory_simple", args=(request.team.slug, request.theory.number), fragment=fragment))


def saved_words(before, after):
    """What became of it. What went is named: it can be put back where the theory is written."""
    if before == after:
        return _("Nothing was changed.")
    standing = {one.number for one in after.statements}
    gone = in_a_row(quoted(one.words) for one in before.statements if one.number not in standing)
    if gone:
        return _("Saved. Taken out: %(gone)s. On the page “Write” it can be put back.") % {"gone": gone}
    return _("Saved.")


@transaction.atomic
def lay(request, shown, posted):
    """Lay the edits over the theory as it is now, and make it so where nothing speaks against it."""
    held = request.theory.still()
    now = held.shape()
    outcome = changed(now, shown, posted, held.last_number + 1)
    if outcome.stands and outcome.shape != now:
        held.become(outcome.shape, request.user, numbers_first=True)
    return now, outcome


def tell_problems(line_forms, problems):
    """Each beside its field; those about the whole come back."""
    for problem in problems:
        if problem.step:
            line_forms[problem.line].add_error(problem.step, problem.message)
    return [problem.message for problem in problems if not problem.step]


def merged_lines(now, shown, again, posted):
    """What somebody changed stays as they typed it; everything else is as it is now."""
    found = []
    for place, said in enumerate(posted):
        if place >= len(shown.lines):
            found.append(ShortLineForm(place=place, initial=said))
            continue
        was, current = shown.lines[place], initial_of(now, again.lines[place])
        typed = {step for step, number in zip(STEPS, was, strict=True) if was_typed(shown, number, said[step])}
        before = shown.said.get(carrier_of(was), (print_of(""),) * len(SAID))
        typed |= {name for name, print_ in zip(SAID, before, strict=True) if print_of(said[name]) != print_}
        initial = {name: said[name] if name in typed else current.get(name, "") for name in (*STEPS, *SAID)}
        found.append(ShortLineForm(place=place, initial=initial))
    return found


def was_typed(shown, number, words) -> bool:
    return print_of(words) != shown.words[number] if number else bool(words)


def simple_page(request, shape, shown_form, line_forms, *, clashes=(), whole=(), broken=False, status=200):
    lines = lines_of(shape)
    shared = {number for number in numbers_of(lines.lines) if numbers_of(lines.lines).count(number) > 1}
    context = {
        "theory": request.theory,
        "shape": shape,
        "shown_form": shown_form,
        "line_forms": line_forms,
        "clashes": clashes,
        "whole": whole,
        "broken": broken,
        "failed": [form for form in line_forms if form.errors],
        "shared_count": len(shared),
        "other_count": len(lines.others),
        "can_write": may_write_theory(request.membership),
    }
    return render_page(request, "visioning/theories/theory_simple.html", context, status=status)


def numbers_of(lines):
    return [number for line in lines for number in line if number != NONE]
