"""Predictions: written while planning, fixed once the cycle has begun, each beside what came of it."""

from html import unescape

import pytest
from django.db import IntegrityError, transaction

from pilots.models import MOST_PREDICTIONS, CycleClosed, EnoughPredictions, Held, NotBegun, Prediction, UnderWay
from tests.visioning.theorising import htmx
from visioning.models import Gone, Stale

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, participants=[ben])


@pytest.fixture
def cycle(pilot):
    return piloting.cycle(pilot)


def said(**changes):
    return {"if_words": "If we wait ten seconds", "then_words": "five more will speak"} | changes


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


# --- Writing them down -------------------------------------------------------------------------------------------


def test_a_participant_predicts_and_all_read_it(as_ben, as_cleo, pilot, cycle):
    measure = piloting.measure(pilot, title="Who spoke")
    after = as_ben.post(url("prediction_add", pilot, 1), said(then_words="<b>five</b>", measure="1"), follow=True)
    made = Prediction.objects.get()
    assert (made.if_words, made.measure) == ("If we wait ten seconds", measure)
    for page in (after, as_cleo.get(cycle.get_absolute_url())):
        assert "&lt;b&gt;five&lt;/b&gt;" in page.text
        assert "Who spoke" in page.text
    assert not {field.name for field in Prediction._meta.fields} & {"noted_by", "by", "person", "who"}


def test_another_one_can_follow_at_once(as_ben, pilot, cycle):
    answer = as_ben.post(url("prediction_add", pilot, 1), said(then="another"))
    assert answer["Location"] == url("prediction_add", pilot, 1)
    assert "five more will speak" in text(as_ben.get(answer["Location"]))


def test_without_measures_none_is_asked_for(as_ben, pilot, cycle):
    assert 'name="measure"' not in as_ben.get(url("prediction_add", pilot, 1)).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"if_words": ""}, "five more will speak"),
        ({"then_words": ""}, "If we wait ten seconds"),
        ({"then_words": "word " * 400}, "At most 300 letters, please. These are 1999; all of them are still here."),
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, pilot, cycle, change, words):
    answer = as_ben.post(url("prediction_add", pilot, 1), said(**change))
    assert answer.status_code == 422
    assert words in text(answer)
    assert change.get("then_words", "").strip() in text(answer)
    assert not Prediction.objects.exists()


def test_a_measure_of_another_pilot_is_none(as_ben, team, ana, pilot, cycle):
    piloting.measure(piloting.pilot(team, ana))
    piloting.measure(pilot)
    answer = as_ben.post(url("prediction_add", pilot, 1), said(measure="9"))
    assert answer.status_code == 422


def test_pressed_twice_it_is_one_and_there_is_an_end(as_ben, pilot, cycle):
    for _press in range(2):
        as_ben.post(url("prediction_add", pilot, 1), said())
    assert cycle.predictions.count() == 1
    for number in range(MOST_PREDICTIONS - 1):
        Prediction.foresee(cycle, **said(then_words=f"{number}"))
    with pytest.raises(EnoughPredictions):
        Prediction.foresee(cycle, **said(then_words="one more"))
    answer = as_ben.post(url("prediction_add", pilot, 1), said(then_words="one more"))
    assert answer.status_code == 409
    assert "one more" in text(answer)
    assert "Twenty predictions" in text(answer)


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, pilot, cycle):
    made = piloting.prediction(cycle)
    edit = url("prediction_edit", pilot, 1, made.pk)
    assert as_ana.post(edit, said(then_words="What Ana says", edition=made.edition)).status_code == 302
    answer = as_ben.post(edit, said(then_words="What Ben says", edition=made.edition))
    assert answer.status_code == 409
    assert "What Ana says" in text(answer)
    assert "What Ben says" in text(answer)
    made.refresh_from_db()
    assert made.then_words == "What Ana says"
    again = said(then_words="Both", edition=made.edition)
    assert as_ben.post(edit, again).status_code == 302


def test_one_can_be_taken_away_before_it_begins(as_ben, pilot, cycle):
    made = piloting.prediction(cycle)
    remove = url("prediction_remove", pilot, 1, made.pk)
    assert made.then_words in text(as_ben.get(remove))
    assert as_ben.post(remove, {}).status_code == 422
    assert as_ben.post(remove, {"edition": 7}).status_code == 409
    assert as_ben.post(remove, {"edition": made.edition}).status_code == 302
    assert not cycle.predictions.exists()
    with pytest.raises(Gone):
        made.mend(0, then_words="x")


