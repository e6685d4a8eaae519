"""What Northside brings to the table: answers to why, own visions, voices, and the themes it lays them under."""

from leadership.keys import new_key
from visioning.models import (
    WHY_QUESTIONS,
    Gathering,
    ListeningRound,
    MyAnswers,
    PersonalVision,
    Phrase,
    Placing,
    Telling,
    Theme,
    Voice,
    Why,
    WhyAnswer,
)
from visioning.models.phrases import fields_of

from .stage import Stage, ago, dated, day
from .writing import add_paragraph, write

PROMPTS = ("learning", "bring", "hope")


def play(stage: Stage, script) -> None:
    ask_why(stage, script)
    gathering = gather(stage, script["gathering"])
    for one in script["listening"]:
        listen(stage, gathering, one)
    weave(stage, gathering, script)


def ask_why(stage, script):
    for one in script["why"]:
        person = stage.person(one)
        mine = MyAnswers.of(stage.team, person)
        WhyAnswer.keep(stage.team, person, mine.words | one["answers"], mine.edition)
        for question in one["shown"]:
            WhyAnswer.show(stage.team, person, question)
    common = Why.start(stage.team).text
    asked = {question.key for question in WHY_QUESTIONS}
    for one in script["why_text"]:
        if one["fragment"] not in asked:
            raise LookupError(one["fragment"])
        write(stage, common, stage.person(one), add_paragraph, one)
    for one in script["tellings"]:
        said = {name: one[name] for name in ("audience", "message")}
        said |= {name: day(one[key]) for name, key in (("due_on", "due"), ("done_on", "done")) if key in one}
        Telling.plan(stage.team, stage.person(one), teller=stage.person(one, "teller"), **said)


def gather(stage, script) -> Gathering:
    """Everybody's own vision, as far as they keep one here, and what they bring of it."""
    said = {name: script[name] for name in ("name", "audience", "late_rule", "leaders_after")}
    said["reveal_on"] = day(-script["reveal_in"]) if "reveal_in" in script else day(script["revealed"])
    gathering = Gathering.open(stage.team, stage.person(script), **said)
    dated(gathering, opened_at=script["opened"])
    for one in script["visions"]:
        share(stage, gathering, one, script["opened"] - 4)
    if "revealed" in script:
        gathering.reveal(stage.person(script))
        gathering.reveal_rest()
        dated(gathering, revealed_at=script["revealed"])
        gathering.refresh_from_db()
    for one in script.get("late", ()):
        share(stage, gathering, one, 2)
    return gathering


def share(stage, gathering, one, days):
    words = {key: one.get(key, "") for key in PROMPTS}
    if one.get("unnamed"):
        gathering.share_unnamed(words, one["position"], new_key())
        return
    person = stage.person(one)
    PersonalVision.keep(person, words, 0)
    dated(gathering.share(person, words), shared_at=days)


def listen(stage, gathering, one):
    questions = [tuple(question) for question in one["questions"]]
    listening = ListeningRound.open_in(gathering, stage.person(one), name=one["name"], questions=questions)
    for said in one["voices"]:
        hear(stage, listening, said)
    if "closed" in one:
        listening.close()
        dated(listening, closed_at=one["closed"])
        listening.show_outcome(one["outcome_shown"])
    dated(listening, opened_at=one["opened"])


def hear(stage, listening, said):
    """Noted by hand, or sent by link and then read by somebody."""
    words = {name: said[name] for name in ("words", "language", "position") if name in said}
    if "heard_by" in said:
        Voice.note(listening, stage.person(said, "heard_by"), **words)
        return
    voice, _key = Voice.say(listening, **words)
    if "translation" in said:
        voice.translate(said["translation"])
    if "through" in said:
        voice.let_through(stage.person(said, "through"))
    elif "aside" in said:
        voice.set_aside(stage.person(said, "aside"), said["because"])


def weave(stage, gathering, script):
    """Phrases under themes; one that is named under two lies under both, and so they touch."""
    sources = [*gathering.visions.revealed(), *Voice.objects.shown().filter(round__gathering=gathering)]
    for one in script["themes"]:
        person = stage.person(one)
        theme = Theme.begin(gathering, one["name"], person)
        if "note" in one:
            theme.rename(one["name"], one["note"])
        for words in one["phrases"]:
            theme.lay(pick(gathering, sources, words, person), person)
    for words in script["loose"]["phrases"]:
        pick(gathering, sources, words, stage.person(script["loose"]))
    then = ago(44)
    Phrase.objects.filter(gathering=gathering).update(picked_at=then)
    Placing.objects.filter(theme__gathering=gathering).update(at=then)
    Theme.objects.filter(gathering=gathering).update(named_at=then)


def pick(gathering, sources, words, person) -> Phrase:
    for source in sources:
        for field in fields_of(source):
            start = getattr(source, field).find(words)
            if start >= 0:
                return Phrase.pick(gathering, source, field, start, start + len(words), person)
    raise LookupError(f"Nobody said “{words}”.")
