"""The matrix as strings: ten thousand cells by templates take longer than all the rest.

Every value is escaped here. What cells hold that look alike is made once; one that is empty holds nothing, and its dot is
drawn by the style sheet. On a phone each row becomes a list, in which a cell says the name of its column (`data-t`).
"""

from collections.abc import Collection
from functools import cache
from html import escape

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kartlegging.models import Personkompetanse
from kartlegging.tabell.hva_om import HvaOm
from kartlegging.tabell.matrise import Kolonne, Matrise, Rad
from kartlegging.templatetags.kartlegging_tags import merke, merkeord, statusord
from kompetanse.felles.formats import tall
from kompetanse.felles.templatetags.felles_tags import ikon, neste_sortering

Tilstand = Personkompetanse.Tilstand


def tegn(matrise: Matrise, hva_om: HvaOm | None, sporring: QueryDict) -> dict[str, SafeString]:
    """The head, body and foot, as they are or as they would be."""
    if hva_om is None:
        return {
            "hode": hode(matrise, sporring),
            "kropp": kropp(matrise),
            "fot": fot(matrise.kolonner, matrise.egne_krav, _("Møter kravet nå")),
        }
    kolonner = [kolonne.etter(hva_om.etter) for kolonne in matrise.kolonner]
    return {
        "hode": hode(matrise),
        "kropp": kropp(matrise, {person.pk for person in hva_om.borte}),
        "fot": fot(kolonner, hva_om.etter.egne_krav, _("Møter kravet da")),
    }


def hode(matrise: Matrise, sporring: QueryDict | None = None) -> SafeString:
    """The groups, and the competences under them. With the query string of the page each heading sorts by its column."""
    grupper = "".join(
        f'<th scope="colgroup" colspan="{len(kolonner)}"{" class=ny" if nr else ""}>{escape(navn)}</th>'
        for nr, (navn, kolonner) in enumerate(matrise.grupper)
    )
    med_strek = zip(matrise.kolonner, _nye(matrise.kolonner), strict=True)
    navn = "".join(
        f'<th scope="col"{ny}{_sortert(f"k{kolonne.kompetanse.pk}", sporring)} data-krav="{escape(_kravord(kolonne))}">'
        f"{_sorterlenke(f'k{kolonne.kompetanse.pk}', kolonne.kompetanse, sporring)}</th>"
        for kolonne, ny in med_strek
    )
    person, egne = (
        f'<th scope="col" class="{klasse}"{_sortert(felt, sporring)}>{_sorterlenke(felt, tekst, sporring)}</th>'
        for felt, klasse, tekst in (("navn", "hjorne", _("Medarbeider")), ("sum", "rsum", _("Møter egne krav")))
    )
    return mark_safe(
        f'<tr class="kolgruppe"><td class="hjorne"></td>{grupper}<td class="rsum"></td></tr>'
        f'<tr class="navn">{person}{navn}{egne}</tr>'
    )


def kropp(matrise: Matrise, borte: Collection[int] | None = None) -> SafeString:
    """The rows. `borte`: the keys of those who are thought away; then each row has a box to tick."""
    tegner = Tegner(matrise)
    ledd = []
    for kategori, rader in matrise.kategorier:
        overskrift = f"{escape(kategori or _('Uten stillingskategori'))} · {len(rader)}"
        ledd.append(f'<tr class="skille"><th scope="rowgroup" colspan="{tegner.bredde}">{overskrift}</th></tr>')
        ledd += [tegner.rad(rad, borte) for rad in rader]
    return mark_safe("\n".join(ledd))


def fot(kolonner: list[Kolonne], egne: tuple[int, int], navn: str) -> SafeString:
    """How many meet each requirement, and how many are missing. Of several on one competence the thinnest is counted
    out; all that is missing is added together."""
    moett, alle = egne
    med_strek = list(zip(kolonner, _nye(kolonner), strict=True))
    antall = "".join(f"<td{_navngitt(kolonne)}{ny}>{_antall(kolonne)}</td>" for kolonne, ny in med_strek)
    mangler = "".join(f"<td{_navngitt(kolonne)}{ny}>{_utslag(kolonne)}</td>" for kolonne, ny in med_strek)
    sum_antall = f"<b>{tall(moett)}</b><small>{_('av %s') % tall(alle)}</small>"
    sum_mangler = tall(sum(kolonne.mangler for kolonne in kolonner))
    return mark_safe(
        f'<tr><th scope="row">{escape(navn)}</th>{antall}<td class="rsum" data-t="{_("I alt")}">{sum_antall}</td></tr>'
        f'<tr><th scope="row">{_("Mangler")}</th>{mangler}<td class="rsum" data-t="{_("I alt")}">{sum_mangler}</td></tr>'
    )


