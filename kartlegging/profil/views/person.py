"""One person's competence, as the leader and HR see it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kartlegging.models import Kompetanse
from kartlegging.profil import bekreftelse
from kartlegging.profil.bilde import kompetansebilde
from kartlegging.profil.forms import FremlagtForm
from kartlegging.profil.views.min import side_med_alt
from kompetanse.felles.handling import bekreft, innsendt, krever
from kompetanse.felles.hendelser import logg_oppslag
from kompetanse.felles.sti import sti
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person


@krever("kartlegging.view_min")
def person_kompetanse(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person's work demands and what there is. The person can see who looked."""
    person = _person(request, pk, "kartlegging.view_person")
    logg_oppslag(request.user, person.pk, _("Kompetansen"), i_rolle=tilgang.hovedrolle(request.user) or "")
    kan_bekrefte = request.user.has_perm("kartlegging.confirm", person)
    context = {
        "person": person,
        "bilde": kompetansebilde(person),
        "venter": person.kompetanser.venter().for_visning().prefetch_related("filer") if kan_bekrefte else [],
        "fremvises": Kompetanse.objects.i_bruk().filter(kun_fremvises=True).exists() if kan_bekrefte else False,
        "brodsmuler": sti((person, person), her=_("Kompetanse")),
    }
    return render(request, "kartlegging/profil/person_kompetanse.html", context)


@krever("kartlegging.view_min")
def person_registrert(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the person has registered, the history too; the look is logged."""
    person = _person(request, pk, "kartlegging.view_person")
    logg_oppslag(request.user, person.pk, _("Kompetansen"), i_rolle=tilgang.hovedrolle(request.user) or "")
    tittel = _("Alt %s har registrert") % person
    over = (_("Kompetanse"), reverse("kartlegging:person-kompetanse", args=[pk]))
    context = {
        "side": side_med_alt(request, person),
        "tittel": tittel,
        "brodsmuler": sti((person, person), over, her=tittel),
    }
    return render(request, "kartlegging/profil/kompetanse_list.html", context)


@krever("kartlegging.view_min")
def person_fremlagt(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the day that a politiattest was shown: the day and who saw it, and nothing else."""
    person = _person(request, pk, "kartlegging.confirm")
    fremvises = Kompetanse.objects.i_bruk().filter(kun_fremvises=True)
    form = FremlagtForm(innsendt(request), kompetanser=fremvises)
    tilbake = reverse("kartlegging:person-kompetanse", args=[pk])
    return bekreft(
        request,
        lambda: bekreftelse.fremlagt(person, bruker=request.user, **form.cleaned_data),
        form=form,
        tittel=_("Attest vist frem av %s") % person,
        sporsmaal=_("Hvilken dag så du den?"),
        konsekvens=_("Bare dagen og at du kontrollerte den, blir lagret. Attesten skal du ikke ta vare på."),
        knapp=_("Før inn"),
        avbryt=tilbake,
        til=tilbake,
        kvittering=_("Dagen er ført inn."),
        brodsmuler=sti((person, person), (_("Kompetanse"), tilbake), her=_("Attest")),
    )


def _person(request, pk, rett):
    """A person that the user may see (404), and has this right over (403)."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm(rett, person):
        raise PermissionDenied
    return person
