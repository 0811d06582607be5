"""Which column of an HR file is which of our fields. Names follow FINT (Personal and Organisasjon) and common exports."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompetanse.organisasjon.importering.sensitivt import er_sensitiv

NIVAAER = ("nivaa1", "nivaa2", "nivaa3", "nivaa4", "nivaa5")
# Ranked from the top of the tree; the kommune's own names for its levels come first.
NIVAAORD = (
    ("kommunalområde", "sektor", "etat", "nivå1", "organisasjonsnivå1"),
    ("tjenesteområde", "område", "nivå2", "organisasjonsnivå2"),
    ("virksomhet", "resultatenhet", "nivå3", "organisasjonsnivå3"),
    ("avdeling", "nivå4", "organisasjonsnivå4"),
    ("seksjon", "nivå5", "organisasjonsnivå5"),
    ("team", "gruppe"),
)
BOOLSKE = {"ja", "nei", "j", "n", "true", "false", "sann", "usann", "x", "1", "0", "yes", "no", "y"}
# A name, a number, or yes and no?
TVETYDIGE = ("leder", "arbeidssted")
FULLE_PROSENT = 100


@dataclass(frozen=True)
class Felt:
    """A field that a column can fill. `overskrifter` are known headings in normal form, the surest first."""

    kode: str
    navn: str
    gruppe: str
    overskrifter: tuple[str, ...] = ()


_ansatt, _stilling, _enhet = gettext_lazy("Den ansatte"), gettext_lazy("Stillingen"), gettext_lazy("Enheten")

FELTER = (
    Felt(
        "ansattnummer",
        gettext_lazy("Ansattnummer"),
        _ansatt,
        (
            *("ansattnummer", "ansattnr", "ansattid", "ansnr", "ressursnummer", "ressursnr", "medarbeidernummer"),
            *("medarbeidernr", "personalnummer", "personalnr", "employeeid", "employeenumber"),
        ),
    ),
    Felt("fornavn", gettext_lazy("Fornavn"), _ansatt, ("fornavn", "personnavnfornavn", "firstname", "givenname")),
    Felt("mellomnavn", gettext_lazy("Mellomnavn"), _ansatt, ("mellomnavn", "middlename")),
    Felt("etternavn", gettext_lazy("Etternavn"), _ansatt, ("etternavn", "lastname", "surname", "familyname")),
    Felt(
        "navn",
        gettext_lazy("Hele navnet («Fornavn Etternavn» eller «Etternavn, Fornavn»)"),
        _ansatt,
        (
            "ansattnavn",
            "fulltnavn",
            "helenavnet",
            "personnavn",
            "medarbeider",
            "navnpåansatt",
            "navn",
            "ansatt",
            "name",
        ),
    ),
    Felt(
        "epost",
        gettext_lazy("E-post"),
        _ansatt,
        ("epostadresse", "epost", "email", "mail", "epostjobb", "jobbepost", "epostarbeid", "emailaddress"),
    ),
    Felt(
        "telefon",
        gettext_lazy("Telefon"),
        _ansatt,
        (
            *("mobiltelefonnummer", "mobiltelefon", "mobil", "mobilnr", "mobilnummer", "telefonnummer", "telefon"),
            *("tlf", "telefonjobb", "tlfjobb", "mobiljobb"),
        ),
    ),
    Felt(
        "stillingsnummer",
        gettext_lazy("Stillingsnummer (løpenummer for stillingen)"),
        _stilling,
        (
            *("stillingsnummer", "stillingsnr", "stillingnr", "stillnr", "stillingsid", "arbeidsforholdsystemid"),
            *("arbeidsforholdsnummer", "arbeidsforholdsnr", "arbeidsforholdnr", "arbeidsforholdid"),
        ),
    ),
    Felt(
        "stillingskode", gettext_lazy("Stillingskode"), _stilling, ("stillingskode", "stillingskodekode", "stillkode")
    ),
    Felt(
        "tittel",
        gettext_lazy("Stillingstittel"),
        _stilling,
        (
            *("stillingstittel", "stillingsbenevnelse", "stillingsbetegnelse", "stillingsnavn", "stilling", "tittel"),
            *("jobbtittel", "yrkestittel", "stillingskodenavn"),
        ),
    ),
    Felt(
        "prosent",
        gettext_lazy("Stillingsprosent"),
        _stilling,
        (
            *("stillingsprosent", "stillingspst", "stillingprosent", "stillingsstørrelse", "stillingsandel"),
            *("stillpst", "prosent", "pst", "fastprosent"),
        ),
    ),
    Felt(
        "prosent_hundredeler",
        gettext_lazy("Ansettelsesprosent i hundredeler (FINT: 8000 er 80 %)"),
        _stilling,
        ("ansettelsesprosent",),
    ),
    Felt(
        "fra",
        gettext_lazy("Stillingen starter"),
        _stilling,
        (
            *(
                "gyldighetsperiodestart",
                "arbeidsforholdsperiodestart",
                "stillingfra",
                "stillingsstart",
                "stillingstart",
            ),
            *("fradato", "startdato", "gyldigfra", "fra", "fom", "fomdato", "start", "ansattfra", "ansattdato"),
            *("tiltredelsesdato", "ansettelsesdato", "ansettelsesperiodestart"),
        ),
    ),
    Felt(
        "til",
        gettext_lazy("Stillingen slutter"),
        _stilling,
        (
            *(
                "gyldighetsperiodeslutt",
                "arbeidsforholdsperiodeslutt",
                "stillingtil",
                "stillingslutt",
                "stillingsslutt",
            ),
            *("tildato", "sluttdato", "gyldigtil", "til", "tom", "tomdato", "slutt", "ansatttil", "fratredelsesdato"),
            *("ansettelsesperiodeslutt",),
        ),
    ),
    Felt(
        "hovedstilling",
        gettext_lazy("Hovedstilling (ja eller nei)"),
        _stilling,
        ("hovedstilling", "hovedarbeidsforhold", "erhovedstilling", "primærstilling"),
    ),
    Felt(
        "er_leder",
        gettext_lazy("Leder av enheten (ja eller nei)"),
        _stilling,
        ("erleder", "lederjanei", "lederstilling", "lederfunksjon", "lederrolle", "leder"),
    ),
    Felt(
        "leder_nummer",
        gettext_lazy("Nærmeste leders ansattnummer"),
        _stilling,
        (
            *("nærmestelederansattnummer", "nærmesteledersansattnummer", "lederansattnummer", "ledersansattnummer"),
            *("nærmestelederansattnr", "nærmesteledersansattnr", "lederansattnr", "ledersansattnr", "ledernummer"),
            *("ledernr", "nærmesteledernr", "organisasjonselementleder", "nærmesteleder", "leder"),
        ),
    ),
    Felt(
        "enhet_kode",
        gettext_lazy("Enhetens kode"),
        _enhet,
        (
            *("organisasjonskode", "organisasjonsid", "orgkode", "orgid", "enhetskode", "enhetsnummer", "enhetsnr"),
            *("enhetnr", "enhetid", "enhetsid", "arbeidsstedkode", "arbeidsstedid", "avdelingskode", "avdelingsnr"),
            "arbeidssted",
        ),
    ),
    Felt(
        "enhet_navn",
        gettext_lazy("Enhetens navn"),
        _enhet,
        (
            *("organisasjonsnavn", "organisasjonselementnavn", "enhetsnavn", "enhetnavn", "enhet", "orgnavn"),
            *("orgenhet", "organisasjonsenhet", "arbeidsstednavn", "arbeidssted", "tjenestested", "avdelingsnavn"),
        ),
    ),
    Felt(
        "overordnet",
        gettext_lazy("Overordnet enhet (kode, eller navn når enhetene ikke har kode)"),
        _enhet,
        (
            *("overordnetkode", "overordnetid", "overordnetorganisasjonskode", "overordnetorganisasjonsid"),
            *("overordnetorgkode", "overordnetenhetskode", "overordnetenhet", "overordnet", "parent", "parentid"),
        ),
    ),
    Felt(
        "overordnet_navn",
        gettext_lazy("Navnet på overordnet enhet"),
        _enhet,
        ("overordnetnavn", "overordnetenhetsnavn", "overordnetorganisasjonsnavn"),
    ),
    *(Felt(kode, gettext_lazy("Enhet, nivå"), _enhet) for kode in NIVAAER),
)
PER_KODE = {felt.kode: felt for felt in FELTER}
# Without these there is nothing to import: each line is fields of which one (or all in a tuple) must be there.
PAAKREVDE = (
    (gettext_lazy("ansattnummer"), ["ansattnummer"]),
    (gettext_lazy("navn (fornavn og etternavn, eller hele navnet)"), [("fornavn", "etternavn"), "navn"]),
    (gettext_lazy("stillingstittel eller stillingskode"), ["tittel", "stillingskode"]),
    (gettext_lazy("enhet (kode, navn eller nivåer)"), ["enhet_kode", "enhet_navn", *NIVAAER]),
)
NAVNGIR_ENHET = {"enhet_kode", "enhet_navn", *NIVAAER}
OM_ENHET = {*NAVNGIR_ENHET, "overordnet", "overordnet_navn"}


def er_enhetsfil(kolonner):
    """The file is about units alone: it says which they are, and nothing about anyone who works there."""
    brukt = set(kolonner.values()) - {""}
    return brukt <= OM_ENHET and bool(brukt & NAVNGIR_ENHET)


def feltnavn(kode, nivaanavn):
    """What a field is called on screen; levels by the kommune's own names for them."""
    if kode not in NIVAAER:
        return str(PER_KODE[kode].navn)
    nummer = NIVAAER.index(kode) + 1
    navn = nivaanavn[nummer] if nummer < len(nivaanavn) else ""
    return _("Enhet på nivå %(nummer)d") % {"nummer": nummer} + (f" ({navn.lower()})" if navn else "")


