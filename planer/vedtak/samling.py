"""Gathers what a plan says now, from its rows, into `innhold.Innhold`. The number of statements does not grow with it."""

import datetime as dt
from dataclasses import replace

from django.db.models import Count, Prefetch, Q, Sum
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kartlegging.dekning.stillingsstorrelse import Storrelse
from kompetanse.felles.formats import dato, tall
from kompetanse.organisasjon.models import Enhet, Rolle, Rollekode, Stilling
from kompetanse.organisasjon.models.enhet import sti_innenfor
from planer.models import Kompetanseplan, Maal, Maaling, Plannivaa, Protokollinje, Tiltak
from planer.tiltak.bilde import Tiltaksrad
from planer.vedtak.innhold import (
    Behovslinje,
    Del,
    Faktorlinje,
    Innhold,
    Kostnad,
    Maallinje,
    Protokollpunkt,
    Punkt,
    Tiltakslinje,
    Underskrift,
)

MAALNAVN = {
    Plannivaa.KOMMUNE: gettext_lazy("kommunemål"),
    Plannivaa.SEKTOR: gettext_lazy("sektormål"),
    Plannivaa.ENHET: gettext_lazy("enhetsmål"),
}


def samle(plan: Kompetanseplan, ny_linje: Protokollinje | None = None) -> Innhold:
    """What the plan says now, in the kommune's language; with a line of the minutes that is about to be written."""
    with translation.override(plan.kommune.malform):
        folk = _storrelse(plan.enhet)
        return Innhold(
            tittel=plan.tittel,
            enhet=plan.enhet.navn,
            over=_over(plan.enhet),
            nivaa=plan.nivaa,
            fra=plan.fra,
            til=plan.til,
            bygger_paa=str(plan.overordnet or ""),
            ansvarlig=str(plan.ansvarlig or ""),
            medarbeidere=folk.personer,
            aarsverk=folk.arsverk,
            deler=tuple(
                Del(kode=en.mal.kode if en.mal else "", tittel=en.tittel, tekst=en.tekst) for en in _deler(plan)
            ),
            maal=_maal(plan),
            faktorer=_faktorer(plan),
            behov=_behov(plan),
            tiltak=_tiltak(plan),
            protokoll=tuple(Protokollpunkt(naar=naar(en), tekst=linjetekst(en)) for en in _protokoll(plan, ny_linje)),
            underskrifter=_underskrifter(plan),
        )


def _protokoll(plan, ny):
    """The lines by day, those without one first."""
    linjer = [*plan.protokoll.all(), *([ny] if ny else [])]
    return sorted(linjer, key=lambda linje: linje.dato or dt.date.min)


def _over(enhet):
    """The sector that the unit is part of; empty for the kommune and the sector itself."""
    if enhet.depth < 3:
        return ""
    return Enhet.objects.get(path=enhet.path[: 2 * Enhet.steplen]).navn


def _storrelse(enhet):
    stillinger = Stilling.objects.gjeldende().filter(sti_innenfor(enhet.path, "enhet__path"))
    sum_av = stillinger.aggregate(antall=Count("pk"), personer=Count("person", distinct=True), prosent=Sum("prosent"))
    return Storrelse(sum_av["antall"], sum_av["personer"], sum_av["prosent"] or 0)


def _deler(plan):
    return plan.seksjoner.exclude(tekst="").select_related("mal")


# --- Goals ------------------------------------------------------------------------------------------


def _maal(plan):
    maalinger = Prefetch("maalinger", Maaling.objects.order_by("dato"))
    over = ("ansvarlig", "over__plan", "over__dokument", "over__over__plan", "over__over__dokument")
    return tuple(_maallinje(ett) for ett in plan.maal.select_related(*over).prefetch_related(maalinger))


def _maallinje(ett: Maal) -> Maallinje:
    likt = ("nummer", "navn", "valg", "bidrag", "beskrivelse", "maaleenhet", "utgangspunkt", "utgangspunkt_dato")
    return Maallinje(
        nokkel=ett.pk,
        under=_under(ett),
        indikator=ett.indikator or (ett.get_beregning_display() if ett.beregning else ""),
        maalinger=tuple(Punkt(dato=en.dato, verdi=en.verdi) for en in ett.maalinger.all()),
        ansvarlig=str(ett.ansvarlig or ""),
        **{felt: getattr(ett, felt) for felt in (*likt, "maaltall", "minste", "frist")},
    )


def _under(ett: Maal) -> str:
    """«Sektormål, under kommunemål 1.1», «Eget mål, under kommunemål 2.1», or «Eget mål»."""
    eget, over = (_("eget mål"), ett.over) if not ett.er_arvet else (_maalnavn(ett.over), ett.over.over)
    return capfirst(_("%(maal)s, under %(over)s") % {"maal": eget, "over": _maalnavn(over)} if over else eget)


def _maalnavn(maal: Maal) -> str:
    """«kommunemål 1.1», or «mål 1.1 i Kommuneplanens samfunnsdel»."""
    if maal.dokument:
        navn = _("mål %(nummer)s i %(dokument)s") % {"nummer": maal.nummer, "dokument": maal.dokument}
        return " ".join(navn.split())
    return f"{MAALNAVN.get(maal.plan.nivaa, _('mål'))} {maal.nummer}".strip()


# --- Needs ------------------------------------------------------------------------------------------


