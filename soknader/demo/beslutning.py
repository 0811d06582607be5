"""The strategy of the fictional municipality is adopted: HR has said who decides on the central money from then on."""

import datetime as dt

from kompetanse.felles.demotid import paa_dato
from kompetanse.organisasjon.demo.scene import Scene
from soknader.models import Beslutningsvurdering
from soknader.oppsett import beslutning

GRUNN = "Etatsledergruppen fordeler fortsatt de sentrale midlene, nå etter kompetansestrategien."


def lag(scene: Scene) -> None:
    with paa_dato(dt.date(scene.i_dag.year - 1, 11, 3)):
        for plan in beslutning.uavklarte(scene.hr):
            beslutning.vurder(plan, svar=Beslutningsvurdering.Svar.UENDRET, grunn=GRUNN, bruker=scene.hr)
