"""The talk itself: begun, read, moved, held and called off."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompetanse.felles import ical
from kompetanse.felles.formats import tallord
from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.nedlasting import fil_response
from kompetanse.felles.sti import sti
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.models import Bruker
from planer.models import Samtale
from planer.person.forms import LederForm
from planer.person.opprettelse import ledere
from planer.samtale import gjennomforing, invitasjon, kalender, ledervalg, ved_siden
from planer.samtale.bilde import side
from planer.samtale.folk import Stand, med_alt, medarbeidere
from planer.samtale.forms import HoldtForm, InvitasjonForm, OgsaaAvtaltForm, TidForm
from planer.samtale.lister import MEDARBEIDERSAMTALER, Aarsfilter
from planer.samtale.livslop import LIVSLOP

SE = "planer.view_planer"
LEDER = "planer.follow_personplaner"


def smuler(samtale: Samtale, bruker: Bruker, her: str = "") -> list[tuple[str, str]]:
    """The breadcrumb of the talk, and of a page below it with `her`."""
    egen = samtale.person_id == bruker.person_id
    over = (_("Min side"), "oversikt:min-side") if egen else (MEDARBEIDERSAMTALER.navn, "planer:samtale-list")
    return sti(over, (str(samtale), samtale), her=her) if her else sti(over, her=str(samtale))


def hent(request: HttpRequest, pk: int) -> Samtale:
    """The talk of the page. Raises Http404 for all but the two."""
    samtaler = Samtale.objects.mellom(request.user).select_related("person", "leder", "enhet", "plan")
    return get_object_or_404(samtaler, pk=pk)


def hent_til(request: HttpRequest, pk: int, handling: str) -> Samtale:
    """The talk, for a page that asks for one act. Raises PermissionDenied when it is not for the reader now."""
    samtale = hent(request, pk)
    if handling not in LIVSLOP.mulige(samtale, request.user):
        raise PermissionDenied
    return samtale


@krever(LEDER)
def samtale_list(request: HttpRequest) -> HttpResponse:
    """The leader's own people, and where the talk of each stands."""
    brodsmuler = sti((_("Planer"), "planer:plan-list"), her=MEDARBEIDERSAMTALER.navn)
    return vis_liste(request, MEDARBEIDERSAMTALER, "planer/samtale/samtale_list.html", brodsmuler=brodsmuler)


@krever(LEDER)
def samtale_invite(request: HttpRequest) -> HttpResponse:
    """Invite many at once; `?aar=` is the year in which they have no talk yet."""
    rader = medarbeidere(request.user, Aarsfilter(request.GET, bruker=request.user).valgt_aar)
    venter = [rad.person for rad in med_alt([rad for rad in rader if rad.stand == Stand.IKKE_INVITERT])]
    form = InvitasjonForm(innsendt(request), folk=venter, avbryt=reverse("planer:samtale-list"))

    def inviter():
        folk, avstand = form.cleaned_data["folk"], invitasjon.Avstand(form.cleaned_data["avstand"])
        ord_ = {navn: form.cleaned_data[navn] for navn in ("sted", "melding")}
        return invitasjon.inviter(folk, form.tid, avstand, **ord_, bruker=request.user)

    response = utfor(request, form, inviter, til="planer:samtale-list", kvittering=_invitert)
    brodsmuler = sti((MEDARBEIDERSAMTALER.navn, "planer:samtale-list"), her=_("Inviter"))
    return response or render(
        request, "planer/samtale/samtale_invite.html", {"form": form, "folk": venter, "brodsmuler": brodsmuler}
    )


def _invitert(nye):
    antall = len(nye)
    if not antall:
        return _("De hadde allerede en samtale. Ingen nye er invitert.")
    hva = ngettext("%(n)s medarbeider er invitert.", "%(n)s medarbeidere er invitert.", antall)
    return hva % {"n": tallord(antall).capitalize()}


@krever(SE)
def samtale_mine(request: HttpRequest) -> HttpResponse:
    """One's own talk of the year, or the page that asks for one."""
    egne = Samtale.objects.gjelder().filter(person=request.user.person_id, aar__gte=timezone.localdate().year)
    samtale = egne.order_by("aar").first()
    return redirect(samtale or "planer:samtale-create")


@krever(SE)
def samtale_create(request: HttpRequest) -> HttpResponse:
    """Ask for a talk, with one of the nearest leaders."""
    valg = ledere(request.user.person)
    form = LederForm(innsendt(request), ledere=valg, knapp=_("Be om en samtale"), avbryt=reverse("oversikt:min-side"))
    form.fields["leder"].label = _("Hvem vil du ha samtalen med?")
    response = utfor(
        request,
        form,
        lambda: invitasjon.be_om(request.user.person, form.cleaned_data["leder"], bruker=request.user),
        til=lambda samtale: samtale,
    )
    brodsmuler = sti((_("Min side"), "oversikt:min-side"), her=_("Medarbeidersamtale"))
    context = {"form": form, "ledere": valg, "brodsmuler": brodsmuler}
    return response or render(request, "planer/samtale/samtale_create.html", context)