def normal(overskrift):
    """A heading in lower case without spaces and signs; FINT's «identifikatorverdi» says nothing."""
    return re.sub(r"[^a-z0-9æøå]", "", overskrift.casefold()).removesuffix("identifikatorverdi")


def gjenkjenn(overskrifter, nivaanavn, rader=()):
    """Propose a field for each heading: heading → field code, "" for those not known. `rader` are some rows' values.

    Headings may be FINT paths such as `personalressurs.kontaktinformasjon.epostadresse`: the end of the path counts.
    """
    kolonner = dict.fromkeys(overskrifter, "")
    for felt in FELTER:
        treff = [(plass, overskrift) for overskrift in overskrifter if (plass := _plass(felt, overskrift)) is not None]
        for _plassen, overskrift in sorted(treff):
            if not kolonner[overskrift] and _passer(felt.kode, overskrift, _verdier(overskrifter, rader, overskrift)):
                kolonner[overskrift] = felt.kode
                break
    _rett_navn(kolonner)
    _velg_prosent(kolonner, overskrifter, rader)
    _velg_enhetskode(kolonner, overskrifter, rader)
    _gjenkjenn_nivaaer(kolonner, nivaanavn)
    return kolonner


def _plass(felt, overskrift):
    """How sure the heading is for the field (0 best), or None."""
    if er_sensitiv(overskrift):
        return None
    deler = [del_ for del_ in re.split(r"[./:>]+", overskrift) if normal(del_)]
    for start in range(len(deler)):
        form = normal("".join(deler[start:]))
        if form in felt.overskrifter:
            return felt.overskrifter.index(form)
    return None


