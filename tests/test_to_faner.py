"""Two who have one page open: what each changed alone is kept; of what both changed the second sees both, and chooses."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from kartlegging.models import Kompetansegruppe
from kompetanse.organisasjon.models import Rolletype
from planer.models import Egenkolonne, Listeverdi, Tiltaksalternativ
from soknader.mbu import saksgang
from soknader.models import Kjedesteg
from tests.planer.factories import lag_behov, lag_dokument, lag_plan, verdi
from tests.soknader.factories import lag_ramme, lag_satsingsomraade, lag_soknad
from tests.soknader.mbu_factories import lag_sendt_sak
from tests.soknader.moter import lag_mote


@dataclass(frozen=True)
class Side:
    """A page of one row: who has it open, and what the first and the second of them write (field → value)."""

    hvem: str
    adresse: str
    forste: tuple[str, str]
    andre: tuple[str, str]
    mitt: str = "Mitt eget"

    def lagret(self):
        """What stands in the fields once the page is opened anew."""
        return dict((self.forste, self.andre))


def _adresse(navn, *args):
    return reverse(navn, args=args)


def rammen(hent):
    ramme = lag_ramme()
    return Side(
        "hr",
        _adresse("soknader:ramme-update", ramme.aar),
        ("total", "2 500 000"),
        ("merknad", "Vedtatt i juni"),
        "2 600 000",
    )


def oremerkingen(hent):
    en, to = lag_satsingsomraade("Digital"), lag_satsingsomraade("Ledelse")
    ramme = lag_ramme(oremerket={en: 10_000, to: 20_000})
    adresse = _adresse("soknader:ramme-oremerk", ramme.aar)
    return Side("hr", adresse, (f"{en.pk}-belop", "15 000"), (f"{to.pk}-belop", "25 000"), "16 000")


def motet(hent):
    mote = lag_mote(hent("hr"))
    return Side("hr", _adresse("soknader:mote-update", mote.pk), ("sted", "Kantina"), ("klokkeslett", "12.30"))


def oppsettet(hent):
    adresse = _adresse("soknader:oppsett-update")
    return Side("hr", adresse, ("utvalg_kortnavn", "AMU"), ("beslutningsorgan", "ledergruppen"))


def steget(hent):
    steg = Kjedesteg.objects.order_by("rekkefolge").first()
    return Side("hr", _adresse("soknader:kjedesteg-update", steg.pk), ("tittel", "Kommunalsjef"), ("frist_dager", "14"))


def vedtaket(hent):
    i_gaar = timezone.localdate() - dt.timedelta(days=1)
    sak = lag_sendt_sak(hent("hr"), hent("etatsdirektor"), motedato=i_gaar)
    saksgang.registrer_vedtak(sak, bruker=hent("hr"), vedtak="Tatt til orientering.", vedtaksdato=i_gaar)
    vedtatt = f"{timezone.localdate():%d.%m.%Y}"
    adresse = _adresse("soknader:mbusak-vedtak", sak.pk)
    return Side("hr", adresse, ("vedtak", "Tatt til etterretning."), ("vedtaksdato", vedtatt))


def satsingen(hent):
    omraade = lag_satsingsomraade("Digital", forankring="Planen")
    adresse = _adresse("planer:satsingsomraade-update", omraade.pk)
    return Side("hr", adresse, ("forankring", "Ny plan"), ("beskrivelse", "For alle"))


def rollen(hent):
    rolle = Rolletype.objects.get(kode="tillitsvalgt")
    return Side(
        "hr",
        _adresse("organisasjon:rolletype-update", rolle.pk),
        ("navn", "Plasstillitsvalgt"),
        ("leder_paa_nivaa", "3"),
    )


def kontakten(hent):
    adresse = _adresse("organisasjon:person-update", hent("kollega").person_id)
    return Side("hr", adresse, ("telefon", "40 00 00 00"), ("epost", "ny@eksempel.test"))


def kommunen(hent):
    return Side("hr", _adresse("organisasjon:kommune-update"), ("navn", "Nye Fjordby"), ("temafarge", "#0d5a7f"))


def soknaden(hent):
    soknad = lag_soknad(hent("soker"))
    adresse = _adresse("soknader:soknad-edit", soknad.pk, "hva")
    return Side("soker", adresse, ("tittel", "Ny tittel"), ("beskrivelse", "Ny beskrivelse"))


def budsjettet(hent):
    soknad = lag_soknad(hent("soker"))
    adresse = _adresse("soknader:soknad-edit", soknad.pk, "budsjett")
    return Side("soker", adresse, ("linjer-0-hva", "Foredrag"), ("egenandel", "1 000"))


def listeverdien(hent):
    ord = verdi(Listeverdi.Liste.FAKTOR, "turnover")
    adresse = _adresse("planer:listeverdi-update", ord.pk)
    return Side("hr", adresse, ("navn", "Folk slutter"), ("forklaring", "Hvor mange"))


def dokumentet(hent):
    dokument = lag_dokument(enhet=hent("tre").rot)
    adresse = _adresse("planer:styringsdokument-update", dokument.pk)
    return Side("hr", adresse, ("tittel", "Samfunnsdelen"), ("saksnummer", "24/1"))


def alternativet(hent):
    alternativ = Tiltaksalternativ.objects.create(behov=lag_behov(lag_plan(hent("tre").prosjekt)), navn="Kurs")
    adresse = _adresse("planer:tiltaksalternativ-update", alternativ.pk)
    return Side("leder", adresse, ("navn", "Studium"), ("kostnad", "1 000"))


def behovet(hent):
    behov = lag_behov(lag_plan(hent("tre").prosjekt), frist_tekst="hele året")
    adresse = _adresse("planer:kompetansebehov-update", behov.pk)
    return Side("leder", adresse, ("frist", "hver høst"), ("har", "4"), "hver vår")


def kolonnen(hent):
    kolonne = Egenkolonne.objects.create(navn="Ansvar", slag="valg", valg=["A", "B"])
    adresse = _adresse("planer:egenkolonne-update", kolonne.pk)
    return Side("hr", adresse, ("navn", "Sted"), ("verdier", "A\nB\nC"))


def gruppen(hent):
    gruppe = Kompetansegruppe.objects.create(navn="Teknisk")
    return Side("hr", _adresse("kartlegging:gruppe-update", gruppe.pk), ("navn", "Drift"), ("rekkefolge", "7"))


SIDER = [
    rammen,
    oremerkingen,
    motet,
    oppsettet,
    steget,
    vedtaket,
    satsingen,
    rollen,
    kontakten,
    kommunen,
    soknaden,
    budsjettet,
    listeverdien,
    dokumentet,
    alternativet,
    behovet,
    kolonnen,
    gruppen,
]


def skjema(svar):
    """The fields of the form that the page is about, as a browser would send them."""
    former = html.fromstring(svar.content).xpath("//main//form[@method='post']")
    form = next(form for form in former if "sett" in form.fields)
    # The line break that HTML ignores first in a textarea, is kept by the parser.
    return {navn: verdi.removeprefix("\n") for navn, verdi in form.form_values()}


@pytest.fixture
def uten_pdf(monkeypatch):
    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", lambda *args, **kwargs: b"%PDF-1.7")


@pytest.fixture(params=SIDER, ids=lambda lag: lag.__name__)
def side(request, client, tre, uten_pdf):
    side = request.param(request.getfixturevalue)
    client.force_login(request.getfixturevalue(side.hvem))
    return side


def test_what_each_changed_alone_is_kept(client, side):
    foerste, andre = skjema(client.get(side.adresse)), skjema(client.get(side.adresse))

    svar = [
        client.post(side.adresse, foerste | dict([side.forste])),
        client.post(side.adresse, andre | dict([side.andre])),
    ]

    assert [ett.status_code for ett in svar] == [302, 302]
    naa = skjema(client.get(side.adresse))
    assert {navn: naa[navn] for navn in side.lagret()} == side.lagret()


def test_of_what_both_changed_the_second_sees_both_and_chooses(client, side):
    felt, deres = side.forste
    foerste, andre = skjema(client.get(side.adresse)), skjema(client.get(side.adresse))
    client.post(side.adresse, foerste | {felt: deres})

    svar = client.post(side.adresse, andre | {felt: side.mitt})

    assert svar.status_code == 200
    assert "Noen andre har endret dette mens du skrev. Velg hva som skal stå." in svar.content.decode()
    begge = skjema(svar) | {"engang": ""}
    assert begge[felt] == side.mitt
    [uenighet] = svar.context["form"].uenigheter
    assert deres in uenighet.andres.replace("\N{NO-BREAK SPACE}", " ")
    assert skjema(client.get(side.adresse))[felt] == deres

    client.post(side.adresse, begge | {uenighet.navn: "andres"})
    assert skjema(client.get(side.adresse))[felt] == deres
    client.post(side.adresse, begge)
    assert skjema(client.get(side.adresse))[felt] == side.mitt
