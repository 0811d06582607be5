"""Files that take long to make: short ones at once, long ones as a job whose file only the one who asked may fetch.

Of a list the request and the job ask the same `Liste` for the same query string, so the rows and the sums are the same. What
is no list is a `Filslag`.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles import vegg
from kompetanse.felles.dokumenter import lagre_innhold
from kompetanse.felles.feil import LesbarFeil
from kompetanse.felles.hendelser import logg_oppslag_paa_alle
from kompetanse.felles.jobber import Framdrift, Resultat, for_hver_kommune, hent, start_jobb
from kompetanse.felles.liste import Liste
from kompetanse.felles.spreadsheets import Fil, tabell_fil, tabell_response
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker, Eksport

FORMATER = ("xlsx", "csv")
# Some seconds' work for Excel; a longer table is made by a job.
RADER_I_SVARET = 5_000
OPPSLAG = "personfil"


@dataclass(frozen=True)
class Filslag:
    """A file that is drawn, such as one of many pages. `sti` is the dotted path that finds it again.

    `hent` gives what the file is of, for a user and the choices; it raises Http404 or PermissionDenied for what is not the
    user's to have, and is asked when the file is ordered, made and fetched. `tegn` makes it of that.
    """

    sti: str
    rett: str
    hent: Callable[[Bruker, Mapping], Any]
    tegn: Callable[[Any], Fil]

    def kan(self, bruker: Bruker, valg: Mapping) -> bool:
        try:
            self.hent(bruker, valg)
        except (Http404, PermissionDenied):
            return False
        return True


# --- In the request -------------------------------------------------------------------------------


def vis_liste(
    request: HttpRequest, liste: Liste, mal: str = "felles/liste.html", *, valg: Mapping | None = None, **context: Any
) -> HttpResponse:
    """The page of a list, or the file that `?format=` asks for. `mal` finds the `Listeside` as `liste`.

    `valg` is what the address itself says, such as the year; it goes along with the query string to the filter. What is
    a function in `context`, is called for a page alone, with the `Listeside`.
    """
    if response := eksport_response(request, liste, valg):
        return response
    side = liste.side(request.user, _valg(request, valg))
    context = {navn: verdi(side) if callable(verdi) else verdi for navn, verdi in context.items()}
    return render(request, mal, {"liste": side, **context})


def eksport_response(request: HttpRequest, liste: Liste, valg: Mapping | None = None) -> HttpResponse | None:
    """What `?format=` asks for: the file, or the way to the job that makes it. None when it asks for a page."""
    filformat = request.GET.get("format")
    if filformat not in FORMATER:
        return None
    valg = _valg(request, valg)
    tabell = liste.tabell(request.user, valg)
    if tabell.antall > RADER_I_SVARET:
        hva = {"lag": liste.sti, "side": request.path, "sporring": _uten(valg, "side").urlencode()}
        eksport = _bestill(request.user, hva, tabell.navn, liste.rett, tabell.antall)
        return redirect("felles:jobb-detail", pk=eksport.jobb_id)
    _logg_oppslag(tabell, request.user)
    return tabell_response(filformat, tabell.navn, tabell.overskrifter, tabell.rader, summer=tabell.summer)


def bestill_fil(slag: Filslag, valg: Mapping, *, navn: str, fra: str, bruker: Bruker) -> HttpResponse:
    """The way to the job that draws the file. `valg` is what it is chosen by, and `fra` the page that one goes back to."""
    sporring = QueryDict(mutable=True)
    sporring.update(valg)
    hva = {"lag": slag.sti, "side": fra, "sporring": sporring.urlencode()}
    return redirect("felles:jobb-detail", pk=_bestill(bruker, hva, navn, slag.rett, 0).jobb_id)


def _valg(request, fra_adressen):
    """The query string, and what the address says above it."""
    valg = request.GET.copy()
    for navn, verdi in (fra_adressen or {}).items():
        valg[navn] = verdi
    return valg


@transaction.atomic
def _bestill(bruker, hva, navn, rett, antall):
    """Start the job, unless the same file is already being made for this user."""
    if fra_foer := Eksport.objects.under_arbeid().filter(bruker=bruker, **hva).first():
        return fra_foer
    eksport = Eksport.objects.create(
        **hva, bruker=bruker, navn=navn[:150], rettighet=rett, omfang=_omfang(bruker), antall=antall
    )
    eksport.jobb = start_jobb(
        _("Lag filen %s") % navn, lag_fil, bruker=bruker, kommune_id=bruker.kommune_id, eksport_id=eksport.pk
    )
    eksport.save(update_fields=["jobb"])
    return eksport


def _uten(sporring, *navn):
    """A copy of the query string without some of its names."""
    kopi = sporring.copy()
    for ett in navn:
        kopi.pop(ett, None)
    return kopi


def listen(eksport: Eksport) -> str:
    """The address of the page that the file was asked for from, a list with the same choices; without them once deleted."""
    if _filslag(eksport):
        return eksport.side
    sporring = _uten(QueryDict(eksport.sporring), "format").urlencode()
    return f"{eksport.side}?{sporring}" if sporring else eksport.side


def kan_hentes(eksport: Eksport, bruker: Bruker) -> bool:
    """The user has the page's right, and all the roles that decided what the file holds."""
    slag = _filslag(eksport)
    if slag and not slag.kan(bruker, QueryDict(eksport.sporring)):
        return False
    return bruker.has_perm(eksport.rettighet) and set(eksport.omfang) <= set(_omfang(bruker))


