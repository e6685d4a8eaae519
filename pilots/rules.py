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


def may_run_pilot(place):
    """Invite, start and close: whoever leads this pilot, and somebody who runs the team."""
    return may_run_team(place) or (place.leads and (may_take_part(place) or place.joined))


def may_join_pilot(place):
    """Everybody who is invited, each for themselves. Observers look on."""
    return may_take_part(place) or is_colleague(place)


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
