"""Two who have one page open: what each changed alone is kept; of what both changed the second sees both, and chooses."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from kartlegging.models import Kompetansegruppe
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Rolletype
from planer.aaret import underveis
from planer.models import Egenkolonne, Listeverdi, Tiltaksalternativ, Visning
from soknader.mbu import saksgang
from soknader.models import Kjedesteg, Soknadsrunde
from tests.kartlegging.factories import lag_kategori, lag_kompetanse, lag_oppgave, lag_skala
from tests.planer.factories import lag_behov, lag_dokument, lag_plan, lag_tiltak, verdi
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


def soknadsrunden(hent):
    runde = Soknadsrunde.objects.create(navn="Vår", aar=2027, aapner="2027-02-01", frist="2027-03-01")
    adresse = _adresse("soknader:soknadsrunde-update", runde.pk)
    return Side("hr", adresse, ("navn", "Våren"), ("frist", "02.03.2027"))


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


def kompetansen(hent):
    kompetanse = lag_kompetanse("Sårstell", type="formal")
    adresse = _adresse("kartlegging:katalog-update", kompetanse.pk)
    return Side("hr", adresse, ("nivaa2", "Steller sår alene"), ("synonymer", "bandasje\nkompress"))


def skalaen(hent):
    adresse = _adresse("kartlegging:skala-update", lag_skala().pk)
    return Side("hr", adresse, ("tekst2", "Klarer det alene"), ("navn", "Fire trinn"))


def stillingskategorien(hent):
    adresse = _adresse("kartlegging:stillingskategori-update", lag_kategori("Pleier", titler=["pleier"]).pk)
    return Side("hr", adresse, ("titler", "pleier natt"), ("navn", "Pleiere"), "pleier helg")


def oppgaven(hent):
    oppgave = lag_oppgave(hent("tre").prosjekt)
    adresse = _adresse("kartlegging:oppgave-update", oppgave.pk)
    return Side("leder", adresse, ("navn", "Dele ut legemidler"), ("merknad", "Hver vakt"))


def kartleggingen(hent):
    adresse = _adresse("kartlegging:oppsett-update")
    return Side("hr", adresse, ("varsle_dager", "60, 20"), ("maal_formal", "70"), "45, 15")


def visningen(hent):
    visning = Visning.objects.first()
    adresse = _adresse("planer:visning-update", visning.pk)
    return Side("hr", adresse, ("tiltak-0-overskrift", "Hva vi gjør"), ("navn", "Til styret"))


def protokollen(hent):
    linje = lag_plan(hent("tre").prosjekt).protokoll.create(organ="MBU", saksnummer="18/21")
    adresse = _adresse("planer:protokollinje-update", linje.pk)
    return Side("leder", adresse, ("naar", "desember 2022"), ("tekst", "Tatt til etterretning."), "januar 2021")


def enheten(hent):
    adresse = _adresse("organisasjon:enhet-rename", hent("tre").prosjekt.pk)
    return Side("hr", adresse, ("navn", "Prosjektene"), ("kode", "P-1"))


def det_aapne_soket(hent):
    return Side("hr", _adresse("kartlegging:apentsok-update"), ("formaal", "Beredskap"), ("grunnlag", "Artikkel 6"))


def evalueringen(hent):
    plan = lag_plan(hent("tre").prosjekt)
    underveis.evaluer(plan, plan.fra.year, Endring({"ga": "Litt.", "endres": ""}), bruker=hent("leder"))
    adresse = _adresse("planer:plan-evaluer", plan.pk)
    return Side("leder", adresse, ("ga", "Flere tør å spørre."), ("endres", "Færre kurs."))


def statuslinjene(hent):
    plan, slutt = lag_plan(hent("tre").prosjekt, aar=2021), dt.date(2021, 4, 30)
    tiltak = lag_tiltak(plan)
    underveis.meld(plan, slutt, [underveis.Melding(tiltak, "som_planlagt")], bruker=hent("leder"))
    adresse = f"{_adresse('planer:plan-underveis', plan.pk)}?periode={slutt}"
    return Side("leder", adresse, (f"kommentar_{tiltak.pk}", "Går fint."), (f"tilstand_{tiltak.pk}", "gjennomfort"))


SIDER = [
    rammen,
    oremerkingen,
    motet,
    soknadsrunden,
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
    kompetansen,
    skalaen,
    stillingskategorien,
    oppgaven,
    kartleggingen,
    visningen,
    protokollen,
    enheten,
    det_aapne_soket,
    evalueringen,
    statuslinjene,
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
