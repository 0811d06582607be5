"""What people are told of their places. The dates go along as a calendar file."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato_tid, sitat
from kompetanse.felles.varsler import om_mottakeren, varsle
from kompetanse.organisasjon.ledelse import Ledelse
from kompetanse.organisasjon.models import Bruker
from kompetanse.organisasjon.tilgang import aapne_kontoer, til_stede
from kurs.models import Kjoring, Kursplass
from kurs.paamelding import kalenderfil

Status = Kursplass.Status


def naar_og_hvor(kjoring: Kjoring) -> str:
    """«Det begynner 5. mars 2026 kl. 09.00 i Rådhuset.»"""
    if kjoring.begynner is None:
        return _("Tiden er ikke bestemt ennå.")
    ord_ = {"naar": dato_tid(kjoring.begynner), "sted": kjoring.sted}
    return _("Det begynner %(naar)s. Sted: %(sted)s.") % ord_ if kjoring.sted else _("Det begynner %(naar)s.") % ord_


def paameldt(kjoring: Kjoring, plasser: list[Kursplass], *, av: Bruker) -> None:
    """Each is told what came of it, and the leaders of those who need an answer."""
    navn = sitat(kjoring.kurs)
    emner = {
        Status.PLASS: lambda: _("Du har plass på %s") % navn,
        Status.VENTELISTE: lambda: _("Du står på venteliste til %s") % navn,
        Status.SOKT: lambda: _("Lederen din er spurt om %s") % navn,
    }
    tekster = {
        Status.PLASS: lambda: naar_og_hvor(kjoring),
        Status.VENTELISTE: lambda: _("Kurset er fullt. Du får plass av deg selv når noen melder seg av."),
        Status.SOKT: lambda: _("Du får beskjed når det er besvart."),
    }
    for status, emne in emner.items():
        med_den = [plass for plass in plasser if plass.status == status]
        if med_den:
            _fortell(
                kjoring, med_den, lambda emne=emne, status=status: (emne(), tekster[status]()), status == Status.PLASS
            )
    _spor_lederne(kjoring, [plass for plass in plasser if plass.status == Status.SOKT])


def _spor_lederne(kjoring, plasser):
    """One message to each leader, however many they are to answer."""
    if not plasser:
        return
    ledere = Ledelse(kjoring.kommune_id).for_personer({plass.person_id for plass in plasser})
    varsle(
        til_stede({leder for noens in ledere.values() for leder in noens}),
        lambda: (_("Godkjenn påmelding til %s") % sitat(kjoring.kurs), _("Noen du leder, vil delta. Svar på siden.")),
        reverse("kurs:kursplass-svar-list"),
        frist=kjoring.paameldingsfrist,
    )


def fikk_plass(kjoring: Kjoring, plasser: Iterable[Kursplass]) -> None:
    """Those who move up from the waiting list."""
    _fortell(
        kjoring,
        plasser,
        lambda: (
            _("Du har fått plass på %s") % sitat(kjoring.kurs),
            "{} {}".format(naar_og_hvor(kjoring), _("Passer det ikke, melder du deg av på siden.")),
        ),
        med_fil=True,
    )


def besvart(plass: Kursplass) -> None:
    def tekster():
        navn = sitat(plass.kjoring.kurs)
        if plass.status == Status.AVSLATT:
            return _("Lederen din sa nei til %s") % navn, plass.grunn
        if plass.status == Status.VENTELISTE:
            return _("Du står på venteliste til %s") % navn, _("Lederen din sa ja, men kurset er fullt.")
        return _("Du har plass på %s") % navn, naar_og_hvor(plass.kjoring)

    _fortell(plass.kjoring, [plass], tekster, plass.status == Status.PLASS)


def avmeldt(plass: Kursplass, *, av: Bruker) -> None:
    """The one who was taken off by another; and the one who answers for the course, of a seat given up."""
    navn = sitat(plass.kjoring.kurs)
    if av.person_id != plass.person_id:
        tekst = plass.grunn or _("Ta kontakt med den som står som ansvarlig, hvis det er feil.")
        _fortell(plass.kjoring, [plass], lambda: (_("Du er meldt av %s") % navn, tekst))
    ansvarlig = plass.kjoring.kurs.ansvarlig_id
    if ansvarlig and ansvarlig != av.person_id:
        varsle(
            til_stede([ansvarlig]),
            lambda: (_("Én har meldt seg av %s") % navn, _("Den neste på ventelisten får plassen av seg selv.")),
            plass.kjoring.get_absolute_url(),
        )


def avlyst(kjoring: Kjoring) -> None:
    """All who have a place or wait for one: one batch, whatever the number."""

    def tekster():
        ellers = _("På siden til kurset ser du om det går flere ganger.")
        return _("%s er avlyst") % sitat(kjoring.kurs), f"{kjoring.avlyst_grunn}\n\n{ellers}"

    _fortell(kjoring, _aktive(kjoring), tekster, med_fil=True)


def ny_tid(kjoring: Kjoring) -> None:
    """All who have a place or wait for one, when the dates or the place are other than they were told."""

    def tekster():
        return _("Ny tid eller nytt sted for %s") % sitat(kjoring.kurs), naar_og_hvor(kjoring)

    _fortell(kjoring, _aktive(kjoring), tekster, med_fil=True)


def _aktive(kjoring):
    return kjoring.plasser_tatt.filter(status__in=Status.aktive())


def etterlatte_kurs(personer: list[int]) -> list[str]:
    """What people who are to end answer for, a sentence each, for the preview of an import."""
    kommer = Kjoring.objects.filter(status__in=Kjoring.Status.kommende(), kurs__ansvarlig__in=personer)
    setning = _("%(hvem)s slutter, og er ansvarlig for %(kurs)s. Velg en ny.")
    return list(
        dict.fromkeys(
            setning % {"hvem": ett.kurs.ansvarlig, "kurs": sitat(ett.kurs)}
            for ett in kommer.select_related("kurs__ansvarlig").order_by("pk")
        )
    )


def _fortell(kjoring: Kjoring, plasser: Iterable[Kursplass], tekster: Callable, med_fil: bool = False) -> None:
    personer = [plass.person_id for plass in plasser]
    varsle(
        aapne_kontoer(personer).select_related("kommune"),
        tekster,
        kjoring.get_absolute_url(),
        om=om_mottakeren,
        vedlegg=kalenderfil.oppskrift(kjoring) if med_fil else "",
    )
