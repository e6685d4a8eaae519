"""What can be found of visions and of what is said about them, by whom. Each begins from where a person stands.

Guests of a team's work on its vision find what its pages show them: the vision and what was gathered where the staff was asked.
Not here: answers without names, beliefs, levels before they are turned over, versions. Knows nothing of pilots.
"""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from leadership.findable import at
from leadership.finding import Kind, Reach
from leadership.models import Audience, Membership

from .findable_work import work_kinds
from .models import (
    Comment,
    Dissent,
    DraftingRound,
    GatheredVision,
    Gathering,
    GuideAnswer,
    ListeningQuestion,
    PersonalVision,
    Suggestion,
    TextWords,
    Theme,
    Voice,
    WhyAnswer,
)


def kinds(reach: Reach) -> list[Kind]:
    return [
        *own_kinds(reach),
        *text_kinds(reach),
        *gathered_kinds(reach),
        *said_kinds(reach),
        *work_kinds(reach),
    ]


def with_guests(reach, team="team", audience=""):
    """Rows of one's teams; and of those one is a guest of, where the staff was asked if `audience` says where that stands."""
    invited = {f"{team}__in": reach.guest_of}
    if audience:
        invited[audience] = Audience.STAFF
    return Q(**{f"{team}__in": reach.teams}) | Q(**invited)


def own_kinds(reach):
    """What is one's own alone; and what people who are on the team now show to it."""
    mine = Q(person=reach.person) & Q(team__in=reach.teams)
    on_team = Exists(Membership.objects.filter(team=OuterRef("team"), person=OuterRef("person")))
    shown = Q(on_team, shared=True, team__in=reach.teams)
    guide_answers = GuideAnswer.objects.filter(mine | shown)
    why_answers = WhyAnswer.objects.filter(mine | shown)
    visions = PersonalVision.objects.filter(person=reach.person)
    return [
        Kind(
            "own-vision",
            _("My own vision"),
            visions,
            ("learning", "bring", "hope"),
            lambda _pk: reverse("personal_vision"),
            ("pk",),
            team="",
        ),
        Kind(
            "answer",
            _("Answers to big questions"),
            guide_answers,
            ("words",),
            at("guide_question"),
            ("team__slug", "guide", "question"),
        ),
        Kind("answer", _("Answers to big questions"), why_answers, ("words",), at("why"), ("team__slug",)),
    ]


def text_kinds(reach):
    vision = TextWords.objects.filter(with_guests(reach, "text__team"), text__shared_vision__isnull=False)
    why = TextWords.objects.filter(text__team__in=reach.teams, text__why__isnull=False)
    points = TextWords.objects.filter(text__team__in=reach.teams, text__decision_point__isnull=False)
    team, slug, said = "text__team", ("text__team__slug",), ("words",)
    stored = "vector"
    return [
        Kind("vision", _("The shared vision"), vision, said, at("shared_vision"), slug, team=team, stored=stored),
        Kind("why", _("Why we lead together"), why, said, at("why"), slug, team=team, stored=stored),
        Kind(
            "decision-point",
            _("Decision points"),
            points,
            said,
            at("guide_question"),
            (*slug, "text__decision_point__guide", "text__decision_point__question"),
            team=team,
            stored=stored,
        ),
    ]


