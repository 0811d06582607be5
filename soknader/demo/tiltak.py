"""What the fictional municipality applies for: one entry per application."""

from dataclasses import dataclass

from planer.demo.satsinger import DIGITAL, LEDELSE, OFFICE, PERSONVERN


@dataclass(frozen=True)
class Tiltakside:
    """One idea, as a head of unit would write it."""

    enhet: str
    tittel: str
    beskrivelse: str
    omraade: str
    deltakere: int | str
    maalgruppe: str
    linjer: tuple
    begrunnelse: str
    effekt: str
    ogsaa_for: tuple = ()  # names of the other units


def _t(enhet, tittel, beskrivelse, omraade, deltakere, maalgruppe, linjer, begrunnelse, effekt, ogsaa_for=()):
    return Tiltakside(
        enhet, tittel, beskrivelse, omraade, deltakere, maalgruppe, linjer, begrunnelse, effekt, ogsaa_for
    )


TILTAK = (
    _t(
        "Kommunikasjon",
        "Videokurs i seks måneder",
        "Abonnement på et kursbibliotek med korte videokurs i ledelse, digitalisering, presentasjon og økonomi.",
        DIGITAL,
        90,
        "alle",
        (("Abonnement, 90 brukere i seks måneder", 93_000, "uten"),),
        "Ansatte i flere avdelinger ber om kurs de kan ta når de har tid. Felles innkjøp er rimeligere enn enkeltkurs.",
        "Minst 60 av 90 fullfører to kurs, og lederne ser at det blir brukt.",
        ("IKT-tjenester", "Økonomi og innkjøp"),
    ),
    _t(
        "Prosjektkontoret",
        "Workshop «Smidig dag»",
        "En dag der prosjektledere og de som bestiller prosjekter, lager felles begreper og prøver dem på egne saker.",
        DIGITAL,
        "Alle prosjektledere (anslag 24)",
        "Prosjektledere",
        (("Ekstern prosessleder, én dag", 28_000, "uten"), ("Lokale og bevertning", 7_000, "med")),
        "Vi trenger et felles begrepsapparat og forståelse for hva smidig arbeid krever av alle som deltar.",
        "Prosjektene leverer oftere, og bestillerne vet hva som ventes av dem.",
    ),
    _t(
        "Hjemmetjenester",
        "Veiledet lederutvikling for avdelingsledere",
        "Fire samlinger og veiledning i små grupper mellom dem, sammen med Bo og habilitering.",
        LEDELSE,
        18,
        "ledere",
        (("Kursholder, fire samlinger", 96_000, "uten"), ("Veiledning i grupper", 24_000, "uten")),
        "Mange nye avdelingsledere på kort tid. Medarbeiderundersøkelsen viser at de ønsker å øve på vanskelige samtaler.",
        "Lederne gjennomfører alle medarbeidersamtaler, og sykefraværet følges opp tidligere.",
        ("Bo og habilitering",),
    ),
    _t(
        "Solbakken barnehage",
        "Personvern i barnehagen",
        "Halvdagskurs for alle barnehagene om bilder, samtykke og hva vi kan dele med foreldrene.",
        PERSONVERN,
        64,
        "medarbeidere",
        (("Foreleser, to halve dager", 18_000, "uten"), ("Lokale", 7_000, "med")),
        "Tilsynet fant ulik praksis i barnehagene, og foreldrene får ulike svar.",
        "Samme praksis i alle barnehagene, og ingen avvik ved neste internkontroll.",
    ),
    _t(
        "Drift og brukerstøtte",
        "Superbrukere i Microsoft 365",
        "To dager for to superbrukere fra hver avdeling, med oppgaver de tar med hjem.",
        OFFICE,
        36,
        "medarbeidere",
        (("Kursholder, to dager i to puljer", 64_000, "uten"), ("Lunsj", 11_500, "med")),
        "Brukerstøtten får mange spørsmål om det samme. Kollegaer som kan svare, gir raskere hjelp.",
        "En firedel færre henvendelser om de vanligste temaene etter et halvt år.",
    ),
    _t(
        "Innbyggertorg",
        "Klart språk i svarene våre",
        "Skriveverksted der deltakerne skriver om egne brev og svar sammen.",
        LEDELSE,
        30,
        "medarbeidere",
        (("Språkrådgiver, tre verksteder", 42_000, "uten"),),
        "Innbyggerne ringer for å spørre hva brevene betyr.",
        "Færre oppfølgende telefoner, målt i tre uker før og etter.",
    ),
    _t(
        "Fjordheim sykehjem",
        "Velferdsteknologi i praksis",
        "Felles opplæring i digitalt tilsyn for sykehjem og hjemmetjenester, med øving på avdelingene.",
        DIGITAL,
        120,
        "medarbeidere",
        (("Fagperson, åtte økter", 72_000, "uten"), ("Øvingsutstyr", 16_000, "med")),
        "Utstyret er kjøpt inn, men brukes bare av noen få. Nattvaktene ber om trygghet i bruken.",
        "Digitalt tilsyn er i bruk hos alle som har vedtak om det.",
    ),
    _t(
        "HR og virksomhetsstyring",
        "Opplæring for nye ledere",
        "Innføring for alle som har fått lederansvar det siste året: personal, økonomi, arkiv og personvern.",
        LEDELSE,
        22,
        "ledere",
        (("Kursdokumentasjon", 8_000, "med"), ("Ekstern foreleser, arbeidsrett", 30_000, "uten")),
        "Ledere som slutter innen to år, nevner mangel på opplæring i starten.",
        "Alle nye ledere har gjennomført innen seks måneder.",
    ),
    _t(
        "Fjordby ungdomsskole",
        "Programmering for lærere på tvers av fag",
        "Studiepoenggivende samlinger for lærere fra fire skoler som skal dele opplegg.",
        DIGITAL,
        16,
        "Lærere på mellomtrinn og ungdomstrinn",
        (("Samlinger, 16 deltakere", 88_000, "uten"), ("Læremidler", 12_000, "med")),
        "Læreplanen krever programmering i flere fag, og få lærere har det i utdanningen.",
        "Opplegg fra samlingene brukes på alle fire skolene neste skoleår.",
    ),
    _t(
        "Barnevern",
        "Traumebevisst praksis, felles grunnkurs",
        "Grunnkurs for barnevern, PPT, helsestasjon og skoler, med felles refleksjonsgrupper etterpå.",
        LEDELSE,
        70,
        "medarbeidere",
        (("Forelesere, to dager", 58_000, "uten"), ("Refleksjonsgrupper, veileder", 22_000, "uten")),
        "Barna møter mange av oss. De trenger at vi forstår dem likt.",
        "Tverrfaglige møter blir kortere og ender i én plan.",
        ("Grunnskole",),
    ),
    _t(
        "Regnskap",
        "Dataanalyse for økonomimedarbeidere",
        "Tre dager om å hente, sette sammen og vise tall fra flere systemer.",
        DIGITAL,
        14,
        "medarbeidere",
        (("Kursholder, tre dager", 54_000, "uten"),),
        "Avdelingene venter for lenge på tall til tertialrapporten.",
        "Tertialrapporten er klar en uke tidligere.",
    ),
    _t(
        "Vann og avløp",
        "Sikkerhet i driftskontroll",
        "Felles kurs om informasjonssikkerhet for alle som drifter tekniske anlegg.",
        PERSONVERN,
        28,
        "medarbeidere",
        (("Kursholder og øvelse", 46_000, "uten"),),
        "Styringssystemene er koblet til nett, og få har fått opplæring i hva de skal se etter.",
        "Øvelsen viser at alle vet hvem de varsler, og hva de skal koble fra.",
    ),
    _t(
        "Fjordby bibliotek",
        "Kunstig intelligens for innbyggermøter",
        "Opplæring av formidlere som skal holde åpne kurs for innbyggere.",
        DIGITAL,
        8,
        "medarbeidere",
        (("Kurs og reise", 26_000, "uten"),),
        "Innbyggere spør biblioteket om hjelp, og de ansatte mangler selv opplæring.",
        "Fire åpne kurs det neste året.",
    ),
    _t(
        "Flyktningtjenesten",
        "Samtaler med tolk",
        "Halvdagskurs i å bruke tolk i vanskelige samtaler, for inkludering, barnevern og legevakt.",
        LEDELSE,
        45,
        "medarbeidere",
        (("Foreleser, to økter", 24_000, "uten"), ("Øving med tolker", 15_000, "uten")),
        "Mange samtaler må tas om igjen fordi noe ble misforstått.",
        "Færre samtaler må gjentas, målt hos de tre tjenestene.",
    ),
    _t(
        "Renhold",
        "Digital meldebok for renholdere",
        "Opplæring i å bruke nettbrett til avvik og timer, på flere språk.",
        OFFICE,
        48,
        "medarbeidere",
        (("Kursholder, seks økter", 36_000, "uten"), ("Oversettelse av materiell", 9_000, "uten")),
        "Avvik skrives på lapper og blir borte.",
        "Alle avvik meldes digitalt innen tre måneder.",
    ),
    _t(
        "Helsestasjon",
        "Motiverende intervju",
        "To dager om samtaler som hjelper folk å endre vaner, for helsestasjon, legevakt og rehabilitering.",
        LEDELSE,
        26,
        "medarbeidere",
        (("Kursholder, to dager", 52_000, "uten"),),
        "Flere tjenester møter de samme innbyggerne med ulike metoder.",
        "Deltakerne bruker metoden ukentlig etter fire måneder.",
        ("Legetjenester og rehabilitering",),
    ),
    _t(
        "Plan og byggesak",
        "Felles kartløsning for saksbehandlere",
        "Opplæring i kart og geodata for plan, teknisk drift, eiendom og beredskap.",
        DIGITAL,
        32,
        "medarbeidere",
        (("Kursholder, fire halve dager", 48_000, "uten"),),
        "Hver avdeling tegner egne kart over det samme området.",
        "Ett felles kart brukes i alle saker fra nyttår.",
        ("Kommunalteknikk", "Eiendom", "Beredskap"),
    ),
    _t(
        "Elvebredden",
        "Trygg i møte med utfordrende atferd",
        "Praktisk kurs for bofellesskap, skoler og barnehager, med oppfølging på arbeidsplassen.",
        LEDELSE,
        60,
        "medarbeidere",
        (("Instruktører, fire dager", 84_000, "uten"), ("Vikarer i kursdagene", 40_000, "ikke_oppgitt")),
        "Antall skademeldinger har økt, og nye ansatte er mest utsatt.",
        "Færre skademeldinger etter et halvt år, og færre sykedager.",
        ("Grunnskole", "Barnehage"),
    ),
)
