"""The pages that are measured, and sessions for those who open them."""

from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse
from django.utils import timezone

from evaluering.models import Evaluering
from kompetanse.felles import vegg
from kompetanse.organisasjon.models import Bruker, Enhet
from planer.models import Innstilling, Maal, Plannivaa
from soknader.models import Mote, Soknad
from tests.ytelse import generer_evaluering, generer_kompetanse, generer_planer
from tests.ytelse.generer import FORSTE

PER_SIDE = 50
GULV = [
    ("G1: ramme og celler i mal", "/gulv/g1/"),
    ("G2: celler som tekst", "/gulv/g2/"),
    ("G2: 50 × 30 celler", "/gulv/g2/50/30/"),
    ("G2: 200 × 50 celler", "/gulv/g2/200/50/"),
    ("G3: bare SQL", "/gulv/g3/"),
    ("Rammen alene", "/gulv/ramme/"),
]


def sider():
    """What to open, as (who, name of the page, path, session)."""
    hr, leder = (Bruker.objects.get(epost=f"{navn}@{FORSTE}.ytelse.test") for navn in ("hr", "leder"))
    with vegg.innenfor(hr.kommune_id):
        lister, bare_hr = [*_lister(), *_kompetanse(), *_planer(), *_kurs()], _bare_hr()
    return [
        *(("hr", navn, sti, _sesjon(hr)) for navn, sti in GULV + lister + bare_hr),
        *(("leder", navn, sti, _sesjon(leder)) for navn, sti in lister),
    ]


