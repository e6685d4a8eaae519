"""What a person gets in the file of their own data, as far as it concerns visions and live texts. Nobody else's words are in it."""

from django.db.models.functions import Coalesce

from visioning.live.authorship import own_words
from visioning.models import AlignmentAnswer, AlignmentReply, AlignmentTurn, Dissent, PersonalVision, SharedText


def visions_of(person):
    """Their own vision, and what they brought to those of others."""
    return {
        "personal_vision": PersonalVision.of(person).words,
        "visions_shared_with_my_name": [
            {
                "gathering": vision.gathering.name,
                "team": vision.gathering.team.name,
                "positions": vision.positions,
                "shared_at": vision.shared_at,
                **vision.words,
            }
            for vision in person.gathered_visions.select_related("gathering__team")
        ],
        **comments_of(person),
        "suggestions": list(
            person.suggestions.values("passage__text__team__name", "words", "why", "at", "state", "answered_at")
        ),
        "voices_noted_for_others": list(
            person.voices_heard.values("round__gathering__team__name", "round__name", "words", "translation")
        ),
        "shared_texts": [
            {"team": text.team.name, "begun_at": text.created_at, "my_words": own_words(text.pk, person.pk)}
            for text in SharedText.objects.filter(clients__person=person).select_related("team").distinct()
        ],
    }


def comments_of(person):
    """What they said about the vision's text and about theories."""
    said = person.comments.filter(taken_back_at=None)
    team = Coalesce("statement__theory__team__name", "arrow__theory__team__name")
    return {
        "comments": list(said.filter(passage__isnull=False).values("passage__text__team__name", "words", "at")),
        "comments_on_theories": list(said.filter(passage=None).values("words", "at", team_name=team)),
    }


def alignment_of(person):
    """Their named answers, replies and dissents. What they answered without their name cannot be found, by anybody."""
    team = "vision__team__name"
    return {
        "alignment_answers_with_my_name": list(
            AlignmentAnswer.objects.filter(person=person).values(
                f"check_asked__{team}", "check_asked__number", "level", "closer", "levels_by_paragraph"
            )
        ),
        "alignment_checks_answered_without_my_name": {
            "note": "Only that you answered is kept. What you answered is not stored with your name, so it is not here.",
            "checks": list(
                AlignmentTurn.objects.filter(person=person, check_asked__naming="unnamed").values(
                    f"check_asked__{team}", "check_asked__number"
                )
            ),
        },
        "alignment_replies": list(
            AlignmentReply.objects.filter(by=person).values(f"answer__check_asked__{team}", "words", "at")
        ),
        "dissents": list(Dissent.objects.filter(person=person).values(team, "words", "at")),
    }


def why_and_uses_of(person):
    """Their private answers to why and to the guides, shown or not; their dissents; what they noted; what they planned to be told."""
    return {
        "why_answers": list(person.why_answers.values("team__name", "question", "words", "shared", "saved_at")),
        "guide_answers": list(
            person.guide_answers.values("team__name", "guide", "question", "words", "shared", "saved_at")
        ),
        "decision_dissents": list(
            person.decision_dissents.values(
                "decision_point__team__name", "decision_point__guide", "decision_point__question", "words", "at"
            )
        ),
        "uses_noted": list(person.uses_noted.values("vision__team__name", "what", "outcome", "how", "on")),
        "tellings_planned": list(
            person.tellings_written.values("team__name", "audience", "message", "due_on", "done_on")
        ),
        "tellings_to_do": list(person.tellings.values("team__name", "due_on", "done_on")),
        "rounds_kept": list(person.rounds_kept.values("vision__team__name", "number", "starts_on", "ends_on")),
        "answers_about_the_process": list(
            person.process_answers.values("round__vision__team__name", "round__number", "sign", "answer", "note")
        ),
    }


def decisions_of(person):
    """What they brought to decisions, and for how many others they wrote down what was said face to face."""
    inputs = person.decision_inputs.order_by("at", "id")
    return {
        "inputs_to_decisions": list(
            inputs.values("decision__team__name", "decision__question", "words", "in_person", "at", "taken", "because")
        ),
        "inputs_to_decisions_noted_for_others": list(
            person.decision_inputs_recorded.order_by("at", "id").values(
                "decision__team__name", "decision__question", "at"
            )
        ),
    }


def beliefs_of(person):
    """How sure they said they are where it can be found, in the words of then; and what they noted of arrows."""
    beliefs = person.beliefs.select_related("round__theory__team").order_by("round__opened_at")
    return {
        "beliefs_with_my_name_or_for_my_eyes": [
            {
                "team": one.round.theory.team.name,
                "theory": one.round.theory.title,
                "round": one.round.number,
                "arrow": next(
                    f"{item['from']} → {item['to']}" for item in one.round.wording if item["arrow"] == one.arrow_id
                ),
                "sure": one.sure,
                "why": one.why,
                "position": one.group,
                "for_my_eyes_only": one.private,
            }
            for one in beliefs
        ],
        "belief_rounds_without_names": {
            "note": "Only that you have spoken is kept. What you said is not stored with your name, so it is not here.",
            "rounds": list(
                person.belief_turns.filter(round__naming="unnamed").values(
                    "round__theory__team__name", "round__theory__title", "round__number", "group"
                )
            ),
        },
        "states_of_arrows_noted": list(
            person.arrow_states_noted.values(
                "arrow__theory__team__name", "arrow__theory__title", "state", "on", "because", "noted_at"
            )
        ),
    }


def stands_of(person):
    """Where they stood on proposals, what they objected to and how they said it ended, and the proposals they wrote."""
    about = ("decision__team__name", "decision__question")
    return {
        "proposals_written": list(person.proposals.values(*about, "number", "words", "at")),
        "stances": list(
            person.stances.values(*about, "decision__rule", "proposal__number", "step", "reason", "in_person", "at")
        ),
        "objections": list(
            person.objections.values(*about, "proposal__number", "harms", "words", "in_person", "at", "state", "answer")
        ),
        "answers_to_objections": list(person.objection_answers.values("state", "words", "at")),
        "stances_noted_for_others": list(person.stances_recorded.values(*about, "at")),
        "decisions_looked_back_at": list(person.decision_reviews.values(*about, "due_on", "found", "verdict")),
        "outcomes_written": list(person.decisions_written.values("team__name", "question", "outcome", "decided_on")),
    }


def initiatives_of(person):
    """What they lead, work on and noted, what they said as the filter question was put, and which outside goals they wrote down."""
    about = ("initiative__team__name", "initiative__name")
    return {
        "initiatives_led": list(person.initiatives_led.values("team__name", "name", "lead_because", "hours", "status")),
        "initiatives_worked_on": list(person.initiatives_supported.values(*about, "at")),
        "initiatives_noted": list(person.initiatives_noted.values("team__name", "name", "words", "noted_at")),
        "filterings": list(person.filterings.values(*about, "question", "outcome", "because", "at")),
        "frameworks_noted": list(person.frameworks_noted.values("team__name", "kind", "title", "address", "noted_at")),
        "crossings": list(
            person.crossings.values("article__framework__title", "article__label", "goal__words", "how", "at")
        ),
    }
