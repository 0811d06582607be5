"""The fields of an HR file and the headings that they go by: FINT's (Personal and Organisasjon), and common ones."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.felles.innlesing import Felt
from kompetanse.felles.innlesing.felt import normal
from kompetanse.organisasjon.importering import fodselsaar
from kompetanse.organisasjon.tre import MAKS_DYBDE

# The municipality itself is the first level of the tree.
NIVAAER = tuple(f"nivaa{nummer}" for nummer in range(1, MAKS_DYBDE))
# A level that the tree has no room for: a row with anything in it cannot be stored as it stands.
OVER_NIVAA = "nivaa_over"
PROSENTER = ("prosent", "prosent_tak", "prosent_brok", "prosent_hundredeler")
BOOLSKE = {"ja", "nei", "j", "n", "true", "false", "sann", "usann", "x", "1", "0", "yes", "no", "y"}
# A name, a number, or yes and no?
TVETYDIGE = ("leder", "arbeidssted")

_ansatt, _stilling, _enhet = gettext_lazy("Den ansatte"), gettext_lazy("Stillingen"), gettext_lazy("Enheten")


def _er_ja_nei(overskrift, verdier):
    return not _er_tvetydig(overskrift) or (bool(verdier) and set(verdier) <= BOOLSKE)


def _er_nummer(overskrift, verdier):
    if not _er_tvetydig(overskrift):
        return True
    return bool(verdier) and all(any(map(str.isdigit, verdi)) and " " not in verdi for verdi in verdier)


def _er_tvetydig(overskrift):
    return normal(overskrift).endswith(TVETYDIGE)


def _felt(kode, navn, gruppe, overskrifter, passer=None, **valg):
    valg |= {"passer": passer} if passer else {}
    return Felt(kode, navn, tuple(overskrifter.split()), gruppe=gruppe, **valg)


FELTER = (
    _felt(
        "ansattnummer",
        gettext_lazy("Ansattnummer"),
        _ansatt,
        "ansattnummer ansattnr ansattid ansnr ressursnummer ressursnr resnr medarbeidernummer medarbeidernr"
        " personalnummer personalnr employeeid employeenumber lønnsansattnummer lønnsansattnr lønnsnummer lønnsnr",
    ),
    _felt("fornavn", gettext_lazy("Fornavn"), _ansatt, "fornavn personnavnfornavn firstname givenname"),
    _felt("mellomnavn", gettext_lazy("Mellomnavn"), _ansatt, "mellomnavn middlename"),
    _felt("etternavn", gettext_lazy("Etternavn"), _ansatt, "etternavn lastname surname familyname"),
    _felt(
        "navn",
        gettext_lazy("Hele navnet («Fornavn Etternavn» eller «Etternavn, Fornavn»)"),
        _ansatt,
        "etternavnfornavn fornavnetternavn ansattnavn fulltnavn helenavnet personnavn medarbeider navnpåansatt navn"
        " ansatt name",
    ),
    _felt(
        "epost",
        gettext_lazy("E-post"),
        _ansatt,
        "epostadresse epost email mail epostjobb jobbepost epostarbeid emailaddress",
    ),
    _felt(
        "telefon",
        gettext_lazy("Telefon"),
        _ansatt,
        "mobiltelefonnummer mobiltelefon mobil mobilnr mobilnummer telefonnummer telefon tlf tlfnr telefonjobb tlfjobb"
        " mobiljobb",
    ),
    _felt(
        fodselsaar.KODE,
        gettext_lazy("Fødselsår (av en fødselsdato lagres bare året)"),
        _ansatt,
        "fødselsår fødselsaar fodselsaar fødselsåret fodselsar fødtår fødtåret fødselsdato fodselsdato fødsdato fdato"
        " fødseldato født fødtdato birthyear yearofbirth birthdate dateofbirth dob",
        kutt=fodselsaar.aaret,
        om_kutt=fodselsaar.OM_KUTT,
    ),
    _felt(
        "stillingsnummer",
        gettext_lazy("Stillingsnummer (løpenummer for stillingen)"),
        _stilling,
        "stillingsnummer stillingsnr stillingnr stillnr stillingsid arbeidsforholdsystemid arbeidsforholdsnummer"
        " arbeidsforholdsnr arbeidsforholdnr arbeidsforholdid",
    ),
    _felt(
        "stillingskode",
        gettext_lazy("Stillingskode"),
        _stilling,
        "stillingskode stillingskodekode stillingkode stillkode stkode",
    ),
    _felt(
        "tittel",
        gettext_lazy("Stillingstittel"),
        _stilling,
        "stillingstittel stillingsbenevnelse stillingsbetegnelse stillingsnavn stilling tittel jobbtittel yrkestittel"
        " stillingskodenavn",
    ),
    _felt(
        "prosent",
        gettext_lazy("Stillingsprosent"),
        _stilling,
        "stillingsprosent stillingspst stillingpst stillingprosent stillingsstørrelse stillingsandel stillprosent"
        " stillpst stprosent stpst prosent pst fastprosent",
    ),
    _felt("prosent_tak", gettext_lazy("Stillingsprosent, der det over 100 lagres som 100"), _stilling, ""),
    _felt(
        "prosent_brok", gettext_lazy("Stillingsprosent som brøk (0,8 er 80 %)"), _stilling, "stillingsbrøk stillingsdel"
    ),
    _felt(
        "prosent_hundredeler",
        gettext_lazy("Ansettelsesprosent i hundredeler (FINT: 8000 er 80 %)"),
        _stilling,
        "ansettelsesprosent",
    ),
    _felt(
        "fra",
        gettext_lazy("Stillingen starter"),
        _stilling,
        "gyldighetsperiodestart arbeidsforholdsperiodestart stillingfra stillingsstart stillingstart fradato startdato"
        " gyldigfra fra fom fomdato start ansattfra ansattdato tiltredelsesdato ansettelsesdato"
        " ansettelsesperiodestart",
    ),
    _felt(
        "til",
        gettext_lazy("Stillingen slutter"),
        _stilling,
        "gyldighetsperiodeslutt arbeidsforholdsperiodeslutt stillingtil stillingslutt stillingsslutt tildato sluttdato"
        " gyldigtil til tom tomdato slutt ansatttil fratredelsesdato ansettelsesperiodeslutt",
    ),
    _felt(
        "hovedstilling",
        gettext_lazy("Hovedstilling (ja eller nei)"),
        _stilling,
        "hovedstilling hovedarbeidsforhold erhovedstilling primærstilling",
    ),
    _felt(
        "er_leder",
        gettext_lazy("Leder av enheten (ja eller nei)"),
        _stilling,
        "erleder lederjanei lederstilling lederfunksjon lederrolle leder",
        _er_ja_nei,
    ),
    _felt(
        "leder_nummer",
        gettext_lazy("Nærmeste leders ansattnummer"),
        _stilling,
        "nærmestelederansattnummer nærmesteledersansattnummer lederansattnummer ledersansattnummer"
        " nærmestelederansattnr nærmesteledersansattnr lederansattnr ledersansattnr ledernummer ledernr"
        " nærmesteledernr organisasjonselementleder nærmesteleder leder",
        _er_nummer,
    ),
    _felt(
        "andre_stillinger",
        gettext_lazy("Andre stillinger (de blir stående som de er)"),
        _stilling,
        "andrestillinger",
    ),
    _felt(
        "enhet_kode",
        gettext_lazy("Enhetens kode"),
        _enhet,
        "organisasjonskode organisasjonsid orgkode orgid enhetskode enhetsnummer enhetsnr enhetnr enhetid enhetsid"
        " arbeidsstedkode arbeidsstedid avdelingskode avdelingsnr arbeidssted",
        _er_nummer,
    ),
    _felt(
        "enhet_navn",
        gettext_lazy("Enhetens navn"),
        _enhet,
        "organisasjonsnavn organisasjonselementnavn enhetsnavn enhetnavn enhet orgnavn orgenhet orgenh"
        " organisasjonsenhet arbeidsstednavn arbeidssted tjenestested tjsted avdelingsnavn",
    ),
    _felt(
        "plassering",
        gettext_lazy("Enhetene over, ovenfra («Oppvekst › Barnehager»)"),
        _enhet,
        "plassering",
    ),
    _felt(
        "overordnet",
        gettext_lazy("Overordnet enhet (kode, eller navn når enhetene ikke har kode)"),
        _enhet,
        "overordnetkode overordnetid overordnetorganisasjonskode overordnetorganisasjonsid overordnetorgkode"
        " overordnetenhetskode overordnetenhet overordnet parent parentid",
    ),
    _felt(
        "overordnet_navn",
        gettext_lazy("Navnet på overordnet enhet"),
        _enhet,
        "overordnetnavn overordnetenhetsnavn overordnetorganisasjonsnavn",
    ),
    *(_felt(kode, gettext_lazy("Enhet, nivå"), _enhet, "") for kode in NIVAAER),
    _felt(OVER_NIVAA, gettext_lazy("Et nivå som treet ikke har plass til"), _enhet, ""),
)
PER_KODE = {felt.kode: felt for felt in FELTER}


def feltnavn(kode, nivaanavn):
    """What a field is called on screen; levels by the kommune's own names for them."""
    if kode not in NIVAAER:
        return str(PER_KODE[kode].navn)
    nummer = NIVAAER.index(kode) + 1
    navn = nivaanavn[nummer] if nummer < len(nivaanavn) else ""
    return _("Enhet på nivå %(nummer)d") % {"nummer": nummer} + (f" ({navn.lower()})" if navn else "")