def _sesjon(bruker):
    sesjon = import_module(settings.SESSION_ENGINE).SessionStore()
    sesjon[SESSION_KEY] = str(bruker.pk)
    sesjon[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
    sesjon[HASH_SESSION_KEY] = bruker.get_session_auth_hash()
    sesjon.create()
    return sesjon.session_key


def _lister():
    """Pages that HR and a leader both open."""
    register, personer, sok = (
        reverse(navn) for navn in ("soknader:soknad-list", "organisasjon:person-list", "oversikt:sok")
    )
    return [
        ("Min side", reverse("oversikt:min-side")),
        ("Register", register),
        ("Register, fritekst", f"{register}?sok=ledelse"),
        ("Personer", personer),
        ("Personer, søk", f"{personer}?q=Haug"),
        ("Søk: et ord", f"{sok}?q=ledelse"),
        ("Søk: et navn", f"{sok}?q=Kari+Lund"),
    ]


def _kompetanse():
    """The competence registry: one's own page, the units of 200 and of 50, the search and the coverage."""
    finn = reverse("kartlegging:finn")
    stor, liten = generer_kompetanse.enhetene()
    ord_, feil = generer_kompetanse.SOKEORD
    return [
        ("Min kompetanse", reverse("kartlegging:min")),
        ("Kartleggingstabell, 200 ansatte", reverse("kartlegging:enhet-tabell", args=[stor])),
        ("Matrise, 50 ansatte", reverse("kartlegging:enhet-matrise", args=[liten])),
        ("Matrise, 200 ansatte", reverse("kartlegging:enhet-matrise", args=[stor])),
        ("Finn kompetanse: et ord", f"{finn}?{urlencode({'q': ord_})}"),
        ("Finn kompetanse: stavefeil", f"{finn}?{urlencode({'q': feil})}"),
        ("Dekning, én enhet", reverse("kartlegging:enhet-dekning", args=[stor])),
        ("Bekreft, 200 ansatte", reverse("kartlegging:enhet-bekreft", args=[stor])),
    ]


def _planer():
    """The draft of the large section in its steps, its long table of measures, and all plans of the kommune."""
    plan = [generer_planer.utkast()]
    return [
        ("Plan, lest", reverse("planer:plan-detail", args=plan)),
        ("Plan, mål", reverse("planer:plan-maal", args=plan)),
        ("Plan, behov", reverse("planer:plan-behov", args=plan)),
        ("Plan, tiltak", reverse("planer:plan-tiltak", args=plan)),
        ("Handlingsplan, 200 rader", reverse("planer:plan-handlingsplan", args=[generer_planer.tabellplan()])),
        ("Planer, listen", reverse("planer:plan-list")),
        ("Planoversikt", reverse("planer:oversikt-list")),
        ("Medarbeidersamtaler, 200 ansatte", reverse("planer:samtale-list")),
        ("Årshjul for kommunen", reverse("planer:aarshjul-detail", args=[Enhet.objects.get(depth=1).pk])),
        ("Budsjett, etter del av kommunen", reverse("oversikt:budsjett-detail")),
        ("Budsjett, etter plan", f"{reverse('oversikt:budsjett-detail')}?del=plan"),
    ]


def _kurs():
    """What is offered, one's own days, and those of the unit of 200."""
    return [
        ("Kurskalender", reverse("kurs:kalender")),
        ("Kurskalender, måned", f"{reverse('kurs:kalender')}?vis=maaned"),
        ("Kurskalender, for meg", f"{reverse('kurs:kalender')}?hvem=meg"),
        ("Kompetansedager, mine", reverse("kurs:dager-mine")),
        ("Kompetansedager, 200 ansatte", reverse("kurs:dager-enhet", args=[generer_kompetanse.enhetene()[0]])),
    ]


def _evaluering():
    """The report of one that is finished, the comparison of them all, and HR's overview."""
    evaluering = Evaluering.objects.order_by("pk").first()
    return [
        ("Evalueringer, listen", reverse("evaluering:evaluering-list")),
        ("Evaluering, rapport", reverse("evaluering:rapport-detail", args=[evaluering.pk])),
        ("Evaluering, sammenlikning", reverse("evaluering:evaluering-sammenlikn")),
        ("Evaluering, oversikt", reverse("evaluering:evaluering-oversikt")),
    ]


def aapent_skjema():
    """The paths by which many answer one form at once, made anew."""
    hr = Bruker.objects.get(epost=f"hr@{FORSTE}.ytelse.test")
    with vegg.innenfor(hr.kommune_id):
        return generer_evaluering.aapent_skjema()


def aapent_mote():
    """The paths by which as many phones come into one meeting."""
    hr = Bruker.objects.get(epost=f"hr@{FORSTE}.ytelse.test")
    with vegg.innenfor(hr.kommune_id):
        return [reverse("telefon:rom", args=[generer_planer.aapent_mote()])] * generer_evaluering.SAMTIDIGE


def _bare_hr():
    aar, register = timezone.localdate().year, reverse("soknader:soknad-list")
    topp = Maal.objects.filter(plan__nivaa=Plannivaa.KOMMUNE).order_by("pk").first()
    enhet = Enhet.objects.filter(depth=3).first()
    sak = Soknad.objects.filter(status=Soknad.Status.TIL_BEHANDLING).order_by("pk").first()
    moter = {mote.status: mote.get_absolute_url() for mote in Mote.objects.all()}
    siste = -(-Soknad.objects.exclude(status=Soknad.Status.UTKAST).count() // PER_SIDE)
    return [
        ("Dekning, hele kommunen", reverse("kartlegging:dekning-list")),
        *([("Rød tråd fra øverste mål", reverse("oversikt:traad-detail", args=["maal", topp.pk]))] if topp else []),
        ("Der tråden ryker", reverse("oversikt:brudd-list")),
        *_evaluering(),
        ("Kompetansedager, hele kommunen", reverse("kurs:dager-enhet", args=[Enhet.objects.get(depth=1).pk])),
        ("Brudd: krav ingen møter", reverse("oversikt:brudd-detail", args=["krav"])),
        ("Innstilling med 30 punkter", Innstilling.objects.get().get_absolute_url()),
        ("Organisasjonstreet", reverse("organisasjon:enhet-list")),
        ("Enhet", enhet.get_absolute_url()),
        ("Register, siste side", f"{register}?side={siste}"),
        ("Register, filtrert", f"{register}?status=innvilget&aar={aar}"),
        ("Sak", sak.get_absolute_url()),
        ("Møte, planlagt", moter[Mote.Status.PLANLAGT]),
        ("Møte som pågår", moter[Mote.Status.PAAGAAR]),
        ("Ramme", reverse("soknader:ramme-detail", args=[aar])),
    ]
