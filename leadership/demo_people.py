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
        _("Runs the team. Read what all staff answered, turn the levels over, lay phrases under themes."),
    ),
    DemoPerson(
        "walter.brandt@northside.example",
        "Walter Brandt",
        (Position.ADMINISTRATOR,),
        _(
            "The principal, with the same tools as everybody. See what teachers see and he does not, then take the plan along as a PDF."
        ),
    ),
    DemoPerson(
        "amina.yusuf@northside.example",
        "Amina Yusuf",
        (Position.TEACHER,),
        _("Began in August. Answer a big question for herself alone, say how the work goes, see where her words went."),
    ),
    DemoPerson(
        "terrence.hill@northside.example",
        "Terrence Hill",
        (Position.SUPPORT,),
        _("Drives the bus and is not on the team. Answer what it asks the whole staff, and read what came of it."),
    ),
    DemoPerson(
        "ines.carvalho@lakeview.example",
        "Inês Carvalho",
        (Position.TEACHER, Position.SPECIALIST),
        _("Teaches at another school, on a team of three that works with names. Bring a vision there."),
    ),
)
