"""People: search, one person, who has looked, and the account."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.felles.hendelser import logg_oppslag
from kompetanse.felles.models import Oppslag
from kompetanse.organisasjon import invitasjon, lister, personer, tilgang
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.forms.person import InvitasjonForm, KontaktForm, NyPersonForm, PermisjonForm
from kompetanse.organisasjon.forms.valg import personvalg
from kompetanse.organisasjon.models import Person
from kompetanse.organisasjon.personbilde import konto_status, med_hva, personbilde
from kompetanse.organisasjon.sok import finn_personer
from kompetanse.organisasjon.views.sti import smuler

PER_SIDE = 50
FORSLAG = 12
# What a person's page offers, and the right over that person that it takes.
MULIGHETER = {
    "kan_invitere": "organisasjon.invite",
    "kan_endre": "organisasjon.change_person",
    "kan_sette_permisjon": "organisasjon.set_permisjon",
    "ser_logg": "organisasjon.view_oppslag_om",
}
OM_PERMISJON = gettext_lazy(
    "Så lenge går saker som venter på svar, til stedfortrederen eller neste leder i linjen, og lederen eller HR kan overta "
    "personens egne saker. Konto, stilling og roller blir stående. Vi spør ikke hvorfor."
)


@krever(lister.PERSONER.rett)
def person_list(request):
    """People that the user answers for; for others, only themselves."""
    brodsmuler = smuler(her=_("Personer"))
    return vis_liste(request, lister.PERSONER, "organisasjon/person_list.html", brodsmuler=brodsmuler)


@krever("organisasjon.view_tree")
def person_detail(request, pk):
    """One person: positions, roles and deputies. Looks at others are logged."""
    person = _person(request, pk)
    logg_oppslag(request.user, person.pk, "person", i_rolle=tilgang.hovedrolle(request.user) or "")
    context = personbilde(person) | {"person": person, "konto": konto_status(person), "brodsmuler": _smuler(person)}
    context |= {navn: request.user.has_perm(rett, person) for navn, rett in MULIGHETER.items()}
    return render(request, "organisasjon/person_detail.html", context)


@krever("organisasjon.view_tree")
def person_log(request, pk):
    """Who has looked at this person's data: for the person, and for HR."""
    person = _person(request, pk, "organisasjon.view_oppslag_om")
    oppslag = Oppslag.objects.filter(person_id=person.pk).select_related("bruker__person")
    side = Paginator(oppslag, PER_SIDE).get_page(request.GET.get("side"))
    med_hva(side.object_list)
    context = {"person": person, "side": side, "brodsmuler": _smuler(person, _("Hvem har sett"))}
    return render(request, "organisasjon/person_log.html", context)


@krever("organisasjon.add_person")
def person_create(request):
    form = NyPersonForm(innsendt(request))
    response = utfor(
        request,
        form,
        lambda: personer.opprett(request.user.kommune_id, bruker=request.user, **form.cleaned_data),
        til=lambda person: person,
        kvittering=lambda person: _("%s er registrert.") % person,
    )
    context = {"form": form, "tittel": _("Ny person"), "avbryt_url": reverse("organisasjon:person-list")}
    return response or render(request, "organisasjon/person_form.html", context)


@krever("organisasjon.view_tree")
def person_update(request, pk):
    """Correct how a person is reached."""
    person = _person(request, pk, "organisasjon.change_person")
    form = KontaktForm(innsendt(request), instance=person)
    response = utfor(
        request,
        form,
        lambda: personer.endre_kontakt(person, form.endring, bruker=request.user),
        til=person,
        kvittering=_("Kontaktopplysningene er lagret."),
    )
    tittel = _("Kontaktopplysninger for %s") % person
    context = {"form": form, "tittel": tittel, "avbryt_url": person.get_absolute_url(), "brodsmuler": _smuler(person)}
    return response or render(request, "organisasjon/person_form.html", context)


