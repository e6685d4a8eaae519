"""What happens to Northside's shared vision, step by step in the order of its script: each step is a verb somebody uses."""

from visioning.alignment_paragraphs import paragraphs_of
from visioning.live.authorship import Authors
from visioning.models import (
    AlignmentCheck,
    Comment,
    Dissent,
    DraftingRound,
    Phrase,
    ProcessAnswer,
    Suggestion,
    Theme,
    Version,
    VisionUse,
    Visit,
    Weave,
)

from .stage import Stage, ago, dated, day
from .writing import WRITING, write


def play(stage: Stage, script) -> None:
    for step in script["text"]:
        if step["do"] in WRITING:
            write(stage, stage.vision.text, stage.person(step), WRITING[step["do"]], step)
        else:
            DOING[step["do"]](stage, stage.person(step), step)
    for use in script["uses"]:
        said = {name: use[name] for name in ("what", "outcome", "how")}
        VisionUse.note(stage.vision, stage.person(use), on=day(use["days"]), **said)


# --- Versions -------------------------------------------------------------------------------------------------------


def keep(stage, person, step):
    dated(Version.keep(stage.vision.text, by=person, name=step["name"]), kept_at=step["days"])


def adopt(stage, person, step):
    newest = Version.objects.filter(text=stage.vision.text_id).first()
    newest.adopt(person, [stage.people[name] for name in step["people"]], at=ago(step["days"]))


def see(stage, person, step):
    dated(Visit.record(stage.vision.text, person), at=step["days"])


# --- Rounds ---------------------------------------------------------------------------------------------------------


def begin_round(stage, person, step):
    said = {name: step[name] for name in ("aim", "openness", "audience")}
    said |= {"steward": stage.person(step, "steward"), "starts_on": day(step["days"]), "ends_on": day(step["ends"])}
    begun = DraftingRound.start(stage.vision, person, **said)
    dated(begun, opened_at=step["days"])
    if begun.before:
        dated(begun.before, kept_at=step["days"])


def close_round(stage, person, step):
    ending = DraftingRound.objects.open().get(vision=stage.vision)
    ending.close(person, step["outcome"], step["version"])
    dated(ending, closed_at=step["days"])
    dated(ending.after, kept_at=step["days"])


def answer_sign(stage, person, step):
    newest = DraftingRound.objects.filter(vision=stage.vision).first()
    ProcessAnswer.give(newest, person, step["sign"], step["answer"], step["note"])


# --- Threads --------------------------------------------------------------------------------------------------------


def weave(stage, person, step):
    at_the_table = {"gathering__team": stage.team}
    if "theme" in step:
        source = Theme.objects.get(name=step["theme"], **at_the_table)
    else:
        source = Phrase.objects.get(words=step["phrase"], **at_the_table)
    Weave.tie(stage.passage(step["passage"]), person, source, step.get("why", ""))


# --- Comments and suggestions ---------------------------------------------------------------------------------------


def comment(stage, person, step):
    begun = Comment.begin(stage.passage(step["passage"]), person, step["words"], asked(stage, step))
    dated(begun, at=step["days"])
    for number, answer in enumerate(step.get("answers", ()), 1):
        said = begun.answer(stage.person(answer), answer["words"], asked(stage, answer))
        dated(said, at=step["days"] - number / 24)
    if "resolved_by" in step:
        begun.resolve(stage.person(step, "resolved_by"))
        dated(begun, resolved_at=step["days"] - 2)


def asked(stage, said):
    return [stage.people[name] for name in said.get("asks", ())]


def suggest(stage, person, step):
    vision, passage = stage.vision, stage.passage(step["passage"])
    made = Suggestion.make(passage, person, step["passage"], step["words"], step["why"])
    if "accepted_by" in step:
        made.accept(stage.person(step, "accepted_by"), made.prospect(Authors.of(vision.text_id)).mark)
    elif "refused_by" in step:
        made.refuse(stage.person(step, "refused_by"), step["reason"])
    dated(made, at=step["days"])
    if not made.is_open:
        dated(made, answered_at=step["days"] - 2)


# --- Do we stand behind it? -----------------------------------------------------------------------------------------


def check(stage, person, step):
    names = ("naming", "audience", "share", "floor", "lowest", "answers_needed")
    said = {name: step[name] for name in names} | {"by_paragraph": step.get("by_paragraph", False)}
    if "closes" in step:
        said["closes_on"] = day(step["closes"])
    opened = AlignmentCheck.open(stage.vision, person, **said)
    keys = [one.key for one in paragraphs_of(opened.version.reading)]
    for one in step["answers"]:
        levels = dict.fromkeys(keys[:3], one["paragraphs"]) if "paragraphs" in one else {}
        opened.answer(
            stage.person(one),
            one["level"],
            one.get("closer", ""),
            even_if_few=one.get("even_if_few", False),
            levels_by_paragraph=levels,
        )
    if "closed" in step:
        opened.close()
        dated(opened, closed_at=step["closed"])
        for one in step["answers"]:
            if "reply" in one:
                opened.answers.get(person=stage.person(one)).reply(one["reply"], stage.person(one, "reply_by"))
    dated(opened, opened_at=step["days"])


def dissent(stage, person, step):
    dated(Dissent.say(stage.vision, person, step["words"]), at=step["days"])


DOING = {
    "keep": keep,
    "adopt": adopt,
    "seen": see,
    "round": begin_round,
    "close_round": close_round,
    "sign": answer_sign,
    "weave": weave,
    "comment": comment,
    "suggest": suggest,
    "check": check,
    "dissent": dissent,
}
