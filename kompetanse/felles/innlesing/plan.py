"""What storing a file would do, line by line."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from kompetanse.felles.innlesing.innlesing import ENDRET, FEIL, NY, UENDRET


class Linje(NamedTuple):
    """One line of the preview; `linje` is None for what no row of the file speaks of."""

    slag: str
    linje: int | None
    nokkel: str
    navn: str
    tekst: str


class Sporsmaal(NamedTuple):
    """What the user must tick before the plan may be stored."""

    kode: str
    tittel: str
    tekst: str
    kryss: str


@dataclass(eq=False, kw_only=True)
class Plan:
    """A subclass knows what to write, and gives `avtrykk`."""

    linjer: list = field(default_factory=list)
    advarsler: list = field(default_factory=list)
    sporsmaal: list = field(default_factory=list)

    @property
    def tall(self) -> dict:
        """Counts for the page and the audit line."""
        return dict(Counter(str(linje.slag) for linje in self.linjer))

    @property
    def endrer_noe(self) -> bool:
        return any(linje.slag not in (FEIL, UENDRET) for linje in self.linjer)

    def avtrykk(self) -> Iterable:
        """Values whose `repr` tells all that would be written, and from what."""
        raise NotImplementedError

    def fingeravtrykk(self) -> str:
        """The same for two plans that would change the same from the same, whenever and wherever they are made."""
        sum_ = hashlib.sha256()
        for verdi in self.avtrykk():
            sum_.update(repr(verdi).encode())
        return sum_.hexdigest()


@dataclass(eq=False, kw_only=True)
class Tabellplan(Plan):
    """The plan of an import whose rows are rows of one table: `nye` and `endrede` are what to write."""

    nye: list = field(default_factory=list)
    endrede: list = field(default_factory=list)

    @classmethod
    def for_rader(cls, rader, feil, modell, *, nokkel, navn, felter):
        """Compare rows (line, field → value) with what `modell` has stored, by the field `nokkel`.

        `felter` are the codes of those fields that are also fields of the model; the first row with a key counts.
        """
        plan = cls(linjer=[Linje(FEIL, f.linje, f.nokkel, f.navn, f.grunn) for f in feil])
        verdier = {rad[nokkel] for _linje, rad in rader}
        lagret = {str(getattr(ett, nokkel)): ett for ett in modell.objects.filter(**{f"{nokkel}__in": verdier})}
        sett = {}
        for linje, rad in rader:
            nr = str(rad[nokkel])
            if nr in sett:
                grunn = _("«%(nokkel)s» står også på linje %(linje)d.") % {"nokkel": nr, "linje": sett[nr]}
                plan.linjer.append(Linje(FEIL, linje, nr, str(rad[navn]), grunn))
                continue
            sett[nr] = linje
            plan._ta_med(linje, lagret.get(nr), rad, Linje(NY, linje, nr, str(rad[navn]), ""), felter)
        plan.linjer.sort(key=lambda en: en.linje)
        return plan

    def _ta_med(self, linje, ett, rad, mal, felter):
        if ett is None:
            self.nye.append(rad)
            self.linjer.append(mal)
            return
        endret = {felt: (getattr(ett, felt), rad[felt]) for felt in felter if getattr(ett, felt) != rad[felt]}
        if endret:
            self.endrede.append((ett, endret))
        tekst = " ".join(f"{ett._meta.get_field(felt).verbose_name}: {g} → {n}." for felt, (g, n) in endret.items())
        self.linjer.append(mal._replace(slag=ENDRET if endret else UENDRET, tekst=tekst))

    def avtrykk(self):
        yield from sorted(repr(sorted(rad.items())) for rad in self.nye)
        yield from sorted(repr((ett.pk, endret)) for ett, endret in self.endrede)

    def skriv(self, modell):
        """Write it, inside the caller's transaction."""
        modell.objects.bulk_create(modell(**rad) for rad in self.nye)
        for ett, endret in self.endrede:
            for felt, (_gammel, ny) in endret.items():
                setattr(ett, felt, ny)
            ett.save(update_fields=list(endret))
