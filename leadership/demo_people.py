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
        _("Runs the team. Answer a request to join, invite people, adopt the vision."),
    ),
    DemoPerson(
        "walter.brandt@northside.example",
        "Walter Brandt",
        (Position.ADMINISTRATOR,),
        _("The principal, with the same tools as everybody. Open the plan and take the PDF along."),
    ),
    DemoPerson(
        "amina.yusuf@northside.example",
        "Amina Yusuf",
        (Position.TEACHER,),
        _("Began in August. Write a sentence into the shared vision."),
    ),
    DemoPerson(
        "terrence.hill@northside.example",
        "Terrence Hill",
        (Position.SUPPORT,),
        _("Looks on for now. Read the vision and see who wrote what."),
    ),
    DemoPerson(
        "ines.carvalho@lakeview.example",
        "Inês Carvalho",
        (Position.TEACHER, Position.SPECIALIST),
        _("Teaches at another school. See how little of Northside she can open."),
    ),
)
