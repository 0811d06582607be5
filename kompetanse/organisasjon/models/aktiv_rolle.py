"""A role as it is acted in today. No table: `Bruker.aktive_roller` reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from kompetanse.organisasjon.models.enhet import Enhet, sti_innenfor


@dataclass(frozen=True)
class AktivRolle:
    """A role that the user can act in today, as its holder or as deputy (`paa_vegne_av` names the holder)."""

    rolle_id: int
    kode: str
    navn: str
    enhet_id: int
    enhet_navn: str
    sti: str
    med_underliggende: bool
    innehaver_id: int
    paa_vegne_av: str = ""

    def gjelder(self, enhet: Enhet) -> bool:
        """The role covers this unit."""
        return self.gjelder_sti(enhet.path)

    def gjelder_sti(self, sti: str) -> bool:
        """The same of a unit of which the path is known."""
        return sti.startswith(self.sti) if self.med_underliggende else sti == self.sti

    def rommer(self, rolle: "AktivRolle") -> bool:
        """The other role reaches no further than this one."""
        return self.gjelder(rolle.enhet) and (self.med_underliggende or not rolle.med_underliggende)

    @property
    def gjelder_hele_kommunen(self) -> bool:
        return self.med_underliggende and len(self.sti) == Enhet.steplen

    def omraade(self, sti: str = "enhet__path") -> Q:
        """The same as `gjelder`, as a condition on rows; `sti` names the field that holds the path of their unit."""
        return sti_innenfor(self.sti, sti) if self.med_underliggende else Q(**{sti: self.sti})

    @property
    def tittel(self) -> str:
        """«Avdelingsdirektør, IKT-tjenester»."""
        return f"{self.navn}, {self.enhet_navn}"

    def __str__(self):
        """The title, and for whom when acting as deputy."""
        if self.paa_vegne_av:
            return _("%(rolle)s, som stedfortreder for %(person)s") % {
                "rolle": self.tittel,
                "person": self.paa_vegne_av,
            }
        return self.tittel


def omraadet(roller: Iterable[AktivRolle], sti: str = "enhet__path") -> Q:
    """A condition for rows of the units that one of these roles covers."""
    return reduce(or_, (rolle.omraade(sti) for rolle in roller), Q(pk__in=[]))