def gathered_kinds(reach):
    """What may be read at a gathering: visions after the reveal, voices on the table, themes."""
    there = with_guests(reach, "gathering__team", "gathering__audience")
    gatherings = Gathering.objects.filter(with_guests(reach, audience="audience"))
    visions = GatheredVision.objects.revealed().filter(there)
    own = GatheredVision.objects.filter(there, person=reach.person).exclude(pk__in=visions.values("pk"))
    one = ("gathering__team__slug", "gathering__number")
    team, parts = "gathering__team", ("learning", "bring", "hope")
    said = ("words", "translation")
    asked = ("round__gathering__team__slug", "round__gathering__number")
    team_of_round = "round__gathering__team"
    voices = Voice.objects.shown()
    for_guests = voices.filter(round__gathering__team__in=reach.guest_of, round__gathering__audience=Audience.STAFF)
    questions = ListeningQuestion.objects.filter(round__gathering__team__in=reach.teams)
    return [
        Kind("gathering", _("Gatherings"), gatherings, ("name",), at("gathering"), ("team__slug", "number"), "name"),
        Kind(
            "gathered-vision",
            _("Visions people shared"),
            visions,
            (*parts, "person__name"),
            at("gathering", "vision"),
            (*one, "pk"),
            team=team,
        ),
        Kind("gathered-vision", _("Visions people shared"), own, parts, at("gathered_vision_edit"), one, team=team),
        Kind(
            "voice",
            _("Voices"),
            voices.filter(round__gathering__team__in=reach.teams),
            said,
            at("voice_list", "voice"),
            (*asked, "round__number", "pk"),
            team=team_of_round,
        ),
        Kind("voice", _("Voices"), for_guests, said, at("weaving_table"), asked, team=team_of_round),
        Kind(
            "listening",
            _("Questions to others"),
            questions,
            ("words", "round__name"),
            at("listening_round"),
            (*asked, "round__number"),
            team=team_of_round,
        ),
        Kind(
            "theme",
            _("Themes"),
            Theme.objects.filter(there),
            ("name", "note"),
            at("weaving_table", "theme"),
            (*one, "pk"),
            "name",
            team=team,
        ),
    ]


def said_kinds(reach):
    """What is said about texts and theories, and how it is seen differently."""
    about_text = Comment.objects.filter(with_guests(reach, "passage__text__team"), taken_back_at=None)
    standing = Q(
        statement__removed_at=None, statement__theory__removed_at=None, statement__theory__team__in=reach.teams
    ) | Q(arrow__removed_at=None, arrow__theory__removed_at=None, arrow__theory__team__in=reach.teams)
    suggestions = Suggestion.objects.filter(with_guests(reach, "passage__text__team"))
    dissents = Dissent.objects.filter(with_guests(reach, "vision__team"))
    rounds = DraftingRound.objects.filter(with_guests(reach, "vision__team", "audience"))
    seen = _("Seen differently")
    comment, passage = _("Comments"), ("passage__text__team__slug", "passage_id")
    text_team = "passage__text__team"
    of_statement = Comment.objects.filter(standing, taken_back_at=None, statement__isnull=False)
    of_arrow = Comment.objects.filter(standing, taken_back_at=None, arrow__isnull=False)
    ends = (
        "arrow__theory__team__slug",
        "arrow__theory__number",
        "arrow__source__number",
        "arrow__target__number",
        "pk",
    )
    return [
        Kind(
            "comment", comment, about_text, ("words",), at("comment_about", "comment"), (*passage, "pk"), team=text_team
        ),
        Kind(
            "comment",
            comment,
            of_statement,
            ("words",),
            at("theory_comment_about", "comment"),
            ("statement__theory__team__slug", "statement__theory__number", "statement__number", "pk"),
            team="statement__theory__team",
        ),
        Kind("comment", comment, of_arrow, ("words",), arrow_comment, ends, team="arrow__theory__team"),
        Kind("suggestion", _("Suggestions"), suggestions, ("words", "why"), at("passage"), passage, team=text_team),
        Kind("dissent", seen, dissents, ("words",), at("shared_vision"), ("vision__team__slug",), team="vision__team"),
        Kind(
            "drafting-round",
            _("Rounds of drafting"),
            rounds,
            ("aim", "outcome"),
            at("drafting_round"),
            ("vision__team__slug", "number"),
            "aim",
            team="vision__team",
        ),
    ]


def arrow_comment(slug, theory, source, target, pk):
    return reverse("theory_comment_about", args=(slug, theory, f"{source}-{target}"), fragment=f"comment-{pk}")
