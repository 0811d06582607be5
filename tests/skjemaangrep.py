"""Finds the forms of a page as a browser would, and sends them with one field at a time made nasty."""

from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, urldefrag, urljoin, urlsplit

from lxml import html

from tests.klokke import skrevet

GRENSE = "grensen-mellom-delene"
MANGLER = object()  # the field is not sent at all
SKRIPT = "<script>ond()</script>\"'><img src=x onerror=ond()>"
UTROMT = "<script>ond()"  # what SKRIPT begins with, as it may never stand in a page


@dataclass(frozen=True)
class Fil:
    """A file as a browser sends it; its name goes on the wire as it is."""

    navn: str
    innhold: bytes


# Name → what is sent instead of the field's own value. Bytes go on the wire as they are, lists as repeated fields.
ONDE = {
    "tomt": "",
    "mangler": MANGLER,
    "blanke": " \t\u00a0\u200b ",
    "langt": "x" * 100_000,
    "nul": "a\x00b",
    "styretegn": "a\x01\x08\x1b\x7f\x85b",
    "halvt surrogat": b"a\xed\xa0\x80b",
    "ugyldig utf-8": b"\xff\xfe\xc3",
    "emoji": "\U0001f469\u200d\U0001f692\u202eabc",
    "1e9": "1e9",
    "-5": "-5",
    "12,345": "12,345",
    "NaN": "NaN",
    "Infinity": "Infinity",
    "1e999999999": "1e999999999",
    "²": "²",
    "٣": "٣",
    "0": "0",
    "int4 + 1": str(2**31),
    "bigint + 1": str(2**63),
    "5000 siffer": "9" * 5000,
    "år 1": "01.01.0001",
    "år 9999": "31.12.9999",
    "31.02": "31.02.2026",
    "iso uten dag": "2026-02-31",
    "kl. 25": "25:61",
    "flere": ["1", "2"],
    "finnes ikke": "999999999",
    "proto": "__proto__",
    "sql": "1' OR 1=1; --",
    "skript": SKRIPT,
    "mal": "{{ 7|add:70 }}{% debug %}%s%(x)s{0}",
    "linjeskift": "a\r\nSet-Cookie: ond=1\r\n",
    "sti": "../../../../etc/passwd",
    "fil": Fil("ond.exe", b"MZ\x00\x01"),
}
# For a file's field.
ONDE_FILER = {
    "tom fil": Fil("a.pdf", b""),
    "ikke pdf": Fil("a.pdf", b"<html><script>ond()</script>"),
    "navn med sti": Fil("../../../etc/\u202egnp.exe", b"MZ"),
    "navn med linjeskift": Fil("a\r\nX-Ond: 1.pdf", b"%PDF-1.4"),
    "langt navn": Fil("x" * 255 + ".pdf", b"%PDF-1.4"),
    "skript i navnet": Fil("<script>ond()</script>.pdf", b"%PDF-1.4"),
    "uten navn": Fil(".", b"x"),
    "nul i navnet": Fil("a\x00.csv", b"a;b\n1;2"),
}
# For what a formset counts its rows by.
ONDE_ANTALL = {"-1": "-1", "10**9": str(10**9), "x": "x", "1000": "1000"}
SKRIVES = {"text", "textarea", "select", "email"}
UNNTATT = {"csrfmiddlewaretoken"}


@dataclass
class Felt:
    navn: str
    slag: str  # text, textarea, select, checkbox, radio, hidden, file, submit …
    verdi: object
    valg: tuple = ()


@dataclass
class Skjema:
    adresse: str
    metode: str
    fil: bool
    felter: list = field(default_factory=list)
    side: str = ""

    @property
    def merke(self):
        """Forms with the same mark are the same form: the address without numbers, and the names of the fields."""
        sti = "/".join("#" if del_.isdigit() else del_ for del_ in urlsplit(self.adresse).path.split("/"))
        navn = sorted({"".join("#" if tegn.isdigit() else tegn for tegn in felt.navn) for felt in self.felter})
        return self.metode, sti, tuple(navn)

    def verdier(self):
        return [(felt.navn, felt.verdi) for felt in self.felter if felt.verdi is not None]


def skjemaer(innhold, side):
    """The forms of a page, each as it would be sent with its first button."""
    rot = html.document_fromstring(innhold.decode())
    svar = []
    for element in rot.iter("form"):
        skjema = Skjema(
            adresse=urldefrag(urljoin(side, element.get("action") or side)).url,
            metode=(element.get("method") or "get").lower(),
            fil=element.get("enctype") == "multipart/form-data",
            side=side,
        )
        ident = element.get("id")
        utenfor = rot.xpath("//*[@form=$ident]", ident=ident) if ident else []
        knapp = False
        for ett in [*element.iter("input", "select", "textarea", "button"), *utenfor]:
            er_knapp = ett.tag == "button" or ett.get("type") == "submit"
            if not ett.get("name") or ett.get("disabled") is not None or (er_knapp and knapp):
                continue
            if "__prefix__" in ett.get("name"):  # what a script copies for one more row; browsers send none of it
                continue
            knapp = knapp or er_knapp
            skjema.felter.append(_felt(ett))
        svar.append(skjema)
    return svar


