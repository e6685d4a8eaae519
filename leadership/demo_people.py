"""The five people of the demo school whom a visitor may enter as. Knows nothing of how the school is made."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Position


@dataclass(frozen=True)
class DemoPerson:
    """Somebody made up, with something worth trying from where they stand."""

    email: str
    name: str
    positions: tuple
    try_this: str

    @property
    def position_names(self):
        return ", ".join(str(Position(key).label) for key in self.positions)


DEMO_PEOPLE = (
    DemoPerson(
        "rosa.delgado@northside.example",
        "Rosa Delgado",
        (Position.TEACHER,),
        _("Runs the team. Lay phrases under themes, read what waits from families, close the check."),
    ),
    DemoPerson(
        "walter.brandt@northside.example",
        "Walter Brandt",
        (Position.ADMINISTRATOR,),
        _("The principal, with the same tools as everybody. Follow a thread, then take the plan along as a PDF."),
    ),
    DemoPerson(
        "amina.yusuf@northside.example",
        "Amina Yusuf",
        (Position.TEACHER,),
        _("Began in August. See where her own words went, and write a sentence into the shared vision."),
    ),
    DemoPerson(
        "terrence.hill@northside.example",
        "Terrence Hill",
        (Position.SUPPORT,),
        _("Drives the bus and is not on the team. See what it asks the whole staff, and answer."),
    ),
    DemoPerson(
        "ines.carvalho@lakeview.example",
        "Inês Carvalho",
        (Position.TEACHER, Position.SPECIALIST),
        _("Teaches at another school. Bring a vision there, and see how little of Northside she can open."),
    ),
)