def test_once_it_has_begun_they_are_fixed(as_ben, pilot, cycle):
    made = piloting.prediction(cycle)
    cycle.begin()
    for change in (
        lambda: made.mend(made.edition, then_words="What we wish we had said"),
        lambda: made.remove(made.edition),
        lambda: Prediction.foresee(cycle, **said(then_words="Late")),
    ):
        with pytest.raises(UnderWay):
            change()
    page = as_ben.get(cycle.get_absolute_url()).text
    for name in ("prediction_edit", "prediction_remove"):
        assert url(name, pilot, 1, made.pk) not in page
        assert "stays as it was" in text(as_ben.get(url(name, pilot, 1, made.pk), follow=True))
    answer = as_ben.post(url("prediction_edit", pilot, 1, made.pk), said(then_words="Late words", edition=0))
    assert answer.status_code == 409
    assert "Late words" in text(answer)
    assert as_ben.post(url("prediction_add", pilot, 1), said(then_words="Late words")).status_code == 409
    as_ben.post(url("prediction_remove", pilot, 1, made.pk), {"edition": made.edition})
    made.refresh_from_db()
    assert made.then_words == "more students speak unasked"


# --- Beside what came of it --------------------------------------------------------------------------------------


@pytest.fixture
def begun(pilot):
    return piloting.begun_cycle(pilot, 2)


def results(client, pilot, *pairs, learned="", **changes):
    """What the page of comparing sends: (held, result) for each prediction."""
    page = client.get(url("cycle_study", pilot, 1)).context
    sent = {"learned": learned, "edition": page["learned"].initial["edition"]}
    for form, (held, result) in zip(page["results"], pairs, strict=True):
        sent |= {
            f"{form.prefix}-held": held,
            f"{form.prefix}-result": result,
            f"{form.prefix}-edition": form.initial["edition"],
        }
    return sent | changes


def test_each_stands_beside_its_result(as_ben, as_cleo, pilot, begun):
    sent = results(as_ben, pilot, ("no", "Nobody spoke"), ("unclear", "We forgot"), learned="Wait longer")
    after = as_ben.post(url("cycle_study", pilot, 1), sent, follow=True)
    assert list(begun.predictions.values_list("held", "result")) == [("no", "Nobody spoke"), ("unclear", "We forgot")]
    for page in (text(after), text(as_cleo.get(begun.get_absolute_url()))):
        for words in (
            "Nobody spoke",
            "We cannot tell",
            "It did not come true",
            "Wait longer",
            "2 of 2 predictions compared",
        ):
            assert words in page


def test_some_can_wait_and_one_can_be_taken_back(as_ben, pilot, begun):
    as_ben.post(url("cycle_study", pilot, 1), results(as_ben, pilot, ("yes", "All five"), ("", "")))
    assert [one.held for one in begun.predictions.all()] == ["yes", ""]
    as_ben.post(url("cycle_study", pilot, 1), results(as_ben, pilot, ("", ""), ("", "")))
    assert [one.held for one in begun.predictions.all()] == ["", ""]


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("yes", ""), "What did you see?"),
        (("", "All five"), "Which of these fits best?"),
        (("perhaps", "All five"), "All five"),
        (("no", "w" * 401), "At most 400 letters, please. These are 401; all of them are still here."),
    ],
)
def test_half_a_result_saves_nothing_and_loses_nothing(as_ben, pilot, begun, pair, words):
    sent = results(as_ben, pilot, ("yes", "The first is right"), pair, learned="Also kept")
    answer = as_ben.post(url("cycle_study", pilot, 1), sent)
    assert answer.status_code == 422
    for kept in (words, "The first is right", "Also kept", pair[1]):
        assert kept in text(answer)
    assert [one.held for one in begun.predictions.all()] == ["", ""]