@krever("organisasjon.view_tree")
def person_leave(request, pk):
    """From which day to which the person is on leave; why is not asked."""
    person = _person(request, pk, personer.LEAVE)
    form = PermisjonForm(innsendt(request), instance=person)
    response = utfor(
        request,
        form,
        lambda: personer.sett_permisjon(person, form.endring, bruker=request.user),
        til=person,
        kvittering=_("Permisjonen er lagret."),
    )
    context = {"form": form, "tittel": _("Permisjon for %s") % person, "avbryt_url": person.get_absolute_url()}
    context |= {"ingress": OM_PERMISJON, "brodsmuler": _smuler(person, _("Permisjon"))}
    return response or render(request, "organisasjon/person_form.html", context)


@krever("organisasjon.view_tree")
def person_invite(request, pk):
    """Give a person an account: the invitation goes by mail, or is shown to be handed over when mail is not set up."""
    person = _person(request, pk, "organisasjon.invite")
    form = InvitasjonForm(innsendt(request), initial={"epost": person.epost})
    context = {"person": person, "form": form, "brodsmuler": _smuler(person, _("Inviter"))}
    if request.method == "POST" and form.is_valid():
        try:
            lenke = invitasjon.inviter(person, bruker=request.user, **form.cleaned_data)
        except ValidationError as feil:
            form.add_error(None, feil)
        else:
            if not settings.EMAIL_HOST:
                return render(request, "organisasjon/person_invited.html", context | {"lenke": lenke})
            messages.success(request, _("Invitasjonen til %s er sendt.") % person)
            return redirect(person)
    return render(request, "organisasjon/person_invite.html", context)


@krever("organisasjon.view_tree")
def person_block(request, pk):
    """Asks once; the account is kept out from the next page on, or let in again."""
    person = _person(request, pk, "organisasjon.invite")
    if not hasattr(person, "bruker"):
        raise Http404
    sperret = person.bruker.is_active
    if sperret:
        tekst = {
            "tittel": _("Sperr kontoen til %(person)s"),
            "sporsmaal": _("Vil du sperre kontoen?"),
            "konsekvens": _(
                "Personen blir logget ut og kommer ikke inn før kontoen åpnes igjen. Roller og saker blir stående."
            ),
            "knapp": _("Sperr kontoen"),
            "kvittering": _("Kontoen til %(person)s er sperret."),
        }
    else:
        tekst = {
            "tittel": _("Åpne kontoen til %(person)s"),
            "sporsmaal": _("Vil du åpne kontoen?"),
            "konsekvens": _("Personen kan logge inn igjen med samme passord."),
            "knapp": _("Åpne kontoen"),
            "kvittering": _("Kontoen til %(person)s er åpnet."),
        }
    return bekreft(
        request,
        lambda: personer.sperr_konto(person, bruker=request.user, sperret=sperret),
        farlig=sperret,
        avbryt=person,
        til=person,
        brodsmuler=_smuler(person, _("Konto")),
        **{navn: setning % {"person": person} for navn, setning in tekst.items()},
    )


@krever("organisasjon.view_tree")
def person_suggest(request):
    """Names for the field that asks for a person, as <option>s: people that the user may see."""
    uttrykk = next(iter(request.GET.values()), "")
    folk = finn_personer(Person.objects.visible_to(request.user), uttrykk)[:FORSLAG] if uttrykk else []
    return render(request, "organisasjon/_forslag.html", {"valg": [personvalg(person) for person in folk]})


@krever(lister.OPPSLAG.rett)
def oppslag_list(request):
    """The kommune's log of looks at other people's data."""
    brodsmuler = smuler(her=_("Hvem har sett hva"))
    return vis_liste(request, lister.OPPSLAG, "organisasjon/oppslag_list.html", brodsmuler=brodsmuler)


def _person(request, pk, rettighet="organisasjon.view_tree"):
    """A person that the user may see (404), and has this right over (403)."""
    folk = Person.objects.visible_to(request.user).select_related("bruker", "kommune").med_slutt()
    person = get_object_or_404(folk, pk=pk)
    if not request.user.has_perm(rettighet, person):
        raise PermissionDenied
    return person


def _smuler(person, siste=None):
    return smuler((person, person), her=siste) if siste else smuler(her=person)
