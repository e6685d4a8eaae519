"""What axe cannot decide by itself (its "incomplete" list): it must be explained here, or it is a fault, too."""

# What axe leaves to people, by rule and by the words of its doubt, and why it is right here.
EXPLAINED = {
    # The thread is drawn with a pseudo element beside its knots; no words lie on it. Where a bar that stays in sight, or
    # the end of a row of tabs, covers words in part, the words have the colours they have everywhere (tests of looks).
    ("color-contrast", "due to a pseudo element"),
    ("color-contrast", "overlapped by another element"),
    ("color-contrast", "partially obscured by another element"),
    # Words in a drawing stand on the page's own paper; their colours are --ink there as everywhere.
    ("color-contrast", "element contains an image node"),
    # Numbers of one digit in pictures; their colours are those of other words there, and a table says the same.
    ("color-contrast", "too short to determine"),
    # The sign between two sentences of an arrow, hidden from screen readers: it has the colour of the words around it.
    ("color-contrast", "only non-text characters"),
    # The editor redraws its headings while axe reads them; tests of the vision's HTML hold their order.
    ("heading-order", "[data-level="),
}


def check(examiner):
    assert not examiner.faults, examiner.report()
    unexplained = [
        doubt
        for rule, doubts in examiner.unsure.items()
        for doubt in doubts
        if not any(rule == known and words in doubt for known, words in EXPLAINED)
    ]
    assert not unexplained, "\n".join(unexplained)
