"""What an application said each time it was sent, and what has changed from one time to another."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.formats import filstorrelse, kr, periode
from kompetanse.felles.models import Hendelse
from kompetanse.felles.sammenlikning import Del, sammenlikn_deler
from soknader.models import Innsending, Saksteg, Soknad
from soknader.sak.anker import ankrene

FELT = {
    "tittel": gettext_lazy("Kompetanseområde"),
    "beskrivelse": gettext_lazy("Beskrivelse"),
    "avdeling": gettext_lazy("Avdeling"),
    "seksjoner": gettext_lazy("Seksjoner"),
    "andre_enheter": gettext_lazy("Også for"),
    "maalgruppe": gettext_lazy("Målgruppe"),
    "deltakere": gettext_lazy("Deltakere"),
    "periode": gettext_lazy("Periode"),
    "aar": gettext_lazy("Året pengene skal brukes"),
    "begrunnelse": gettext_lazy("Begrunnelse"),
    "satsingsomraade": gettext_lazy("Satsingsområde"),
    "ankre": gettext_lazy("Tiltak, mål og plan"),
    "forankring": gettext_lazy("Strategisk forankring"),
    "forventet_effekt": gettext_lazy("Forventet effekt"),
    "evaluering": gettext_lazy("Slik evalueres det"),
    "budsjett": gettext_lazy("Budsjett"),
    "vedlegg": gettext_lazy("Vedlegg"),
}

SOM_DE_STAAR = (
    "tittel",
    "beskrivelse",
    "avdeling",
    "aar",
    "begrunnelse",
    "satsingsomraade",
    "forankring",
    "forventet_effekt",
    "evaluering",
)


def skriv_ned(soknad: Soknad, hendelse: Hendelse) -> Innsending:
    """Keep what the application says as it is sent. Runs inside the transaction that sends it."""
    with translation.override(soknad.kommune.malform):
        innhold = _innholdet(soknad)
    return Innsending.objects.create(
        kommune_id=soknad.kommune_id, soknad=soknad, hendelse=hendelse, sendt=soknad.sendt, innhold=innhold
    )


def _innholdet(soknad):
    """Field → its rows, by the key that a row is known by the next time: one row, but for the budget and the attachments."""
    verdier = {
        **{felt: getattr(soknad, felt) for felt in SOM_DE_STAAR},
        "seksjoner": soknad.seksjoner_visning,
        "andre_enheter": soknad.andre_enheter_visning,
        "maalgruppe": soknad.maalgruppe_visning,
        "deltakere": soknad.deltakere_visning,
        "periode": periode(soknad.periode_fra, soknad.periode_til),
        "ankre": "; ".join(f"{anker.slag}: {anker.navn}" for anker in ankrene(soknad)),
    }
    enkle = {felt: {"": str(verdi)} for felt, verdi in verdier.items() if verdi}
    # As pairs: the database gives the keys of an object back in an order of its own.
    alle = {**enkle, "budsjett": _budsjett(soknad), "vedlegg": _vedlegg(soknad)}
    return {felt: [*rader.items()] for felt, rader in alle.items()}


def _budsjett(soknad):
    linjer = {}
    for linje in soknad.budsjett.all():
        # Two lines may be for the same.
        nokkel = next(ny for nr in range(len(linjer) + 1) if (ny := f"{linje.hva} {nr}") not in linjer)
        linjer[nokkel] = f"{linje.hva}: {kr(linje.belop)} ({linje.get_mva_display()})"
    sum_ = _("Egenandel: %(egenandel)s. Søkes om: %(sokt)s") % {
        "egenandel": kr(soknad.egenandel),
        "sokt": kr(soknad.soknadsbelop),
    }
    return {**linjer, "": sum_}


def _vedlegg(soknad):
    return {fil.sha256: f"{fil.filnavn} ({filstorrelse(fil.storrelse)})" for fil in soknad.vedlegg.all()}


def endret_siden_svar(innsendinger: list[Innsending], steg: Iterable[Saksteg]) -> list[Del]:
    """What has changed since the case was returned last, field by field. Empty when it was not, or is not sent again.

    Compared with what they had read who returned it: what was taken back since then, nobody had opened.
    """
    returnert = max((en.avgjort for en in steg if en.avgjorelse == Saksteg.Avgjorelse.RETURNERT), default=None)
    lest = [en for en in innsendinger if returnert and en.sendt < returnert]
    return _endret(lest[-1], innsendinger[-1]) if lest else []


def endret_per_innsending(innsendinger: list[Innsending]) -> dict[int, list[Del]]:
    """The audit line of each time the case was sent again → what had changed since the time before."""
    par = zip(innsendinger, innsendinger[1:], strict=False)
    return {ny.hendelse_id: _endret(forrige, ny) for forrige, ny in par}


def _endret(foer, etter):
    return sammenlikn_deler(
        (navn, dict(foer.innhold.get(felt, ())), dict(etter.innhold.get(felt, ()))) for felt, navn in FELT.items()
    )
