"""Plans with something in them, and plans that are adopted."""

import datetime as dt

from django.utils import timezone

from kompetanse.felles.dokumenter import lagre_dokument
from planer.aarsmote import grunnlag
from planer.aarsmote.documents import GRUNNLAG, PROTOKOLL
from planer.models import Drofting, Maaling, Planseksjon, Planversjon, Saksframlegg, Seksjonsmal
from planer.vedtak import sakstekst
from planer.vedtak.documents import DROFTINGSUTKAST, PLANVERSJON, SAKSFRAMLEGG, SAKSVEDLEGG
from planer.vedtak.innhold import avtrykk
from planer.vedtak.samling import samle
from tests.planer.factories import lag_behov, lag_maal, lag_plan, lag_tiltak


def lag_hel_plan(enhet, *, maal=4, behov=6, tiltak=6, **felt):
    """A plan with as much in it as a good one has."""
    plan = lag_plan(enhet, **felt)
    for kode, tekst in (
        (
            "ambisjon",
            "<p>Vi skal ta så godt imot nye at de blir. Det skal være sykepleier på hver vakt, også om natten.</p>",
        ),
        ("oppfolging", "<p>Status i ledermøtet hver måned. Evalueres i januar.</p>"),
    ):
        mal = Seksjonsmal.objects.get(kode=kode)
        Planseksjon.objects.create(plan=plan, mal=mal, tittel=mal.tittel, tekst=tekst, rekkefolge=mal.rekkefolge)
    maalene = [
        lag_maal(
            plan,
            f"Flere med fagutdanning {nr}",
            indikator="Årsverk med fagutdanning",
            maaleenhet="%",
            utgangspunkt=70,
            maaltall=79,
        )
        for nr in range(1, maal + 1)
    ]
    for ett in maalene:
        Maaling.objects.create(maal=ett, dato=dt.date(plan.aar, 3, 1), verdi="73")
    behovene = [
        lag_behov(
            plan,
            f"Kan veilede nye og studenter {nr}",
            har=2,
            trenger=5,
            kritisk=nr < 3,
            frist=dt.date(plan.aar, 6, 15),
            maal=maalene[:1],
        )
        for nr in range(1, behov + 1)
    ]
    kostnader = [("tilskudd", 36_000)], [("eget", 25_000)], [("sentralt", 40_000)]
    for nr in range(1, tiltak + 1):
        lag_tiltak(
            plan,
            f"Veilederutdanning, 10 studiepoeng {nr}",
            behov=behovene[nr - 1 : nr],
            kostnader=kostnader[nr % 3],
            maalgruppe="tre sykepleiere",
            ansvarlig_tekst="Amina Haugen",
            frist=dt.date(plan.aar, 6, 15),
            evaluering="Nye og veileder spørres etter 4 md.",
        )
    return plan


def lag_versjon(plan, bruker, **felt):
    """A version of the plan as it is, with a document that took no time to make."""
    data = samle(plan).som_data()
    standard = {"nummer": 1, "organ": "Lederen over enheten", "vedtatt": timezone.localdate(), "skrevet_av": bruker}
    versjon = Planversjon.objects.create(plan=plan, innhold=data, sha256=avtrykk(data), **{**standard, **felt})
    lagre_dokument(versjon, PLANVERSJON.slag, plan.tittel, "plan.pdf", b"%PDF-1.7", bruker=bruker)
    return versjon


def lag_drofting(plan, bruker, **felt):
    """A discussion that is called in with the plan as it is, with a document that took no time to make."""
    data = samle(plan).som_data()
    standard = {"mote": timezone.localdate(), "innkalt_av": bruker}
    drofting = Drofting.objects.create(plan=plan, innhold=data, sha256=avtrykk(data), **{**standard, **felt})
    lagre_dokument(drofting, DROFTINGSUTKAST.slag, plan.tittel, "plan.pdf", b"%PDF-1.7", bruker=bruker)
    return drofting


def lag_aarsmote(hr, tillitsvalgt, **felt):
    """A yearly meeting that is called in, with documents that took no time to make."""
    data = grunnlag.lag(timezone.localdate()).som_data()
    standard = {"aar": timezone.localdate().year, "mote": timezone.localdate(), "innkalt_av": hr}
    mote = Drofting.objects.create(innhold=data, sha256=avtrykk(data), **{**standard, **felt})
    mote.parter.create(part="Fagforbundet", person=tillitsvalgt.person)
    mote.punkter.create(kategori="Sykepleier", rekkefolge=1)
    for slag in (GRUNNLAG, PROTOKOLL):
        lagre_dokument(mote, slag.slag, "Drøftingsmøte", f"{slag.slag}.pdf", b"%PDF-1.7", bruker=hr)
    return mote


def lag_saksframlegg(plan, bruker, *, sendt=False, **felt):
    """A case about the plan as it is, its parts proposed; sent with documents that took no time to make."""
    standard = {"organ": "Kommunestyret", "tittel": f"{plan} for {plan.enhet}", "opprettet_av": bruker}
    sak = Saksframlegg.objects.create(plan=plan, **{**standard, **felt})
    for plass, (kode, tekst) in enumerate(sakstekst.forslag(plan).items()):
        sak.deler.create(kode=kode, tittel=kode.capitalize(), tekst=tekst, rekkefolge=plass)
    if sendt:
        sak.sendt, sak.sendt_av = timezone.now(), bruker
        sak.pdf = lagre_dokument(sak, SAKSFRAMLEGG.slag, sak.tittel, "sak.pdf", b"%PDF-1.7", bruker=bruker)
        sak.vedlegg = lagre_dokument(sak, SAKSVEDLEGG.slag, plan.tittel, "plan.pdf", b"%PDF-1.7", bruker=bruker)
        sak.save()
    return sak
