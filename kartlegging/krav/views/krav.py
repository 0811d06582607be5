"""The requirements of a unit: the page, one requirement with its history, and the forms that set, change and end it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging import labels
from kartlegging.enhetsramme import hent_enhet, ramme
from kartlegging.katalog.sok import finn_kompetanser
from kartlegging.katalog.valg import KompetanseValgField
from kartlegging.krav import bilde, styring
from kartlegging.krav.forms.krav import AvsluttForm, EndreKravForm, KravForm, nivaavalg
from kartlegging.models import Kompetansekrav
from kompetanse.felles.handling import bekreft, innsendt, krever, proev, utfor
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.forms.valg import FORSLAG
from kompetanse.organisasjon.models import Enhet


@krever("kartlegging.view_min")
def enhet_krav(request: HttpRequest, pk: int) -> HttpResponse:
    """What the work in a unit demands: set here, inherited, and set below; and its tasks."""
    enhet = hent_enhet(request, pk)
    context = ramme(enhet, "enhet-krav", bruker=request.user, her=_("Hva arbeidet krever")) | {
        "bilde": bilde.kravbilde(enhet),
        "kan_endre": request.user.has_perm(styring.RETT, enhet),
    }
    return render(request, "kartlegging/krav/enhet_krav.html", context)


@krever("kartlegging.view_min")
def krav_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement: what it asks of whom, why, and what has been asked before. Names nobody, so all may read it."""
    krav = hent_krav(request, pk)
    svarer_for = request.user.has_perm("kartlegging.view_enhet", krav.enhet)
    dag = timezone.localdate()
    context = {
        "krav": krav,
        "linje": bilde.kravlinjer(krav.enhet, [krav], dag)[0] if svarer_for else None,
        "kravtekst": labels.kravtekst(krav),
        "gjelder": labels.gjelder(krav),
        "tider": bilde.tider(krav, dag),
        "regnestykke": bilde.regnestykke(krav),
        "historie": [(ett, labels.kravtekst(ett)) for ett in bilde.historie(krav)],
        "kan_endre": bilde.er_siste_ord(krav, dag) and request.user.has_perm(styring.RETT, krav.enhet),
        "brodsmuler": _smuler(krav.enhet, krav.kompetanse, svarer_for),
    }
    return render(request, "kartlegging/krav/krav_detail.html", context)


@krever("kartlegging.view_min")
def krav_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a requirement in a unit: what follows is shown first, then it is stored."""
    enhet = hent_enhet(request, pk, styring.RETT)
    form = KravForm(innsendt(request), enhet=enhet, initial={"gjelder": request.GET.get("gjelder")})
    return _skjema(
        request,
        enhet,
        form,
        lambda: styring.sett(form.krav(), bruker=request.user),
        tittel=_("Nytt krav i %(enhet)s") % {"enhet": enhet},
        knapp=_("Sett kravet"),
        avbryt=krav_url(enhet),
    )


@krever("kartlegging.view_min")
def krav_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Demand something else from a day: what follows is shown first, then it is stored."""
    krav = _hent_for_endring(request, pk)
    form = EndreKravForm(innsendt(request), krav=krav)
    return _skjema(
        request,
        krav.enhet,
        form,
        lambda: styring.endre(krav, fra=form.cleaned_data["fra"], bruker=request.user, **form.innhold),
        tittel=_("Endre kravet om %(kompetanse)s") % {"kompetanse": krav.kompetanse},
        knapp=_("Lagre endringen"),
        avbryt=krav,
        krav=krav,
        gjelder=labels.gjelder(krav),
        kravtekst=labels.kravtekst(krav),
    )


@krever("kartlegging.view_min")
def krav_end(request: HttpRequest, pk: int) -> HttpResponse:
    krav = _hent_for_endring(request, pk)
    form = AvsluttForm(innsendt(request))
    return bekreft(
        request,
        lambda: styring.avslutt(krav, siste_dag=form.cleaned_data["siste_dag"], bruker=request.user),
        form=form,
        tittel=_("Avslutt kravet om %(kompetanse)s") % {"kompetanse": krav.kompetanse},
        sporsmaal=_("Vil du avslutte kravet?"),
        konsekvens=_("Etter siste dag krever %(enhet)s det ikke lenger. Historikken blir stående.")
        % {"enhet": krav.enhet},
        knapp=_("Avslutt kravet"),
        avbryt=krav,
        til=krav_url(krav.enhet),
        kvittering=_("Kravet om %(kompetanse)s er avsluttet.") % {"kompetanse": krav.kompetanse},
        brodsmuler=_smuler(krav.enhet, krav.kompetanse, True),
    )


@krever("kartlegging.view_katalog")
def kompetanse_suggest(request: HttpRequest) -> HttpResponse:
    """Names of competences for the field that asks for one, as <option>s."""
    uttrykk = next(iter(request.GET.values()), "")
    valg = [ett.navn for ett in finn_kompetanser(uttrykk)[:FORSLAG]] if uttrykk else []
    return render(request, "organisasjon/_forslag.html", {"valg": valg})


@krever("kartlegging.view_katalog")
def kompetanse_levels(request: HttpRequest) -> HttpResponse:
    """The levels of the competence that is written, as <option>s."""
    felt = KompetanseValgField(required=False)
    kompetanse = felt.finn(request.GET.get("kompetanse", ""))
    return render(request, "kartlegging/krav/_nivaavalg.html", {"valg": nivaavalg(kompetanse)})


def _skjema(request, enhet, form, gjor, *, knapp, avbryt, **context):
    """The form of a requirement. Sent without `bekreftet` it says what would follow, and stores nothing."""
    bekreftet = "bekreftet" in request.POST
    response = bekreftet and utfor(
        request,
        form,
        gjor,
        til=lambda krav: krav,
        kvittering=lambda krav: _("Kravet om %(kompetanse)s er lagret.") % {"kompetanse": krav.kompetanse},
    )
    if response:
        return response
    context |= {
        "form": form,
        "enhet": enhet,
        "folger": None if bekreftet else proev(form, lambda: bilde.konsekvens(gjor())),
        "knapp": knapp,
        "avbryt": avbryt if isinstance(avbryt, str) else avbryt.get_absolute_url(),
        "brodsmuler": _smuler(enhet, context["tittel"], True),
    }
    return render(request, "kartlegging/krav/krav_form.html", context)


def hent_krav(request: HttpRequest, pk: int) -> Kompetansekrav:
    return get_object_or_404(Kompetansekrav.objects.visible_to(request.user).med_alt(), pk=pk)


def _hent_for_endring(request, pk):
    krav = hent_krav(request, pk)
    if not request.user.has_perm(styring.RETT, krav.enhet):
        raise PermissionDenied
    return krav


def krav_url(enhet: Enhet) -> str:
    return reverse("kartlegging:enhet-krav", args=[enhet.pk])


def _smuler(enhet, her, svarer_for):
    """To the requirements of the unit, for who may see them."""
    over = [(enhet.navn, krav_url(enhet))] if svarer_for else []
    return sti(*over, her=her)
