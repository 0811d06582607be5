"""What people are told of the catalogue."""

from django.utils.translation import gettext as _

from kartlegging.models import Kompetanseforslag
from kompetanse.felles.varsler import varsle

Status = Kompetanseforslag.Status


def forslag_besvart(forslag: Kompetanseforslag) -> None:
    """To the one who proposed a competence: what came of it."""
    navn = {"navn": forslag.navn, "kompetanse": forslag.kompetanse or ""}

    def tekster():
        if forslag.status == Status.TATT_INN:
            return _("«%(navn)s» er i katalogen") % navn, _("Takk for forslaget. Nå kan du registrere den på deg selv.")
        if forslag.status == Status.FINNES:
            return (
                _("«%(navn)s» finnes som «%(kompetanse)s»") % navn,
                _("Nå finner du den også med ordet du brukte. Du kan registrere den på deg selv."),
            )
        return _("«%(navn)s» er ikke tatt inn i katalogen") % navn, forslag.svar

    lenke = forslag.kompetanse.get_absolute_url() if forslag.kompetanse else forslag.get_absolute_url()
    varsle([forslag.foreslatt_av], tekster, lenke)
