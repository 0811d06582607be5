"""The short help of each page, and where in the guides more stands."""

from dataclasses import dataclass
from functools import cache, cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kompetanse.oversikt.veiledning import anker


@dataclass(frozen=True)
class Sidehjelp:
    """`del_av` is a heading of the guide."""

    tekst: str
    veiledning: str
    del_av: str = ""

    @cached_property
    def url(self) -> str:
        adresse = reverse("oversikt:veiledning", args=[self.veiledning])
        return f"{adresse}#{anker(self.del_av)}" if self.del_av else adresse


IMPORT = _(
    "Last opp filen, si hva hver kolonne er, og se linje for linje hva som blir nytt, endret og feil. Ingenting lagres før "
    "du bekrefter."
)
SETT = _("Det dere velger her, gjelder hele kommunen fra nå av. Det som alt er skrevet, blir stående.")

# What the names of pages begin with → their help. The longest that fits counts.
HJELP = {
    # Applications
    "soknader:soknad-": Sidehjelp(
        _("Saken viser hva det er søkt om, hvem den venter på, og pengene før og etter."), "hr", "Søknadene"
    ),
    "soknader:ramme-": Sidehjelp(
        _("Årets penger: hva som er fordelt, øremerket, innvilget, brukt og ledig. Hvert tall har en forklaring."),
        "hr",
        "Rammen",
    ),
    "soknader:ramme-fordel": Sidehjelp(
        _("Velg nøkkel, se hva hver avdeling får, og lagre. Summen går opp på øret."), "hr", "Rammen"
    ),
    "soknader:ramme-juster": Sidehjelp(
        _("Legg til eller trekk fra, med en grunn. Justeringen blir stående på rammen."), "hr", "Rammen"
    ),
    # Meetings
    "soknader:mote-list": Sidehjelp(
        _("Møtene der gruppen avgjør sakene. Lag et møte, så settes sakene som er klare, på sakslisten."), "hr", "Møtet"
    ),
    "soknader:mote-": Sidehjelp(
        _("Fold ut en sak for å lese den her. Sakene tas i rekkefølge, og saldoen regnes om for hvert vedtak."),
        "hr",
        "Møtet",
    ),
    "soknader:mote-start": Sidehjelp(
        _("Kryss av for dem som er kommet, og velg hvem som leder. Stedfortredere står med hvem de møter for."),
        "hr",
        "Møtet",
    ),
    "soknader:mote-oppmote": Sidehjelp(
        _("Hvem som er til stede nå. Den som går midt i møtet, tas bort her før neste sak."), "hr", "Møtet"
    ),
    "soknader:mote-avslutt": Sidehjelp(
        _("Når møtet avsluttes, lages protokollen og brevene, og vedtakene kan ikke endres."), "hr", "Møtet"
    ),
    "soknader:motesak-": Sidehjelp(
        _("Dette gjelder én sak på sakslisten. Det du fører her, kommer i protokollen."), "hr", "Møtet"
    ),
    "soknader:motesak-inhabile": Sidehjelp(
        _("Den som er inhabil, går fra under behandlingen, og det står i protokollen."), "hr", "Møtet"
    ),
    # The unit's discussion
    "planer:kompetansedrofting-": Sidehjelp(
        _(
            "Enheten snakker om hva den må kunne. Alle kan skrive fra sin egen telefon, og det dere velger, går til planen."
        ),
        "leder",
        "Kompetansedrøftingen",
    ),
    "planer:kompetansedrofting-styr": Sidehjelp(
        _("Vis det som venter, samle det som likner, og før møtet fra punkt til punkt. Virker også uten telefoner."),
        "leder",
        "Kompetansedrøftingen",
    ),
    "planer:dagsordenpunkt-": Sidehjelp(SETT, "leder", "Kompetansedrøftingen"),
    "planer:forarbeidspunkt-": Sidehjelp(SETT, "leder", "Kompetansedrøftingen"),
    # Cases to MBU
    "soknader:mbusak-": Sidehjelp(
        _("Saken forteller utvalget hvordan pengene er brukt. Når den er sendt, er den frosset."), "hr", "MBU-saken"
    ),
    "soknader:mbusak-list": Sidehjelp(
        _("Sakene som er sendt eller på vei. En ny sak samler alt som er avgjort siden den forrige."), "hr", "MBU-saken"
    ),
    "soknader:mbusak-edit": Sidehjelp(
        _("Teksten er foreslått av tallene. Rett det du vil, og se dokumentet ved siden av."), "hr", "MBU-saken"
    ),
    "soknader:mbusak-vedtak": Sidehjelp(
        _("Det utvalget vedtok, føres inn når møtet er holdt. Det kan rettes, og hver utgave står i loggen."), "mbu"
    ),
    "soknader:kjedesteg-": Sidehjelp(
        _("Et steg i saksgangen: hvem som svarer, hva de svarer på, og fristen. Gjelder saker som sendes fra nå av."),
        "hr",
        "Oppsett",
    ),
    "soknader:oppsett-": Sidehjelp(
        _("Hvem som svarer på søknader, og tekstene som foreslås i brev, protokoller og MBU-saker."), "hr", "Oppsett"
    ),
    "soknader:soknadsmottak": Sidehjelp(
        _("Velg om det kan søkes hele året, eller bare i runder med frist. Utkast blir liggende mellom rundene."),
        "hr",
        "Oppsett",
    ),
    "soknader:soknadsrunde-": Sidehjelp(
        _(
            "En runde tar imot søknader for ett år, fra dagen den åpner, til og med fristen. Én søker kan få en egen frist."
        ),
        "hr",
        "Oppsett",
    ),
    # The organisation
    "organisasjon:import-": Sidehjelp(IMPORT, "hr", "Organisasjonen"),
    "organisasjon:enhet-": Sidehjelp(
        _("En endring gjelder fra en dato, og kartet kan vises slik det var. Saker og planer følger enheten."),
        "hr",
        "Organisasjonen",
    ),
    "organisasjon:person-": Sidehjelp(
        _("Opplysningene om en person. Hvert oppslag på andre står i loggen deres."), "hr", "Organisasjonen"
    ),
    "organisasjon:rolle": Sidehjelp(
        _("En rolle gjelder for en enhet og alt under den. Ledere får sin av lederstillingen."), "hr", "Organisasjonen"
    ),
    "organisasjon:stedfortreder-": Sidehjelp(
        _("Stedfortrederen handler i rollens navn mellom datoene, og det står overalt hvem det er for."),
        "hr",
        "Organisasjonen",
    ),
    "organisasjon:kommune-": Sidehjelp(SETT, "hr", "Oppsett"),
    "organisasjon:oppslag-": Sidehjelp(
        _("Hvem som har sett på opplysninger om andre, når, og i hvilken rolle. Loggen kan ikke endres."),
        "hr",
        "Organisasjonen",
    ),
    "organisasjon:eksport-": Sidehjelp(
        _("Filen lages i bakgrunnen. Bare du kan hente den, og den slettes etter en uke."), "hr", "Organisasjonen"
    ),
    "felles:jobb-": Sidehjelp(
        _("Arbeidet går i bakgrunnen. Du kan gå fra siden og komme tilbake."), "hr", "Organisasjonen"
    ),
    # The registry
    "kurs:samling-": Sidehjelp(
        _("Hvem som er her. Før alle på én gang, eller la hver enkelt registrere seg ved døra med sin egen telefon."),
        "leder",
        "Oppmøte på kurs",
    ),
    "kurs:kjoring-logg": Sidehjelp(
        _("Én i gruppen logger møtet for alle. Det teller som oppmøte for dem som var der."),
        "medarbeider",
        "På kurset og etterpå",
    ),
    "kurs:kjoring-fullfor": Sidehjelp(
        _("Hvem som har vært nok til stede, og hva de får. Ingenting er gjort før du trykker."),
        "leder",
        "Oppmøte på kurs",
    ),
    "kurs:kursimport-": Sidehjelp(IMPORT, "hr", "Kurs tatt andre steder"),
    "kartlegging:bevisimport-": Sidehjelp(IMPORT, "hr", "Bevis, kurs og hvem som kan bekrefte"),
    "kartlegging:katalogimport-": Sidehjelp(IMPORT, "hr", "Kompetansekatalogen"),
    "kartlegging:katalog-": Sidehjelp(
        _(
            "Katalogen er felles for kommunen. Det folk har registrert, følger kompetansen når den endres eller slås sammen."
        ),
        "hr",
        "Kompetansekatalogen",
    ),
    "kartlegging:inndeling-": Sidehjelp(SETT, "hr", "Kompetansekatalogen"),
    "kartlegging:gruppe-": Sidehjelp(SETT, "hr", "Kompetansekatalogen"),
    "kartlegging:realkategori-": Sidehjelp(SETT, "hr", "Kompetansekatalogen"),
    "kartlegging:skala-": Sidehjelp(SETT, "hr", "Kompetansekatalogen"),
    "kartlegging:stillingskategori-": Sidehjelp(
        _("Titler og stillingskoder fører til en kategori. Krav, behov og gap bruker den."), "hr", "Kompetansekatalogen"
    ),
    "kartlegging:krav-": Sidehjelp(
        _(
            "Hva arbeidet krever, av hvem, og fra når. Flere krav til samme person legges sammen; det strengeste teller."
        ),
        "hr",
        "Kompetansekrav",
    ),
    "kartlegging:oppgave-": Sidehjelp(
        _("En oppgave i enheten: hvem som gjør den, og hva den krever."), "leder", "Skrive hva arbeidet krever"
    ),
    "kartlegging:utforer-": Sidehjelp(
        _("En oppgave i enheten: hvem som gjør den, og hva den krever."), "leder", "Skrive hva arbeidet krever"
    ),
    "kartlegging:enhet-": Sidehjelp(
        _("Enheten mot det arbeidet krever: hvem som møter det, hvem som er nær, og hva som mangler."),
        "leder",
        "Se hvem som kan hva",
    ),
    "kartlegging:enhet-bekreft": Sidehjelp(
        _("Det som ser greit ut, er valgt på forhånd. Den det gjelder, får beskjed, og du kan angre i 30 dager."),
        "leder",
        "Bekrefte kompetanse",
    ),
    "kartlegging:registrering-": Sidehjelp(
        _("Svaret ditt på det noen har registrert. Den det gjelder, får beskjed, og du kan angre i 30 dager."),
        "leder",
        "Bekrefte kompetanse",
    ),
    "kartlegging:person-": Sidehjelp(
        _("Det en person kan, og det arbeidet krever. Personen ser at du har sett på det."),
        "leder",
        "Se hvem som kan hva",
    ),
    "kartlegging:dekning-": Sidehjelp(
        _("Hvor stor del av de ansatte som har registrert kompetansen sin, mot målet kommunen har satt."),
        "hr",
        "Dekning og det som går ut",
    ),
    "kurs:kalender": Sidehjelp(
        _("Alt kommunen tilbyr. Velg «For meg» for å se det som er for deg. Kurs du er påmeldt, står øverst."),
        "medarbeider",
        "Kurs",
    ),
    "kurs:kurs": Sidehjelp(
        _("Ett kurs kan holdes mange ganger. Hver gang har sine datoer og plasser, og man deltar på én."),
        "leder",
        "Kurs",
    ),
    "kurs:kjoring-": Sidehjelp(
        _("Er det fullt, kommer du på venteliste og får plass av deg selv når noen melder seg av."),
        "medarbeider",
        "Kurs",
    ),
    "kurs:malgruppe-": Sidehjelp(
        _("Alt i en regel må stemme. Av flere regler holder det med én. Uten regler er kurset for alle."),
        "leder",
        "Kurs",
    ),
    "kurs:kursoppsett-": Sidehjelp(SETT, "hr", "Kurs"),
    "kurs:kursplass-": Sidehjelp(
        _("De du leder, som vil på et kurs som krever ditt ja. De får beskjed når du svarer."), "leder", "Kurs"
    ),
    "kurs:dager-": Sidehjelp(
        _("Det som er lært, regnet i dager, måned for måned mot målet. Hvert tall har en forklaring."),
        "medarbeider",
        "Kompetansedager",
    ),
    "kurs:dagoppsett-": Sidehjelp(SETT, "hr", "Kompetansedager"),
    "kurs:dagmaal-": Sidehjelp(SETT, "hr", "Kompetansedager"),
    "kurs:dager-andeler": Sidehjelp(
        _("Hvor mange som har vært med på noe, i hver gruppe, og hvor mange gruppen er."), "hr", "Kompetansedager"
    ),
    "kurs:dager-enhet": Sidehjelp(
        _("Enheten og delene av den. Dagene står der stillingen kurset var for, er, og hver ansatt telles én gang."),
        "leder",
        "Kompetansedager",
    ),
    "kartlegging:mangel-": Sidehjelp(
        _("De som mangler noe, og en påminnelse til dem, høyst én om dagen."), "hr", "Dekning og det som går ut"
    ),
    "kartlegging:ufaglart-": Sidehjelp(
        _("De som ikke møter det formelle kravet til stillingen sin."), "hr", "Dekning og det som går ut"
    ),
    "kartlegging:utlop-": Sidehjelp(
        _("Det som snart ikke gjelder lenger, og om en fornyelse er begynt."), "hr", "Dekning og det som går ut"
    ),
    "kartlegging:oppbevaring-": Sidehjelp(
        _("De som har sluttet: når det de kan, sperres og slettes, og hva som er holdt tilbake."),
        "hr",
        "De som har sluttet",
    ),
    "kartlegging:apentsok-": Sidehjelp(
        _("Et åpent søk krever et formål, et grunnlag og en drøfting. Alle tre skrives her."),
        "hr",
        "Søk i hele kommunen",
    ),
    "kartlegging:bekreftere-": Sidehjelp(SETT, "hr", "Bevis, kurs og hvem som kan bekrefte"),
    "kartlegging:oppsett-": Sidehjelp(SETT, "hr", "Dekning og det som går ut"),
    "kartlegging:behov-": Sidehjelp(
        _("Behov som enheten har meldt, til det er møtt eller trukket."), "leder", "Se hvem som kan hva"
    ),
    "kartlegging:foresporsel-": Sidehjelp(
        _("Spør hvem som kan og vil. Bare du ser svarene."), "leder", "Finne noen som kan, og spørre hvem som vil"
    ),
    # The budget
    "oversikt:budsjett-": Sidehjelp(
        _(
            "Hvert tiltak telles én gang, i planen som eier det. Velg år i bildet, og trykk på et beløp for å se tiltakene."
        ),
        "hr",
        "Budsjettet",
    ),
    # The red thread
    "oversikt:brudd-": Sidehjelp(
        _("Alt som er revet over mellom mål, behov, tiltak, penger og evaluering, med én knapp til stedet det rettes."),
        "leder",
        "Rød tråd",
    ),
    "oversikt:traad-": Sidehjelp(
        _(
            "Det som står over og under, fra styringsdokument til evaluering. Stiplet bue er et ledd som er hoppet over."
        ),
        "leder",
        "Rød tråd",
    ),
    # The plans
    "planer:planimport-": Sidehjelp(IMPORT, "leder", "Lage en plan"),
    "planer:": Sidehjelp(
        _("Planen i tre trinn: mål, behov og tiltak. Det som lagres, står med klokkeslett oppe til høyre."),
        "leder",
        "Lage en plan",
    ),
    "planer:maal": Sidehjelp(_("Mål som kan måles, og hva de tjener over seg."), "leder", "Planen, trinn 1: mål"),
    "planer:plan-maal": Sidehjelp(
        _("Svar på målene som kommer ovenfra, og skriv enhetens egne."), "leder", "Planen, trinn 1: mål"
    ),
    "planer:kompetansebehov-": Sidehjelp(
        _("Hva enheten trenger å kunne, hvor mange, og hva som driver det."), "leder", "Planen, trinn 2: behov"
    ),
    "planer:behov": Sidehjelp(_("Det behovet bygger på, og svaret på det."), "leder", "Planen, trinn 2: behov"),
    "planer:plan-behov": Sidehjelp(
        _("Ta inn funnene i kartleggingen, og skriv de andre behovene."), "leder", "Planen, trinn 2: behov"
    ),
    "planer:tiltak": Sidehjelp(
        _("Hva dere gjør, hvem som har ansvaret, når, og hva det koster."), "leder", "Planen, trinn 3: tiltak"
    ),
    "planer:plan-tiltak": Sidehjelp(_("Møt behovene som ingen tiltak møter ennå."), "leder", "Planen, trinn 3: tiltak"),
    "planer:plan-handlingsplan": Sidehjelp(
        _("Alle tiltakene i en tabell som endres der den står, med tastaturet."), "leder", "Planen, trinn 3: tiltak"
    ),
    "planer:drofting-": Sidehjelp(
        _("Drøftingen med de tillitsvalgte: hva hver part mener, og om dere ble enige."),
        "leder",
        "Planen: drøfting og vedtak",
    ),
    "planer:innstilling": Sidehjelp(
        _("Forslagene fra enhetene samlet, veid og tilrådd, og hva som ble avgjort."),
        "hr",
        "Innstilling om felles tiltak",
    ),
    "planer:iverksetting": Sidehjelp(
        _("Det som er avgjort, og møtet enheten holder om det."), "leder", "Tiltak som er avgjort for flere"
    ),
    "planer:aarsmote": Sidehjelp(
        _("Det årlige møtet med de tillitsvalgte: grunnlaget i tall, og protokollen for hver stillingskategori."),
        "hr",
        "Årlig drøftingsmøte (HTA 3.2)",
    ),
    "planer:plan-sjekkliste": Sidehjelp(
        _("Det leder og tillitsvalgte snakker gjennom sammen. Begge krysser av og noterer."),
        "leder",
        "Planen: drøfting og vedtak",
    ),
    "planer:plan-drofting": Sidehjelp(
        _("Kall inn partene. De får planen slik den er nå."), "leder", "Planen: drøfting og vedtak"
    ),
    "planer:plan-ved": Sidehjelp(
        _("Drøfting, behandling og vedtak. Når planen er vedtatt, fryses den med en PDF."),
        "leder",
        "Planen: drøfting og vedtak",
    ),
    "planer:protokoll": Sidehjelp(
        _("Det som er vedtatt, drøftet eller lagt fram før planen kom hit, skrives inn her."),
        "leder",
        "Planen: drøfting og vedtak",
    ),
    "planer:saksframlegg-": Sidehjelp(
        _("Saken som planen legges fram med. Teksten er foreslått av planen."), "leder", "Planen: drøfting og vedtak"
    ),
    **{
        f"planer:{navn}": Sidehjelp(SETT, "hr", "Styringsdokumenter og oppsett for planene")
        for navn in (
            *("planoppsett-", "listeverdi-", "seksjonsmal-", "refleksjonssporsmaal-", "saksdelmal-"),
            *("styringsdokument-", "dokument", "satsingsomraade-"),
        )
    },
    **{
        f"planer:{navn}": Sidehjelp(
            _("Hvem som har hatt samtale, og utdanning som er fullført. Ingenting av det som er sagt eller skrevet."),
            "hr",
            "Medarbeidersamtaler",
        )
        for navn in ("samtaletall-", "samtaleholdt-", "utdanning-")
    },
    "planer:samtalesporsmaal-": Sidehjelp(
        _("Spørsmålene i nye samtaler. De som er begynt, beholder sine."), "hr", "Medarbeidersamtaler"
    ),
    "planer:samtale-": Sidehjelp(
        _("Hva hver av dere har forberedt, ser den andre først når det er delt."), "leder", "Medarbeidersamtaler"
    ),
    "planer:permisjon-": Sidehjelp(_("Bare medarbeideren og lederen ser saken."), "leder", "Medarbeidersamtaler"),
    **{
        f"planer:{navn}": Sidehjelp(
            _("Hva som skal gjøres i året, når og av hvem. Det blir en oppgave på Min side for dem det gjelder."),
            "leder",
            "Årshjulet",
        )
        for navn in ("aarshjul", "aarsaktivitet-", "kalender")
    },
    "planer:vedtaksorgan-": Sidehjelp(SETT, "hr", "Hvem vedtar planene"),
    "planer:visning-": Sidehjelp(
        _("Kolonnene som vises, hva de heter, og rekkefølgen. Tiltakene endres ikke."),
        "hr",
        "Visninger av handlingsplanen",
    ),
    "evaluering:evaluering-oversikt": Sidehjelp(
        _("En evaluering mangler når siste nivå skulle vært ferdig for over 30 dager siden."),
        "hr",
        "Evalueringene samlet",
    ),
    "evaluering:evaluering-sammenlikn": Sidehjelp(
        _("Overlapper strekene, kan forskjellen være tilfeldig. For få svar vises aldri som et tall."),
        "hr",
        "Evalueringene samlet",
    ),
    "evaluering:rapport-": Sidehjelp(
        _("Fire nivåer på ett bilde: det som ble lovet, og det som kom ut. Færre enn fem svar vises ikke."),
        "leder",
        "Rapporten",
    ),
    "evaluering:nytte-": Sidehjelp(
        _("Hva som ble bedre, hva det kostet i alt, og hva det er verdt. Det som ikke er kjent, står som «mangler»."),
        "leder",
        "Nytten",
    ),
    "evaluering:": Sidehjelp(
        _("Nivåene, metodene og datoene er foreslått. Det som mangler for å få det til, står øverst."),
        "leder",
        "Evaluering av tiltak og kurs",
    ),
    **{
        f"evaluering:{navn}-": Sidehjelp(
            _("Et skjema som noen er spurt med, blir ikke endret: endringen blir en ny versjon."),
            "hr",
            "Skjemaer og regler for evaluering",
        )
        for navn in ("oppsett", "standard", "regel", "skjema", "sporsmal")
    },
    "planer:tilskudd-": Sidehjelp(
        _("Fristene blir oppgaver for HR, og for ledere som har tiltak knyttet til tilskuddet."), "hr", "Tilskudd"
    ),
    "soknader:beslutning-": Sidehjelp(
        _("Svar én gang for hver plan. Endringer i saksgangen gjør dere i oppsettet før dere svarer."), "hr", "Oppsett"
    ),
    "planer:egenkolonne-": Sidehjelp(
        _("En kolonne som bare deres kommune har. Velg etterpå hvilke visninger den står i."),
        "hr",
        "Visninger av handlingsplanen",
    ),
}


@cache
def hjelp_til(navn: str) -> Sidehjelp | None:
    """The help of the page with this name («soknader:mote-list»)."""
    passer = max((begynner for begynner in HJELP if navn.startswith(begynner)), key=len, default=None)
    return HJELP.get(passer)


def context_processor(request):
    """`sidehjelp` for `base.html`, to those who have signed in."""
    treff, bruker = getattr(request, "resolver_match", None), getattr(request, "user", None)
    return {"sidehjelp": hjelp_til(treff.view_name) if treff and bruker and bruker.is_authenticated else None}