@krever(SE)
def samtale_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The talk, as the two see it. `?sporsmaal=` is the question that is being written."""
    return vis(request, hent(request, pk), request.GET.get("sporsmaal", ""))


def vis(request: HttpRequest, samtale: Samtale, aapent: str = "", form=None) -> HttpResponse:
    context = side(samtale, request.user, aapent, form) | {"brodsmuler": smuler(samtale, request.user)}
    context["ved_siden"] = ved_siden.KORT.hent(samtale.person, request.user)
    return render(request, "planer/samtale/samtale_detail.html", context)


@krever(SE)
def samtale_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another time or place."""
    samtale = hent_til(request, pk, "endre_tid")
    form = TidForm(innsendt(request), samtale=samtale, avbryt=samtale.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: invitasjon.endre_tid(samtale, form.tid, form.cleaned_data["sted"], bruker=request.user),
        til=samtale,
        kvittering=_("Tiden er foreslått."),
    )
    return response or skjemaside(request, samtale, form, _("Foreslå en tid"))


@krever(SE)
def samtale_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has the talk with another of the nearest leaders."""
    samtale = hent_til(request, pk, "velg_leder")
    valg, tittel = ledere(samtale.person), _("Velg hvem du vil snakke med")
    form = LederForm(innsendt(request), ledere=valg, knapp=_("Velg"), avbryt=samtale.get_absolute_url())
    form.fields["leder"].label = _("Hvem vil du ha samtalen med?")
    response = utfor(
        request,
        form,
        lambda: ledervalg.velg_leder(samtale, form.cleaned_data["leder"], bruker=request.user),
        til=samtale,
        kvittering=lambda samtale: _("Du skal snakke med %s.") % samtale.leder,
    )
    return response or skjemaside(request, samtale, form, tittel)


@krever(SE)
def samtale_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader says that it was held, and when."""
    samtale = hent_til(request, pk, "hold")
    dag = min(samtale.dag or timezone.localdate(), timezone.localdate())
    form = HoldtForm(innsendt(request), initial={"holdt": dag})
    return bekreft(
        request,
        lambda: gjennomforing.hold(samtale, form.cleaned_data["holdt"], bruker=request.user),
        form=form,
        tittel=LIVSLOP["hold"].label,
        sporsmaal=_("Har dere snakket sammen?"),
        konsekvens=_("Da kan ingen av dere endre forberedelsen mer, og dere skriver sammen hva som skal skje nå."),
        knapp=_("Ja, den er holdt"),
        avbryt=samtale,
        til=samtale,
        kvittering=_("Samtalen er holdt. Nå kan dere bli enige om mål og tiltak."),
        brodsmuler=smuler(samtale, request.user, LIVSLOP["hold"].label),
    )


@krever(SE)
def samtale_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, and calls it off."""
    samtale, overgang = hent_til(request, pk, "avlys"), LIVSLOP["avlys"]
    return bekreft(
        request,
        lambda: invitasjon.avlys(samtale, bruker=request.user),
        sporsmaal=overgang.sporsmaal,
        konsekvens=overgang.konsekvens,
        knapp=overgang.label,
        kvittering=overgang.kvittering,
        farlig=True,
        avbryt=samtale,
        til="planer:samtale-list",
        brodsmuler=smuler(samtale, request.user, overgang.label),
    )


@krever(SE)
def samtale_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """What else the two agree on."""
    samtale = hent_til(request, pk, "avtal")
    form = OgsaaAvtaltForm(innsendt(request), instance=samtale, avbryt=samtale.get_absolute_url())
    response = utfor(
        request,
        form,
        lambda: gjennomforing.avtal(samtale, form.endring, bruker=request.user),
        til=samtale,
        kvittering=_("Lagret."),
    )
    return response or skjemaside(request, samtale, form, _("Også avtalt"))


@krever(SE)
def samtale_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The talk as a file that a calendar opens."""
    samtale = hent(request, pk)
    if samtale.tid is None:
        return redirect(samtale)
    return fil_response(kalender.fil(samtale, request.user), "medarbeidersamtale.ics", ical.MIME)


def skjemaside(request: HttpRequest, samtale: Samtale, form, tittel: str) -> HttpResponse:
    """A page with one form below the talk."""
    context = {"form": form, "tittel": tittel, "brodsmuler": smuler(samtale, request.user, tittel)}
    return render(request, "planer/samtale/samtale_form.html", context)