def beskriv(kolonne: Kolonne, rad: Rad, matrise: Matrise) -> str:
    """What a cell shows, in words: «Nivå 2 selvstendig, egenvurdert. Kravet: Ett nivå igjen»; empty for nothing at all."""
    ord, _bilde = _innhold(kolonne, rad.har.get(kolonne.kompetanse.pk), matrise.dag)
    svar = _viktigst(rad.svar.get(kolonne.kompetanse.pk, ()), matrise.dag)
    if svar is None:
        return ord
    status, _tone, _ikon = statusord(svar, _krevd(kolonne, svar), matrise.dag)
    return f"{ord}. {_('Kravet')}: {status}" if ord else f"{_('Kravet')}: {status}"


class Tegner:
    """Draws the rows of one matrix; remembers the cells and sums that it has drawn."""

    def __init__(self, matrise):
        self.matrise, self.dag, self.celler = matrise, matrise.dag, {}
        self.kolonner = [
            (kolonne, kolonne.kompetanse.pk, f"<td{_navngitt(kolonne)}", ny, f"<td{ny}></td>")
            for kolonne, ny in zip(matrise.kolonner, _nye(matrise.kolonner), strict=True)
        ]
        self.krevd = {rad.krav.pk: rad.krav.nivaa for rad in matrise.tabell.rader}
        self.bredde = len(self.kolonner) + 2
        self.radsum = cache(_radsum)
        # Asked for each row, `reverse` takes longer than the row.
        self.adresse = reverse("organisasjon:person-detail", args=[0]).rpartition("0")

    def rad(self, rad, borte):
        har, svar = rad.har, rad.svar
        celler = "".join(
            [
                start + self._celle(kolonne, rad, ny, har.get(pk), svar.get(pk, ())) if pk in har or pk in svar else tom
                for kolonne, pk, start, ny, tom in self.kolonner
            ]
        )
        er_borte = borte is not None and rad.person.pk in borte
        klasse = ' class="borte"' if er_borte else ""
        sum_ = self.radsum(rad.moter, len(rad.egne))
        return f'<tr{klasse} data-person="{rad.person.pk}">{self._navn(rad, borte, er_borte)}{celler}{sum_}</tr>'

    def _navn(self, rad, borte, er_borte):
        navn, pk = escape(str(rad.person)), rad.person.pk
        if borte is None:
            foer, _null, etter = self.adresse
            return f'<th scope="row"><a href="{foer}{pk}{etter}">{navn}</a></th>'
        valgt = " checked" if er_borte else ""
        boks = f'<input type="checkbox" class="ds-input" name="borte" value="{pk}" form="hva-om"{valgt}>'
        return f'<th scope="row"><label class="velg">{boks}<span>{navn}</span></label></th>'

    def _celle(self, kolonne, rad, ny, har, alle_svar):
        """A cell from its class on."""
        svar = _viktigst(alle_svar, self.dag)
        det = har and _synlig_av_det(har, self.dag)
        kravet = svar and (self.krevd[svar.krav_id], *_synlig_av_kravet(svar, self.dag))
        nokkel = (kolonne.kompetanse.skala_id, ny, det, kravet)
        if nokkel not in self.celler:
            self.celler[nokkel] = self._tegn(kolonne, rad, ny, svar)
        return self.celler[nokkel]

    def _tegn(self, kolonne, rad, ny, svar):
        _ord, bilde = _innhold(kolonne, rad.har.get(kolonne.kompetanse.pk), self.matrise.dag)
        hull = svar is not None and svar.mangler(self.matrise.dag)
        klasser = " ".join(filter(None, ["ny" if ny else "", "gap" if hull else ""]))
        klasse = f' class="{klasser}"' if klasser else ""
        tegn = bilde or ('<span class="ingen" aria-hidden="true">–</span>' if hull else "")
        ord = escape(beskriv(kolonne, rad, self.matrise))
        return f'{klasse}>{tegn}<span class="ds-sr-only">{ord}</span></td>' if ord else f"{klasse}></td>"


