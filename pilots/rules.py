"""Who may do what in pilots, as plain facts about a place (a Membership, or a `pilots.places.Colleague`). No requests, no queries."""

from leadership.rules import may_run_team, may_take_part


def is_colleague(place):
    return place.role == "colleague"


def may_see_pilot(place):
    """Everybody on the team, observers too, and whoever joined. Others who are invited see the invitation alone."""
    return not is_colleague(place) or place.joined


def may_plan_pilot(place):
    """Start and plan pilots: everybody on the team who takes part."""
    return may_take_part(place)


def may_note_in_pilot(place):
    """Note what changes, likely trouble, questions, wins: whoever plans pilots, and the participants."""
    return may_plan_pilot(place) or may_work_in_pilot(place)


def may_run_pilot(place):
    """Invite, start and close: whoever leads this pilot, and somebody who runs the team."""
    return may_run_team(place) or (place.leads and (may_take_part(place) or place.joined))


def may_join_pilot(place):
    """Everybody who is invited, each for themselves. Observers look on."""
    return may_take_part(place) or is_colleague(place)


def may_read_invitation(place):
    """Everybody whom the door lets in: the team, and those who are invited or joined."""
    return place is not None


def may_leave_pilot(place):
    """Whoever takes part, whatever their role is by now. There is no rule for ending somebody else's part."""
    return place.joined


def may_choose_challenge(place):
    """The group chooses for itself: those who take part, and nobody above them."""
    return place.joined


def may_work_in_pilot(place):
    """Write cycles, note observations: the participants, and whoever runs the pilot."""
    return place.joined or may_run_pilot(place)


def may_write_card(place):
    """Write the learning card: those who were in the pilot, and whoever runs it."""
    return may_work_in_pilot(place)


def may_share_card(place):
    """Share it as far as the participants agreed."""
    return may_run_pilot(place)


def may_replicate(place):
    """Say of another team's card that it was tried here."""
    return may_take_part(place)


def may_ask_poll(place):
    """Ask a quick poll for a measure, pass on its link and close it: whoever works in the pilot."""
    return may_work_in_pilot(place)


# --- Come and watch. A place is a `pilots.classroom_access.ClassroomPlace`, or a StaffMember where only the school counts. ---


def may_open_classroom(staff_member):
    """Invite colleagues to come and watch: everybody on the staff, whatever they are on a team."""
    return staff_member is not None


def may_see_open_classroom(place):
    """The staff of the school; where the host opened it to the whole district, the staff of its schools, and whoever comes."""
    return place.on_staff or place.invited


def may_host(place):
    """Change it and write down what was talked about after: whoever opened the door."""
    return place.is_host


def may_call_off(place):
    """The host, and where they cannot, somebody who runs the school."""
    return place.is_host or place.runs_school


def may_visit(place):
    """Take a place, each for themselves; the host is there anyway."""
    return may_see_open_classroom(place) and not place.is_host


def may_read_visits(place):
    """Who comes, what they saw and what was talked about: those who were there, nobody else."""
    return place.is_host or place.is_visitor
