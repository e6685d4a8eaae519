"""The files of the guides: all there, in plain words, none of them the sources'; a slip is named by its place."""

from dataclasses import fields, is_dataclass

import pytest
from django.utils.translation import override

from leadership import guides
from leadership.guides.reading import HERE, build, read
from leadership.guides.shapes import MEASURE_KINDS, Guide, Protocol, Source

from . import source_runs
from .reading_grade import grade

MINUTES = 40
NOT_WORDS = {"key", "version", "kind", "protocol", "protocols", "conditions", "minutes"}
CONNECTING = ("if ", "then ", "so that ", "because ", "we would be wrong")  # the page says these
every_guide = pytest.mark.parametrize("key", guides.GUIDE_KEYS)
every_condition = pytest.mark.parametrize("key", guides.CONDITION_KEYS)


def words_of(thing):
    """Every passage somebody reads, sources apart: those are names and titles."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from words_of(one)
    elif is_dataclass(thing) and not isinstance(thing, Source):
        for one in fields(thing):
            if one.name not in NOT_WORDS:
                yield from words_of(getattr(thing, one.name))


def empty_places(thing, place):
    """Where a field holds nothing. Keys of protocols may be left out, and addresses of sources."""
    if isinstance(thing, tuple):
        for number, one in enumerate(thing, 1):
            yield from empty_places(one, f"{place} {number}")
    elif is_dataclass(thing):
        for one in fields(thing):
            value = getattr(thing, one.name)
            if value in ("", ()) and one.name not in {"protocol", "address"}:
                yield f"{place} {one.name}"
            yield from empty_places(value, f"{place} {one.name}")


def repeated(keys):
    keys = list(keys)
    return {key for key in keys if keys.count(key) > 1}


@every_guide
def test_a_guide_is_complete(key):
    guide = guides.guide(key)
    bare = {f"{key} items", f"{key} pulse"} if key == guides.OVERVIEW else set()
    assert set(empty_places(guide, key)) == bare
    assert guide.key == key
    assert [stage.key for stage in guide.stages] == list(guides.STAGE_KEYS)
    assert len(guide.see) >= 5
    assert len(guide.missing) >= 5
    assert len(guide.why_it_matters) >= 3
    assert len(guide.contrasts) >= 6
    assert len(guide.tests) >= 4
    assert len(guide.measures) >= 5
    assert len(guide.sources) >= 3
    assert 3 <= len(guide.protocols) <= 4
    assert 120 <= len(guide.case.text.split()) <= 240


@every_guide
def test_a_stage_is_complete(key):
    for stage in guides.guide(key).stages:
        place = f"{key} {stage.key}"
        assert 3 <= len(stage.questions) <= 5, place
        assert len(stage.burning) >= 3, place
        assert 4 <= len(stage.tasks) <= 6, place
        assert len(stage.decision_points) >= 2, place
        assert 4 <= len(stage.agenda) <= 6, place
        assert stage.minutes == MINUTES, place
        assert all(2 <= len(question.prompts) <= 4 for question in stage.questions), place
        assert all(question.key.startswith(f"{stage.key}-") for question in stage.questions), place


@every_guide
def test_keys_are_unique_and_name_what_there_is(key):
    guide = guides.guide(key)
    cards = {card.key for card in guides.extras().protocols}
    assert repeated(question.key for stage in guide.stages for question in stage.questions) == set()
    assert repeated(task.key for stage in guide.stages for task in stage.tasks) == set()
    assert repeated(one.key for one in (*guide.tests, *guide.measures)) == set()
    assert repeated(item.key for item in (*guide.items, *guide.pulse)) == set()
    named = {*guide.protocols, *(part.protocol for stage in guide.stages for part in stage.agenda if part.protocol)}
    assert named - cards == set()
    assert {measure.kind for measure in guide.measures} == set(MEASURE_KINDS)


@every_condition
def test_a_condition_asks_six_items_and_a_pulse_of_three(key):
    guide = guides.guide(key)
    assert (len(guide.items), len(guide.pulse)) == (6, 3)
    for item in (*guide.items, *guide.pulse):
        assert len(set(item.levels)) == 4, item.key


@every_guide
def test_a_theory_is_made_of_bare_clauses(key):
    theory = guides.guide(key).theory
    for clause in words_of(theory):
        assert not clause.lower().startswith(CONNECTING)
        assert clause[-1] not in ".,"


def test_the_cards_forms_and_symptoms_are_complete():
    extras = guides.extras()
    for thing in (*extras.protocols, *extras.forms, *extras.symptoms):
        assert [place for place in empty_places(thing, thing.key) if not place.endswith("sources")] == []
    assert repeated(one.key for one in (*extras.protocols, *extras.symptoms)) == set()
    assert len(extras.protocols) >= 6
    assert all(step.minutes > 0 for card in extras.protocols for step in card.steps)
    assert {form.key: len(form.items) for form in extras.forms} == {"work": 5, "change-risk": 4}
    assert {key for symptom in extras.symptoms for key in symptom.conditions} <= set(guides.CONDITION_KEYS)


def test_the_examples_of_needs_are_complete_and_fit_their_field():
    themes = guides.extras().needs
    assert len(themes) == 6
    assert repeated(theme.key for theme in themes) == set()
    assert [place for theme in themes for place in empty_places(theme, theme.key)] == []
    for theme in themes:
        assert 4 <= len(theme.examples) <= 6, theme.key
        assert all(len(example) <= 300 for example in theme.examples), theme.key


def test_an_example_is_found_by_its_name():
    extras = guides.extras()
    assert extras.need("spreading.1") == extras.needs[4].examples[0]
    assert [extras.need(name) for name in ("", "spreading", "spreading.0", "spreading.99", "nothing.1", "a.b.c")] == [
        ""
    ] * 6


# --- Plain words, our own --------------------------------------------------------------------------------------------


@every_guide
def test_plain_words(key):
    assert grade(words_of(guides.guide(key))) <= 8.5


def test_plain_words_on_cards_and_forms():
    assert grade(words_of(guides.extras())) <= 8.5


def test_the_grade_sees_office_prose():
    office = (
        "Implementation of the collaborative accountability framework necessitates continuous prioritization of "
        "organizational competencies, facilitating systematic alignment of instructional initiatives."
    )
    assert grade([office]) > 15
    assert grade(["We meet on Tuesday. Each of us says one thing that went well."]) < 5


def test_no_run_of_nine_words_is_the_sources():
    marks = source_runs.read()
    assert len(marks) > 5000
    found = {path.name: source_runs.found(path.read_text(encoding="utf-8"), marks) for path in HERE.rglob("*.toml")}
    assert len(found) == len(guides.GUIDE_KEYS) + 4
    assert {name: said for name, said in found.items() if said} == {}


def test_a_borrowed_sentence_is_found_in_other_words():
    source = "The lighthouse keeper wrote down every ship that passed, and he never once asked where it was going."
    longer = "On some days – so we read – the Lighthouse Keeper wrote\ndown every ship that passed. And so on."
    marks = source_runs.prints([source])
    assert source_runs.found(longer, marks)[0] == "the lighthouse keeper wrote down every ship that passed"
    assert (
        source_runs.found("The keeper of the lighthouse noted each ship, and never asked where it went.", marks) == []
    )


# --- Reading the files -----------------------------------------------------------------------------------------------


def write(root, language, name, text):
    (root / language).mkdir(exist_ok=True)
    (root / language / name).write_text(text, encoding="utf-8")


def test_a_missing_translation_is_read_in_the_nearest_language(tmp_path):
    write(tmp_path, "en", "card.toml", 'title = "Rounds"')
    assert read("card.toml", "pt-br", tmp_path) == {"title": "Rounds"}
    write(tmp_path, "pt", "card.toml", 'title = "Rodadas"')
    assert read("card.toml", "pt-br", tmp_path) == {"title": "Rodadas"}
    write(tmp_path, "pt-br", "card.toml", 'title = "Rodas"')
    assert read("card.toml", "pt-br", tmp_path) == {"title": "Rodas"}
    assert read("card.toml", "en", tmp_path) == {"title": "Rounds"}
    with pytest.raises(FileNotFoundError):
        read("other.toml", "pt-br", tmp_path)


def test_a_reader_of_another_language_gets_the_guides():
    with override("de-at"):
        assert guides.guide("vision") == guides.read_guide("vision", "en")
    with override(None):
        assert guides.extras().protocol("rounds")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    write(tmp_path, "en", "vision.toml", 'title = "Vision\n')
    with pytest.raises(ValueError, match=r"^en/vision\.toml: .*line 1"):
        read("vision.toml", "en", tmp_path)


CARD = {
    "key": "rounds",
    "title": "Rounds",
    "when": "Now.",
    "people": "All.",
    "steps": [{"minutes": 1, "text": "Sit."}, {"minutes": 2, "text": "Talk  and\n listen."}],
    "remote": "Call.",
    "careful": "Wait.",
}


def test_words_come_without_the_breaks_of_the_file():
    card = build(Protocol, CARD, "protocols.toml")
    assert card.steps[1].text == "Talk and listen."
    assert card.minutes == 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, "unknown colour"),
        ({"title": None}, "missing title"),
        ({"title": 7}, "title: str is expected"),
        ({"steps": "Sit."}, "steps: a list is expected"),
        ({"steps": ["Sit."]}, "steps 1: a table is expected"),
        ({"steps": [{"minutes": 1, "text": "Sit."}, {"text": "Talk."}]}, "steps 2: missing minutes"),
        ({"steps": [{"minutes": "1", "text": "Sit."}]}, "steps 1 minutes: int is expected"),
    ],
)
def test_a_slip_is_named_by_its_place(change, fault):
    data = {name: value for name, value in (CARD | change).items() if value is not None}
    with pytest.raises(ValueError, match=f"^protocols.toml:? ?{fault}$"):
        build(Protocol, data, "protocols.toml")


def test_an_item_has_four_levels(tmp_path):
    data = read("vision.toml", "en")
    data["items"][0]["levels"] = ["one", "two", "three"]
    with pytest.raises(ValueError, match=r"^vision\.toml items 1 levels: 4 are expected$"):
        build(Guide, data, "vision.toml")


def test_there_is_no_guide_of_another_key():
    with pytest.raises(KeyError):
        guides.guide("../vision")


# --- Where to look first ---------------------------------------------------------------------------------------------


def hinted(*noticed):
    return [hint.condition for hint in guides.extras().hints(noticed)]


def test_most_pointed_at_comes_first():
    assert hinted() == []
    assert hinted("polite-meetings") == ["relationships", "influence"]
    assert hinted("polite-meetings", "they-decided")[0] == "influence"
    assert hinted("no-such-thing") == []


def test_a_hint_says_what_points_to_it():
    hints = guides.extras().hints({"confusion", "they-decided"})
    assert hints[0].condition == "vision"
    assert {symptom.key for symptom in hints[0].symptoms} == {"confusion", "they-decided"}


def test_a_site_may_rename_a_condition(settings):
    settings.CONDITION_LABELS = {"capacity": "Time and means"}
    assert guides.guide("capacity").label == "Time and means"
    assert guides.guide("vision").label == guides.guide("vision").title
