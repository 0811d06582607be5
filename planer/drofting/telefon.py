"""What a phone does in a meeting: comes in, sends notes, takes one back, votes.

Nobody is signed in here, and nothing says who. The phone itself keeps a random key; the database keeps marks that are made
from it, one for each note and each vote, and that only the phone's own key can find again.
"""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kompetanse.felles.forsok import ForMange, Forsok
from planer.models import Gruppestemme, Innspill, Innspillsgruppe, Moterom, Punkt

MAKS_INNSPILL = 30
MAKS_I_MOTET = 3_000
TAKT = Forsok("moterom.innspill", hoyst=10, sekunder=60)


class Telefon(NamedTuple):
    """A phone that has come in, by the key that it keeps."""

    nokkel: str

    def merke(self, rom: Moterom, slag: str, nummer: int) -> str:
        """The mark of its note or vote with this number. Marks of one phone cannot be told from marks of two."""
        hva = f"{self.nokkel}:{rom.drofting_id}:{slag}:{nummer}"
        return salted_hmac("planer.drofting", hva, algorithm="sha256").hexdigest()

    def merker(self, rom: Moterom, slag: str, antall: int) -> list[str]:
        return [self.merke(rom, slag, nummer) for nummer in range(antall)]


def kom_inn(rom: Moterom) -> Telefon:
    """A phone that has not been here before: it gets its key, and is counted."""
    Moterom.objects.filter(pk=rom.pk).update(telefoner=F("telefoner") + 1)
    return Telefon(secrets.token_urlsafe(16))


def sendt_fra(telefon: Telefon, rom: Moterom) -> list[Innspill]:
    """The phone's own notes, newest first."""
    return list(Innspill.objects.filter(avtrykk__in=telefon.merker(rom, "innspill", MAKS_INNSPILL)).order_by("-pk"))


def send(telefon: Telefon, rom: Moterom, tekst: str, gruppe: Innspillsgruppe | None = None) -> Innspill:
    """A note from the phone. Raises ValidationError when it is not the time for it, or there are too many."""
    if rom.punkt not in Punkt.med_innspill():
        raise ValidationError(_("Møtelederen tar ikke imot innspill akkurat nå."), code="ikke_naa")
    try:
        TAKT.krev(telefon.nokkel)
    except ForMange as feil:
        raise ValidationError(_("Vent litt før du sender flere."), code="for_fort") from feil
    TAKT.tell(telefon.nokkel)
    if rom.drofting.innspill.count() >= MAKS_I_MOTET:
        raise ValidationError(_("Møtet har fått så mange innspill som det er plass til."), code="fullt")
    status = Innspill.Status.VENTER if rom.moderert else Innspill.Status.VIST
    for merke in _ledige(telefon, rom, "innspill", MAKS_INNSPILL, Innspill):
        try:
            with transaction.atomic():
                return Innspill.objects.create(
                    drofting_id=rom.drofting_id,
                    punkt=rom.punkt,
                    tekst=tekst,
                    status=status,
                    gruppe=gruppe,
                    avtrykk=merke,
                )
        except IntegrityError as feil:
            _krev_at_merket_var_tatt(feil)
    raise ValidationError(
        _("Denne telefonen har sendt %(antall)s innspill, og det er nok.") % {"antall": MAKS_INNSPILL}, code="mange"
    )


def trekk(telefon: Telefon, rom: Moterom, pk: int) -> None:
    """Take back a note of the phone's own while it waits. Gone is gone: no trace is left."""
    egne = Innspill.objects.filter(avtrykk__in=telefon.merker(rom, "innspill", MAKS_INNSPILL), pk=pk)
    if not egne.filter(status=Innspill.Status.VENTER).delete()[0]:
        raise ValidationError(_("Innspillet er allerede vist. Si fra til møtelederen hvis det skal bort."))


# --- Votes ----------------------------------------------------------------------------------------


def stemt_paa(telefon: Telefon, rom: Moterom) -> list[int]:
    """The groups that the phone has voted for, by key."""
    egne = Gruppestemme.objects.filter(avtrykk__in=telefon.merker(rom, "stemme", rom.stemmer_hver))
    return list(egne.values_list("gruppe_id", flat=True))


@transaction.atomic
def stem(telefon: Telefon, rom: Moterom, gruppe: Innspillsgruppe) -> None:
    """A vote for a group, once for each. Raises ValidationError when the phone has none left."""
    _krev_avstemning(rom)
    # One at a time for each group, so that a phone that is pressed twice at once finds its first vote.
    Innspillsgruppe.objects.select_for_update(no_key=True).filter(pk=gruppe.pk).first()
    if gruppe.pk in stemt_paa(telefon, rom):
        return
    for merke in _ledige(telefon, rom, "stemme", rom.stemmer_hver, Gruppestemme):
        try:
            with transaction.atomic():
                Gruppestemme.objects.create(gruppe=gruppe, avtrykk=merke)
                return
        except IntegrityError as feil:
            _krev_at_merket_var_tatt(feil)
            if gruppe.pk in stemt_paa(telefon, rom):
                return
    raise ValidationError(_("Du har brukt alle stemmene. Ta en tilbake først."), code="brukt")


def ta_tilbake(telefon: Telefon, rom: Moterom, gruppe: Innspillsgruppe) -> None:
    """The phone's vote for a group."""
    _krev_avstemning(rom)
    egne = Gruppestemme.objects.filter(avtrykk__in=telefon.merker(rom, "stemme", rom.stemmer_hver))
    egne.filter(gruppe=gruppe).delete()


def _krev_avstemning(rom):
    if not rom.avstemning:
        raise ValidationError(_("Avstemningen er stengt."), code="ikke_naa")


def _ledige(telefon, rom, slag, antall, modell) -> Iterator[str]:
    """The marks that are not used; two sent at once may reach for the same, and the database lets one have it."""
    merker = telefon.merker(rom, slag, antall)
    brukt = set(modell.objects.filter(avtrykk__in=merker).values_list("avtrykk", flat=True))
    return (merke for merke in merker if merke not in brukt)


def _krev_at_merket_var_tatt(feil):
    """Any other refusal by the database is that the meeting ended just now."""
    brutt = getattr(getattr(feil.__cause__, "diag", None), "constraint_name", None) or ""
    if "avtrykk" not in brutt:
        raise ValidationError(_("Møtet er over."), code="over") from feil
