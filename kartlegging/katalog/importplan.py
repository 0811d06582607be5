"""What storing a file of competences would do: its rows laid on what is stored. Nothing is written before `skriv`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from kartlegging.katalog import grupper
from kartlegging.katalog.importskriving import skriv_poster
from kartlegging.katalog.kolonner import NIVAATEKSTER, PER_KODE, lagret, med_alt
from kartlegging.katalog.sirkler import finn_sirkel
from kartlegging.models import Kompetanse, Kompetansekrav, Personkompetanse, Realkategori, Skala
from kompetanse.felles.formats import dato as vis_dato
from kompetanse.felles.innlesing import Linje, Plan, les_rader
from kompetanse.felles.innlesing.innlesing import ENDRET, FEIL, NY, UENDRET

VIS_HOYST = 60


@dataclass(eq=False)
class Post:
    """A competence as the file has it. `gammel` is what is stored, None for a new one; `ny` what it is to be, whole."""

    linje: int
    kompetanse: Kompetanse | None
    gammel: dict[str, Any] | None
    ny: dict[str, Any]
    feil: list[str] = field(default_factory=list)

    @property
    def endret(self) -> list[str]:
        """The codes of the columns that differ."""
        return [kode for kode in self.ny if self.gammel is None or self.ny[kode] != self.gammel[kode]]

    @property
    def slag(self) -> str:
        return FEIL if self.feil else NY if self.gammel is None else ENDRET if self.endret else UENDRET


@dataclass(eq=False, kw_only=True)
class Katalogplan(Plan):
    poster: list[Post] = field(default_factory=list)

    def avtrykk(self) -> Iterable:
        for post in sorted(self.poster, key=lambda post: post.linje):
            endret = [(kode, post.gammel and post.gammel[kode], post.ny[kode]) for kode in post.endret]
            yield post.kompetanse and post.kompetanse.pk, endret

    def skriv(self) -> None:
        """Under the lock of the catalogue."""
        skriv_poster(self.poster)


def lag_plan(felter, tabell, kolonner) -> Katalogplan:
    rader, feil = les_rader(felter, tabell, kolonner, nokkel="nummer", navn="navn")
    planlegger = _Planlegger()
    poster = [planlegger.post(linje, rad) for linje, rad in rader]
    planlegger.kontroller(poster)
    plan = Katalogplan(poster=[post for post in poster if post.slag in (NY, ENDRET)])
    plan.linjer = [Linje(FEIL, f.linje, f.nokkel, f.navn, f.grunn) for f in feil]
    plan.linjer += [_linje(post) for post in poster]
    plan.linjer.sort(key=lambda linje: linje.linje)
    return plan


def _linje(post):
    nummer = str(post.kompetanse.pk) if post.kompetanse else ""
    tekst = " ".join(post.feil)
    if post.slag == ENDRET:
        tekst = " ".join(_endring(kode, post.gammel[kode], post.ny[kode]) for kode in post.endret)
    return Linje(post.slag, post.linje, nummer, post.ny["navn"], tekst)


def _endring(kode, gammel, ny):
    return _("%(felt)s: %(gammel)s → %(ny)s.") % {
        "felt": PER_KODE[kode].navn,
        "gammel": _vis(gammel),
        "ny": _vis(ny),
    }


def _vis(verdi):
    if verdi in ("", None, ()):
        return _("tomt")
    if isinstance(verdi, bool):
        return _("ja") if verdi else _("nei")
    if isinstance(verdi, tuple):
        verdi = ", ".join(verdi)
    tekst = vis_dato(verdi) if hasattr(verdi, "isoformat") else str(verdi)
    return tekst if len(tekst) <= VIS_HOYST else f"{tekst[:VIS_HOYST]} …"


class _Planlegger:
    """What is stored, and the checks of rows against it and against each other."""

    def __init__(self):
        tre = grupper.treet()
        self.grupper = {node.sti for node in tre.alle}
        kompetanser = list(med_alt(Kompetanse.objects.filter(slaatt_sammen_med__isnull=True)))
        for kompetanse in kompetanser:
            kompetanse.gruppesti = tre.sti(kompetanse.gruppe_id)
        self.etter_nummer = {kompetanse.pk: kompetanse for kompetanse in kompetanser}
        self.etter_navn = {kompetanse.navn.casefold(): kompetanse for kompetanse in kompetanser}
        self.kategorier = {navn.casefold(): navn for navn in Realkategori.objects.values_list("navn", flat=True)}
        skalaer = Skala.objects.prefetch_related("trinn")
        self.skalaer = {skala.navn.casefold(): skala for skala in skalaer}
        self.brukt = _hoyeste_i_bruk()

    def post(self, linje, rad):
        """The row laid on its competence; what the file has no column for stays."""
        kompetanse = self.etter_navn.get((rad.get("navn") or "").casefold())
        feil = []
        if nummer := rad.get("nummer"):
            kompetanse = self.etter_nummer.get(nummer)
            if kompetanse is None:
                feil.append(_("Katalogen har ingen kompetanse med nummer %d.") % nummer)
        gammel = lagret(kompetanse) if kompetanse else None
        ny = dict(gammel or {kode: kolonne.tom for kode, kolonne in PER_KODE.items()})
        ny |= {kode: PER_KODE[kode].tom if verdi is None else verdi for kode, verdi in rad.items() if kode != "nummer"}
        return Post(linje, kompetanse, gammel, ny, feil)

    def kontroller(self, poster):
        """Write on each post what is wrong with it."""
        for post in poster:
            self._kontroller_valg(post)
            self._kontroller_nivaaer(post)
        self._kontroller_navn(poster)
        self._kontroller_inkluderinger(poster)

    def _kontroller_valg(self, post):
        ny = post.ny
        if not ny["gruppe"]:
            post.feil.append(_("Gruppe mangler."))
        ny["gruppe"] = grupper.SKILLE.join(" ".join(navn.split()) for navn in ny["gruppe"].split("›") if navn.strip())
        if not ny["type"]:
            post.feil.append(_("Type mangler. Skriv formell eller real."))
        if ny["kategori"].casefold() not in {"", *self.kategorier}:
            post.feil.append(_("Kategorien «%s» finnes ikke.") % ny["kategori"][:VIS_HOYST])
        ny["kategori"] = self.kategorier.get(ny["kategori"].casefold(), ny["kategori"])
        if ny["type"] == Kompetanse.Type.REAL and not ny["kategori"]:
            post.feil.append(_("Kategori mangler. En realkompetanse har en."))
        if ny["type"] == Kompetanse.Type.FORMAL and ny["kategori"]:
            post.feil.append(_("En formell kompetanse har ingen kategori."))

    def _kontroller_nivaaer(self, post):
        skala = self.skalaer.get(post.ny["skala"].casefold())
        if post.ny["skala"] and skala is None:
            post.feil.append(_("Skalaen «%s» finnes ikke.") % post.ny["skala"][:VIS_HOYST])
            return
        post.ny["skala"] = skala.navn if skala else ""
        hoyeste = skala.hoyeste if skala else 0
        for nivaa, kode in enumerate(NIVAATEKSTER, start=1):
            if nivaa > hoyeste and post.ny[kode]:
                post.feil.append(_("Skalaen har ikke nivå %d, men det står en tekst for det.") % nivaa)
        brukt = post.kompetanse and self.brukt.get(post.kompetanse.pk)
        if brukt and brukt > hoyeste:
            post.feil.append(_("Nivå %d er i bruk, og finnes ikke i skalaen.") % brukt)

    def _kontroller_navn(self, poster):
        """Each competence once in the file, and no name that another has now."""
        sett = {}
        for post in poster:
            navn = post.ny["navn"].casefold()
            nokler = {navn, post.kompetanse and post.kompetanse.pk} - {None}
            if linje := next((sett[nokkel] for nokkel in nokler if nokkel in sett), None):
                post.feil.append(
                    _("«%(navn)s» står også på linje %(linje)d.") % {"navn": post.ny["navn"], "linje": linje}
                )
            elif self.etter_navn.get(navn, post.kompetanse) is not post.kompetanse:
                post.feil.append(_("En annen kompetanse heter «%s».") % post.ny["navn"])
            sett |= dict.fromkeys(nokler, post.linje)

    def _kontroller_inkluderinger(self, poster):
        gode = {post.ny["navn"].casefold(): post for post in poster if not post.feil}
        borte = {post.gammel["navn"].casefold() for post in gode.values() if post.gammel} - set(gode)
        kjente = (self.etter_navn.keys() - borte) | gode.keys()
        for post in poster:
            for navn in post.ny["inkluderer"]:
                if navn.casefold() not in kjente:
                    post.feil.append(_("Inkluderer: katalogen har ingen kompetanse som heter «%s».") % navn)
        while sirkel := finn_sirkel(self._par(poster)):
            i_filen = [gode[navn] for navn in sirkel if navn in gode and not gode[navn].feil]
            for post in i_filen[:1]:
                post.feil.append(_("Det går i ring hva som inkluderer hva: %s.") % " › ".join(sirkel))
            if not i_filen:
                break

    def _par(self, poster):
        """(name, name of what it includes) of all, as it would be."""
        naa = dict(self.etter_navn)
        for post in poster:
            if not post.feil:
                naa.pop(post.gammel["navn"].casefold() if post.gammel else None, None)
                yield from ((post.ny["navn"].casefold(), navn.casefold()) for navn in post.ny["inkluderer"])
        for navn, kompetanse in naa.items():
            yield from ((navn, ett.inkluderer.navn.casefold()) for ett in kompetanse.inkluderinger.all())


def _hoyeste_i_bruk():
    """Competence → the highest level that someone holds or that a requirement asks for."""
    svar = {}
    for modell in (Personkompetanse, Kompetansekrav):
        per_kompetanse = modell.objects.exclude(nivaa=None).order_by().values_list("kompetanse").annotate(Max("nivaa"))
        for kompetanse_id, nivaa in per_kompetanse:
            svar[kompetanse_id] = max(nivaa, svar.get(kompetanse_id, 0))
    return svar
