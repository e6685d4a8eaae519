"""Decisions: prepared as a draft, opened with rights that nobody changes, dropped with a reason, explained to all who were heard."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leadership.models import Membership
from tests import factories
from visioning.models import Decision, DecisionStage, MovedOn, NotReady, SharedVision, Stale

from .deciding import at_once, brought, decided, draft, dropped, opened, reread
from .writing import Hand

pytestmark = pytest.mark.django_db

QUESTION = "Which morning do we keep free of meetings?"


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def day(ahead):
    return timezone.localdate() + timedelta(days=ahead)


def said(**changes):
    return {
        "question": QUESTION,
        "background": "",
        "guide": "",
        "rule": "consent",
        "decider": "",
        "openness": "consult",
        "audience": "staff",
        "input_until": str(day(14)),
        "without_agreement": "It stays as it is.",
        "decide_by": str(day(21)),
    } | changes


def more(one, **changes):
    """What the form of an open one says."""
    return {
        "background": one.background,
        "guide": one.guide,
        "input_until": str(one.input_until),
        "decide_by": str(one.decide_by),
        "edition": one.edition,
    } | changes


# --- The log ---------------------------------------------------------------------------------------------------------


def test_an_empty_log_says_what_to_do(as_ben, as_cleo, team):
    page = as_ben.get(url("decision_list", team)).text
    assert "Nothing is to be decided yet." in page
    assert page.count("Bring a question") == 1
    assert "Bring a question" not in as_cleo.get(url("decision_list", team)).text


def test_the_log_tells_what_is_open_and_what_was_decided(as_ben, ana, team):
    decided(team, ana)
    opened(team, ana, question="Who greets newcomers?")
    draft(team, ana, question="Not said aloud yet?")
    dropped(team, ana, question="A new bell?", because="The old one was mended.")
    page = unescape(as_ben.get(url("decision_list", team)).text)
    assert page.index("Who greets newcomers?") < page.index("Not said aloud yet?") < page.index(QUESTION)
    assert "One is open now. One is decided." in page
    assert "Wednesday mornings stay free of meetings." in page
    assert "The old one was mended." in page
    assert "Say what should be heard" in page


def test_what_waits_for_the_reader_goes_once_it_is_done(as_ben, as_cleo, ana, ben, team):
    one = opened(team, ana)
    assert "Waits for you:" in as_ben.get(url("decision_list", team)).text
    assert "Waits for you:" not in as_cleo.get(url("decision_list", team)).text
    brought(one, ben)
    assert "Waits for you:" not in as_ben.get(url("decision_list", team)).text


def test_the_log_says_what_was_replaced_and_what_comes_back(as_ben, ana, team):
    old = decided(team, ana, question="The first try?", review_on=day(-1))
    assert "to be looked at again" in as_ben.get(url("decision_list", team)).text
    decided(team, ana, question="The second try?", supersedes=old)
    page = as_ben.get(url("decision_list", team)).text
    assert "replaced by no. 2 on" in page
    assert "to be looked at again" not in page


def test_the_log_of_one_condition(as_ben, ana, team):
    opened(team, ana, guide="vision", question="About our vision?")
    opened(team, ana, question="About anything?")
    page = as_ben.get(url("decision_list", team) + "?guide=vision").text
    assert "About our vision?" in page
    assert "About anything?" not in page
    assert "About anything?" in as_ben.get(url("decision_list", team) + "?guide=nonsense").text
    assert "Nothing was decided about this yet." in as_ben.get(url("decision_list", team) + "?guide=influence").text


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, rows, django_assert_num_queries):
    for number in range(rows):
        who = factories.person(f"Person {number}")
        one = opened(team, ana, question=f"Open {number}?")
        brought(one, who)
        brought(one, who, "And more.", recorded_by=ana)
        draft(team, ana, question=f"Draft {number}?")
        done = decided(team, ana, question=f"Done {number}?")
    first = Decision.objects.filter(stage=DecisionStage.OPEN).last()
    for number in range(rows - 1):
        brought(first, ana, f"More {number}")
    queries = {
        url("decision_list", team): 7,
        first.get_absolute_url(): 7,
        url("decision_explain", team, done.number): 5,
    }
    for address, exactly in queries.items():
        as_ana.get(address)
        with django_assert_num_queries(exactly):
            as_ana.get(address)


# --- Preparing -------------------------------------------------------------------------------------------------------


def test_a_member_brings_a_question(as_ben, as_cleo, ben, team):
    everything = said(
        question="  Which <b>morning</b>\nis free? ",
        guide="influence",
        rule="leader",
        decider=ben.pk,
        background="Two\nlines",
    )
    page = as_ben.post(url("decision_new", team), everything, follow=True).text
    made = Decision.objects.get()
    assert (made.question, made.noted_by, made.stage) == ("Which <b>morning</b> is free?", ben, "draft")
    for text in (page, as_cleo.get(made.get_absolute_url()).text):
        assert "Which &lt;b&gt;morning&lt;/b&gt; is free?" in text
        assert "Ben Okafor decides, after hearing the others." in text
        assert "You are asked first." in text
        assert "only your team sees it" in text


def test_a_question_alone_is_a_draft(as_ben, team):
    bare = said(input_until="", decide_by="", without_agreement="")
    page = as_ben.post(url("decision_new", team), bare, follow=True).text
    assert "Say what happens without agreement." in page
    assert "Say until when people may give input." in page


def test_pressed_twice_it_is_one(as_ben, team):
    for _press in range(2):
        as_ben.post(url("decision_new", team), said())
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"question": ""},
        {"question": "x" * 301},
        {"background": "x" * 4001},
        {"without_agreement": "x" * 301},
        {"rule": "dice"},
        {"rule": "leader"},
        {"openness": "hidden"},
        {"audience": "everybody"},
        {"guide": "nothing"},
        {"input_until": "soon"},
        {"decide_by": "0027-01-01"},
        {"decide_by": str(day(2))},
        {"decider": "99999", "rule": "leader"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, change):
    answer = as_ben.post(url("decision_new", team), said(background="Three busses come late") | change)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "background" in change or "Three busses come late" in answer.text
    assert not Decision.objects.exists()


def test_two_thousand_letters_are_counted_and_none_is_lost(as_ben, team):
    words = ("word " * 400).strip()
    answer = as_ben.post(url("decision_new", team), said(question=words))
    assert "At most 300 letters, please. These are 1999; all of them are still here." in answer.text
    assert words in answer.text
    assert "maxlength" not in answer.text.partition("<main")[2]


def test_an_observer_decides_nothing_alone(as_ben, ana, cleo, team):
    answer = as_ben.post(url("decision_new", team), said(rule="leader", decider=cleo.pk))
    assert answer.status_code == 422


def test_a_draft_is_said_anew_by_anybody_who_takes_part(as_ben, ana, team):
    made = draft(team, ana)
    as_ben.post(url("decision_edit", team, made.number), said(question="Better?", edition=made.edition))
    assert reread(made).question == "Better?"


def test_two_who_change_a_draft_both_see_what_the_other_wrote(as_ana, as_ben, ana, team):
    made = draft(team, ana)
    first, second = (said(question=words, edition=made.edition) for words in ("What Ana asks", "What Ben asks"))
    as_ana.post(url("decision_edit", team, made.number), first)
    answer = as_ben.post(url("decision_edit", team, made.number), second)
    assert answer.status_code == 409
    assert "What Ana asks" in answer.text
    assert "What Ben asks" in answer.text
    stored = reread(made)
    assert stored.question == "What Ana asks"
    as_ben.post(url("decision_edit", team, made.number), second | {"edition": stored.edition})
    assert reread(made).question == "What Ben asks"


def test_the_question_of_the_vision_stands_beside(as_ben, ana, team):
    vision = SharedVision.start(team)
    Hand(vision.text, ana).write("How does this help each child be known?", "filter")
    for address in (url("decision_new", team), draft(team, ana).get_absolute_url()):
        assert "How does this help each child be known?" in as_ben.get(address).text


# --- Opening ---------------------------------------------------------------------------------------------------------


def test_a_facilitator_opens_it_after_reading_the_rules_once_more(as_ana, ana, team):
    made = draft(team, ana)
    page = as_ana.get(url("decision_open", team, made.number)).text
    assert "a proposal stands unless somebody has a reasoned objection" in page
    assert "The old week stays until summer." in page
    page = as_ana.post(url("decision_open", team, made.number), follow=True).text
    now = reread(made)
    assert (now.stage, now.opened_by, now.advisory) == ("open", ana, False)
    assert "Nobody has been able to change it since." in page


def test_of_a_public_body_it_is_advice(as_ana, ana, team):
    as_ana.post(url("team_edit", team), {"name": team.name, "public_body": "on"})
    one = opened(team, ana)
    assert one.advisory
    assert "advice for that meeting and binds nobody" in as_ana.get(one.get_absolute_url()).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"without_agreement": ""}, "Say what happens without agreement."),
        ({"input_until": None}, "Say until when people may give input."),
        ({"decide_by": None}, "Say by when it is decided."),
        ({"input_until": day(-1)}, "The last day for input is over."),
        ({"decide_by": day(3)}, "It would be decided before the last day for input."),
        ({"rule": "leader"}, "Say who decides: one person of your team who takes part."),
    ],
)
def test_nobody_is_asked_under_rules_that_are_not_said(as_ana, ana, team, change, sentence):
    made = draft(team, ana, **change)
    assert sentence in as_ana.get(made.get_absolute_url()).text
    assert sentence in as_ana.get(url("decision_open", team, made.number)).text
    answer = as_ana.post(url("decision_open", team, made.number))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert reread(made).stage == "draft"


def test_whoever_left_the_team_cannot_be_the_one_who_decides(ana, ben, team):
    made = draft(team, ana, rule="leader", decider=ben)
    Membership.objects.get(person=ben).delete()
    with pytest.raises(NotReady):
        made.open(ana)


def test_today_is_still_a_day_for_input(ana, team):
    assert opened(team, ana, input_until=day(0)).takes_input
    assert not opened(team, ana, question="Another?", input_until=day(-1)).takes_input


def test_opened_twice_it_is_opened_once(as_ana, ana, ben, team):
    made = draft(team, ana)
    assert made.open(ana)
    assert not Decision.objects.get().open(ben)
    answer = as_ana.post(url("decision_open", team, made.number), follow=True)
    assert "moved on meanwhile" in answer.text
    assert reread(made).opened_by == ana


RIGHTS = {
    "question": "Another?",
    "rule": "gradients",
    "openness": "tell",
    "audience": "team",
    "without_agreement": "I decide.",
    "advisory": True,
    "opened_at": None,
    "stage": "draft",
    "number": 77,
    "decider_name": "Somebody else",
}


@pytest.mark.parametrize("field", RIGHTS)
def test_the_database_keeps_the_rights(ana, team, field):
    one = opened(team, ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=one.pk).update(**{field: RIGHTS[field]})
    assert getattr(reread(one), field) == getattr(one, field)


def test_the_database_puts_nobody_in_the_place_of_who_decides(ana, ben, team):
    one = opened(team, ana, rule="leader")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=one.pk).update(decider=ben)


def test_a_deleted_account_takes_its_name_along(as_ben, ana, team):
    chief = factories.person("Quirin Vogel")
    team.welcome(chief, "link")
    one = opened(team, ana, rule="leader", decider=chief)
    assert "Quirin Vogel decides" in as_ben.get(one.get_absolute_url()).text
    chief.delete()
    page = as_ben.get(one.get_absolute_url()).text
    assert "Quirin" not in page
    assert "A former colleague decides" in page
    assert reread(one).decider_name == ""


def test_while_it_is_open_only_more_can_be_said(as_ana, as_ben, ana, team):
    one = opened(team, ana)
    address = url("decision_edit", team, one.number)
    assert as_ben.get(address).status_code == 403
    assert 'name="question"' not in as_ana.get(address).text
    later = more(one, background="One more fact.", input_until=str(day(20)))
    as_ana.post(address, later | {"rule": "leader", "audience": "team"})
    now = reread(one)
    assert (now.background, now.input_until, now.question) == ("One more fact.", day(20), one.question)
    with pytest.raises(MovedOn):
        now.mend(now.edition, question="Another?")


@pytest.mark.parametrize("change", [{"input_until": str(day(3))}, {"decide_by": str(day(15))}, {"input_until": ""}])
def test_nobody_loses_time_they_counted_on(as_ana, ana, team, change):
    one = opened(team, ana)
    answer = as_ana.post(url("decision_edit", team, one.number), more(one, **change, background="Kept words"))
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert reread(one).input_until == one.input_until


def test_a_day_that_is_over_may_stay(as_ana, ana, team):
    one = opened(team, ana, input_until=day(-2))
    as_ana.post(url("decision_edit", team, one.number), more(one, background="Found out since."))
    assert reread(one).background == "Found out since."


def test_a_form_from_before_the_opening_changes_nothing(as_ben, as_ana, ana, team):
    made = draft(team, ana)
    edition = made.edition
    made.open(ana)
    late = said(question="Sly?", background="Kept words", edition=edition)
    answer = as_ana.post(url("decision_edit", team, made.number), late)
    assert answer.status_code == 409
    assert "Kept words" in answer.text
    assert "a proposal stands unless" in answer.text
    assert reread(made).question == QUESTION


# --- Removing and dropping -------------------------------------------------------------------------------------------


def test_a_draft_goes_for_good(as_ana, as_ben, ana, ben, team):
    anas, bens = draft(team, ana), draft(team, ben, question="Mine?")
    remove = url("decision_remove", team, anas.number)
    assert as_ben.get(remove).status_code == 403
    assert remove not in as_ben.get(anas.get_absolute_url()).text
    assert as_ben.post(url("decision_remove", team, bens.number)).status_code == 422
    as_ben.post(url("decision_remove", team, bens.number), {"edition": bens.edition})
    as_ana.post(remove, {"edition": anas.edition})
    assert not Decision.objects.exists()


def test_what_was_said_anew_is_asked_for_again(as_ana, ana, ben, team):
    made = draft(team, ana)
    read = reread(made)
    made.mend(made.edition, question="Better?")
    answer = as_ana.post(url("decision_remove", team, made.number), {"edition": read.edition})
    assert answer.status_code == 409
    assert "Better?" in answer.text
    with pytest.raises(Stale):
        made.remove(read.edition)


def test_what_was_open_stays_in_the_log(as_ana, ana, team):
    one = opened(team, ana)
    assert (
        "moved on" in as_ana.post(url("decision_remove", team, one.number), {"edition": one.edition}, follow=True).text
    )
    with pytest.raises(MovedOn):
        one.remove(one.edition)
    assert Decision.objects.exists()


def test_an_open_one_is_dropped_with_a_reason(as_ana, as_ben, ana, ben, team):
    one = opened(team, ana)
    brought(one, ben)
    address = url("decision_drop", team, one.number)
    assert as_ben.get(address).status_code == 403
    assert as_ana.post(address, {"because": " "}).status_code == 422
    long = "word " * 400
    answer = as_ana.post(address, {"because": long})
    assert answer.status_code == 422
    assert long.strip() in answer.text
    as_ana.post(address, {"because": "Nobody needs it now."})
    page = as_ben.get(one.get_absolute_url()).text
    assert "Nobody needs it now." in page
    assert "Tuesday is when the busses are late." in page
    assert "moved on" in as_ana.post(address, {"because": "Twice"}, follow=True).text
    assert reread(one).dropped_because == "Nobody needs it now."


# --- Explaining ------------------------------------------------------------------------------------------------------


def answered(
    one, *inputs, explanation="We heard about the busses.", taken="no", because="The busses change in spring."
):
    said = {"edition": one.edition, "explanation": explanation}
    for each in inputs:
        said |= {f"taken_{each.pk}": taken, f"because_{each.pk}": because}
    return said


def done_with_input(team, ana, *people, **fields):
    """Decided, after these people were heard."""
    one = opened(team, ana, **fields)
    inputs = [brought(one, each, f"Words of {each}") for each in people]
    Decision.objects.filter(pk=one.pk).update(
        stage="decided", outcome="Wednesday.", decided_on=day(0), review_on=day(90), decided_by=ana
    )
    return reread(one), *inputs


def test_each_reads_what_became_of_their_words(as_ana, as_ben, ana, ben, cleo, team):
    one, bens = done_with_input(team, ana, ben)
    page = as_ana.get(one.get_absolute_url()).text
    assert "What became of one input is not said yet." in page
    assert "Say what became of what people brought" in as_ana.get(url("decision_list", team)).text
    as_ana.post(url("decision_explain", team, one.number), answered(one, bens))
    page = as_ben.get(one.get_absolute_url()).text
    for words in ("Not taken up", "The busses change in spring.", "We heard about the busses."):
        assert words in page
    assert "is not said yet" not in page
    assert reread(one).explained_at


def test_some_may_stay_open_for_later(as_ana, ana, ben, cleo, team):
    one, first, second = done_with_input(team, ana, ben, ana)
    as_ana.post(url("decision_explain", team, one.number), answered(one, first))
    assert "What became of one input is not said yet." in as_ana.get(one.get_absolute_url()).text
    now = reread(one)
    as_ana.post(url("decision_explain", team, one.number), answered(now, first, second, taken="yes", because=""))
    assert set(one.inputs.values_list("taken", flat=True)) == {"yes"}


@pytest.mark.parametrize(
    "change",
    [{"because": ""}, {"taken": "partly", "because": ""}, {"because": "x" * 401}, {"taken": "maybe"}, {"taken": ""}],
)
def test_what_was_not_taken_up_has_a_reason(as_ana, ana, ben, team, change):
    one, bens = done_with_input(team, ana, ben)
    answer = as_ana.post(url("decision_explain", team, one.number), answered(one, bens, **change))
    assert answer.status_code == 422
    assert "We heard about the busses." in answer.text
    assert reread(one).explanation == ""


def test_two_who_explain_both_see_it(as_ana, ana, ben, team):
    one, bens = done_with_input(team, ana, ben)
    one.explain(one.edition, "Another window said this.", {})
    answer = as_ana.post(url("decision_explain", team, one.number), answered(one, bens) | {"edition": one.edition - 1})
    assert answer.status_code == 409
    assert "Another window said this." in answer.text
    assert "We heard about the busses." in answer.text
    as_ana.post(url("decision_explain", team, one.number), answered(reread(one), bens))
    assert reread(one).explanation == "We heard about the busses."


def test_whoever_decides_alone_explains_it(as_ana, as_ben, ana, ben, team):
    one, bens = done_with_input(team, ana, ben, rule="leader", decider=ben)
    assert as_ben.get(url("decision_explain", team, one.number)).status_code == 200
    other, _words = done_with_input(team, ana, ben, question="By us all?")
    assert as_ben.get(url("decision_explain", team, other.number)).status_code == 403


def test_nothing_is_explained_before_it_is_decided(as_ana, ana, team):
    one = opened(team, ana)
    assert (
        "First write down what was decided" in as_ana.get(url("decision_explain", team, one.number), follow=True).text
    )
    with pytest.raises(MovedOn):
        one.explain(one.edition, "Too early", {})


# --- Who may, and two at once ----------------------------------------------------------------------------------------

WRITES = (
    "decision_edit",
    "decision_open",
    "decision_remove",
    "decision_drop",
    "decision_explain",
    "decision_input_add",
)


def test_outsiders_find_nothing(as_dov, as_nobody, ana, team):
    one = opened(team, ana, question="Only for Northside?")
    for name in ("decision", *WRITES):
        address = url(name, team, one.number)
        assert as_dov.get(address).status_code == 404
        assert as_dov.post(address, said()).status_code in (404, 405)
        assert as_nobody.get(address).status_code == 302
    for name in ("decision_list", "decision_new"):
        assert as_dov.get(url(name, team)).status_code == 404


def test_observers_change_nothing(as_cleo, ana, team):
    made, one = draft(team, ana), opened(team, ana, question="Open?")
    assert as_cleo.get(one.get_absolute_url()).status_code == 200
    assert as_cleo.post(url("decision_new", team), said()).status_code == 403
    for name in WRITES:
        for each in (made, one):
            assert as_cleo.post(url(name, team, each.number), said()).status_code == 403


def test_members_open_and_drop_nothing(as_ben, ana, team):
    made, one = draft(team, ana), opened(team, ana, question="Open?")
    assert as_ben.post(url("decision_open", team, made.number)).status_code == 403
    assert as_ben.post(url("decision_drop", team, one.number), {"because": "No"}).status_code == 403


@pytest.mark.parametrize(("name", "part"), [("decision_list", "decisions"), ("decision", "decision")])
def test_an_open_page_fetches_its_part(as_cleo, ana, team, name, part):
    one = opened(team, ana)
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    answer = as_cleo.get(url(name, team, *((one.number,) if name == "decision" else ())), headers=headers).text
    assert f'id="{part}"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_numbers_of_nothing_lead_nowhere(as_ana, ana, team, number):
    opened(team, ana)
    for name in ("decision", *WRITES):
        assert as_ana.get(url(name, team, number)).status_code == 404


def test_a_long_log_has_pages(as_ben, team):
    Decision.objects.bulk_create(
        Decision(team=team, number=number, question=f"Number {number}?", stage="dropped", dropped_because="Long ago.")
        for number in range(1, 53)
    )
    page = as_ben.get(url("decision_list", team)).text
    assert "Older ones" in page
    assert "Number 1?" not in page
    assert "Number 1?" in as_ben.get(url("decision_list", team) + "?page=2").text
    assert as_ben.get(url("decision_list", team) + "?page=nonsense").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_it_once(ana, ben, team):
    made = draft(team, ana)
    answers = at_once(*(lambda who=who: Decision.objects.get(pk=made.pk).open(who) for who in (ana, ben)))
    assert sorted(answers) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_numbers_are_each_given_once(ana, ben, team):
    at_once(*(lambda n=n: Decision.prepare(team, ana, question=f"Number {n}?") for n in range(4)))
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
