"""The pages of the mapping table and the matrix, of what if, and of the needs that they show."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.enhetsramme import hent_enhet, ramme
from kartlegging.kravtelling import er_stor
from kartlegging.models import Behovsmelding, Kompetanse
from kartlegging.tabell import behov, dokument
from kartlegging.tabell.bilde import Kartlegging, kartlegging, krav_for
from kartlegging.tabell.celler import tegn
from kartlegging.tabell.forms import BehovForm, HvaOmForm, KompetansebehovForm, MatriseFilter
from kartlegging.tabell.hva_om import spoer
from kartlegging.tabell.matrise import matrise, sortert
from kartlegging.tabell.tynt import tynt
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.handling import bekreft, innsendt, krever, si_feil, utfor
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.pdf import pdf_response, render_pdf
from kompetanse.felles.spreadsheets.writing import tabell_response
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.models.enhet import sti_innenfor

FINN = "kartlegging:finn"
MELDT = gettext_lazy("Behovet er meldt. Det tas med når planen lages.")


@krever("kartlegging.view_min")
def enhet_tabell(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit must be able to do, who can, and where it is thin. Those whose names are shown see who looked."""
    enhet = hent_enhet(request, pk)
    tabell = _vis(request, enhet)
    filnavn = _("Kartleggingstabell %(enhet)s") % {"enhet": enhet}
    fil = tabell_response(request.GET.get("format"), filnavn, dokument.OVERSKRIFTER, dokument.regnearkrader(tabell))
    context = (
        ramme(enhet, "enhet-tabell", bruker=request.user, her=_("Hva vi må kunne"))
        | {"tabell": tabell}
        | _hva_om(request, tabell)
    )
    return fil or render(request, _mal(request, "enhet_tabell"), context)


@krever("kartlegging.view_min")
def enhet_matrise(request: HttpRequest, pk: int) -> HttpResponse:
    """Who can what. All of the unit is named here, and each can see who looked."""
    enhet = hent_enhet(request, pk)
    context = ramme(enhet, "enhet-matrise", bruker=request.user, her=_("Hvem kan hva"))
    if er_stor(enhet):
        under = Enhet.objects.gyldig().filter(sti_innenfor(enhet.path, "path"), depth=enhet.depth + 1)
        return render(request, "kartlegging/tabell/enhet_stor.html", context | {"under": under})
    tabell = kartlegging(enhet)
    hele = matrise(tabell, alt=request.GET.get("vis") == "alt")
    _logg(request, enhet, _("Kompetansematrisen for %(enhet)s") % {"enhet": enhet}, tabell.folk)
    context |= {"filter": MatriseFilter(request.GET, matrise=hele), "tynt": tynt(tabell)} | _hva_om(request, tabell)
    return _vis_matrise(request, hele, context)


def _vis_matrise(request, hele, context):
    """The page, a piece of it, or the file. What if is asked about all of the unit; else there is a filter and an order."""
    hva_om = context.get("hva_om")
    vises = hele if hva_om else sortert(context["filter"].utvalg(), request.GET.get("sorter", ""))
    filnavn = _("Kompetansematrise %(enhet)s") % {"enhet": hele.tabell.enhet}
    fil = tabell_response(request.GET.get("format"), filnavn, *dokument.matriseark(vises))
    context |= {"matrise": vises, **tegn(vises, hva_om, request.GET)}
    return fil or render(request, _mal(request, "enhet_matrise"), context)


def _mal(request, navn):
    """The page, or the piece of it that htmx asks for."""
    del_ = request.headers.get("HX-Request") == "true" and "hva_om" in request.GET
    return f"kartlegging/tabell/{'_hva_om_del' if del_ else navn}.html"


def _hva_om(request, tabell):
    """The context of what if; empty when nobody asks. Raises Http404 for a person, or a requirement, of someone else's."""
    if "hva_om" not in request.GET or tabell.er_stor:
        return {}
    form = HvaOmForm(request.GET, bruker=request.user, tabell=tabell)
    form.is_valid()
    if form.er_fremmed:
        raise Http404
    svar = spoer(tabell, form.cleaned_data["borte"], form.kommer, form.krav_til_ny)
    _logg(request, tabell.enhet, _("Hva om i %(enhet)s") % {"enhet": tabell.enhet}, svar.kommer)
    return {"hva_om": svar, "hva_om_form": form}