def _verdier(overskrifter, rader, overskrift):
    plass = overskrifter.index(overskrift)
    return [rad[plass].casefold() for rad in rader if rad[plass]]


def _passer(kode, overskrift, verdier):
    """Some headings mean different things in different systems; the values tell."""
    if not verdier or not normal(overskrift).endswith(TVETYDIGE):
        return True
    if kode == "er_leder":
        return set(verdier) <= BOOLSKE
    if kode in ("leder_nummer", "enhet_kode"):
        return all(any(tegn.isdigit() for tegn in verdi) and " " not in verdi for verdi in verdier)
    return True


def _rett_navn(kolonner):
    """FINT's «navn» is the unit's when first name and surname have columns of their own."""
    brukt = set(kolonner.values())
    if {"fornavn", "etternavn", "navn"} <= brukt:
        overskrift = next(o for o, kode in kolonner.items() if kode == "navn")
        kolonner[overskrift] = "" if "enhet_navn" in brukt else "enhet_navn"


def _velg_prosent(kolonner, overskrifter, rader):
    """«Ansettelsesprosent» is in hundredths in FINT; when no value is above 100 it must be plain per cent."""
    overskrift = next((o for o, kode in kolonner.items() if kode == "prosent_hundredeler"), None)
    if overskrift is None:
        return
    tall = [int(v) for v in _verdier(overskrifter, rader, overskrift) if v.isdigit() and len(v) < 9]
    if "prosent" in kolonner.values():
        kolonner[overskrift] = ""
    elif max(tall, default=FULLE_PROSENT + 1) <= FULLE_PROSENT:
        kolonner[overskrift] = "prosent"


