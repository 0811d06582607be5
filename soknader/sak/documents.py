"""What the documents of an application say. Each kind has its own function; the templates only set it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, dato_tid
from kompetanse.felles.pdf import brevhode
from soknader.models import Soknad
from soknader.sak.bilde import Sak


def soknad_context(sak: Sak) -> dict:
    """The application as it stands now, with its chain. `sak` is a `saksbilde.Sak`."""
    soknad = sak.soknad
    fakta = [
        (_("Søknad"), soknad.nummer or _("utkast")),
        (_("Søker"), f"{soknad.soker}, {soknad.enhet_visning}"),
        (_("Sendt"), dato(soknad.sendt) if soknad.sendt else _("ikke sendt")),
        (_("Status"), sak.merke.tekst),
        (_("Skrevet ut"), dato_tid(timezone.now())),
    ]
    hode = brevhode(soknad.kommune, organ=str(soknad.avdeling or soknad.enhet), fakta=fakta, laget=timezone.now())
    return {**hode, "tittel": soknad.tittel or _("Søknad uten tittel"), "soknad": soknad, "sak": sak}


def soknad_filnavn(soknad: Soknad) -> str:
    """«soknad-26-014.pdf»."""
    return f"soknad-{soknad.nummer.replace('/', '-') or soknad.pk}.pdf"