def _felt(element):
    navn = element.get("name")
    if element.tag == "select":
        valg = tuple(ett.get("value", ett.text_content()) for ett in element.iter("option"))
        valgt = [ett.get("value") for ett in element.iter("option") if ett.get("selected") is not None]
        flere = element.get("multiple") is not None
        return Felt(navn, "select", (valgt or None) if flere else (valgt or [*valg, ""])[0], valg)
    if element.tag == "textarea":
        return Felt(navn, "textarea", (element.text or "").removeprefix("\n"))
    slag = "submit" if element.tag == "button" else element.get("type", "text")
    verdi = element.get("value", "on" if slag in ("checkbox", "radio") else "")
    if slag in ("checkbox", "radio") and element.get("checked") is None:
        return Felt(navn, slag, None, (verdi,))
    return Felt(navn, slag, None if slag == "file" else verdi, (verdi,))


def lenker(innhold, side):
    """The addresses of our own that a page leads to."""
    rot = html.document_fromstring(innhold.decode())
    funnet = {urldefrag(urljoin(side, a.get("href"))).url for a in rot.iter("a") if a.get("href")}
    return sorted(adresse for adresse in funnet if adresse.startswith("/"))


def utfylt(skjema):
    """The form's values with something plausible in what stands empty; what a careful person would have sent."""
    svar, valgte = [], set()
    avgjort = {felt.navn for felt in skjema.felter if felt.slag == "radio" and felt.verdi}
    for nr, felt in enumerate(skjema.felter):
        verdi = felt.verdi
        if felt.slag == "select" and not verdi:
            verdi = next((valg for valg in felt.valg if valg), "")
        elif felt.slag == "radio" and felt.navn not in avgjort:
            verdi = felt.valg[0] if felt.navn not in valgte else None
            valgte.add(felt.navn)
        elif felt.slag in ("text", "textarea", "email", "search") and not verdi:
            verdi = _tekst(felt.navn, nr)
        if verdi is not None:
            svar.append((felt.navn, verdi))
    return svar


def _tekst(navn, nr):
    if any(ord_ in navn for ord_ in ("dato", "frist", "fra", "til")):
        return skrevet()
    if any(ord_ in navn for ord_ in ("belop", "sum", "total", "antall", "prosent", "kostnad", "aar")):
        return "7"
    return f"Skrevet {nr}"


def angrep(skjema):
    """(field, name of the attack, values to send) for each field in turn."""
    grunn = utfylt(skjema)
    for navn in dict.fromkeys(felt.navn for felt in skjema.felter):
        if navn in UNNTATT:
            continue
        felt = next(felt for felt in skjema.felter if felt.navn == navn)
        onde = {**ONDE, **(ONDE_FILER if felt.slag == "file" else {})}
        if navn.endswith("_FORMS"):
            onde |= ONDE_ANTALL
        for slag, verdi in onde.items():
            yield navn, slag, _med(grunn, navn, verdi)


def _med(grunn, navn, verdi):
    uten = [(ett, gammel) for ett, gammel in grunn if ett != navn]
    if verdi is MANGLER:
        return uten
    return [*uten, *((navn, en) for en in (verdi if isinstance(verdi, list) else [verdi]))]


def send(client, skjema, verdier, **hoder):
    """Send as a browser: multipart when the form has files or a file is sent, else URL-encoded."""
    if skjema.metode == "get":
        sti = urlsplit(skjema.adresse).path
        return client.get(sti, QUERY_STRING=_kodet([(n, v) for n, v in verdier if not isinstance(v, Fil)]), **hoder)
    if skjema.fil or any(isinstance(verdi, Fil) for _navn, verdi in verdier):
        return client.post(
            skjema.adresse, _deler(verdier), content_type=f"multipart/form-data; boundary={GRENSE}", **hoder
        )
    return client.post(
        skjema.adresse, _kodet(verdier).encode(), content_type="application/x-www-form-urlencoded", **hoder
    )


def _kodet(verdier):
    par = [(navn, en) for navn, verdi in verdier for en in (verdi if isinstance(verdi, list) else [verdi])]
    return "&".join(f"{quote_from_bytes(_bytes(navn))}={quote_from_bytes(_bytes(verdi))}" for navn, verdi in par)


def _deler(verdier):
    svar = b""
    for navn, verdi in ((n, en) for n, v in verdier for en in (v if isinstance(v, list) else [v])):
        hode = f'--{GRENSE}\r\nContent-Disposition: form-data; name="{navn}"'.encode()
        if isinstance(verdi, Fil):
            filnavn = verdi.navn.replace('"', "%22").encode()
            hode += b'; filename="' + filnavn + b'"\r\nContent-Type: application/octet-stream'
            verdi = verdi.innhold
        svar += hode + b"\r\n\r\n" + _bytes(verdi) + b"\r\n"
    return svar + f"--{GRENSE}--\r\n".encode()


def _bytes(verdi):
    return verdi if isinstance(verdi, bytes) else str(verdi).encode()


def mistet(svar, skjema, verdier, angrepet):
    """Names of the other fields whose typed text does not stand in the refused form; None when no form came back."""
    samme = [ett for ett in skjemaer(svar.content, skjema.adresse) if ett.merke == skjema.merke]
    if not samme:
        return None
    felter = {felt.navn: felt for ett in samme for felt in ett.felter}
    borte = []
    for navn, verdi in verdier:
        felt = felter.get(navn)
        if felt is None or navn in {angrepet, *UNNTATT} or not isinstance(verdi, str) or felt.slag not in SKRIVES:
            continue
        if str(felt.verdi).split() != verdi.split():
            borte.append((navn, verdi, felt.verdi))
    return borte


def slag(adresse):
    """The address with its numbers taken out, and the names of its parameters: pages of one kind look alike."""
    deler = urlsplit(adresse)
    sti = "/".join("#" if del_.isdigit() else del_ for del_ in deler.path.split("/"))
    return sti, tuple(sorted(par.partition("=")[0] for par in deler.query.split("&")))
