"""Chapters of the plan in Word about people, the vision and how it stands. Each says what its template in templates/leadership/plan says."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clean_html import Words


def day(moment):
    """Of a date or of a moment, as people here write it; "" where there is none."""
    if moment is None:
        return ""
    return date_format(localtime(moment) if hasattr(moment, "hour") else moment, "DATE_FORMAT")


def write_people(paper, plan):
    people = len(plan.memberships)
    said = [
        (
            ngettext("%(people)s person is on %(team)s.", "%(people)s people are on %(team)s.", people)
            % {"people": people, "team": plan.team.name}
        )
    ]
    if plan.writers:
        said.append(
            ngettext(
                "%(writers)s person wrote words that stand in this plan.",
                "%(writers)s people wrote words that stand in this plan.",
                plan.writers,
            )
            % {"writers": plan.writers}
        )
    if plan.writers_left:
        said.append(_("Some words are from colleagues who have left since."))
    paper.text(*said)
    if plan.positions:
        rows = ((one.label, one.people) for one in plan.positions)
        paper.table(_("People on the team by position"), (_("Position"), _("People")), rows, narrow=True)
        paper.soft(_("Somebody who holds two positions is counted in both."))
    paper.heading(_("The team"), 2)
    paper.bullets(map(member_line, plan.memberships))
    if plan.contributions:
        paper.heading(_("Whose words these are"), 2)
        paper.text(", ".join(str(one.name) for one in plan.contributions))


def member_line(membership):
    labels = "".join(f", {label}" for label in membership.person.position_labels)
    role = f" ({membership.get_role_display()})" if membership.role != "member" else ""
    return Words(str(membership.person), strong=True), Words(f"{labels}{role}")


def write_parts(paper, parts):
    for part in parts:
        paper.heading(part.heading, 2)
        paper.soft(part.question)
        write_rich(paper, part.html, 3)


def write_rich(paper, html, level):
    if html:
        paper.rich(html, level)
    else:
        paper.soft(_("Nothing is written here yet."))


def write_vision(paper, plan):
    if plan.adoption:
        people = plan.adoption.people_count
        adopted = ngettext(
            "Adopted on %(day)s by %(people)s person: %(version)s.",
            "Adopted on %(day)s by %(people)s people: %(version)s.",
            people,
        ) % {"day": day(plan.adoption.at), "people": people, "version": plan.version.label}
        paper.text(adopted, plan.newer_versions and _("The team has gone on writing since then."), strong=True)
    else:
        paper.text(_("Draft, not adopted: the words as they stand today."), strong=True)
    write_rich(paper, plan.vision, 2)
    write_origins(paper, plan.origins, reverse("golden_thread", args=(plan.team.slug,)))
    if plan.standing.dissents:
        paper.heading(_("Seen differently"), 2)
        paper.soft(
            _(
                "Whoever sees it differently says so beside the text, under their own name. It stays there until they take it back."
            )
        )
        write_dissents(paper, plan.standing.dissents)


def write_origins(paper, origins, address):
    if not (origins.passages or origins.withdrawn):
        return
    paper.heading(_("Whose words this grew from"), 2)
    if origins.passages:
        paper.text(*sources_in_words(origins))
        if origins.names:
            paper.text(_("With their name:"), ", ".join(origins.names))
    paper.walk(_("Open the golden thread: sentence by sentence, whose words it grew from and what serves it"), address)
    if origins.withdrawn:
        paper.soft(
            ngettext(
                "The words behind %(passages)s passage have been withdrawn.",
                "The words behind %(passages)s passages have been withdrawn.",
                origins.withdrawn,
            )
            % {"passages": origins.withdrawn}
        )


def sources_in_words(origins):
    yield (
        ngettext(
            "%(passages)s passage leads back to what people said beforehand.",
            "%(passages)s passages lead back to what people said beforehand.",
            origins.passages,
        )
        % {"passages": origins.passages}
    )
    if origins.unnamed:
        yield (
            ngettext(
                "%(people)s person shared without a name.", "%(people)s people shared without a name.", origins.unnamed
            )
            % {"people": origins.unnamed}
        )
    if origins.voices:
        yield (
            ngettext(
                "%(voices)s voice came from outside the staff or was heard in person.",
                "%(voices)s voices came from outside the staff or were heard in person.",
                origins.voices,
            )
            % {"voices": origins.voices}
        )


def write_dissents(paper, dissents):
    for one in dissents:
        paper.quote(one.words, f"{one.name or _('A former colleague')}, {day(one.on)}")


def write_organizer(paper, plan):
    paper.text(_("What the team imagines: a day on which the vision has come true."))
    write_parts(paper, plan.organizer)


def write_alignment(paper, plan):
    result, check = plan.standing.result, plan.standing.check
    paper.text(result.sentence, strong=True)
    asked = _("Asked about “%(version)s”, closed on %(day)s.")
    paper.text(
        asked % {"version": check.version.label, "day": day(check.closed_at)},
        result.answered_sentence,
        result.rule_sentence,
    )
    if result.rows:
        rows = ((row.label, row.amount) for row in result.rows)
        caption = _("“I can work toward this”: what people answered")
        paper.table(caption, (_("Answer"), _("How many")), rows, narrow=True)
        paper.drawing(plan.standing.picture, 76)
    paper.soft(result.withheld)
    paper.walk(_("Open this alignment check"), reverse("alignment_check", args=(plan.team.slug, check.number)))
    if plan.standing.open_reasons:
        paper.heading(_("What would bring people closer, and still waits for an answer"), 2)
        for reason in plan.standing.open_reasons:
            paper.quote(reason.words)
    if plan.standing.answered_reasons:
        paper.heading(_("What would bring people closer, and what the team says"), 2)
        for reason in plan.standing.answered_reasons:
            paper.quote(reason.words)
            for reply in reason.replies:
                paper.text(reply.words)


def write_living(paper, plan):
    standing, writing = plan.standing, plan.standing.round
    if writing:
        paper.heading(_("The round that is open now"), 2)
        span = _("%(start)s to %(end)s") % {"start": day(writing.starts_on), "end": day(writing.ends_on)}
        steward = standing.steward and _("%(name)s keeps it going.") % {"name": standing.steward}
        paper.text(f"{writing.aim} ({span}).", steward)
        invited = _("Invited: %(audience)s.") % {"audience": writing.get_audience_display()}
        paper.text(invited, f"{writing.get_openness_display()}.")
    if standing.uses:
        paper.heading(_("Where the vision decided something"), 2)
        heads = (_("What it was about"), _("On"), _("How it came out"), _("How the vision decided it"))
        rows = ((use.what, day(use.on), use.get_outcome_display(), use.how or "–") for use in standing.uses)
        paper.table(_("Uses of the vision, newest first"), heads, rows)
        if standing.more_uses:
            paper.soft(
                ngettext(
                    "%(uses)s earlier use is on record.", "%(uses)s earlier uses are on record.", standing.more_uses
                )
                % {"uses": standing.more_uses}
            )
        paper.walk(_("Open what the vision decided"), reverse("vision_use_list", args=(plan.team.slug,)))


def write_agreements(paper, plan):
    if plan.agreements:
        paper.text(_("How we want to work with each other."))
        paper.bullets(one.text for one in plan.agreements)
    else:
        paper.soft(_("The team has not written down agreements yet."))


def write_versions(paper, plan):
    if plan.versions:
        paper.text(_("Points of the shared vision that the team named or adopted."))
        heads = (_("Version"), _("Kept on"), _("Words"), _("Adopted on"))
        rows = (
            (
                f"{one.number}. {one.name}" if one.name else one.number,
                day(one.kept_at),
                one.word_count,
                day(one.adopted_at) if one.adopted_at else _("not adopted"),
            )
            for one in plan.versions
        )
        paper.table(_("Versions of the shared vision, newest first"), heads, rows)
    else:
        paper.soft(_("No version has been named or adopted yet."))
    if plan.quiet_versions:
        paper.soft(
            ngettext(
                "%(points)s more point in time is kept and can be read again by the team.",
                "%(points)s more points in time are kept and can be read again by the team.",
                plan.quiet_versions,
            )
            % {"points": plan.quiet_versions}
        )


WRITERS = {
    "people": write_people,
    "why": lambda paper, plan: write_parts(paper, plan.why),
    "vision": write_vision,
    "short": lambda paper, plan: write_parts(paper, plan.derived),
    "organizer": write_organizer,
    "now": lambda paper, plan: paper.rich(plan.now, 2),
    "alignment": write_alignment,
    "living": write_living,
    "agreements": write_agreements,
    "versions": write_versions,
}
