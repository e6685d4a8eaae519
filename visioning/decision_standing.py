"""What the page of a decision shows of its proposal, stances, objections, outcome and reviews, as whoever looks may see it."""


def standing_of(request) -> dict:
    """For the fragments `_proposal`, `_stances`, `_objections`, `_outcome`, `_reviews`: names of their own, nothing unseen."""
    return {}
