"""The pages of a course with its runs, and of one run."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kompetanse.felles import ical
from kompetanse.felles.formats import dato, og_liste
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.skjema import med_ny_rad
from kurs.kjoring import styring, ved_siden
from kurs.kjoring.bilde import deltakere, kursbilde, rader
from kurs.kjoring.forms import FlyttForm, KjoringForm, KommentarForm, datorader
from kurs.kjoring.livslop import LIVSLOP, RETT
from kurs.models import Kjoring
from kurs.paamelding import kalenderfil
from kurs.paamelding.paamelding import er_for, utenfor_malgruppen
from kurs.tilbud import fra_tiltak
from kurs.tilbud.malgrupper import i_ord
from kurs.tilbud.styring import RETT as KURSRETT
from kurs.tilbud.views import hent_kurs, smuler

kan_se = krever("kurs.view_kurs")
HANDLINGER = {navn: getattr(styring, navn) for navn in ("aapne", "steng", "gjenaapne", "avlys", "slett")}


@kan_se
def kurs_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What a course is, whom it is for, and when it is held."""
    kurs = hent_kurs(request, pk)
    kan_endre = request.user.has_perm(KURSRETT, kurs)
    context = {
        "kurs": kurs,
        "bilde": kursbilde(kurs, request.user),
        "kompetanser": kurs.kompetanser.select_related("kompetanse"),
        "malgrupper": [(ett, i_ord(ett)) for ett in kurs.malgrupper.select_related("kategori", "rolle", "enhet")],
        "tiltak": kurs.tiltak.for_enheter_visible_to(request.user).select_related("plan__enhet"),
        "er_for_deg": er_for(kurs, request.user),
        "kan_endre": kan_endre,
        "brodsmuler": smuler(her=kurs.navn),
    }
    return render(request, "kurs/kjoring/kurs_detail.html", context)


def hent_kjoring(request: HttpRequest, pk: int, rett: str = "") -> Kjoring:
    """The run of the page. Raises Http404 for one that the user does not see, PermissionDenied without the right to it."""
    synlige = Kjoring.objects.visible_to(request.user).select_related("kurs__enhet", "kurs__ansvarlig")
    kjoring = get_object_or_404(synlige.prefetch_related("samlinger"), pk=pk)
    if rett and not request.user.has_perm(rett, kjoring):
        raise PermissionDenied
    return kjoring


def kjoringssmuler(kjoring: Kjoring, *under, her) -> list:
    return smuler((kjoring.kurs, kjoring.kurs), *under, her=her)


@kan_se
def kjoring_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, and how it stands with the reader; who else takes part, for those who may see it."""
    kjoring = hent_kjoring(request, pk)
    rad = rader([kjoring], request.user)[0]
    utenfor = "" if er_for(kjoring.kurs, request.user) else utenfor_malgruppen(kjoring.kurs)
    context = {
        "kjoring": kjoring,
        "rad": rad,
        "utenfor": utenfor,
        "kan_meldes_paa": rad.kan_meldes_paa and not utenfor,
        "kan_meldes_av": rad.kan_meldes_av_av(request.user),
        "kan": LIVSLOP.mulige(kjoring, request.user),
        "knapper": HANDLINGER,
        "kan_melde_paa_andre": request.user.has_perm("kurs.sign_up_others")
        and kjoring.status in kjoring.Status.kommende()
        and not kjoring.er_for_sent(timezone.now()),
        "deltakere": deltakere(kjoring, request.user),
        "kan_endre": request.user.has_perm(RETT, kjoring),
        "kan_logge": kjoring.kurs.er_gruppe and request.user.has_perm("kurs.log_mote", kjoring),
        "kan_fore": request.user.has_perm("kurs.register_oppmote", kjoring.kurs),
        "er_holdt": kjoring.kan_fullfores(timezone.now()),
        "ved_siden": ved_siden.KORT.hent(kjoring, request.user),
        "brodsmuler": kjoringssmuler(kjoring, her=rad.naar),
    }
    return render(request, "kurs/kjoring/kjoring_detail.html", context)


@kan_se
def kjoring_ical(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates as a file for one's own calendar."""
    kjoring = hent_kjoring(request, pk)
    return fil_response(kalenderfil.fil(kjoring), kalenderfil.filnavn(kjoring), ical.MIME)


@kan_se
def kjoring_create(request: HttpRequest, kurs_pk: int) -> HttpResponse:
    """One run more; the first of a course made from a measure has what the measure says."""
    kurs = hent_kurs(request, kurs_pk, KURSRETT)
    tiltak = None if kurs.kjoringer.exists() else kurs.tiltak.select_related("plan").first()
    start = fra_tiltak.kjoringen(tiltak) if tiltak else {}
    return _rediger(request, Kjoring(kurs=kurs, **start), _("Når holdes kurset?"))