def _filslag(eksport):
    """None for the file of a list, and of what an earlier version had."""
    try:
        slag = hent(eksport.lag)
    except ImportError:
        return None
    return slag if isinstance(slag, Filslag) else None


def _omfang(bruker):
    """The roles that the user may act in, as text; what the user may see follows from them."""
    return sorted(f"{rolle.kode} {rolle.sti} {rolle.med_underliggende}" for rolle in tilgang.aktive_roller(bruker))


def _logg_oppslag(tabell, bruker):
    if tabell.personer is not None:
        logg_oppslag_paa_alle(bruker, tabell.personer, OPPSLAG, i_rolle=tilgang.hovedrolle(bruker) or "")


# --- In the job -----------------------------------------------------------------------------------


def lag_fil(eksport_id: int, framdrift: Framdrift) -> Resultat:
    """Job: make the file, and tell the one who asked."""
    eksport = Eksport.objects.select_related("bruker").get(pk=eksport_id)
    if not kan_hentes(eksport, eksport.bruker):
        raise LesbarFeil(_("Rollene dine er endret. Åpne listen og last ned på nytt."))
    slag, valg = hent(eksport.lag), QueryDict(eksport.sporring)
    tabell = None if isinstance(slag, Filslag) else slag.tabell(eksport.bruker, valg)
    fil = _fil(tabell, valg["format"], framdrift) if tabell else slag.tegn(slag.hent(eksport.bruker, valg))
    with transaction.atomic():
        _lagre(eksport, fil, tabell.antall if tabell else 0)
        if tabell:
            _logg_oppslag(tabell, eksport.bruker)
        varsle(
            [eksport.bruker],
            lambda: (
                _("Filen du ba om, er klar"),
                _("Last den ned fra siden lenken går til. Filen slettes etter en uke."),
            ),
            eksport.get_absolute_url(),
        )
    return Resultat(eksport.get_absolute_url(), _("Filen er klar til å lastes ned."))


def _fil(tabell, filformat, framdrift):
    rader = _med_framdrift(tabell, framdrift)
    return tabell_fil(filformat, tabell.navn, tabell.overskrifter, rader, summer=tabell.summer)


def _med_framdrift(tabell, framdrift):
    for nummer, rad in enumerate(tabell.rader, start=1):
        yield rad
        framdrift(nummer, max(tabell.antall, nummer))


def _lagre(eksport, fil, antall):
    eksport.sha256 = hashlib.sha256(fil.innhold).hexdigest()
    eksport.lagringssti = lagre_innhold(f"eksport/{eksport.kommune_id}", fil.innhold, eksport.sha256)
    eksport.filnavn, eksport.mime, eksport.storrelse, eksport.antall = fil.filnavn, fil.mime, len(fil.innhold), antall
    eksport.save()


# --- Each night -----------------------------------------------------------------------------------


def rydd_alle() -> int:
    """For every kommune: delete files that have been kept long enough, and what was asked for. Returns how many."""
    return for_hver_kommune(_rydd)


@transaction.atomic
def _rydd(kommune_id):
    gamle = list(Eksport.objects.klare_for_rydding(timezone.now()).select_for_update())
    Eksport.objects.filter(pk__in=[eksport.pk for eksport in gamle]).update(lagringssti="", sporring="")
    for sti in {eksport.lagringssti for eksport in gamle} - {""}:
        transaction.on_commit(lambda sti=sti: _slett(sti, kommune_id))
    return len(gamle)


def _slett(sti, kommune_id):
    """Delete a stored file unless another row has the same."""
    with vegg.innenfor(kommune_id):
        if not Eksport.objects.filter(lagringssti=sti).exists():
            default_storage.delete(sti)
