"""Who may do what in the work on a vision, as plain facts about a place. No requests, no queries.

A place is a Membership, or a `visioning.guests.Guest`: somebody of the school's staff whom the team invited. What a guest
may do to the text follows from how open the round is said to be, so the label is never only a label.
"""

from leadership.rules import may_run_team, may_take_part


def is_guest(place):
    return place.role == "guest"


def may_read_text(place):
    """Everybody on the team may read along, observers too; and guests."""
    return place is not None


def may_write_text(place):
    """Those who take part write; guests do while a round is open in which all create together."""
    return place is not None and (may_take_part(place) or (is_guest(place) and place.openness == "co_create"))


def may_start_vision(place):
    """Anybody who takes part may open the blank page."""
    return may_take_part(place)


def may_keep_version(place):
    """Keeping and naming a version changes nothing that others wrote."""
    return may_take_part(place)


def may_restore_version(place):
    """Restoring is writing: a new change, undone like any other."""
    return may_take_part(place)


def may_adopt_version(place):
    """Somebody who runs the team writes down that it said yes."""
    return may_run_team(place)


# --- Gatherings, listening, the weaving table ---------------------------------------------------------------------


def may_run_gathering(place):
    """Open, reveal, and run listening rounds."""
    return may_run_team(place)


def may_share_vision(place):
    """Bring one's own vision: everybody who takes part, and guests."""
    return may_take_part(place) or is_guest(place)


def may_listen(place):
    """Note a colleague's words, and read voices before they show."""
    return may_take_part(place)


def may_read_listening(place):
    """See what is asked and what waits: the team, observers too. Guests meet voices on the table."""
    return place is not None and not is_guest(place)


def may_lay_phrases(place):
    """Pick phrases and lay them under themes."""
    return may_take_part(place) or is_guest(place)


def may_weave(place):
    """Tie a passage of the text to the words it grew from: part of writing it."""
    return may_write_text(place)


# --- Rounds, comments, alignment, uses, why --------------------------------------------------------------------------


def may_run_round(place):
    """Open and close rounds of drafting and alignment checks."""
    return may_run_team(place)


def may_comment(place):
    """Comment and suggest: everybody who takes part, and guests while a round asks for their reaction."""
    return may_take_part(place) or (is_guest(place) and place.openness in {"test", "consult", "co_create"})


def may_answer_suggestion(place):
    """Accept or refuse other words. Accepting is writing."""
    return may_take_part(place)


def may_answer_check(place):
    """Say how far one can work toward a version. Whom a check asks is the check's own business."""
    return may_take_part(place) or is_guest(place)


def may_note_use(place):
    """Write down where the vision decided something, whom it is told, and how the team's own process looks."""
    return may_take_part(place)


def may_mend_use(place, use):
    """Whoever noted it mends it, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and use.noted_by_id == place.person_id)


def may_answer_why(place):
    return may_take_part(place)


# --- Theory of action ----------------------------------------------------------------------------------------------


def may_write_theory(place):
    """Name goals and problems, start theories, write statements and arrows, keep and restore versions: all who take part."""
    return may_take_part(place)


def may_mend_goal(place, goal):
    """Whoever noted a goal or a problem takes it away, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and goal.noted_by_id == place.person_id)


def may_remove_theory(place, theory):
    """Whoever started it puts it away, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and theory.started_by_id == place.person_id)


def may_run_beliefs(place):
    """Ask how sure everybody is, and reveal it."""
    return may_run_team(place)


def may_say_belief(place):
    return may_take_part(place)


# --- Decisions, initiatives, strands ------------------------------------------------------------------------------


def may_see_decision(place):
    """The team, observers too; and the school's staff, where a decision is open to them."""
    return place is not None


def may_prepare_decision(place):
    """Bring a question and write a proposal: everybody on the team who takes part."""
    return may_take_part(place)


def may_run_decision(place):
    """Open it with its rights, turn the stances over, write down the outcome and the explanation, look back."""
    return may_run_team(place)


def may_bring_input(place):
    """Everybody whom the door lets in and who takes part; of the staff, everybody. Observers look on."""
    return may_take_part(place) or is_guest(place)


def may_note_input(place):
    """Write down what a colleague said face to face: the people of the team who take part."""
    return may_take_part(place)


def may_remove_draft(place, decision):
    """Whoever prepared it takes a draft away, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and decision.noted_by_id == place.person_id)


def may_explain_decision(place, decision):
    """Tell what was heard and not taken up: somebody who runs the team, or the one person who decides."""
    return may_run_team(place) or (may_take_part(place) and decision.decider_id == place.person_id)


def may_write_outcome(place, decision):
    """Write down what was decided: somebody who runs the team, or the one person who decides."""
    return may_explain_decision(place, decision)


def may_settle_objection(place, objection):
    """Say how it ended: whoever raised it, whatever their place is by now. Once they have left, somebody who runs the team."""
    return objection.person_id == place.person_id or (may_run_team(place) and objection.has_lost_its_author())


def may_take_stance(place):
    """Say where one stands on the proposal, and object: the people of the team who take part."""
    return may_take_part(place)


def may_note_initiative(place):
    """Keep the register of initiatives, and put the filter question to one."""
    return may_take_part(place)


def may_mend_initiative(place, initiative):
    """Whoever noted it takes it away, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and initiative.noted_by_id == place.person_id)


def may_cross_goals(place):
    """Write down outside goals, and which of the team's goals answer them."""
    return may_take_part(place)


def may_tie_strand(place):
    """Say that a piece of work serves a sentence or a strategy, and why."""
    return may_take_part(place)


def may_mend_strand(place, tied_by_id):
    """Whoever tied it says its why anew or cuts it, and somebody who runs the team."""
    return may_run_team(place) or (may_take_part(place) and tied_by_id == place.person_id)
