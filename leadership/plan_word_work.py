"""Chapters of the plan in Word about the work on the conditions: where it stands, order, tasks, what is got ready.

Says what each chapter's template in templates/leadership/plan says, from the same frozen parts of the plan.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .plan_word_vision import day, write_dissents

BLANK = "–"


def write_conditions(paper, plan):
    paper.soft(
        _(
            "What lets leadership be shared at our school. Levels say how far a practice has come, never how good somebody is."
        )
    )
    for one in plan.work.conditions:
        paper.heading(one.label, 2)
        settled, asked = one.settled, one.asked
        if settled:
            said = _("We say: %(level)s. Settled on %(day)s, after “%(round)s”.")
            named = {"level": settled.level, "day": day(settled.on), "round": settled.round}
            paper.text(said % named, strong=True)
            paper.quote(settled.reason)
            if settled.dissents:
                paper.heading(_("Seen differently"), 3)
                write_dissents(paper, settled.dissents)
        else:
            paper.soft(_("The team has not settled on a level yet."))
        if asked:
            named = {"round": asked.round, "day": day(asked.on), "rate": asked.rate}
            if asked.sentence:
                paper.text(asked.sentence, _("“%(round)s”, closed on %(day)s: %(rate)s.") % named)
            else:
                stays = _(
                    "“%(round)s”, closed on %(day)s: %(rate)s, with their names. What they said stays with those who were asked."
                )
                paper.soft(stays % named)
        if one.key:
            title = _("Open “%(title)s”") % {"title": one.label}
            paper.walk(title, reverse("condition", args=(plan.team.slug, one.key)))


def span_of(begins, ends):
    if begins and ends:
        return _("%(begins)s to %(ends)s") % {"begins": day(begins), "ends": day(ends)}
    if begins:
        return _("from %(day)s") % {"day": day(begins)}
    return _("until %(day)s") % {"day": day(ends)} if ends else BLANK


def write_order(paper, plan):
    if plan.work.order:
        rows = (
            (f"{number}. {one.about}", one.reason or BLANK, span_of(one.begins_on, one.ends_on))
            for number, one in enumerate(plan.work.order, 1)
        )
        caption = _("First things first. The order is ours and can change.")
        paper.table(caption, (_("Condition"), _("Why here"), _("When")), rows)
    if plan.work.times:
        paper.heading(_("Time we keep for it"), 2)
        heads = (_("Meeting"), _("For"), _("From"), _("How long and how often"))
        rows = (
            (one.meeting, one.about or BLANK, date_format(one.begins, "DATETIME_FORMAT"), how_often(one))
            for one in plan.work.times
        )
        paper.table(_("Minutes inside meetings that exist already"), heads, rows)
    paper.walk(_("Open the order"), reverse("condition_order", args=(plan.team.slug,)))


def how_often(time):
    minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", time.minutes) % {"minutes": time.minutes}
    rhythm = render_to_string("leadership/reserved_times/_rhythm.html", {"time": time})
    return f"{minutes}, {rhythm.strip()}"


def write_tasks(paper, plan):
    work = plan.work
    if work.open_tasks:
        heads = (_("Task"), _("About"), _("Who"), _("By when"))
        rows = ((one.words, one.about or BLANK, one.owner or _("nobody yet"), due(one)) for one in work.open_tasks)
        paper.table(_("To do"), heads, rows)
    else:
        paper.soft(_("Nothing waits to be done."))
    if work.done_tasks:
        paper.heading(_("What is done"), 2)
        heads = (_("Task"), _("About"), _("Who"), _("Done on"))
        rows = ((one.words, one.about or BLANK, one.owner or BLANK, day(one.done_on)) for one in work.done_tasks)
        paper.table(_("Done, newest first"), heads, rows)
        if work.more_done:
            paper.soft(
                ngettext("%(tasks)s earlier task is done too.", "%(tasks)s earlier tasks are done too.", work.more_done)
                % {"tasks": work.more_done}
            )
    paper.walk(_("Open our tasks"), reverse("task_list", args=(plan.team.slug,)))


def due(task):
    if not task.due_on:
        return BLANK
    return _("was planned for %(day)s") % {"day": day(task.due_on)} if task.was_planned else day(task.due_on)


def write_groundwork(paper, plan):
    about, work = _("About"), plan.work
    if work.stops:
        paper.heading(_("What we stop"), 2)
        heads = (_("What we stop"), _("What that frees"), _("From when"), about)
        rows = (
            (one.words, one.frees or BLANK, day(one.from_on) if one.from_on else BLANK, one.about or BLANK)
            for one in work.stops
        )
        paper.table(_("What ends or waits, to make room"), heads, rows)
    if work.challenges:
        paper.heading(_("What will be hard"), 2)
        heads = (_("Challenge"), _("What kind"), _("When it comes, we"), about)
        rows = (
            (one.words, one.get_kind_display(), one.agreement or BLANK, one.about or BLANK) for one in work.challenges
        )
        paper.table(_("Likely trouble, what sort of work it is, and what we do when it comes"), heads, rows)
    if work.shifts:
        paper.heading(_("Who does what differently"), 2)
        role = _("a change of role")
        rows = (
            (
                one.get_who_display(),
                one.now or BLANK,
                f"{one.words} ({role})" if one.role else one.words,
                one.about or BLANK,
            )
            for one in work.shifts
        )
        paper.table(_("Whose behavior or role changes, and how"), (_("Who"), _("Today"), _("Then"), about), rows)
    if work.learnings:
        paper.heading(_("What we need to learn"), 2)
        rows = (
            (one.words, one.who or BLANK, one.how or BLANK, day(one.by_on) if one.by_on else BLANK)
            for one in work.learnings
        )
        paper.table(_("Learning that the work asks for"), (_("What"), _("Who"), _("How"), _("By when")), rows)


WRITERS = {
    "conditions": write_conditions,
    "order": write_order,
    "tasks": write_tasks,
    "groundwork": write_groundwork,
}