def _velg_enhetskode(kolonner, overskrifter, rader):
    """FINT has two keys for a unit; the one that «overordnet» points to is ours."""
    per_kode = {kode: overskrift for overskrift, kode in kolonner.items() if kode}
    if not {"enhet_kode", "overordnet"} <= set(per_kode):
        return
    foreldre = set(_verdier(overskrifter, rader, per_kode["overordnet"]))
    mulige = [
        o for o in overskrifter if kolonner[o] in ("", "enhet_kode") and _plass(PER_KODE["enhet_kode"], o) is not None
    ]
    mulige.sort(key=lambda o: (o != per_kode["enhet_kode"], _plass(PER_KODE["enhet_kode"], o)))
    best = max(mulige, key=lambda o: len(foreldre & set(_verdier(overskrifter, rader, o))))
    kolonner[per_kode["enhet_kode"]], kolonner[best] = "", "enhet_kode"


def _gjenkjenn_nivaaer(kolonner, nivaanavn):
    """Give the columns named after levels their place from the top. A single one is the unit's name."""
    egne = [normal(navn) for navn in nivaanavn[1:]]
    ranger = {ord_: 10 + rang for rang, ord_ene in enumerate(NIVAAORD) for ord_ in ord_ene}
    ranger |= {navn: rang for rang, navn in enumerate(egne)} if len(set(egne)) == len(egne) else {}
    treff = [(ranger[normal(o)], nr, o) for nr, o in enumerate(kolonner) if not kolonner[o] and normal(o) in ranger]
    brukt = set(kolonner.values())
    if len(treff) == 1 and not brukt & {"enhet_navn", "enhet_kode"}:
        kolonner[treff[0][2]] = "enhet_navn"
        return
    for kode, (_rang, _nr, overskrift) in zip(NIVAAER, sorted(treff), strict=False):
        kolonner[overskrift] = kode


def feil_i_kolonner(kolonner, nivaanavn):
    """Sentences about what is missing or chosen twice; empty when the mapping can be used."""
    brukt = [kode for kode in kolonner.values() if kode]
    feil = [
        _("Velg hvilken kolonne som er %(felt)s.") % {"felt": navn}
        for navn, muligheter in ([] if er_enhetsfil(kolonner) else PAAKREVDE)
        if not any(set(m) <= set(brukt) if isinstance(m, tuple) else m in brukt for m in muligheter)
    ]
    for kode in sorted({kode for kode in brukt if brukt.count(kode) > 1}):
        feil.append(_("«%(felt)s» er valgt for flere kolonner. Velg én.") % {"felt": feltnavn(kode, nivaanavn)})
    if {"prosent", "prosent_hundredeler"} <= set(brukt):
        feil.append(_("Velg enten stillingsprosent eller ansettelsesprosent i hundredeler."))
    return feil
