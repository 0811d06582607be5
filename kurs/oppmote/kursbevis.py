"""The certificate of a completed course: one page, and one for each participant when all are printed together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging import labels
from kartlegging.profil.registrering import om_maaneder
from kompetanse.felles.formats import dato, i_setning, periode, tall
from kompetanse.felles.pdf import brevhode, render_pdf
from kompetanse.felles.spreadsheets import Fil
from kompetanse.organisasjon.eksport import Filslag
from kompetanse.organisasjon.models import Bruker
from kurs.kjoring.datoer import ved_midnatt
from kurs.models import Kjoring, Kursplass
from kurs.models.plass import KursplassQuerySet
from kurs.oppmote import foring


class Bevis(NamedTuple):
    """What one certificate says. `linjer` are the competences, with their level and how long they last."""

    navn: str
    timer: Decimal
    linjer: list[str]

    @property
    def omfang(self) -> str:
        """«12 timer», «3,75 timer», «1 time»."""
        desimaler = -self.timer.normalize().as_tuple().exponent
        antall = tall(self.timer, max(desimaler, 0))
        return (
            _("%(antall)s time") % {"antall": antall} if self.timer == 1 else _("%(antall)s timer") % {"antall": antall}
        )


def context(kjoring: Kjoring, plasser: Sequence[Kursplass]) -> dict:
    """What the certificates of these places of one run show. Five statements, however many."""
    samlinger, kurs = list(kjoring.samlinger.all()), kjoring.kurs
    deres = Kursplass.objects.filter(pk__in=[plass.pk for plass in plasser])
    timer = dict(deres.order_by().values_list("pk").annotate(Sum("oppmoter__timer")))
    fullfort = max(plass.avsluttet for plass in plasser)
    linjer = _kompetansene(kurs, fullfort)
    return {
        # A stored time: the same certificate has the same bytes whenever it is printed.
        **brevhode(kjoring.kommune, organ=kurs.enhet.navn, laget=ved_midnatt(fullfort)),
        "tittel": _("Kursbevis"),
        "kurs": kurs,
        "bevis": [Bevis(str(plass.person), timer.get(plass.pk) or Decimal(0), linjer) for plass in plasser],
        "naar": periode(timezone.localdate(samlinger[0].start), timezone.localdate(samlinger[-1].slutt)),
        "samlinger": len(samlinger),
        "sted": kjoring.sted or (_("på nett") if kjoring.lenke else ""),
        "kursholder": ", ".join(filter(None, [str(kurs.larer_person or ""), kurs.leverandor])),
        "ansvarlig": str(kurs.ansvarlig or kurs.larer_person or ""),
        "fullfort": fullfort,
    }


def _kompetansene(kurs, dag):
    rader = kurs.kompetanser.select_related("kompetanse__skala").prefetch_related("kompetanse__skala__trinn")
    return [_linje(rad.kompetanse, rad.nivaa, dag) for rad in rader]


def _linje(kompetanse, nivaa, dag):
    """«Førstehjelp, gyldig til 5. mars 2029», «Sårbehandling, nivå 2 selvstendig»."""
    deler = [str(kompetanse), i_setning(labels.nivaa_med_navn(kompetanse, nivaa))]
    if kompetanse.gyldig_mnd:
        deler.append(_("gyldig til %s") % dato(om_maaneder(dag, kompetanse.gyldig_mnd)))
    return ", ".join(filter(None, deler))


def pdf(kjoring: Kjoring, plasser: Sequence[Kursplass]) -> bytes:
    """Raises `PdfMangler`."""
    return render_pdf("pdf/kursbevis.html", context(kjoring, plasser))


def fil(plasser: Sequence[Kursplass], tillegg: str = "") -> Fil:
    """The certificates of these places of one run, fetched with it, as a file. Raises `PdfMangler`."""
    kjoring = plasser[0].kjoring
    navn = " ".join(filter(None, [_("Kursbevis %s") % kjoring.kurs, tillegg]))
    return Fil(pdf(kjoring, plasser), f"{navn}.pdf", "application/pdf")


def fullforte(plasser: KursplassQuerySet) -> list[Kursplass]:
    """Those of the places that have a certificate, by name, with their run. Raises Http404 when there is none."""
    fullfort = plasser.filter(status=Kursplass.Status.FULLFORT).etter_navn()
    if svar := list(fullfort.select_related("person", "kjoring__kurs__enhet", "kjoring__kommune")):
        return svar
    raise Http404


def _alle(bruker: Bruker, valg: Mapping) -> list[Kursplass]:
    """All of a run (`kjoring`), for whoever keeps its attendance."""
    kjoring = get_object_or_404(
        Kjoring.objects.visible_to(bruker).select_related("kurs__enhet"), pk=valg.get("kjoring", 0)
    )
    if not bruker.has_perm(foring.RETT, kjoring.kurs):
        raise PermissionDenied
    return fullforte(Kursplass.objects.filter(kjoring=kjoring))


ALLE = Filslag("kurs.oppmote.kursbevis.ALLE", "kurs.view_kurs", _alle, fil)
