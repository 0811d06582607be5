"""The pages of kompetansedager: one's own, those of a person, and those of a unit."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.enhetsramme import hent_enhet
from kompetanse.felles.handling import krever
from kompetanse.felles.hendelser import logg_oppslag, logg_oppslag_paa_alle
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.eksport import eksport_response, vis_liste
from kompetanse.organisasjon.ledelse import ledede_enheter
from kompetanse.organisasjon.models import Enhet, Person
from kurs.dager import bilde, lister
from kurs.dager.andeler import AAR_TILBAKE
from kurs.dager.documents import rapport_context
from kurs.dager.forms import FORSTE_AAR, Aarsvalg, Fjoraarsvalg
from kurs.dager.person import Personbilde
from kurs.dager.telling import Periode
from kurs.tilbud.views import smuler

KOMPETANSEDAGER = "kompetansedager"
# A leader of many units finds the others from the one above.
FLEST_FANER = 3


@krever("kurs.view_kurs")
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own days of a year."""
    return _personside(request, request.user.person, smuler(her=_("Kompetansedager")))


@krever("kurs.view_kurs")
def person_detail(request: HttpRequest, person_pk: int) -> HttpResponse:
    """The days of one in the reader's line; the look is noted."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=person_pk)
    if not request.user.has_perm("kartlegging.view_person", person):
        raise PermissionDenied
    logg_oppslag(request.user, person.pk, KOMPETANSEDAGER, tilgang.hovedrolle(request.user) or "")
    return _personside(request, person, dagsmuler(her=str(person)))


def _personside(request, person, brodsmuler):
    aaret = Aarsvalg(request.GET, bruker=request.user).aaret
    personen = Personbilde(person, aaret)
    context = {
        "personen": personen,
        "er_meg": person.pk == request.user.person_id,
        "brodsmuler": brodsmuler,
    }
    return render(request, "kurs/dager/person.html", context | _rammen(request, aaret))


@krever("kurs.view_kurs")
def enhet_detail(request: HttpRequest, enhet_pk: int) -> HttpResponse:
    """A unit month by month, the units right below, and by name those who work in it, for who may see them."""
    enhet = hent_enhet(request, enhet_pk, "kurs.view_dagtall")
    over = Enhet.objects.filter(path__in=enhet.stier_over).order_by("depth")
    # The year is that of the list, so that what counts in it is read once.
    context = {
        "enhet": enhet,
        "enheten": lambda side: bilde.bildet(request.user, enhet, side.form.aaret),
        "med_navn": request.user.has_perm("kartlegging.view_enhet", enhet),
        "brodsmuler": lambda side: _smuler_til(enhet, over, side.form.aaret),
        "logget": lambda side: _logg(request, enhet, side),
        "aaret": lambda side: side.form.aaret,
        "aarene": lambda side: _aarene(request, side.form.aaret),
        "faner": _faner(request),
    }
    return vis_liste(request, lister.PERSONER, "kurs/dager/enhet.html", valg={"i_enhet": enhet.pk}, **context)


def _smuler_til(enhet, over, aaret):
    return dagsmuler(*((en.navn, bilde.enhetsadresse(en.pk, aaret.aar)) for en in over), her=enhet.navn)


def _logg(request, enhet, side):
    if not side.rader:
        return
    personer = Person.objects.filter(pk__in=[rad.person.pk for rad in side.rader])
    rolle = tilgang.rolle_for(request.user, enhet, *tilgang.MED_INNSYN_I_SAKER)
    logg_oppslag_paa_alle(request.user, personer, KOMPETANSEDAGER, rolle)


@krever("kurs.view_kurs")
def enhet_tabell(request: HttpRequest, enhet_pk: int) -> HttpResponse:
    """The figures of the unit and all below it, as a file; asked for as a page it is the unit's own."""
    enhet = hent_enhet(request, enhet_pk, "kurs.view_dagtall")
    fil = eksport_response(request, lister.ENHETER, {"i_enhet": enhet.pk})
    return fil or redirect("kurs:dager-enhet", enhet_pk=enhet.pk)


@krever("kurs.view_kurs")
def enhet_rapport(request: HttpRequest, enhet_pk: int) -> HttpResponse:
    """The report of a month as PDF; `?aar=` and `?maaned=`, else the month that has just ended."""
    enhet = hent_enhet(request, enhet_pk, "kurs.view_dagtall")
    aaret = Aarsvalg(request.GET, bruker=request.user).aaret
    context = rapport_context(bilde.bildet(request.user, enhet, aaret))
    filnavn = f"kompetansedager-{aaret.aar}-{aaret.maaneder:02d}.pdf"
    return pdf_response(render_pdf("pdf/kompetansedager.html", context), filnavn)


@krever(lister.ANDELER.rett)
def andel_list(request: HttpRequest) -> HttpResponse:
    """How many took part in learning, among leaders and others and by the size of the position."""
    aaret = Fjoraarsvalg(request.GET, bruker=request.user).aaret
    context = {
        "brodsmuler": dagsmuler(her=_("Andel som har lært noe")),
        "tre_aar": Periode.aar(aaret.aar, AAR_TILBAKE),
        "uten_navn": not request.user.has_perm("kartlegging.view_dekning_kommunen"),
    }
    return vis_liste(request, lister.ANDELER, "kurs/dager/andeler.html", **context, **_rammen(request, aaret))


# --- What the pages share -----------------------------------------------------------------------------


def dagsmuler(*over, her) -> list:
    return smuler((_("Kompetansedager"), "kurs:dager-mine"), *over, her=her)


def _rammen(request, aaret):
    return {"aaret": aaret, "faner": _faner(request), "aarene": _aarene(request, aaret)}


def _faner(request):
    """One's own days; the units that one leads, or represents those in; the whole kommune."""
    enheter = {rolle.enhet_id: rolle.enhet_navn for rolle in ledede_enheter(request.user)}
    for rolle in request.user.roller_som(*tilgang.HR, *tilgang.ANSATTES_REPRESENTANTER):
        enheter.setdefault(rolle.enhet_id, rolle.enhet_navn)
    adresser = [(navn, reverse("kurs:dager-enhet", args=[pk])) for pk, navn in enheter.items()]
    alle = [(_("Mine dager"), reverse("kurs:dager-mine")), *adresser[:FLEST_FANER]]
    if request.user.has_perm(lister.ANDELER.rett):
        alle.append((_("Andel som har lært noe"), reverse("kurs:dager-andeler")))
    return [{"navn": navn, "url": url, "aktiv": request.path == url} for navn, url in alle]


def _aarene(request, aaret):
    """The years to choose among: the last ones, and the one that is shown."""
    i_aar = timezone.localdate().year
    aarene = {aaret.aar, *range(max(i_aar - AAR_TILBAKE, FORSTE_AAR), i_aar + 1)}
    return [{"navn": str(aar), "url": f"{request.path}?aar={aar}", "aktiv": aar == aaret.aar} for aar in sorted(aarene)]
