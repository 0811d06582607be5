"""A report that was wrong is corrected, with a reason. What stood before is kept, and the frame follows."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kompetanse.felles.formats import kr, sitat
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Justering, Sluttrapport, Soknad, TidligereRapport
from soknader.ramme import regnskap, tilbakeforing
from soknader.sak import saksgang
from soknader.sak.meldinger import til_eieren
from soknader.sak.rapport import til_tilbakeforing

FELT = ("faktisk_kostnad", "antall_deltakere", "gjennomfort", "resultat")


@transaction.atomic
def rett_rapport(soknad: Soknad, *, bruker: Bruker, grunn: str, versjon: int, **felt) -> Sluttrapport:
    """Change what a delivered report says; `felt` holds all of `FELT`, `versjon` the `rettelser` that was looked at.

    Moves the difference between frame and case. Raises ValidationError: `stale` when someone else has corrected it
    meanwhile, `uendret`, `mangler_grunn`, `gjort_opp`, `delt_ut`. Locks the frame, then the case.
    """
    ramme = regnskap.laas_for(soknad)
    soknad = saksgang.laas(soknad)
    if not bruker.has_perm("soknader.correct_report", soknad):
        raise PermissionDenied
    rapport = Sluttrapport.objects.get(soknad=soknad)
    foer = rapport.innhold()
    _kontroller(rapport, foer, felt, grunn, versjon)
    tilbake = til_tilbakeforing(soknad, felt["faktisk_kostnad"])
    _flytt_penger(soknad, ramme, tilbake - rapport.tilbakefort)
    TidligereRapport.objects.create(
        kommune_id=soknad.kommune_id, rapport=rapport, rettet_av=bruker, grunn=grunn.strip(), **foer
    )
    for navn, verdi in {**felt, "tilbakefort": tilbake, "rettelser": versjon + 1}.items():
        setattr(rapport, navn, verdi)
    rapport.save()
    _fortell(soknad, bruker, grunn.strip())
    return rapport


def _kontroller(rapport, foer, felt, grunn, versjon):
    if rapport.rettelser != versjon:
        raise ValidationError(_("Rapporten er rettet av noen andre i mellomtiden. Se over den nå."), code="stale")
    if not grunn.strip():
        raise ValidationError({"grunn": _("Skriv hvorfor rapporten rettes.")}, code="mangler_grunn")
    if all(foer[navn] == felt[navn] for navn in FELT):
        raise ValidationError(_("Du har ikke endret noe i rapporten."), code="uendret")


def _flytt_penger(soknad, ramme, endring):
    """Pay more back (positive) or draw again (negative)."""
    if not endring:
        return
    if Justering.objects.filter(ramme=ramme, type=Justering.Type.OVERFORT_UT).exists():
        raise ValidationError(
            _(
                "Rammen for %(aar)s er gjort opp, og penger er overført til året etter. Beløpet som gikk tilbake "
                "(%(tilbake)s), kan derfor ikke endres. Antall deltakere og tekst kan fortsatt rettes."
            ),
            code="gjort_opp",
            params={"aar": ramme.aar, "tilbake": kr(soknad.sluttrapport.tilbakefort)},
        )
    if endring > 0:
        tilbakeforing.tilbakefor(soknad, endring)
    else:
        tilbakeforing.ta_ut_igjen(soknad, -endring)


def _fortell(soknad, bruker, grunn):
    """The audit line, in HR's role when it is not the applicant's own; then the applicant is told."""
    egen = soknad.soker_id == bruker.pk
    rolle = None if egen else tilgang.rolle_for(bruker, soknad.enhet, *tilgang.HR)
    tilgang.logg(soknad, "soknad.rapport_rettet", bruker=bruker, som=rolle, kommentar=grunn)
    if not egen:
        til_eieren(
            soknad,
            lambda: (
                _("Rapporten om %(sak)s er rettet av HR") % {"sak": sitat(soknad.tittel)},
                _("Grunnen er: %(grunn)s") % {"grunn": grunn},
            ),
        )