def _logg(request, enhet, hva, folk):
    """Note the look, for those whose competence is shown."""
    rolle = tilgang.rolle_for(request.user, enhet, *tilgang.MED_INNSYN_I_SAKER)
    vist = Person.objects.filter(pk__in={person.pk for person in folk})
    logg_oppslag_paa_alle(request.user, vist, hva, rolle)


@krever("kartlegging.view_min")
def enhet_tabell_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, to be printed on a sheet or two."""
    enhet = hent_enhet(request, pk)
    try:
        innhold = render_pdf("pdf/kartleggingstabell.html", dokument.pdf_context(_vis(request, enhet)))
    except LesbarFeil as feil:
        return si_feil(request, feil, _adresse(enhet))
    return pdf_response(innhold, _("Kartleggingstabell %(enhet)s") % {"enhet": enhet} + ".pdf")


def _vis(request: HttpRequest, enhet: Enhet) -> Kartlegging:
    """The table, with the look noted for each person who is named in it."""
    tabell = kartlegging(enhet)
    hva = _("Kartleggingstabellen for %(enhet)s") % {"enhet": enhet}
    _logg(request, enhet, hva, (person for rad in tabell.rader for person, _svar in rad.svar))
    return tabell


def _adresse(enhet: Enhet, krav_id: int | None = None) -> str:
    return reverse("kartlegging:enhet-tabell", args=[enhet.pk]) + (f"#krav-{krav_id}" if krav_id else "")


@krever("kartlegging.view_min")
def enhet_behov(request: HttpRequest, pk: int, krav_pk: int) -> HttpResponse:
    """Make a row of the table into a need; as many more as are missing is what stands in the form."""
    enhet = hent_enhet(request, pk, "kartlegging.change_krav")
    krav = get_object_or_404(krav_for(enhet, timezone.localdate()), pk=krav_pk)
    rad = next(rad for rad in kartlegging(enhet).rader if rad.krav == krav)
    form = BehovForm(innsendt(request), initial={"antall": max(rad.mangler, 1)}, avbryt=_adresse(enhet, krav.pk))
    response = utfor(
        request,
        form,
        lambda: behov.meld(krav, enhet, form.behov(), bruker=request.user),
        til=_adresse(enhet, krav.pk),
        kvittering=MELDT,
    )
    context = ramme(enhet, "enhet-tabell", bruker=request.user, her=_("Meld behov")) | {"form": form, "rad": rad}
    return response or render(request, "kartlegging/tabell/enhet_behov.html", context)


@krever("kartlegging.ask")
def katalog_behov(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a competence that too few have into a need of a unit; one's own unit, and `?nivaa=`, stand in the form."""
    kompetanser = Kompetanse.objects.visible_to(request.user).i_bruk().filter(kun_fremvises=False)
    kompetanse = get_object_or_404(kompetanser.select_related("skala").prefetch_related("skala__trinn"), pk=pk)
    form = KompetansebehovForm(
        innsendt(request),
        kompetanse=kompetanse,
        bruker=request.user,
        initial={"antall": 1, "nivaa": request.GET.get("nivaa", ""), "enhet": tilgang.egen_enhet(request.user)},
        avbryt=f"{reverse(FINN)}?{urlencode({'q': kompetanse.navn})}",
    )
    response = utfor(
        request,
        form,
        lambda: behov.meld(kompetanse, form.cleaned_data["enhet"], form.behov(), bruker=request.user),
        til=lambda melding: f"{_adresse(melding.enhet)}#andre-behov",
        kvittering=MELDT,
    )
    stien = sti((_("Kompetanse"), "kartlegging:min"), (_("Finn kompetanse"), FINN), her=_("Meld behov"))
    context = {"form": form, "kompetanse": kompetanse, "brodsmuler": stien}
    return response or render(request, "kartlegging/tabell/katalog_behov.html", context)


@krever("kartlegging.view_min")
def behov_trekk(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and take the need back."""
    alle = Behovsmelding.objects.select_related("krav__kompetanse", "kompetanse", "enhet__kommune")
    melding = get_object_or_404(alle, pk=pk)
    enhet = hent_enhet(request, melding.enhet_id, "kartlegging.change_krav")
    return bekreft(
        request,
        lambda: behov.trekk(melding, bruker=request.user),
        tittel=_("Trekk behovet"),
        sporsmaal=_("Vil du trekke behovet for %(kompetanse)s?") % {"kompetanse": melding.det_som_trengs},
        knapp=_("Trekk behovet"),
        avbryt=_adresse(enhet, melding.krav_id),
        til=_adresse(enhet, melding.krav_id),
        kvittering=_("Behovet er trukket."),
    )
