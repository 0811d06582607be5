"""The organisation tree and the pages of one unit."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kompetanse.felles.handling import krever
from kompetanse.felles.models import Hendelse
from kompetanse.felles.tekst import som_nokkel
from kompetanse.organisasjon import lister, tilgang
from kompetanse.organisasjon.eksport import eksport_response
from kompetanse.organisasjon.enhetsbilde import enhetsbilde, faner, hendelseslinjer, trenoder
from kompetanse.organisasjon.forms.enhet import TreFilter
from kompetanse.organisasjon.forms.valg import enhetsvalg
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.sok import finn_enheter
from kompetanse.organisasjon.trevisning import ledere, treet_paa
from kompetanse.organisasjon.views.sti import smuler

PER_SIDE = 50
HELE_TREET = 400  # units that may be shown open at once
FORSLAG = 12


@krever("organisasjon.view_tree")
def enhet_list(request):
    """The tree of a day: the municipality and its first level, and the branches that are open."""
    if response := eksport_response(request, lister.ENHETER):
        return response
    form = TreFilter(request.GET)
    kommune_id, dato = request.user.kommune_id, form.dagen
    tre = treet_paa(kommune_id, dato)
    alle = request.GET.get("aapen") == "alle" and len(tre.noder) <= HELE_TREET
    aapne = set(tre.noder) if alle else _ider(request.GET.get("aapen", ""))
    context = {
        "form": form,
        "dato": form.valgt_dato,
        "tre": tre,
        "noder": trenoder([tre.rot] if tre.rot else [], tre, dato, aapne, form.valgt_dato),
        "kan_aapne_alle": not alle and len(tre.noder) <= HELE_TREET,
        "treff": _treff(form, tre, kommune_id) if form.uttrykk else None,
    }
    return render(request, "organisasjon/enhet_list.html", context)


def _ider(tekst):
    """The ids of open units in an address; anything else in it is passed over."""
    return {nokkel for del_ in tekst.split(",")[:HELE_TREET] if (nokkel := som_nokkel(del_)) is not None}


def _treff(form, tre, kommune_id):
    """Units found by name, as they stood on the day, with leaders."""
    enheter = [p.enhet_id for p in finn_enheter(kommune_id, form.uttrykk, form.dagen)[:PER_SIDE]]
    navn = ledere(enheter, form.dagen)
    return [{"node": tre[pk], "ledere": navn.get(pk, [])} for pk in enheter if pk in tre]


@krever("organisasjon.view_tree")
def enhet_branch(request, pk):
    """The units under one, for htmx; without JavaScript the whole tree with this branch open."""
    form = TreFilter(request.GET)
    aapen = _ider(request.GET.get("aapen", ""))
    if request.headers.get("HX-Request") != "true":
        sporring = {"aapen": ",".join(map(str, sorted(aapen | {pk}))), "dato": form.valgt_dato}
        return redirect(f"{reverse('organisasjon:enhet-list')}?{urlencode(sporring)}")
    get_object_or_404(Enhet.objects.visible_to(request.user), pk=pk)
    tre = treet_paa(request.user.kommune_id, form.dagen)
    barn = tre[pk].barn if pk in tre else []
    noder = trenoder(barn, tre, form.dagen, set(), form.valgt_dato)
    return render(request, "organisasjon/_gren.html", {"noder": noder})


@krever("organisasjon.view_tree")
def enhet_detail(request, pk):
    """One unit on a day: leader, head-count, roles and the units below."""
    enhet = _enhet(request, pk)
    form = TreFilter(request.GET)
    context = enhetsbilde(enhet, form.dagen, bruker=request.user)
    context |= {"enhet": enhet, "form": form, "dato": form.valgt_dato, "faner": faner(enhet, "detail", request)}
    context["kan_gi_rolle"] = tilgang.rolle_for(request.user, enhet, *tilgang.FORVALTERE)
    return render(request, "organisasjon/enhet_detail.html", context)


@krever("organisasjon.view_tree")
def enhet_people(request, pk):
    """Who works in the unit on a day, for those who answer for it and those who work there."""
    if response := eksport_response(request, lister.ANSATTE, {"enhet": pk}):
        return response
    enhet = _enhet(request, pk)
    form = TreFilter(request.GET)
    kan_aapnes = Person.objects.visible_to(request.user).filter(pk=OuterRef("person"))
    stillinger = lister.ansatte(request.user, enhet, request.GET).annotate(kan_aapnes=Exists(kan_aapnes))
    context = _ramme(request, enhet, "people") | {
        "side": Paginator(stillinger, PER_SIDE).get_page(request.GET.get("side")),
        "form": form,
        "dato": form.valgt_dato,
        "kan_se_under": request.user.has_perm("organisasjon.view_ansatte_under", enhet),
        "under": request.GET.get("under") == "1",
    }
    return render(request, "organisasjon/enhet_people.html", context)


@krever("organisasjon.view_tree")
def enhet_history(request, pk):
    """What the unit was called, where it stood, what went into it, and who changed it."""
    enhet = _enhet(request, pk)
    context = _ramme(request, enhet, "history") | {
        "perioder": enhet.perioder.select_related("forelder").order_by("-fra"),
        "kilder": enhet.slaatt_sammen_fra.order_by("-gyldig_til"),
    }
    if request.user.has_perm("organisasjon.change_tree"):
        hendelser = Hendelse.objects.for_objekt(enhet).select_related("utfort_av__person").order_by("-tidspunkt")
        context["hendelser"] = hendelseslinjer(hendelser)
    return render(request, "organisasjon/enhet_history.html", context)


@krever("organisasjon.view_tree")
def enhet_suggest(request):
    """Names of units for the field that asks for one, as <option>s."""
    uttrykk = next(iter(request.GET.values()), "")
    perioder = finn_enheter(request.user.kommune_id, uttrykk)[:FORSLAG] if uttrykk else []
    valg = [enhetsvalg(periode.navn, periode.forelder) for periode in perioder]
    return render(request, "organisasjon/_forslag.html", {"valg": valg})


def _enhet(request, pk):
    return get_object_or_404(Enhet.objects.visible_to(request.user).select_related("videre_i", "kommune"), pk=pk)


def _ramme(request, enhet, fane):
    """The heading, breadcrumb and tabs that all pages of a unit have."""
    over = [(navn, reverse("organisasjon:enhet-detail", args=[pk])) for pk, navn in _over(enhet)]
    return {
        "enhet": enhet,
        "nivaa": enhet.kommune.nivaa(enhet.depth),
        "brodsmuler": smuler(*over, her=enhet.navn),
        "faner": faner(enhet, fane, request),
    }


def _over(enhet):
    return Enhet.objects.filter(path__in=enhet.stier_over).order_by("depth").values_list("pk", "navn")
