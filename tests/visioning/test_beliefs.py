"""Rounds about beliefs: asked once, said alone, hidden until all of it is revealed."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from leadership.models import AnsweredAlready, Membership, Naming, NotNow, Role, RoundClosed, RoundOpen, TooFew
from tests.conftest import signed_in
from tests.leadership.asking import queries
from tests.leadership.test_together import at_once
from visioning.models import Belief, BeliefRound, BeliefTurn, Gone, NothingToAsk, Theory

from . import theorising

pytestmark = pytest.mark.django_db
SECRET = "The timetable never holds until October."


@pytest.fixture
def theory(team, ana):
    return theorising.theory(team, ana)


def url(name, theory, *args):
    return reverse(name, args=(theory.team.slug, theory.number, *args))


def said(round, level="4", why=SECRET, **fields):
    """What a form sends: this level for every arrow, and the reason with the first."""
    spots = [f"{item['source']}-{item['target']}" for item in round.wording]
    return {f"sure-{spot}": level for spot in spots} | {f"why-{spots[0]}": why} | fields


def say(client, theory, round, **fields):
    return client.post(url("belief_say", theory, round.number), said(round, **fields), follow=True)


# --- Asking ------------------------------------------------------------------------------------------------------------


def test_a_facilitator_asks_and_everybody_is_asked_about_the_arrows_of_that_day(as_ana, as_ben, theory, ana):
    response = as_ana.post(url("belief_round_new", theory), {"naming": "named"}, follow=True)
    assert "Everybody on the team is asked now." in response.text
    round = theory.belief_rounds.get()
    theory.arrows.get(source__number=1).remove(ana)
    page = as_ben.get(url("belief_say", theory, round.number)).text
    assert page.count("data-item") == 3
    assert "Teachers plan lessons in pairs" in page
    assert "The theory no longer says it quite like this." in page


def test_one_round_at_a_time(as_ana, theory):
    theorising.belief_round(theory, revealed=False)
    response = as_ana.post(url("belief_round_new", theory), {"naming": "named"}, follow=True)
    assert "One round at a time is enough." in response.text
    assert theory.belief_rounds.count() == 1


def test_where_fewer_than_five_could_stay_unknown_only_names_are_offered(as_ana, team, theory):
    theorising.crowd(team, 3)
    page = as_ana.get(url("belief_round_new", theory)).text
    assert "So nobody could stay unknown." in page
    assert 'value="unnamed"' not in page
    response = as_ana.post(url("belief_round_new", theory), {"naming": "unnamed"})
    assert response.status_code == 422
    with pytest.raises(TooFew):
        BeliefRound.open(theory, None, Naming.UNNAMED)
    theorising.crowd(team, 1, start=3)
    assert 'value="unnamed"' in as_ana.get(url("belief_round_new", theory)).text


def test_without_an_arrow_there_is_nothing_to_ask(as_ana, team, ana):
    empty = theorising.theory(team, ana, arrows=())
    with pytest.raises(NothingToAsk):
        BeliefRound.open(empty, ana, Naming.NAMED)
    response = as_ana.post(url("belief_round_new", empty), {"naming": "named"})
    assert response.headers["Location"] == url("theory_write", empty)
    assert "Write what leads to what" in as_ana.get(url("belief_round_list", empty)).text


def test_names_and_words_are_fixed_by_the_database(theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1})
    for change in ({"naming": "unnamed"}, {"wording": []}, {"revealed_at": None}, {"revealed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BeliefRound.objects.filter(pk=round.pk).update(**change)


# --- Saying --------------------------------------------------------------------------------------------------------------


def test_nothing_shows_while_it_is_open_but_how_many_have_spoken(as_ana, as_ben, as_cleo, theory):
    round = theorising.belief_round(theory, revealed=False)
    assert "Thank you." in say(as_ben, theory, round).text
    for client in (as_ana, as_cleo):
        for page in (url("belief_round", theory, round.number), url("belief_round_list", theory)):
            text = client.get(page).text
            assert "1 of 2 people asked have spoken." in text
            assert SECRET not in text
            assert "Rather sure" not in text
    assert SECRET not in as_ana.get(url("belief_say", theory, round.number)).text


def test_with_names_it_can_be_changed_until_the_reveal(as_ben, theory, ben, ana):
    round = theorising.belief_round(theory, {ana: 5}, revealed=False)
    say(as_ben, theory, round, level="2")
    assert SECRET in as_ben.get(url("belief_say", theory, round.number)).text
    say(as_ben, theory, round, level="5", why="")
    assert set(round.own_beliefs(ben).values_list("sure", "why")) == {(5, "")}
    assert round.turns.count() == 2
    round.reveal()
    late = as_ben.post(url("belief_say", theory, round.number), said(round))
    assert late.status_code == 409
    assert SECRET in late.text
    with pytest.raises(RoundClosed):
        round.say(ben, {})


def test_without_names_it_is_sent_once_and_leads_to_nobody(team, theory):
    people = theorising.crowd(team, 5)
    round = theorising.belief_round(theory, naming="unnamed", revealed=False)
    client = signed_in(people[0])
    assert "Send, for good" in client.get(url("belief_say", theory, round.number)).text
    say(client, theory, round, group="teacher")
    again = client.post(url("belief_say", theory, round.number), said(round, why="Another reason", group="teacher"))
    assert again.status_code == 409
    assert "Another reason" in again.text
    assert not Belief.objects.exclude(person=None).exists()
    assert Belief.objects.count() == 3
    with pytest.raises(AnsweredAlready):
        round.say(people[0], {})


def test_ids_and_places_of_nameless_rows_tell_no_order(team, theory):
    people = theorising.crowd(team, 8)
    round = theorising.belief_round(theory, dict.fromkeys(people, 4), naming="unnamed", revealed=False)
    transactions = Belief.objects.filter(round=round).extra(select={"written": "xmin::text"})
    assert len({row.written for row in transactions}) == 1
    assert len({row.pk for row in transactions}) == 24


def test_a_formal_leader_says_how_it_is_kept(as_ben, team, theory, ben):
    theorising.crowd(team, 5)
    round = theorising.belief_round(theory, naming="unnamed", revealed=False)
    assert "For my eyes only" in as_ben.get(url("belief_say", theory, round.number)).text
    missing = as_ben.post(url("belief_say", theory, round.number), said(round))
    assert missing.status_code == 422
    assert SECRET in missing.text
    say(as_ben, theory, round, keep="private")
    assert set(Belief.objects.values_list("person", "private")) == {(ben.pk, True)}


def test_what_is_left_open_counts_as_cannot_say(as_ben, theory, ben):
    round = theorising.belief_round(theory, revealed=False)
    nothing = as_ben.post(url("belief_say", theory, round.number), {})
    assert nothing.status_code == 422
    assert "Say how sure you are of at least one of them" in nothing.text
    as_ben.post(url("belief_say", theory, round.number), {"sure-1-2": "5"})
    assert sorted(round.own_beliefs(ben).values_list("sure", flat=True), key=str) == [5, None, None]


def test_too_long_a_reason_is_given_back_whole(as_ben, theory):
    round = theorising.belief_round(theory, revealed=False)
    long = "word " * 400
    response = as_ben.post(url("belief_say", theory, round.number), said(round, why=long))
    assert response.status_code == 422
    assert long.strip() in response.text
    assert not BeliefTurn.objects.exists()


@pytest.mark.parametrize("level", ["6", "-1", "x"])
def test_no_other_level_is_taken(as_ben, theory, level):
    round = theorising.belief_round(theory, revealed=False)
    assert as_ben.post(url("belief_say", theory, round.number), said(round, level=level)).status_code == 422


def test_words_with_tags_stay_words(as_ana, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1}, why="<script>alert(1)</script>")
    assert "<script>alert(1)" not in as_ana.get(url("belief_round", theory, round.number)).text


# --- Revealing -----------------------------------------------------------------------------------------------------------


def test_all_is_revealed_at_once_and_a_second_click_is_told(as_ana, as_cleo, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1}, revealed=False, why=SECRET)
    address = url("belief_round_reveal", theory, round.number)
    assert "All is revealed." in as_ana.post(address, follow=True).text
    assert "a moment ago" in as_ana.post(address, follow=True).text
    page = as_cleo.get(url("belief_round", theory, round.number)).text
    assert "We see this differently." in page
    assert SECRET in page
    assert "Talk about it" in page
    assert url("theory_comment_about", theory, "1-2") in page


def test_one_alone_is_not_revealed(as_ana, theory, ana):
    round = theorising.belief_round(theory, {ana: 5}, revealed=False)
    response = as_ana.post(url("belief_round_reveal", theory, round.number), follow=True)
    assert "Wait until at least two people" in response.text
    with pytest.raises(NotNow):
        round.reveal()


def test_before_the_reveal_a_facilitator_is_told_what_too_few_means(team, theory, as_ana):
    people = theorising.crowd(team, 5)
    round = theorising.belief_round(theory, dict.fromkeys(people[:3], 4), naming="unnamed", revealed=False)
    assert "it would be deleted" in as_ana.get(url("belief_round", theory, round.number)).text
    round.reveal()
    assert "nothing of it is kept" in as_ana.get(url("belief_round", theory, round.number)).text


def test_a_round_is_stopped_and_what_was_said_is_deleted_unread(as_ana, as_ben, theory, ben):
    round = theorising.belief_round(theory, {ben: 1}, revealed=False, why=SECRET)
    address = url("belief_round_stop", theory, round.number)
    assert "deleted, unread" in as_ana.post(address, follow=True).text
    assert not Belief.objects.exists()
    assert as_ana.post(address).status_code == 404
    late = as_ben.post(url("belief_say", theory, round.number), said(round))
    assert late.status_code == 409
    assert SECRET in late.text
    with pytest.raises(Gone):
        round.reveal()


def test_what_was_meant_for_a_stopped_round_is_no_part_of_the_next_one(as_ana, as_ben, team, theory, ana, ben):
    """The next round has the same address, and may keep names where the first did not."""
    theorising.crowd(team, 5)
    first = theorising.belief_round(theory, naming="unnamed", revealed=False)
    assert f'name="round" value="{first.pk}"' in as_ben.get(url("belief_say", theory, first.number)).text
    assert f'name="round" value="{first.pk}"' in as_ana.get(url("belief_round", theory, first.number)).text
    first.stop()
    second = theorising.belief_round(theory, {ana: 3, ben: 4}, revealed=False)
    assert second.number == first.number
    late = as_ben.post(url("belief_say", theory, second.number), said(second) | {"round": first.pk})
    assert (late.status_code, SECRET in late.text) == (409, True)
    assert not Belief.objects.filter(why=SECRET).exists()
    for name in ("belief_round_reveal", "belief_round_stop"):
        as_ana.post(url(name, theory, second.number), {"round": first.pk})
    second.refresh_from_db()
    assert (second.is_revealed, second.turns.count()) == (False, 2)


def test_who_was_asked_as_a_leader_and_is_none_by_now_looks_again(as_ben, team, theory, ben):
    theorising.crowd(team, 5)
    round = theorising.belief_round(theory, naming="unnamed", revealed=False)
    ben.positions = ["teacher"]
    ben.save()
    answer = as_ben.post(url("belief_say", theory, round.number), said(round, keep="private"))
    assert (answer.status_code, SECRET in answer.text) == (422, True)
    assert "Your position changed meanwhile" in answer.text
    assert not Belief.objects.exists()


def test_what_is_revealed_cannot_be_stopped(as_ana, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1})
    response = as_ana.post(url("belief_round_stop", theory, round.number), follow=True)
    assert "nothing was changed" in response.text
    assert Belief.objects.count() == 6


def test_what_to_try_out_next_is_what_is_most_doubted(as_cleo, theory, ana, ben):
    theorising.belief_round(theory, {ana: (2, 5, 1), ben: (4, 5, 1)})
    page = as_cleo.get(url("belief_round_list", theory)).text
    next_ones = page[page.index("What to try out next") : page.index("Arrow by arrow")]
    assert next_ones.index("More students pass algebra") < next_ones.index("We protect an hour")
    assert 'id="next-2-3"' not in page


# --- Who leaves, what goes ---------------------------------------------------------------------------------------------


def test_who_leaves_or_looks_on_breaks_nothing(as_ana, team, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1}, revealed=False)
    Membership.objects.filter(team=team, person=ben).update(role=Role.OBSERVER)
    page = as_ana.get(url("belief_round", theory, round.number)).text
    assert "2 of 2 people asked have spoken." in page
    Membership.objects.filter(team=team, person=ben).delete()
    round.reveal()
    assert "Ben Okafor" in as_ana.get(url("belief_round", theory, round.number)).text
    ben.delete()
    assert "Ben Okafor" not in as_ana.get(url("belief_round", theory, round.number)).text


def test_a_theory_put_away_takes_its_rounds_out_of_sight(as_ana, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5, ben: 1}, revealed=False)
    theory.remove(ana)
    assert as_ana.get(url("belief_round", theory, round.number)).status_code == 404
    assert as_ana.post(url("belief_say", theory, round.number), said(round)).status_code == 404
    with pytest.raises(Gone):
        BeliefRound.open(Theory.objects.get(pk=theory.pk), ana, Naming.NAMED)
    theory.put_back()
    assert as_ana.get(url("belief_round", theory, round.number)).status_code == 200


def test_arrows_taken_out_while_it_is_open_are_said_to_be(as_ana, theory, ana, ben):
    round = theorising.belief_round(theory, {ana: 5}, revealed=False)
    theory.statements.get(number=2).remove(ana)
    say(signed_in(ben), theory, round, level="1")
    round.reveal()
    page = as_ana.get(url("belief_round", theory, round.number)).text
    assert page.count("This arrow was taken out since.") == 2
    assert as_ana.get(url("belief_round_list", theory)).status_code == 200


def test_the_file_of_ones_own_data_has_ones_own_beliefs_and_nobody_elses(as_ben, team, theory, ana, ben):
    theorising.belief_round(theory, {ana: 5, ben: 2}, why=SECRET)
    people = theorising.crowd(team, 5)
    theorising.belief_round(theory, dict.fromkeys(people, 4), naming="unnamed", why="Nameless")
    theory.arrows.first().note_state(ben, "being_tested", timezone.localdate(), "We began")
    found = as_ben.get(reverse("me_export")).json()
    assert [one["sure"] for one in found["beliefs_with_my_name_or_for_my_eyes"]] == [2, 2, 2]
    assert "→" in found["beliefs_with_my_name_or_for_my_eyes"][0]["arrow"]
    assert found["states_of_arrows_noted"][0]["because"] == "We began"
    assert "Ana Ruiz" not in str(found["beliefs_with_my_name_or_for_my_eyes"])
    theirs = signed_in(people[0]).get(reverse("me_export")).json()
    assert theirs["beliefs_with_my_name_or_for_my_eyes"] == []
    assert len(theirs["belief_rounds_without_names"]["rounds"]) == 1
    assert "Nameless" not in str(theirs)


# --- Doors, parts, questions ---------------------------------------------------------------------------------------------


def addresses(theory, round):
    own = [url("belief_round_list", theory), url("belief_round_new", theory)]
    names = ("belief_round", "belief_say", "belief_round_reveal", "belief_round_stop")
    return own + [url(name, theory, round.number) for name in names]


def test_outsiders_find_nothing(as_dov, theory):
    round = theorising.belief_round(theory, revealed=False)
    for address in addresses(theory, round):
        assert {as_dov.get(address).status_code, as_dov.post(address).status_code} <= {404, 405}


def test_observers_read_and_write_nothing(as_cleo, theory):
    round = theorising.belief_round(theory, revealed=False)
    reading, others = addresses(theory, round)[::2][:2], addresses(theory, round)
    assert [as_cleo.get(address).status_code for address in reading] == [200, 200]
    assert {as_cleo.post(address).status_code for address in others} == {403, 405}


def test_members_say_and_do_not_run(as_ben, theory):
    round = theorising.belief_round(theory, revealed=False)
    for name in ("belief_round_reveal", "belief_round_stop"):
        assert as_ben.post(url(name, theory, round.number)).status_code == 403
    assert as_ben.post(url("belief_round_new", theory), {"naming": "named"}).status_code == 403


def test_parts_come_alone(as_ana, theory):
    round = theorising.belief_round(theory, revealed=False)
    for address, part in (
        (url("belief_round_list", theory), "how-sure"),
        (url("belief_round", theory, round.number), "belief-round"),
    ):
        response = as_ana.get(address, headers={"HX-Request": "true", "HX-Target": f"div#{part}"})
        assert f'id="{part}"' in response.text
        assert "<html" not in response.text


@pytest.mark.parametrize("naming", ["named", "unnamed"])
def test_pages_ask_the_database_as_often_however_much_there_is(as_ana, team, ana, naming):
    people = theorising.crowd(team, 6)
    counts = []
    for size in (1, 3):
        theory = theorising.theory(team, ana, arrows=theorising.CHAIN[:size], title=f"Theory {size}")
        for _round in range(size):
            round = theorising.belief_round(theory, dict.fromkeys(people, 4), naming=naming)
        pages = [url("belief_round_list", theory), url("belief_round", theory, round.number)]
        waiting = theorising.belief_round(theory, {people[0]: 4}, naming=naming, revealed=False)
        pages += [url("belief_round", theory, waiting.number), url("belief_say", theory, waiting.number)]
        counts.append([queries(as_ana, page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 10


# --- Two at once -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_ask_and_two_who_reveal_at_once_do_it_once(team, theory, ana, ben):
    Membership.objects.filter(team=team, person=ben).update(role=Role.FACILITATOR)
    asked = url("belief_round_new", theory)
    assert at_once((ana, asked, {"naming": "named"}), (ben, asked, {"naming": "named"})) == [302, 302]
    round = theory.belief_rounds.get()
    saying = url("belief_say", theory, round.number)
    assert at_once((ana, saying, said(round)), (ana, saying, said(round)), (ben, saying, said(round))) == [302] * 3
    assert (round.turns.count(), round.beliefs.count()) == (2, 6)
    reveal = url("belief_round_reveal", theory, round.number)
    assert at_once((ana, reveal, {}), (ben, reveal, {}), (ben, saying, said(round)))[:2] == [302, 302]
    round.refresh_from_db()
    assert round.is_revealed
    assert round.beliefs.count() == 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_person_in_two_windows_speaks_once_without_names(team, theory):
    people = theorising.crowd(team, 5)
    round = theorising.belief_round(theory, naming="unnamed", revealed=False)
    saying = url("belief_say", theory, round.number)
    data = said(round, group="teacher")
    assert sorted(at_once((people[0], saying, data), (people[0], saying, data))) == [302, 409]
    assert round.beliefs.count() == 3


def test_asking_twice_is_refused_by_the_verb(theory, ana):
    BeliefRound.open(theory, ana, Naming.NAMED)
    with pytest.raises(RoundOpen):
        BeliefRound.open(theory, ana, Naming.NAMED)
