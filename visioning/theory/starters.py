"""Four sentences to begin a theory with, from what the guide of a condition supposes. Knows no rows and no requests."""

from .shape import ArrowShape, Column, Shape, StatementShape


def starter_shape(guide, title) -> Shape:
    """What we do → adults → students → what improves, after `guide.theory`; its reason lies on the middle arrow."""
    said = guide.theory
    clauses = (
        (Column.DO, said.if_we),
        (Column.ADULTS, said.then_adults),
        (Column.STUDENTS, said.then_students),
        (Column.IMPROVES, said.so_that),
    )
    statements = (StatementShape(number, column, sentence(words)) for number, (column, words) in enumerate(clauses, 1))
    middle = ArrowShape(2, 3, because=sentence(said.because), wrong_if=sentence(said.wrong_if))
    return Shape(title, tuple(statements), (ArrowShape(1, 2), middle, ArrowShape(3, 4)))


def sentence(clause: str) -> str:
    """A clause of a guide as it stands alone."""
    return clause[:1].upper() + clause[1:]