@kan_se
def kjoring_update(request: HttpRequest, pk: int) -> HttpResponse:
    kjoring = hent_kjoring(request, pk, RETT)
    if "endre" not in LIVSLOP.mulige(kjoring, request.user):
        raise PermissionDenied
    return _rediger(request, kjoring, _("Endre tid og sted"))


def _rediger(request, kjoring, tittel):
    data = innsendt(request)
    tider = datorader(kjoring, data and med_ny_rad(data, "tid"))
    form = KjoringForm(data, instance=kjoring, tider=tider)
    response = None
    if data and "legg_til_rad" not in data and tider.is_valid():
        response = utfor(
            request,
            form,
            lambda: styring.lagre(kjoring, _endring(form), bruker=request.user),
            til=lambda lagret: lagret,
            kvittering=_("Tid og sted er lagret."),
        )
    avbryt = kjoring if kjoring.pk else kjoring.kurs
    over = [(_("Tid og sted"), kjoring)] if kjoring.pk else []
    context = {
        "form": form,
        "tider": tider,
        "tittel": tittel,
        "kjoring": kjoring,
        "avbryt": avbryt.get_absolute_url(),
        "brodsmuler": kjoringssmuler(kjoring, *over, her=tittel),
    }
    return response or render(request, "kurs/kjoring/kjoring_form.html", context)


def _endring(form):
    """A new row holds nothing yet: what is typed is set on it."""
    if form.instance.pk is None:
        for navn, verdi in form.cleaned_data.items():
            setattr(form.instance, navn, verdi)
    return form.endring


@kan_se
def kjoring_flytt(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks for the new first day; POST moves all the dates, and tells."""
    kjoring = hent_kjoring(request, pk, RETT)
    form = FlyttForm(innsendt(request))

    def flytt():
        return styring.flytt(kjoring, form.cleaned_data["forste"], bruker=request.user)

    def kvittering(flyttet):
        aar = form.cleaned_data["forste"].year
        igjen = styring.planer_i_et_annet_aar(flyttet, aar)
        tekst = _("Kurset er flyttet, og de som er påmeldt, har fått beskjed.")
        if not igjen:
            return tekst
        rest = _("Det hører til tiltak i planer som ikke gjelder i %(aar)s: %(tiltak)s.")
        return f"{tekst} {rest % {'aar': aar, 'tiltak': og_liste(igjen)}}"

    return bekreft(
        request,
        flytt,
        form=form,
        tittel=_("Flytt kurset"),
        sporsmaal=_("Når skal kurset begynne?"),
        konsekvens=_("Alle datoene og fristene flyttes like langt. Kurset begynner nå %(naar)s.")
        % {"naar": dato(kjoring.begynner)},
        knapp=_("Flytt"),
        avbryt=kjoring,
        til=kjoring.get_absolute_url(),
        kvittering=kvittering,
        brodsmuler=kjoringssmuler(kjoring, (_("Tid og sted"), kjoring), her=_("Flytt")),
    )


@kan_se
@require_POST
def kjoring_kopier(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of one run more, without dates."""
    kjoring = hent_kjoring(request, pk, RETT)
    return utfor(
        request,
        None,
        lambda: styring.kopier(kjoring, bruker=request.user),
        til=lambda ny: reverse("kurs:kjoring-update", args=[ny.pk]),
        kvittering=_("En ny kjøring er laget. Legg inn datoene."),
    )


@kan_se
def kjoring_handling(request: HttpRequest, pk: int, handling: str) -> HttpResponse:
    """GET asks; POST opens, closes, cancels or deletes."""
    kjoring = hent_kjoring(request, pk, RETT)
    overgang = LIVSLOP.mulige(kjoring, request.user).get(handling)
    if handling not in HANDLINGER:
        raise Http404
    if overgang is None:
        raise PermissionDenied
    form = KommentarForm(innsendt(request)) if overgang.maa_begrunnes else None

    def utfort():
        grunn = {"kommentar": form.cleaned_data["kommentar"]} if form else {}
        return HANDLINGER[handling](kjoring, bruker=request.user, **grunn)

    return bekreft(
        request,
        utfort,
        form=form,
        tittel=f"{overgang.label}: {kjoring.kurs}",
        sporsmaal=overgang.sporsmaal,
        konsekvens=overgang.konsekvens,
        knapp=overgang.label,
        farlig=handling in ("avlys", "slett"),
        avbryt=kjoring,
        til=kjoring.kurs.get_absolute_url() if handling == "slett" else kjoring.get_absolute_url(),
        kvittering=overgang.kvittering,
        brodsmuler=kjoringssmuler(kjoring, (_("Tid og sted"), kjoring), her=overgang.label),
    )
