"""Central competence funds: the year's frame, applications and their chain, meetings, decisions, MBU cases."""

from soknader.models.mbu import MbuRad, MbuSak
from soknader.models.mote import Mote, Motedeltaker, Motesak, TidligereVedtak, Vedtak
from soknader.models.oppsett import (
    Beslutningsvurdering,
    Etterfrist,
    Kjedesteg,
    Soknadsoppsett,
    Soknadsrunde,
    Steghandling,
)
from soknader.models.ramme import Fordelingsnokkel, Fordelt, Justering, Oremerking, Postering, Ramme
from soknader.models.rapport import Sluttrapport, TidligereRapport
from soknader.models.saksteg import Inhabilitet, Saksteg
from soknader.models.soknad import Soknad
from soknader.models.soknadsdeler import Budsjettlinje, Innsending, Soknadsenhet, Vedlegg

__all__ = [
    "Beslutningsvurdering",
    "Budsjettlinje",
    "Etterfrist",
    "Fordelingsnokkel",
    "Fordelt",
    "Inhabilitet",
    "Innsending",
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
    "Soknadsenhet",
    "Soknadsoppsett",
    "Soknadsrunde",
    "Steghandling",
    "TidligereRapport",
    "TidligereVedtak",
    "Vedlegg",
    "Vedtak",
]
