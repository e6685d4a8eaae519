"""Who may do what with the texts of a team, as plain facts about a membership. No requests, no queries."""

from leadership.rules import may_run_team, may_take_part


def may_read_text(membership):
    """Everybody on the team may read along, observers too."""
    return membership is not None


def may_write_text(membership):
    """Those who take part write; observers look on."""
    return membership is not None and may_take_part(membership)


def may_start_vision(membership):
    """Anybody who takes part may open the blank page."""
    return may_take_part(membership)


def may_keep_version(membership):
    """Keeping and naming a version changes nothing that others wrote."""
    return may_take_part(membership)


def may_restore_version(membership):
    """Restoring is writing: a new change, undone like any other."""
    return may_write_text(membership)


def may_adopt_version(membership):
    """Somebody who runs the team writes down that it said yes."""
    return may_run_team(membership)