def _faktorer(plan):
    notater = plan.faktorer.filter(uaktuell=False).exclude(ser="", betyr="", gjor="").select_related("faktor")
    return tuple(
        Faktorlinje(
            navn=str(en.faktor), ser=en.ser, betyr=en.betyr, kan_paavirke=en.get_kan_paavirke_display(), gjor=en.gjor
        )
        for en in notater
    )


def _behov(plan):
    rader = plan.behov.select_related("kategori", "kompetanse", "driver")
    return tuple(_behovslinje(ett) for ett in rader.prefetch_related("maal", "grunnlag__slag"))


def _behovslinje(ett) -> Behovslinje:
    likt = ("navn", "beskrivelse", "har", "trenger", "frist", "frist_tekst", "trengs_til", "kritisk")
    return Behovslinje(
        nokkel=ett.pk,
        kategori=str(ett.kategori or ""),
        kompetanse=str(ett.kompetanse or ""),
        driver=str(ett.driver or ""),
        grunnlag=tuple(_grunnlag(en) for en in ett.grunnlag.all()),
        maal=tuple(str(maal) for maal in ett.maal.all()),
        **{felt: getattr(ett, felt) for felt in likt},
    )


def _grunnlag(en) -> str:
    """«Kartlegging: to av ti kan det (20)»."""
    tillegg = [
        f"({tall(en.tall)})" if en.tall is not None else "",
        _("(skjønn: %(trinn)s av 5)") % {"trinn": en.skjonn} if en.skjonn else "",
    ]
    return " ".join(filter(None, [f"{en.slag}: {en.tekst}" if en.tekst else str(en.slag), *tillegg]))


# --- Measures ---------------------------------------------------------------------------------------


def _tiltak(plan):
    """The plan's own, and those of adopted plans that are common for its unit: their cost counts in the plan that owns
    them."""
    felles = Tiltak.objects.felles_i(plan).filter(plan__gjelder_fra__isnull=False).for_list()
    return (
        *(_tiltakslinje(ett) for ett in plan.tiltak.for_list().prefetch_related("maal")),
        *(
            replace(_tiltakslinje(ett), eier=str(ett.plan.enhet), kostnader=(), kostnad_tekst="", midler="")
            for ett in felles.select_related("plan__enhet").prefetch_related("maal")
        ),
    )


def _som_teller(tiltak):
    """The costs of what is not stopped, as `tiltak.penger` counts them."""
    return [] if tiltak.status == Tiltak.Status.STOPPET else tiltak.kostnadene


def _tiltakslinje(ett) -> Tiltakslinje:
    likt = ("navn", "beskrivelse", "frist", "frist_tekst", "kostnad_tekst", "evaluering")
    rad = Tiltaksrad(ett, timezone.localdate())
    return Tiltakslinje(
        nokkel=ett.pk,
        hvordan=rad.under,
        midler=rad.sentrale_midler,
        behov=tuple(str(behov) for behov in ett.behovene),
        dekker=tuple(behov.pk for behov in ett.behovene),
        maal=tuple(str(maal) for maal in ett.maal.all()),
        ansvarlig=str(ett.ansvarlig or ett.ansvarlig_tekst),
        kostnader=tuple(Kostnad(aar=en.aar, kilde=str(en.kilde), belop=en.belop) for en in _som_teller(ett)),
        **{felt: getattr(ett, felt) for felt in likt},
    )


# --- Minutes and signatures -------------------------------------------------------------------------


def naar(linje: Protokollinje) -> str:
    """«17. desember 2026», «desember 2026», or «sak 48/26»."""
    if linje.dato is None:
        return _("sak %(nummer)s") % {"nummer": linje.saksnummer}
    return dato(linje.dato).split(maxsplit=1)[1] if linje.hele_maaneden else dato(linje.dato)


def linjetekst(linje: Protokollinje) -> str:
    """«Vedtatt av etatsledergruppen, sak ELG 48/26. Én endring …»."""
    maler = {
        Protokollinje.Slag.VEDTAK: _("Vedtatt av: %(organ)s"),
        Protokollinje.Slag.DROFTET: _("Drøftet med %(organ)s"),
        Protokollinje.Slag.ORIENTERING: _("Til orientering for: %(organ)s"),
        Protokollinje.Slag.ETTERRETNING: _("Tatt til etterretning av: %(organ)s"),
    }
    hode = maler[linje.slag] % {"organ": linje.organ}
    if linje.saksnummer and linje.dato:
        hode += _(", sak %(nummer)s") % {"nummer": linje.saksnummer}
    return f"{hode}. {linje.tekst}".strip()


def _underskrifter(plan):
    """Who leads the unit, and who leads above it."""
    sti = plan.enhet.path
    nivaaer = [sti[:lengde] for lengde in range(len(sti), 0, -Enhet.steplen)][:2]
    ledere = Rolle.objects.gjeldende().filter(
        Q(enhet__path__in=nivaaer), type__kode__in=Rollekode.ledere(), kommune_id=plan.kommune_id
    )
    ledere = ledere.select_related("person", "type", "enhet").order_by("-enhet__depth", "type__rekkefolge", "pk")
    paa_nivaa = {}
    for rolle in ledere:
        paa_nivaa.setdefault(rolle.enhet_id, rolle)
    return tuple(
        Underskrift(navn=str(rolle.person), tittel=f"{rolle.type}, {rolle.enhet}") for rolle in paa_nivaa.values()
    )