def test_two_who_compare_at_once_both_see_both(as_ana, as_ben, pilot, begun):
    late = results(as_ben, pilot, ("yes", "What Ben saw"), ("no", "Second"), learned="Ben learned")
    first = results(as_ana, pilot, ("no", "What Ana saw"), ("", ""), learned="Ana learned")
    as_ana.post(url("cycle_study", pilot, 1), first)
    answer = as_ben.post(url("cycle_study", pilot, 1), late)
    assert answer.status_code == 409
    for words in ("What Ben saw", "What Ana saw", "Ben learned", "Ana learned", "Second"):
        assert words in text(answer)
    assert [one.result for one in begun.predictions.all()] == ["What Ana saw", ""]
    context = answer.context
    sent = {"learned": "Both", "edition": context["learned"].data["edition"]}
    for form in context["results"]:
        sent |= {f"{form.prefix}-{name}": form.data[f"{form.prefix}-{name}"] for name in ("held", "result", "edition")}
    assert as_ben.post(url("cycle_study", pilot, 1), sent).status_code == 302
    assert [one.result for one in begun.predictions.all()] == ["What Ben saw", "Second"]


def test_one_is_saved_alone_where_it_stands(as_ben, pilot, begun):
    first, second = begun.predictions.all()
    compare = url("prediction_compare", pilot, 1, first.pk)
    sent = results(as_ben, pilot, ("partly", "Three did"), ("yes", ""))
    answer = htmx(as_ben, compare, sent, f"prediction-{first.pk}")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'id="prediction-{first.pk}"' in answer.text
    assert "Saved." in answer.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.held, second.held) == ("partly", "")
    half = htmx(as_ben, compare, sent | {f"prediction-{first.pk}-result": ""}, f"prediction-{first.pk}")
    assert half.status_code == 422
    stale = htmx(as_ben, compare, sent | {f"prediction-{first.pk}-result": "Ben"}, f"prediction-{first.pk}")
    assert stale.status_code == 409
    assert "Three did" in text(stale)
    assert "Ben" in text(stale)


def test_without_script_the_same_button_saves_the_page(as_ben, pilot, begun):
    first = begun.predictions.first()
    sent = results(as_ben, pilot, ("partly", "Three did"), ("yes", "All"))
    assert as_ben.post(url("prediction_compare", pilot, 1, first.pk), sent).status_code == 302
    assert [one.held for one in begun.predictions.all()] == ["partly", "yes"]


def test_results_are_for_cycles_that_run(pilot, cycle):
    made = piloting.prediction(cycle)
    with pytest.raises(NotBegun):
        Prediction.compare(cycle, {made.pk: (0, "yes", "x")})
    cycle.begin()
    with pytest.raises(Gone):
        Prediction.compare(cycle, {made.pk + 99: (0, "yes", "x")})
    Prediction.compare(cycle, {made.pk: (0, "yes", "x")})
    Prediction.compare(cycle, {made.pk: (0, "yes", "x")})  # pressed twice
    with pytest.raises(Stale):
        Prediction.compare(cycle, {made.pk: (0, "no", "y")})
    piloting.closed_cycle(cycle)
    with pytest.raises(CycleClosed):
        Prediction.compare(cycle, {made.pk: (1, "no", "y")})


def test_a_result_is_words_and_one_of_four_or_neither(cycle):
    for held, result in (("yes", ""), ("", "Five did")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prediction.objects.create(cycle=cycle, if_words="a", then_words="b", held=held, result=result)
    assert len(Held.values) == 4


# --- Who may -----------------------------------------------------------------------------------------------------


def test_outsiders_and_observers_write_nothing(as_dov, as_cleo, pilot, begun):
    made = begun.predictions.first()
    for name, args in (
        ("prediction_add", (1,)),
        ("prediction_edit", (1, made.pk)),
        ("prediction_remove", (1, made.pk)),
        ("prediction_compare", (1, made.pk)),
    ):
        outside = as_dov.post(url(name, pilot, *args), said())
        assert outside.status_code == 404
        assert made.then_words not in outside.text
        assert as_cleo.post(url(name, pilot, *args), said()).status_code == 403


def test_another_cycles_prediction_is_not_found(as_ben, team, ana, ben, pilot, cycle):
    other = piloting.running(team, ana, participants=[ben])
    made = piloting.prediction(piloting.cycle(other))
    for name in ("prediction_edit", "prediction_remove", "prediction_compare"):
        assert as_ben.post(url(name, pilot, 1, made.pk), said()).status_code == 404
