"""The rows of a file while they are checked: those that stand, by employee, and those that are faulty, with reasons."""

from django.utils.translation import gettext as _

from kompetanse.felles.innlesing import Radfeil
from kompetanse.organisasjon.importering.rader import VIS_HOYST


class Radsamling:
    """One faulty row makes all rows of that employee wait, so that nobody is half imported.

    `rader` are the rows that could be read, `per_ansatt` those that still stand, `like` those that repeat another row.
    """

    def __init__(self, rader, feil):
        self.rader = rader
        self.feil = list(feil)
        self.ansatte_i_filen = {rad.ansattnummer for rad in rader} | {f.nokkel for f in feil if f.nokkel}
        self.per_ansatt = {}
        self.like = []
        for rad in rader:
            self.per_ansatt.setdefault(rad.ansattnummer, []).append(rad)
        self._ta_ut({f.nokkel: f.linje for f in reversed(feil) if f.nokkel})
        self._finn_like()
        self._finn_ulike_navn()

    @property
    def uten_ansattnummer(self):
        """Faulty rows that may hide anyone."""
        return sum(not feil.nokkel for feil in self.feil)

    def forkast(self, grunner):
        """Turn rows into faulty ones: a list of (row, reason). The employees' other rows wait."""
        linjer = {}
        forkastet = {}
        for rad, grunn in grunner:
            linjer.setdefault(rad.ansattnummer, rad.linje)
            forkastet.setdefault(rad.linje, (rad, []))[1].append(grunn)
        for rad, egne in forkastet.values():
            self.feil.append(Radfeil(rad.linje, rad.ansattnummer, rad.navn, " ".join(egne)))
        self._ta_ut(linjer, forkastet.keys())

    def _ta_ut(self, linjer, meldt=frozenset()):
        """Take employees out; their rows that are not reported already are said to wait for the faulty line."""
        for nummer in linjer.keys() & self.per_ansatt.keys():
            for rad in self.per_ansatt.pop(nummer):
                if rad.linje not in meldt:
                    grunn = _("Ikke tatt med fordi linje %d for den samme ansatte har feil.") % linjer[nummer]
                    self.feil.append(Radfeil(rad.linje, nummer, rad.navn, grunn))

    def _finn_like(self):
        """Rows that say the same, such as a position split on two accounts in the payroll, are one."""
        for nummer, egne in self.per_ansatt.items():
            if len(egne) > 1:
                forste = {}
                for rad in egne:
                    lik = forste.setdefault(rad.innhold, rad)
                    if lik is not rad:
                        self.like.append((rad, lik))
                self.per_ansatt[nummer] = list(forste.values())

    def _finn_ulike_navn(self):
        self.forkast(
            [
                (rad, _ulikt_navn(rad, egne))
                for egne in list(self.per_ansatt.values())
                if len(egne) > 1 and any(not _samme_navn(rad, egne[0]) for rad in egne)
                for rad in egne
            ]
        )


def _samme_navn(en, annen):
    """Whatever the case of the letters."""
    return en.navn == annen.navn or en.navn.casefold() == annen.navn.casefold()


def _ulikt_navn(rad, egne):
    mot = next((annen for annen in egne if not _samme_navn(annen, rad)), egne[0])
    return _("Ansattnummeret %(nummer)s har et annet navn på linje %(linje)d: «%(navn)s».") % {
        "nummer": rad.ansattnummer,
        "linje": mot.linje,
        "navn": mot.navn[:VIS_HOYST],
    }