def _synlig_av_det(har, dag):
    """What of it a cell shows: neither whose it is, nor the days."""
    ute, paa_vei = har.gikk_ut is not None, har.forventet is not None
    return har.gyldig, har.bekreftet, har.nivaa, har.gaar_ut_snart(dag), ute, paa_vei


def _synlig_av_kravet(svar, dag):
    """The same of an answer, with the days that are told."""
    til = svar.holder_til if svar.gaar_ut_snart(dag) else None
    return svar.tilstand, svar.grunn, svar.nivaa, til, svar.frist, svar.forventet is not None


def _innhold(kolonne, har, dag):
    """What someone has, in words and as a mark."""
    if har is None:
        return "", ""
    kompetanse = kolonne.kompetanse
    trinn = kompetanse.trinn
    navn = next((str(ett) for ett in trinn if ett.nivaa == har.nivaa), har.nivaa or "")
    nivaa = har.nivaa or (0 if trinn else None)
    ute = not har.gyldig and har.gikk_ut is not None
    tilstand, paa_vei = Tilstand.BEKREFTET if har.bekreftet else Tilstand.EGENVURDERT, not har.gyldig and not ute
    if paa_vei:
        tilstand = Tilstand.PAABEGYNT
    snart, videre = har.gaar_ut_snart(dag), har.forventet is not None and (har.gyldig or ute)
    slag = merkeord(navn, tilstand, snart=snart, gikk_ut=ute, paa_vei=paa_vei)
    bilde = merke(nivaa, len(trinn), tilstand, snart=snart, gikk_ut=ute, videre=videre)
    return f"{slag}, {_('på vei til mer')}" if videre else slag, bilde


def _viktigst(svar, dag):
    """Of the requirements on this person in a column: one that is missed, else one with a deadline, else any."""
    if len(svar) == 1:
        return svar[0] if svar[0].berort else None
    berort = [ett for ett in svar if ett.berort]
    return min(berort, key=lambda ett: (not ett.mangler(dag), ett.moter, ett.holder_til or dag.max), default=None)


def _krevd(kolonne, svar):
    return next(rad.krav.nivaa for rad in kolonne.krav if rad.krav.pk == svar.krav_id)


def _nye(kolonner):
    """The attribute of each column's cells: the first of a group has a line before it."""
    grupper = [None, *(kolonne.gruppe for kolonne in kolonner)]
    return [
        ' class="ny"' if foer not in (None, etter) else "" for foer, etter in zip(grupper, grupper[1:], strict=False)
    ]


def _navngitt(kolonne):
    """The attribute that tells the column of a cell."""
    return f' data-t="{escape(str(kolonne.kompetanse))}"'


def _radsum(moett, alle):
    tekst = _("%(har)s av %(alle)s") % {"har": tall(moett), "alle": tall(alle)}
    return f'<td class="rsum" data-t="{_("Egne krav")}">{f"<b>{tekst}</b>" if moett < alle else tekst if alle else ""}</td>'


def _sortert(felt, sporring):
    naa = sporring.get("sorter", "") if sporring is not None else ""
    retning = {felt: "ascending", f"-{felt}": "descending"}.get(naa)
    return f' aria-sort="{retning}"' if retning else ""


def _sorterlenke(felt, tekst, sporring):
    navn = f"<span>{escape(str(tekst))}</span>"
    if sporring is None:
        return navn
    ny = sporring.copy()
    ny["sorter"] = neste_sortering(felt, sporring.get("sorter"))
    return f'<a href="?{escape(ny.urlencode())}">{navn}</a>'


def _kravord(kolonne):
    """What is asked of the competence, for the words about its heading."""
    return "; ".join(f"{rad.gjelder}: {rad.kravtekst}" for rad in kolonne.krav)


def _antall(kolonne):
    if not kolonne.krav:
        return ""
    tynnest = kolonne.krav[0]
    return f"<b>{tall(tynnest.antall_dekket)}</b><small>{_('av %s') % tall(tynnest.trengs)}</small>"


def _utslag(kolonne):
    if not kolonne.krav:
        return ""
    if not kolonne.mangler:
        return f'<span class="utslag ok">{ikon("Checkmark", _("Dekket"))}</span>'
    alene = any(rad.alene or not rad.moter for rad in kolonne.krav if rad.krav.antall)
    return f'<span class="utslag {"en" if alene else "mangler"}">{tall(kolonne.mangler)}</span>'
