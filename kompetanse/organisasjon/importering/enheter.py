"""Units from the columns of the file: found, made, renamed and placed. By code, by name, or by the names of the levels."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kompetanse.organisasjon.importering.noder import Node
from kompetanse.organisasjon.tre import MAKS_DYBDE

# What the file says about the unit above: nothing, or that there is none but the municipality itself.
IKKE_SAGT, OVERST = "ikke sagt", "øverst"
ROT = ("sti", ())


@dataclass
class Filenhet:
    """A unit as the file describes it.

    `ident` is ("kode" | "navn", text), ("sti", names from the top) or ("under", (name, name of the one above)).
    """

    ident: tuple
    navn: str
    linje: int
    over: object = IKKE_SAGT
    rader: list = field(default_factory=list)


class Ubrukelig(Exception):
    """The unit cannot be used; the reason is a sentence."""


class Enhetsplan:
    """Works out the units of the rows. Afterwards `node(rad)` is the unit of a row, `nye` and `endrede` what to write.

    `feil` is a list of (row, reason) for rows whose unit cannot be used.
    """

    def __init__(self, tre, rader, enhetene_til=lambda ansattnummer: ()):
        self.tre, self._enhetene_til = tre, enhetene_til
        self.feil = []
        self.filenheter = {}
        self.navn_paa_over = {}
        self.noder = {ROT: tre.rot}
        self._bruker_over = any(rad.overordnet for rad in rader)
        self._ident_for = {}
        self._flere_steder = self._navn_flere_steder(rader)
        self._sammenslaatte = set()
        for rad in rader:
            self._les(rad)
        self._finn_noder()
        self._plasser()
        self._fjern_umulige()

    def node(self, rad):
        return self.noder[self._ident_for[rad.linje]]

    def beskjaer(self, rader):
        """Keep only what the remaining rows need. Sets `nye` (parents first) and `endrede`."""
        self.endrede = [node for node in self.tre.noder.values() if node.er_endret]
        brukt = {node for start in {*map(self.node, rader), *self.endrede} for node in start.foreldre()}
        self.nye = sorted((node for node in brukt if node.er_ny), key=lambda n: (dybde(n), n.kode, n.plassering))

    # --- Reading the rows ---------------------------------------------------------------------

    def _les(self, rad):
        nivaaer = self._uten_rot(rad.nivaaer)
        if rad.enhet_kode:
            self._les_kode(rad, nivaaer)
        elif nivaaer or not rad.enhet_navn:
            if rad.enhet_navn and rad.enhet_navn.casefold() != nivaaer[-1].casefold():
                nivaaer = (*nivaaer, rad.enhet_navn)
            self._noter(rad, self._sti(nivaaer, rad), nivaaer[-1] if nivaaer else "", IKKE_SAGT)
        else:
            self._les_navn(rad)

    def _les_navn(self, rad):
        navn = rad.enhet_navn.casefold()
        ident = ("navn", navn)
        if navn in self._flere_steder:
            ident = ("under", (navn, (rad.overordnet or "").casefold()))
        elif node := self._enhet_fra_foer(rad, navn):
            ident = ("fra før", node.pk)
            self.noder[ident] = node
            self._ident_for[rad.linje] = ident
            return
        self._noter(rad, ident, rad.enhet_navn, self._over(rad, "navn"))

    def _enhet_fra_foer(self, rad, navn):
        """Of several units with the name: the one where the employee works already."""
        mulige = self.tre.per_navn[navn]
        egne = set(mulige) & set(self._enhetene_til(rad.ansattnummer)) if len(mulige) > 1 else ()
        return next(iter(egne)) if len(egne) == 1 else None

    @staticmethod
    def _navn_flere_steder(rader):
        """Names that the file itself has under different units above: each place is a unit of its own."""
        over = defaultdict(set)
        for rad in rader:
            if rad.overordnet and rad.enhet_navn and not (rad.enhet_kode or rad.nivaaer):
                over[rad.enhet_navn.casefold()].add(rad.overordnet.casefold())
        return {navn for navn, steder in over.items() if len(steder) > 1}

    def _les_kode(self, rad, nivaaer):
        navn = rad.enhet_navn or (nivaaer[-1] if nivaaer else "")
        if nivaaer:
            if navn.casefold() == nivaaer[-1].casefold():
                nivaaer = nivaaer[:-1]
            over = self._sti(nivaaer, rad)
        else:
            over = self._over(rad, "kode")
        self._noter(rad, ("kode", rad.enhet_kode), navn, over)

    def _uten_rot(self, nivaaer):
        er_rot = nivaaer and nivaaer[0].casefold() == self.tre.rot.navn.casefold()
        return nivaaer[1:] if er_rot else nivaaer

    def _sti(self, nivaaer, rad):
        """Note the units on the way down to the last of the levels; returns its ident."""
        ident = ROT
        for lengde in range(1, len(nivaaer) + 1):
            over, ident = ident, ("sti", tuple(navn.casefold() for navn in nivaaer[:lengde]))
            if ident not in self.filenheter:
                self.filenheter[ident] = Filenhet(ident, nivaaer[lengde - 1], rad.linje, over)
        return ident

    def _over(self, rad, slag):
        if not self._bruker_over:
            return IKKE_SAGT
        egen = rad.enhet_kode if slag == "kode" else rad.enhet_navn
        # In FINT the topmost unit is its own parent.
        if not rad.overordnet or rad.overordnet == egen:
            return OVERST
        ident = (slag, rad.overordnet if slag == "kode" else rad.overordnet.casefold())
        navn = rad.overordnet_navn or (rad.overordnet if slag == "navn" else "")
        if navn:
            self.navn_paa_over.setdefault(ident, navn)
        return ident

    def _noter(self, rad, ident, navn, over):
        """Remember the unit of the row; a row that contradicts an earlier one is faulty."""
        self._ident_for[rad.linje] = ident
        if ident == ROT:
            return
        enhet = self.filenheter.setdefault(ident, Filenhet(ident, navn, rad.linje, over))
        enhet.rader.append(rad)
        enhet.navn = enhet.navn or navn
        if enhet.over in (IKKE_SAGT, OVERST) and over != IKKE_SAGT:
            enhet.over = over
        if navn and enhet.navn.casefold() != navn.casefold():
            self._motsagt(rad, enhet, _("heter «%s»") % enhet.navn)
        elif over not in (IKKE_SAGT, OVERST, enhet.over):
            self._motsagt(rad, enhet, _("ligger under «%s»") % enhet.over[1])

    def _motsagt(self, rad, enhet, hva):
        grunn = _("Linje %(linje)d sier at enheten «%(enhet)s» %(hva)s. Rett den ene av linjene.")
        self.feil.append((rad, grunn % {"linje": enhet.linje, "enhet": rad.enhet_kode or enhet.navn, "hva": hva}))

    # --- Finding or making the units ------------------------------------------------------------

    def _finn_noder(self):
        for ident, navn in self.navn_paa_over.items():
            if ident not in self.filenheter:
                self.filenheter[ident] = Filenhet(ident, navn, 0)
        navnetelling = defaultdict(int)
        for enhet in self.filenheter.values():
            navnetelling[enhet.navn.casefold()] += 1
        # Those that are known by the unit above, when those above are known.
        for enhet in sorted(self.filenheter.values(), key=lambda enhet: enhet.ident[0] == "under"):
            kan_arve = navnetelling[enhet.navn.casefold()] == 1
            try:
                self.noder[enhet.ident] = self._finn(enhet, kan_arve) or self._ny(enhet)
            except Ubrukelig as feil:
                self._avvis(enhet, str(feil))

    def _finn(self, enhet, kan_arve):
        """The stored unit, or None."""
        slag = enhet.ident[0]
        if slag == "kode":
            return self._finn_kode(enhet, kan_arve)
        return self._finn_navn(enhet) if slag == "navn" else self._finn_under(enhet)

    def _ny(self, enhet):
        slag, nokkel = enhet.ident
        if not enhet.navn:
            raise Ubrukelig(_("Enheten «%s» finnes ikke, og filen har ikke noe navn på den.") % nokkel)
        return Node(enhet.navn, nokkel if slag == "kode" else "", self.tre.rot)

    def _finn_kode(self, enhet, kan_arve):
        kode = enhet.ident[1]
        node, er_sammenslaatt = self.tre.med_kode(kode)
        if er_sammenslaatt:
            self._sammenslaatte.add(enhet.ident)
        elif node is None and kan_arve:
            # A tree that was made by hand gets its codes from the first file that has them.
            mulige = [node for node in self.tre.per_navn[enhet.navn.casefold()] if not node.kode]
            if len(mulige) == 1:
                node = mulige[0]
                node.kode = kode
        if node is not None and not er_sammenslaatt and enhet.navn and not node.er_rot:
            node.navn = enhet.navn
        return node

    def _finn_navn(self, enhet):
        mulige = self.tre.per_navn[enhet.ident[1]]
        if len(mulige) > 1:
            grunn = _("Flere enheter heter «%s». Ta med en kolonne med enhetens kode, eller med nivåene over.")
            raise Ubrukelig(grunn % enhet.navn)
        return mulige[0] if mulige else None

    def _finn_under(self, enhet):
        """The unit with this name under the one above, and nowhere else."""
        forelder = self.tre.rot if enhet.over == OVERST else self.noder.get(enhet.over)
        return self.tre.barn[forelder].get(enhet.navn.casefold()) if forelder else None

    def _plasser(self):
        for enhet in self.filenheter.values():
            node = self.noder.get(enhet.ident)
            if node is None or node.er_rot or enhet.ident in self._sammenslaatte:
                continue
            if enhet.ident[0] == "sti":
                node.forelder = node.forelder if not node.er_ny else self.noder[enhet.over]
            elif enhet.over == OVERST:
                node.forelder = self.tre.rot
            elif enhet.over != IKKE_SAGT:
                self._plasser_under(enhet, node)

    def _plasser_under(self, enhet, node):
        forelder = self.noder.get(enhet.over) or (
            self.tre.med_kode(enhet.over[1])[0] if enhet.over[0] == "kode" else None
        )
        if forelder is None:
            self._avvis(
                enhet,
                _("Den overordnede enheten «%s» finnes verken i filen eller i kommunen.") % enhet.over[1],
            )
        else:
            node.forelder = forelder

    # --- What cannot be -------------------------------------------------------------------------

    def _avvis(self, enhet, grunn):
        """All rows in the unit are faulty; the unit stays as it is stored, or is not made."""
        self.feil.extend((rad, grunn) for rad in enhet.rader)
        enhet.rader = []
        node = self.noder.pop(enhet.ident, None)
        if node is not None and not node.er_ny:
            node.tilbakestill()

    def _fjern_umulige(self):
        """Take out circles and what lies too deep, until the tree that is left can be."""
        while umulige := self._umulige():
            for enhet, grunn in umulige:
                self._avvis(enhet, grunn)

    def _umulige(self):
        brukbare = set(self.noder.values()) | set(self.tre.noder.values())
        nye_eller_flyttede = [
            (enhet, node)
            for enhet in self.filenheter.values()
            if (node := self.noder.get(enhet.ident)) is not None and (node.er_ny or node.er_flyttet)
        ]
        # The circles first: when they are gone, what hangs below them may be all right.
        for proeve in (_i_ring, lambda node: _uten_feste(node, brukbare)):
            if funn := [(enhet, grunn) for enhet, node in nye_eller_flyttede if (grunn := proeve(node))]:
                return funn
        return self._for_dype_under()

    def _for_dype_under(self):
        """Stored units that are carried too deep by one that moves: the move is refused."""
        per_node = {node: self.filenheter[ident] for ident, node in self.noder.items() if ident in self.filenheter}
        funn = {}
        for node in self.tre.noder.values():
            if dybde(node) > MAKS_DYBDE:
                flyttet = next(n for n in node.foreldre() if n.er_flyttet)
                funn[flyttet] = _("«%(enhet)s» kan ikke flyttes dit, for da ville «%(under)s» ligge for dypt.") % {
                    "enhet": flyttet,
                    "under": node,
                }
        return [(per_node[node], grunn) for node, grunn in funn.items()]


def _i_ring(node):
    over = list(node.foreldre())
    if over[-1].forelder is not node:
        return ""
    ring = " → ".join(str(n) for n in [*over, node])
    return _("Enhetene ligger under hverandre i ring: %s. Rett hvem som er overordnet.") % ring


def _uten_feste(node, brukbare):
    over = list(node.foreldre())
    ubrukelig = next((n for n in over if n not in brukbare), None)
    if ubrukelig is not None:
        return _("Den overordnede enheten «%s» kan ikke brukes. Se linjene for den.") % ubrukelig
    if len(over) > MAKS_DYBDE:
        return _("Enheten «%s» ville ligge for dypt. Treet kan ha høyst seks nivåer under kommunen.") % node
    return ""


def dybde(node):
    """The level in the tree as it is to be; the municipality is 1."""
    return sum(1 for _node in node.foreldre())
