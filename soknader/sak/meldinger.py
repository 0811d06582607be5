"""What people are told about applications, one function per event. Called in the transaction of the event."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles.formats import sitat
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Mote, Saksteg, Soknad, Soknadsenhet, Steghandling
from soknader.sak.behandlere import brukere_for_steg, ledere_for, naermeste_ledere


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
            frist=steg.frist,
        )


def nevnt_i_soknad(soknad: Soknad, ledere: dict[Soknadsenhet, list[Bruker]]) -> None:
    """Tell each leader once which of the leader's units the application names, and HR of those that nobody can speak for."""
    enhetene = defaultdict(list)
    for rad, kontoer in ledere.items():
        for konto in kontoer:
            enhetene[konto].append(str(rad.enhet))
    for konto, enheter in enhetene.items():
        _er_nevnt(soknad, konto, ", ".join(enheter))
    if uten := [str(rad.enhet) for rad, kontoer in ledere.items() if not kontoer]:
        varsle(
            tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR),
            lambda: (
                _("Ingen leder har fått vite om %(sak)s") % {"sak": sitat(soknad.tittel)},
                _("Søknaden gjelder også %(enheter)s, og ingen leder der eller over har åpen konto.")
                % {"enheter": ", ".join(uten)},
            ),
            soknad.get_absolute_url(),
        )


def _er_nevnt(soknad, konto, enheter):
    varsle(
        [konto],
        lambda: (
            _("%(sak)s gjelder også %(enheter)s") % {"sak": sitat(soknad.tittel), "enheter": enheter},
            _(
                "%(soker)s i %(enhet)s søker om sentrale midler. Er dere med, trenger du ikke gjøre noe. Ellers sier du nei "
                "på siden for søknaden."
            )
            % {"soker": soknad.soker, "enhet": soknad.enhet},
        ),
        soknad.get_absolute_url(),
    )


def sa_nei(soknad: Soknad, rader: list[Soknadsenhet], steg: Saksteg | None) -> None:
    """Units are not part of the application any more: tell the owner, HR, and who is to answer now."""

    def tekster():
        enheter = ", ".join(str(rad.enhet) for rad in rader)
        return (
            _("%(enheter)s er ikke med i %(sak)s") % {"enheter": enheter, "sak": sitat(soknad.tittel)},
            _("%(hvem)s sier nei: %(grunn)s") % {"hvem": rader[0].nei_av, "grunn": rader[0].nei_grunn},
        )

    i_linjen = steg is not None and steg.handling in Steghandling.i_linjen()
    andre = {*tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR), *(brukere_for_steg(steg) if i_linjen else ())}
    til_eieren(soknad, tekster)
    varsle(andre - {soknad.soker, rader[0].nei_av}, tekster, soknad.get_absolute_url())


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


def til_eieren(soknad: Soknad, tekster: Callable[[], tuple[str, str]], frist: dt.date | None = None) -> None:
    """Tell the owner of a case, or those who can take it over when the owner is gone or on leave. `frist` as of `varsle`."""
    if eier := tilgang.til_stede([soknad.soker.person_id]):
        varsle(eier, tekster, soknad.get_absolute_url(), frist=frist)
        return
    varsle(
        de_som_kan_overta(soknad),
        lambda: (tekster()[0], f"{tekster()[1]} {hvor_eieren_er(soknad)}. {_('Du kan overta saken.')}"),
        soknad.get_absolute_url(),
        frist=frist,
    )


def hvor_eieren_er(soknad: Soknad) -> str:
    """Why the owner does not go on with the case; nothing is said of a leave but that one is away."""
    if soknad.soker.person.er_i_permisjon():
        return _("%s, som eier søknaden, er ikke her nå") % soknad.soker
    return _("%s, som eier søknaden, er ikke her lenger") % soknad.soker


def de_som_kan_overta(soknad: Soknad) -> set[Bruker]:
    """The nearest leaders of the unit, and HR."""
    hr = tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR)
    return {*naermeste_ledere(soknad, {soknad.soker.person_id}), *hr}


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


def _de_som_er_med(soknad):
    """The leaders of the units that it names, that have been told of it and have not said no."""
    rader = [rad for rad in soknad.soknadsenheter.all() if rad.varslet and not rad.nei]
    return {konto for kontoer in ledere_for(rader).values() for konto in kontoer} if rader else set()


def avgjort(soknad: Soknad) -> None:
    """Tell the applicant what was decided, and the leaders of the other units that it is for."""

    def tekster():
        return (
            _("Søknaden %(sak)s er avgjort: %(utfall)s")
            % {"sak": sitat(soknad.tittel), "utfall": soknad.get_status_display().lower()},
            _("Du finner vedtaket og brevet på siden for søknaden."),
        )

    til_eieren(soknad, tekster)
    varsle(_de_som_er_med(soknad), tekster, soknad.get_absolute_url())


def trukket(soknad: Soknad, steg: Saksteg) -> None:
    """Tell those who were about to answer that they need not, and the leaders of the other units that it was for."""
    svarer = brukere_for_steg(steg) if steg is not None and steg.handling in Steghandling.i_linjen() else ()
    varsle(
        {*svarer, *_de_som_er_med(soknad)},
        lambda: (
            _("Søknaden %(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
            _("Søkeren har trukket søknaden. Du trenger ikke svare."),
        ),
        soknad.get_absolute_url(),
    )


def trukket_fra_motet(soknad: Soknad, mote: Mote) -> None:
    """Tell those who are called to a meeting, and HR, that one of its cases is withdrawn."""
    innkalte = tilgang.aapne_kontoer(mote.innkalling["mottakere"])
    varsle(
        {*innkalte, *tilgang.brukere_med_rolle(soknad.kommune_id, *tilgang.HR)},
        lambda: (
            _("%(sak)s er trukket") % {"sak": sitat(soknad.tittel)},
            _("Saken står på sakslisten for %(mote)s som trukket, og skal ikke behandles.") % {"mote": mote.tittel},
        ),
        mote.get_absolute_url(),
    )
