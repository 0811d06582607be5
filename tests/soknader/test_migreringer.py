"""What older rows become."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from kompetanse.felles.models import Hendelse
from soknader.models import Mote, Soknad, Soknadsenhet, TidligereRapport
from tests.migrering import migrer

FOER, ETTER = "0012_saldo_rapport_og_paaminnelse", "0013_fyll_fra_hendelser"
DAGEN = timezone.now() - dt.timedelta(days=40)
FOERST = {
    "faktisk_kostnad": "10000.00",
    "antall_deltakere": 20,
    "gjennomfort": "En dag.",
    "resultat": "",
    "tilbakefort": "25000.00",
}


@pytest.fixture
def gammelt(kommune):
    """The models from before the columns were filled, by name."""
    apper = migrer("soknader", FOER)
    yield lambda navn: apper.get_model("soknader", navn)
    migrer("soknader", ETTER)


def linje(modell, objekt, handling, *, bruker=None, kommentar="", tidspunkt=None, **data):
    Hendelse.objects.create(
        innholdstype=ContentType.objects.get_for_model(modell),
        objekt_id=objekt.pk,
        handling=handling,
        utfort_av=bruker,
        kommentar=kommentar,
        tidspunkt=tidspunkt or timezone.now(),
        data=data,
    )


def test_balance_reminder_and_earlier_reports_are_read_from_the_audit_lines(gammelt, kommune, soker, hr):
    felles = {"kommune_id": kommune.pk}
    ramme = gammelt("Ramme").objects.create(aar=2020, total=100, fordelt=0, **felles)
    lukket, aapent = (
        gammelt("Mote").objects.create(ramme=ramme, tittel=tittel, dato=DAGEN.date(), status=status, **felles)
        for tittel, status in [("Lukket", "avsluttet"), ("Åpent", "paagaar")]
    )
    enhet = soker.person.stillinger.get().enhet_id
    rettet, minnet, urort = (
        gammelt("Soknad").objects.create(aar=2020, tittel=tittel, soker_id=soker.pk, enhet_id=enhet, **felles)
        for tittel in ("Rettet", "Minnet", "Urørt")
    )
    rapport = gammelt("Sluttrapport").objects.create(
        soknad=rettet, faktisk_kostnad=12_000, antall_deltakere=20, levert_av_id=soker.pk, rettelser=2, **felles
    )
    saldo = {"innvilget_for": "10.00", "innvilget": "35000.50", "ledig": "7.25"}
    linje(Mote, lukket, "mote.avsluttet", saldo=saldo)
    linje(Soknad, minnet, "soknad.rapport_paaminnet", slag="foer")
    linje(Soknad, minnet, "soknad.rapport_paaminnet", slag="slutt")
    sist = {**FOERST, "faktisk_kostnad": "11000.00"}
    linje(Soknad, rettet, "soknad.rapport_rettet", bruker=soker, kommentar="Faktura.", tidspunkt=DAGEN, foer=FOERST)
    linje(Soknad, rettet, "soknad.rapport_rettet", bruker=hr, kommentar="Én til.", foer=sist)

    migrer("soknader", ETTER)

    tall = ("saldo_innvilget_for", "saldo_innvilget", "saldo_ledig")
    assert Mote.objects.values_list(*tall).get(pk=lukket.pk) == (Decimal(10), Decimal("35000.50"), Decimal("7.25"))
    assert Mote.objects.values_list(*tall).get(pk=aapent.pk) == (None, None, None)
    assert dict(Soknad.objects.values_list("tittel", "rapport_paaminnet")) == {
        "Rettet": "",
        "Minnet": "foer",
        "Urørt": "",
    }
    assert list(
        TidligereRapport.objects.order_by("rettet").values_list(
            "rapport", "faktisk_kostnad", "tilbakefort", "antall_deltakere", "gjennomfort", "rettet_av", "grunn"
        )
    ) == [
        (rapport.pk, Decimal(10_000), Decimal(25_000), 20, "En dag.", soker.pk, "Faktura."),
        (rapport.pk, Decimal(11_000), Decimal(25_000), 20, "En dag.", hr.pk, "Én til."),
    ]
    assert TidligereRapport.objects.earliest("rettet").rettet == DAGEN
    # No history is written of it.
    assert set(Mote.pgh_event_model.objects.values_list("pgh_label", flat=True)) == {"insert"}


def test_the_texts_of_a_case_to_mbu_become_rich_text_and_keep_their_words(kommune, hr):
    apper = migrer("soknader", "0021_innsending")
    felt = {"aar": 2020, "per_dato": DAGEN.date(), "tittel": "Sak", "opprettet_av_id": hr.pk, "kommune_id": kommune.pk}
    sak = apper.get_model("soknader", "MbuSak").objects.create(ramme_tekst="- 2 < 3\n  - Ja\n\nSlutt", **felt)

    apper = migrer("soknader", "0022_rik_mbutekst")

    sak = apper.get_model("soknader", "MbuSak").objects.get(pk=sak.pk)
    assert sak.ramme_tekst == "<ul><li>2 &lt; 3<ul><li>Ja</li></ul></li></ul><p>Slutt</p>"
    assert (sak.tittel, sak.forslag_til_vedtak) == ("Sak", "")


def test_the_sections_that_were_picked_out_are_units_that_the_application_names(kommune, soker, tre):
    gammel = migrer("soknader", "0025_deltaker_og_oppmote").get_model("soknader", "Soknad")
    for tittel, seksjoner in (("Noen", "utvalgte"), ("Avgjort", "utvalgte"), ("Alle", "alle")):
        felt = {"aar": 2020, "tittel": tittel, "soker_id": soker.pk, "enhet_id": tre.prosjekt.pk}
        soknad = gammel.objects.create(seksjoner=seksjoner, kommune_id=kommune.pk, **felt)
        soknad.valgte_seksjoner.add(tre.prosjekt.pk)
    gammel.objects.filter(tittel="Avgjort").update(status="avslaatt")

    migrer("soknader", "0026_flere_enheter")

    assert sorted(Soknadsenhet.objects.values_list("soknad__tittel", "enhet", "er_seksjon")) == [
        ("Avgjort", tre.prosjekt.pk, True),
        ("Noen", tre.prosjekt.pk, True),
    ]
