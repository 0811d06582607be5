"""The letter of a decision, owed from the day the line refuses or the meeting that decided is closed."""

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.formats import dato
from kompetanse.felles.jobber import Framdrift, Resultat, start_jobb
from kompetanse.felles.models import Jobb
from kompetanse.felles.pdf import brevhode
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Soknadsoppsett, Vedtak


def vedtak_som_skal_ha_brev() -> QuerySet[Vedtak]:
    """Decisions of closed meetings, and those made outside a meeting."""
    return Vedtak.objects.filter(Q(motesak=None) | Q(motesak__mote__status=Mote.Status.AVSLUTTET))


def bestill_brev(vedtak: Vedtak, bruker: Bruker) -> Jobb:
    """Order the letter of a refusal in the line, in the same transaction."""
    return start_jobb(
        _("Vedtaksbrev %(nummer)s") % {"nummer": vedtak.soknad.nummer},
        brevjobb,
        bruker=bruker,
        kommune_id=vedtak.kommune_id,
        vedtak_id=vedtak.pk,
    )


def brevjobb(*, framdrift: Framdrift, vedtak_id: int) -> Resultat:
    vedtak = Vedtak.objects.select_related("soknad").get(pk=vedtak_id)
    VEDTAKSBREV.lag(vedtak, bruker=vedtak.fattet_av)
    framdrift(1, 1)
    return Resultat(vedtak.soknad.get_absolute_url(), _("Vedtaksbrevet er klart."))


def vedtaksbrev_context(vedtak: Vedtak) -> dict:
    """The letter to the applicant: what was decided, by whom, why, and what happens next."""
    soknad, oppsett = vedtak.soknad, Soknadsoppsett.objects.get(kommune_id=vedtak.kommune_id)
    mote = vedtak.motesak.mote if vedtak.motesak else None
    fakta = [
        (_("Dato"), dato(vedtak.fattet)),
        (_("Søknad"), soknad.nummer),
        (_("Også for"), soknad.andre_enheter_visning),
        (_("Saksbehandler"), vedtak.fattet_som),
    ]
    return {
        **brevhode(
            soknad.kommune,
            organ=capfirst(oppsett.beslutningsorgan) if mote else "",
            fakta=[par for par in fakta if par[1]],
            laget=vedtak.fattet,
        ),
        "tittel": _tittel(vedtak),
        "vedtak": vedtak,
        "soknad": soknad,
        "mottaker": soknad.soker,
        "er_avslag": vedtak.utfall == Vedtak.Utfall.AVSLAATT,
        "er_delvis": vedtak.utfall == Vedtak.Utfall.DELVIS,
        "mote": mote,
        "organ": capfirst(oppsett.beslutningsorgan) if mote else "",
        "rapportfrist": _rapportfrist(soknad, oppsett),
        "klage_tekst": "" if vedtak.utfall == Vedtak.Utfall.INNVILGET else oppsett.klage_tekst,
        "avsender_navn": str(mote.moteleder) if mote and mote.moteleder else str(vedtak.fattet_av),
        "avsender_rolle": mote.moteleders_rolle if mote and mote.moteleder else vedtak.rolletekst,
    }


def _tittel(vedtak):
    return {
        Vedtak.Utfall.INNVILGET: _("Søknaden om «%(sak)s» er innvilget"),
        Vedtak.Utfall.DELVIS: _("Søknaden om «%(sak)s» er delvis innvilget"),
        Vedtak.Utfall.AVSLAATT: _("Søknaden om «%(sak)s» er avslått"),
    }[vedtak.utfall] % {"sak": vedtak.soknad.tittel}


def _rapportfrist(soknad, oppsett):
    """The day the report is due, or None when the application has no end date."""
    return soknad.periode_til and soknad.rapportfrist(oppsett.rapportfrist_dager)


VEDTAKSBREV = Dokumentslag(
    "vedtaksbrev",
    "pdf/vedtaksbrev.html",
    vedtaksbrev_context,
    lambda vedtak: f"vedtak-{vedtak.soknad.nummer.replace('/', '-')}.pdf",
    vedtak_som_skal_ha_brev,
)
