"""One case of a meeting: on and off the agenda, who steps aside, and the decision."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kompetanse.felles.formats import kr
from kompetanse.felles.handling import innsendt, utfor
from kompetanse.organisasjon.models import Person
from soknader.models import Motesak, Vedtak
from soknader.mote import beslutningsmote
from soknader.mote.bilde import Saksrad, saker_for
from soknader.mote.forms import InhabileForm, SettPaaForm, UtsettForm, VedtakForm
from soknader.mote.livslop import LIVSLOP
from soknader.mote.vedtak import angre_vedtak, fatt_vedtak
from soknader.mote.views.mote import brodsmuler, hent_mote_som_hr
from soknader.ramme.regnskap import regnskap
from soknader.sak.behandlere import utelukkede

KLARE_PER_SIDE = 50
UTFALL = {"innvilg": Vedtak.Utfall.INNVILGET, "delvis": Vedtak.Utfall.DELVIS, "avslaa": Vedtak.Utfall.AVSLAATT}
OVERSKRIFT = {
    Vedtak.Utfall.INNVILGET: gettext_lazy("Innvilg sak %(nr)s"),
    Vedtak.Utfall.DELVIS: gettext_lazy("Innvilg sak %(nr)s delvis"),
    Vedtak.Utfall.AVSLAATT: gettext_lazy("Avslå sak %(nr)s"),
}


def _hent_rad(request, pk, sak):
    """The case of the meeting, when the user may run the meeting."""
    mote = hent_mote_som_hr(request, pk)
    funnet = saker_for(mote).filter(pk=sak).first()
    if funnet is None:
        raise Http404
    return Saksrad(funnet)


def _gjor(request, rad, handling, gjort, anker="", form=None):
    """Do one thing with a case, say how it went, and go back to the meeting; None when the form is to be mended."""
    mote = rad.sak.mote
    return utfor(request, form, handling, til=f"{mote.get_absolute_url()}{anker}", kvittering=gjort, ved_feil=mote)


@login_required
def motesak_create(request, pk):
    """GET shows the ready cases; POST puts those that are marked on the agenda, or all of them."""
    mote = hent_mote_som_hr(request, pk)
    klare = beslutningsmote.klare_soknader(mote.ramme)
    if request.method != "POST":
        side = Paginator(klare, KLARE_PER_SIDE).get_page(request.GET.get("side"))
        context = {
            "mote": mote,
            "klare": side.object_list,
            "side": side,
            "brodsmuler": brodsmuler(_("Klare saker"), mote),
        }
        return render(request, "soknader/mote/mote_klare.html", context)
    form = SettPaaForm(request.POST, klare=klare)
    valgte = klare if "alle" in request.POST else form.is_valid() and form.cleaned_data["soknad"]
    if not valgte:
        messages.error(request, _("Saken er ikke klar lenger. Se sakslisten på nytt."))
        return redirect(mote)
    return utfor(
        request,
        None,
        lambda: beslutningsmote.sett_paa_saksliste(mote, valgte, bruker=request.user),
        til=mote,
        kvittering=LIVSLOP["sett_paa_saksliste"].kvittering,
    )


@login_required
@require_POST
def motesak_fjern(request, pk, sak):
    rad = _hent_rad(request, pk, sak)
    gjort = LIVSLOP["ta_av"].kvittering % {"sak": rad.soknad}
    return _gjor(request, rad, lambda: beslutningsmote.ta_av(rad.sak, bruker=request.user), gjort)


@login_required
@require_POST
def motesak_flytt(request, pk, sak):
    rad, ned = _hent_rad(request, pk, sak), request.POST.get("retning") == "ned"
    flytt = partial(beslutningsmote.flytt, rad.sak, ned=ned, bruker=request.user)
    return _gjor(request, rad, flytt, LIVSLOP["flytt"].kvittering % {"sak": rad.soknad}, f"#sak-{rad.sak.pk}")


@login_required
def motesak_inhabile(request, pk, sak):
    rad = _hent_rad(request, pk, sak)
    deltakere, alltid = list(rad.sak.mote.deltakere.select_related("person")), utelukkede(rad.soknad)
    form = InhabileForm(innsendt(request), deltakere=deltakere, motesak=rad.sak, alltid=alltid)
    response = _gjor(
        request,
        rad,
        lambda: _sett_inhabile(rad.sak, form, request.user),
        LIVSLOP["sett_inhabile"].kvittering,
        f"?sak={rad.sak.pk}",
        form,
    )
    alltid = Person.objects.filter(pk__in=alltid)
    tittel = _("Habilitet i sak %(nr)s") % {"nr": rad.nr}
    return response or _render(request, "mote_inhabile", rad, form, tittel, alltid=alltid)


def _sett_inhabile(motesak, form, bruker):
    """Who steps aside, as the user wants it and nobody else has changed it."""
    LIVSLOP.laas(motesak.mote)
    valgte = form.valgte(Motesak.objects.get(pk=motesak.pk))
    return beslutningsmote.sett_inhabile(motesak, valgte, grunn=form.cleaned_data["grunn"], bruker=bruker)


@login_required
def motesak_vedtak(request, pk, sak, utfall):
    """GET asks for amount, reason and draw; POST decides. A repeated or late POST is told what stands."""
    rad = _hent_rad(request, pk, sak)
    if not request.user.has_perm("soknader.decide_soknad", rad.soknad):
        raise PermissionDenied
    potter = regnskap(rad.sak.mote.ramme).for_omraade(rad.soknad.satsingsomraade_id)
    form = VedtakForm(innsendt(request), rad=rad, utfall=utfall, potter=potter)
    response = utfor(
        request,
        form,
        lambda: fatt_vedtak(rad.sak, bruker=request.user, **form.verdier()),
        til=lambda _vedtak: f"{rad.sak.mote.get_absolute_url()}#i-hand",
        kvittering=lambda vedtak: _vedtatt(rad, vedtak),
        ved_feil=rad.sak.mote,
    )
    tittel = OVERSKRIFT[utfall] % {"nr": rad.nr}
    return response or _render(request, "mote_vedtak", rad, form, tittel, utfall=utfall, potter=potter)


def _vedtatt(rad, vedtak):
    if vedtak.belop:
        return _("Sak %(nr)s: %(utfall)s %(belop)s.") % {
            "nr": rad.nr,
            "utfall": vedtak.get_utfall_display().lower(),
            "belop": kr(vedtak.belop),
        }
    return _("Sak %(nr)s: avslått.") % {"nr": rad.nr}


@login_required
def motesak_utsett(request, pk, sak):
    rad = _hent_rad(request, pk, sak)
    form = UtsettForm(innsendt(request), initial={"kommentar": rad.sak.utsatt_grunn})
    response = _gjor(
        request,
        rad,
        lambda: beslutningsmote.utsett(rad.sak, grunn=form.cleaned_data["kommentar"], bruker=request.user),
        LIVSLOP["utsett"].kvittering % {"nr": rad.nr},
        "#i-hand",
        form,
    )
    return response or _render(request, "mote_utsett", rad, form, _("Utsett sak %(nr)s") % {"nr": rad.nr})


@login_required
@require_POST
def motesak_angre(request, pk, sak):
    """Undo the decision that the page showed, or the postponement when it showed none."""
    rad, vedtak = _hent_rad(request, pk, sak), request.POST.get("vedtak", "")
    navn, angre = "angre_utsettelse", beslutningsmote.angre_utsettelse
    if vedtak.isdecimal():
        navn, angre = "angre_vedtak", partial(angre_vedtak, vedtak=int(vedtak))
    gjort = LIVSLOP[navn].kvittering % {"nr": rad.nr}
    return _gjor(request, rad, lambda: angre(rad.sak, bruker=request.user), gjort, f"?sak={rad.sak.pk}#i-hand")


def _render(request, mal, rad, form, tittel, **context):
    mote = rad.sak.mote
    context |= {"mote": mote, "rad": rad, "form": form, "tittel": tittel, "brodsmuler": brodsmuler(str(tittel), mote)}
    return render(request, f"soknader/mote/{mal}.html", context)
