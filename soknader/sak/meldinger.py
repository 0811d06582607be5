"""What people are told about applications, one function per event. Called in the transaction of the event."""

from collections import Counter
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker
from soknader.models import Saksteg, Soknad, Steghandling
from soknader.sak.behandlere import brukere_for_steg


def steg_venter(soknad: Soknad, steg: Saksteg) -> None:
    """The step's turn has come: tell those who can answer it, or HR when it is the meeting's or nobody's."""
    if steg.handling == Steghandling.MOTE:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR),
            lambda: (
                _("%(sak)s er klar til møte") % {"sak": sitat(soknad.tittel)},
                _("Søknad %(nummer)s er ferdig behandlet i linjen og kan settes på sakslisten.")
                % {"nummer": soknad.nummer},
            ),
            soknad.get_absolute_url(),
        )
    elif steg.stanset:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.FORVALTERE),
            lambda: (
                _("Ingen kan svare på %(sak)s") % {"sak": sitat(soknad.tittel)},
                _("Ingen kan svare som %(rolle)s nå. HR kan peke ut hvem som svarer, på siden for saken.")
                % {"rolle": steg.tittel},
            ),
            soknad.get_absolute_url(),
        )
    else:
        varsle(
            brukere_for_steg(steg),
            lambda: (
                _("Ta stilling til %(sak)s") % {"sak": sitat(soknad.tittel)},
                _("Søknad %(nummer)s fra %(enhet)s venter på svar fra deg som %(rolle)s.")
                % {"nummer": soknad.nummer, "enhet": soknad.enhet, "rolle": steg.tittel},
            ),
            soknad.get_absolute_url(),
        )


def nye_behandlere(kommune_id: int, kontoer: dict[Saksteg, list[Bruker]]) -> None:
    """Roles have changed: tell each account once how many cases it has got to answer, and HR of those that nobody can.

    `kontoer` is step → accounts. Call it inside the transaction.
    """
    antall = Counter(konto for egne in kontoer.values() for konto in egne)
    for n in sorted(set(antall.values())):
        _har_faatt_saker([konto for konto, sitt in antall.items() if sitt == n], n)
    if ingen := sum(steg.stanset for steg in kontoer):
        _ingen_kan_svare(kommune_id, ingen)


def _har_faatt_saker(mottakere, antall):
    varsle(
        mottakere,
        lambda: (
            ngettext("%(antall)s søknad venter nå på deg", "%(antall)s søknader venter nå på deg", antall)
            % {"antall": antall},
            _("Roller er endret, og det er du som skal svare."),
        ),
        f"{reverse('soknader:soknad-list')}?hvem=venter",
    )


def _ingen_kan_svare(kommune_id, antall):
    varsle(
        tilgang.brukere_med_rolle(kommune_id, *tilgang.FORVALTERE),
        lambda: (
            ngettext("Ingen kan svare på %(antall)s søknad", "Ingen kan svare på %(antall)s søknader", antall)
            % {"antall": antall},
            _("Roller er endret. HR kan peke ut hvem som svarer, på siden for hver sak."),
        ),
        f"{reverse('soknader:soknad-list')}?hvem=stansede",
    )


def til_eieren(soknad: Soknad, tekster: Callable[[], tuple[str, str]]) -> None:
    """Tell the owner of a case, or those who can take it over when the owner is gone."""
    if eier := tilgang.aapne_kontoer([soknad.soker.person_id]):
        varsle(eier, tekster, soknad.get_absolute_url())
        return
    varsle(
        de_som_kan_overta(soknad),
        lambda: (tekster()[0], f"{tekster()[1]} {_('%s er ikke her lenger. Du kan overta saken.') % soknad.soker}"),
        soknad.get_absolute_url(),
    )


def de_som_kan_overta(soknad: Soknad) -> set[Bruker]:
    """The nearest leader of the unit, and HR."""
    ledere = Ledelse(soknad.kommune_id).naermeste(soknad.enhet.path, soknad.soker.person_id)
    return {*tilgang.aapne_kontoer(ledere), *tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR)}


def etterlatte_saker(personer: list[int]) -> list[str]:
    """The open cases of people who are to end, a sentence each, for the preview of an import."""
    saker = Soknad.objects.aapne().filter(soker__person__in=personer).select_related("soker__person").order_by("pk")
    setning = _("%(hvem)s slutter og eier %(sak)s. HR eller lederen må overta saken.")
    return [setning % {"hvem": sak.soker, "sak": sitat(sak.tittel)} for sak in saker]


def overtatt(soknad: Soknad, forrige: Bruker) -> None:
    """Tell the one who owned the case that another goes on with it."""
    varsle(
        tilgang.aapne_kontoer([forrige.person_id]),
        lambda: (
            _("%(hvem)s har overtatt %(sak)s") % {"hvem": soknad.soker, "sak": sitat(soknad.tittel)},
            _("Du trenger ikke gjøre noe mer med søknaden."),
        ),
    )


def returnert(soknad: Soknad, steg: Saksteg) -> None:
    """Tell the applicant what to mend."""
    til_eieren(
        soknad,
        lambda: (
            _("Søknaden %(sak)s er returnert") % {"sak": sitat(soknad.tittel)},
            _("%(rolle)s ber deg se på søknaden igjen: %(kommentar)s")
            % {"rolle": steg.tittel, "kommentar": steg.kommentar},
        ),
    )


def avgjort(soknad: Soknad) -> None:
    """Tell the applicant what was decided."""
    til_eieren(
        soknad,
        lambda: (
            _("Søknaden %(sak)s er avgjort: %(utfall)s")
            % {"sak": sitat(soknad.tittel), "utfall": soknad.get_status_display().lower()},
            _("Du finner vedtaket og brevet på siden for søknaden."),
        ),
    )


def trukket(soknad: Soknad, steg: Saksteg) -> None:
    """Tell those who were about to answer that they need not."""
    if steg is not None and steg.handling in Steghandling.i_linjen():
        varsle(
            brukere_for_steg(steg),
            lambda: (
                _("Søknaden %(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
                _("Søkeren har trukket søknaden. Du trenger ikke svare."),
            ),
            soknad.get_absolute_url(),
        )
