"""Central competence funds: the year's frame, applications and their chain, meetings, decisions, MBU cases."""

from soknader.models.mbu import MbuRad, MbuSak
from soknader.models.mote import Mote, Motedeltaker, Motesak, Vedtak
from soknader.models.oppsett import Kjedesteg, Soknadsoppsett, Steghandling
from soknader.models.ramme import Fordelingsnokkel, Fordelt, Justering, Oremerking, Postering, Ramme
from soknader.models.rapport import Sluttrapport, TidligereRapport
from soknader.models.saksteg import Inhabilitet, Saksteg
from soknader.models.soknad import Soknad
from soknader.models.soknadsdeler import Budsjettlinje, Vedlegg

__all__ = [
    "Budsjettlinje",
    "Fordelingsnokkel",
    "Fordelt",
    "Inhabilitet",
    "Justering",
    "Kjedesteg",
    "MbuRad",
    "MbuSak",
    "Mote",
    "Motedeltaker",
    "Motesak",
    "Oremerking",
    "Postering",
    "Ramme",
    "Saksteg",
    "Sluttrapport",
    "Soknad",
    "Soknadsoppsett",
    "Steghandling",
    "TidligereRapport",
    "Vedlegg",
    "Vedtak",
]
