"""Who may act where: the roles, their deputies, and what roles are called."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kompetanse.felles.handling import bekreft, innsendt, krever, utfor
from kompetanse.organisasjon import lister, roller
from kompetanse.organisasjon.eksport import vis_liste
from kompetanse.organisasjon.forms.rolle import (
    AvsluttRolleForm,
    NyRolleForm,
    RolletypeForm,
    StedfortrederForm,
)
from kompetanse.organisasjon.models import Enhet, Person, Rolle, Rolletype, Stedfortreder
from kompetanse.organisasjon.views.sti import smuler

ROLLENE = "organisasjon:rolle-list"


@krever(lister.ROLLER.rett)
def rolle_list(request):
    """Roles and deputies: all of them for those who give roles, one's own for others."""
    brodsmuler = smuler(her=_("Roller"))
    return vis_liste(request, lister.ROLLER, "organisasjon/rolle_list.html", brodsmuler=brodsmuler)


@krever(roller.CHANGE)
def rolle_create(request):
    """Give a role; the address may name the unit or the person to begin with."""
    form = NyRolleForm(innsendt(request), kommune_id=request.user.kommune_id, initial=_forslag(request))
    response = utfor(
        request,
        form,
        lambda: roller.tildel(bruker=request.user, **form.cleaned_data),
        til=lambda _rolle: ROLLENE,
        kvittering=lambda rolle: _("%(person)s har fått rollen %(rolle)s.") % {"person": rolle.person, "rolle": rolle},
    )
    context = {
        "form": form,
        "tittel": _("Gi en rolle"),
        "knapp": _("Gi rollen"),
        "brodsmuler": _smuler(_("Gi en rolle")),
    }
    return response or render(request, "organisasjon/rolle_form.html", context)


@krever("organisasjon.view_tree")
def rolle_end(request, pk):
    """Asks once, and says who loses what."""
    rolle = _rolle(request, pk, roller.END)
    form = AvsluttRolleForm(innsendt(request))
    return bekreft(
        request,
        lambda: roller.avslutt(rolle, bruker=request.user, **form.cleaned_data),
        form=form,
        tittel=_("Avslutt rolle"),
        sporsmaal=_("Vil du avslutte rollen %(rolle)s for %(person)s?") % {"rolle": rolle, "person": rolle.person},
        konsekvens=_(
            "Personen og eventuelle stedfortredere kan ikke lenger handle i rollen. Saker som venter på rollen, går til "
            "neste i linjen. Det som er gjort, blir stående."
        ),
        knapp=_("Avslutt rollen"),
        farlig=True,
        avbryt=ROLLENE,
        til=ROLLENE,
        kvittering=_("Rollen %s er avsluttet.") % rolle,
        brodsmuler=_smuler(_("Avslutt rolle")),
    )


@krever("organisasjon.view_tree")
def stedfortreder_create(request, pk):
    """The holder names a deputy for a period, or one who may give the role."""
    rolle = _rolle(request, pk, roller.LEND)
    form = StedfortrederForm(innsendt(request), rolle=rolle)
    response = utfor(
        request,
        form,
        lambda: roller.sett_stedfortreder(rolle, bruker=request.user, **form.cleaned_data),
        til=lambda _vikar: ROLLENE,
        kvittering=lambda vikar: _("%s er stedfortreder i perioden.") % vikar.person,
    )
    tittel = _("Stedfortreder for %s") % rolle.person
    context = {"form": form, "tittel": tittel, "ingress": str(rolle), "knapp": _("Sett stedfortreder")}
    return response or render(request, "organisasjon/rolle_form.html", context | {"brodsmuler": _smuler(tittel)})


@krever("organisasjon.view_tree")
def stedfortreder_delete(request, pk):
    """Asks once; the deputy's right ends at once."""
    vikar = get_object_or_404(
        Stedfortreder.objects.select_related("rolle__type", "rolle__enhet", "rolle__person", "person"),
        pk=pk,
        rolle__in=Rolle.objects.visible_to(request.user),
    )
    if not request.user.has_perm(roller.LEND, vikar.rolle):
        raise PermissionDenied
    return bekreft(
        request,
        lambda: roller.fjern_stedfortreder(vikar, bruker=request.user),
        tittel=_("Fjern stedfortreder"),
        sporsmaal=_("Skal %(person)s ikke lenger være stedfortreder?") % {"person": vikar.person},
        konsekvens=_(
            "Retten til å handle som %(rolle)s for %(innehaver)s slutter med en gang. Det som er gjort, blir stående."
        )
        % {"rolle": vikar.rolle, "innehaver": vikar.rolle.person},
        knapp=_("Fjern stedfortrederen"),
        farlig=True,
        avbryt=ROLLENE,
        til=ROLLENE,
        kvittering=_("%s er ikke lenger stedfortreder.") % vikar.person,
        brodsmuler=_smuler(_("Fjern stedfortreder")),
    )


@krever(roller.RENAME)
def rolletype_list(request):
    typer = Rolletype.objects.filter(kommune_id=request.user.kommune_id)
    rader = [(type_, request.user.kommune.nivaa(type_.leder_paa_nivaa or 1)) for type_ in typer]
    context = {"rader": rader, "brodsmuler": _smuler(_("Rollenavn"))}
    return render(request, "organisasjon/rolletype_list.html", context)


@krever(roller.RENAME)
def rolletype_update(request, pk):
    """Call the role what the kommune calls it."""
    rolletype = get_object_or_404(Rolletype, pk=pk, kommune_id=request.user.kommune_id)
    form = RolletypeForm(innsendt(request), rolletype=rolletype, kommune=request.user.kommune)
    response = utfor(
        request,
        form,
        lambda: roller.gi_nytt_navn(rolletype, form.endring, bruker=request.user),
        til="organisasjon:rolletype-list",
        kvittering=lambda rolletype: _("Rollen heter nå %s.") % rolletype.navn,
    )
    tittel = _("Endre rollen %s") % rolletype
    context = {"form": form, "tittel": tittel, "knapp": _("Lagre"), "brodsmuler": _smuler(tittel)}
    return response or render(request, "organisasjon/rolle_form.html", context)


def _rolle(request, pk, rettighet):
    """A role that the user may see (404), and has this right over (403)."""
    rolle = get_object_or_404(Rolle.objects.visible_to(request.user).select_related("type", "enhet", "person"), pk=pk)
    if not request.user.has_perm(rettighet, rolle):
        raise PermissionDenied
    return rolle


def _forslag(request):
    """The unit or person that the address names, when the user may see it."""
    forslag = {}
    for felt, modell in (("enhet", Enhet), ("person", Person)):
        if (pk := request.GET.get(felt, "")).isascii() and pk.isdigit() and len(pk) < 12:
            forslag[felt] = modell.objects.visible_to(request.user).filter(pk=pk).first()
    return forslag


def _smuler(her):
    return smuler((_("Roller"), ROLLENE), her=her)
