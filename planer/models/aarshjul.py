"""The yearly wheel: what is done each year, when and by whom, and where it has been done."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person, Rollekode, Rolletype
from kompetanse.organisasjon.models.person import arbeider_i
from planer.naar import Periode, kontroller, les


class Ring(models.TextChoices):
    """Where an activity is done, from the outermost ring of the wheel and in."""

    KOMMUNE = "kommune", _("HR og ledergruppe")
    SEKTOR = "sektor", _("Sektor")
    ENHET = "enhet", _("Enhet")
    ANSATT = "ansatt", _("Medarbeider")


# Whose an activity is when no role is chosen: the leader where it is done, HR for the kommune. Of the innermost: everyone.
UTEN_VALGT_ROLLE = {Ring.KOMMUNE: Rollekode.hr(), Ring.SEKTOR: Rollekode.ledere(), Ring.ENHET: Rollekode.ledere()}


def dybder(ring: str, nivaaer: int) -> range:
    """The depths of the tree at which an activity of a ring is done, in a kommune with so many levels (1 is the kommune).
    Nothing is done at any for the innermost."""
    if ring == Ring.KOMMUNE:
        return range(1, 2)
    if ring == Ring.SEKTOR:
        return range(2, 3)
    # Where there is nothing below the sectors, they are the units.
    return range(min(3, max(nivaaer, 2)), 99) if ring == Ring.ENHET else range(0)


def _egne_enheter(bruker, sti="enhet__path"):
    """A condition for rows of the units that one works in or has a role for, and of those above them."""
    med_rolle = {rolle.sti for rolle in tilgang.aktive_roller(bruker)}
    over = {egen[:lengde] for egen in med_rolle for lengde in range(Enhet.steplen, len(egen) + 1, Enhet.steplen)}
    return Q(arbeider_i(bruker.person_id, sti)) | Q(**{f"{sti}__in": over})


def synlige_enheter(bruker, sti: str = "enhet__path") -> Q:
    """A condition for rows of the units whose wheel one sees: where one works, has a role or answers for, and above."""
    return _egne_enheter(bruker, sti) | tilgang.linjen(bruker, sti)


class AarsaktivitetQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of the units whose wheel the user sees."""
        return self.filter(synlige_enheter(bruker), kommune_id=bruker.kommune_id)

    def som_angaar(self, bruker):
        """Those that may be the user's to do: of the units where one works or has a role, and of those above them."""
        return self.filter(_egne_enheter(bruker), kommune_id=bruker.kommune_id)

    def for_enhet(self, enhet: Enhet):
        """Those of the unit, and of the ones above it."""
        return self.filter(enhet__path__in=[*enhet.stier_over, enhet.path])

    def i_aaret(self, aar: int):
        """Those of a year: the ones that come back each year, and the ones of that year alone. Not of a unit that was closed
        before it."""
        apen = Q(enhet__gyldig_til__isnull=True) | Q(enhet__gyldig_til__gte=dt.date(aar, 1, 1))
        return self.filter(Q(bare_aar__isnull=True) | Q(bare_aar=aar), apen)

    def for_list(self):
        """All that a row shows, in a constant number of statements."""
        return self.select_related("enhet").prefetch_related("roller")


@spor()
class Aarsaktivitet(KommuneModel):
    """Something that a unit, and those below it, do each year. `naar` is read anew for each (`planer.naar`)."""

    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    navn = models.CharField(_("aktivitet"), max_length=200)
    beskrivelse = models.TextField(_("hva den er til"), blank=True)
    naar = models.CharField(_("når"), max_length=60, validators=[kontroller])
    bare_aar = models.PositiveSmallIntegerField(_("bare i"), null=True, blank=True)
    ring = models.CharField(_("hvor den gjøres"), max_length=10, choices=Ring.choices)
    roller = models.ManyToManyField(Rolletype, blank=True, related_name="+", verbose_name=_("hvem"))
    fora = models.CharField(_("fora"), max_length=300, blank=True)
    forvarsel = models.PositiveSmallIntegerField(_("forvarsel"), default=14, validators=[MaxValueValidator(180)])
    # A page of `planer.sider`; one that is gone leads nowhere.
    side = models.CharField(_("hvor det gjøres i løsningen"), max_length=40, blank=True)
    i_planen = models.BooleanField(_("står i aktivitetsplanen"), default=True)
    opprettet = models.DateField(default=timezone.localdate, editable=False)
    endret = models.DateTimeField(auto_now=True)

    objects = AarsaktivitetQuerySet.as_manager()

    class Meta:
        verbose_name = _("aktivitet i årshjulet")
        verbose_name_plural = _("aktiviteter i årshjulet")
        ordering = ["pk"]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("planer:aarsaktivitet-detail", args=[self.pk])

    def i(self, aar: int) -> Periode:
        """When it is in a year."""
        return les(self.naar).i(aar)

    def er_i(self, aar: int) -> bool:
        """It is to be done in a year: not before it was thought of, nor after its unit was closed."""
        periode, slutt = self.i(aar), self.enhet.gyldig_til
        return (
            self.bare_aar in (None, aar) and periode.til >= self.opprettet and (slutt is None or slutt >= periode.fra)
        )

    @property
    def anker(self) -> str:
        """Its row in the list of the wheel."""
        return f"aktivitet-{self.pk}"

    @property
    def koder(self) -> tuple[str, ...]:
        """The roles whose it is; none when it is everyone's."""
        return tuple(rolle.kode for rolle in self.roller.all()) or UTEN_VALGT_ROLLE.get(self.ring, ())

    def gjores_paa(self, nivaaer: int) -> range:
        """The depths at which it is done, in a kommune with so many levels; never above the unit that it is of."""
        steg = dybder(self.ring, nivaaer)
        return range(max(steg.start, self.enhet.depth), max(steg.stop, self.enhet.depth + 1)) if steg else steg

    def gjores_av(self, sti: str, kode: str, nivaaer: int) -> bool:
        """It is of those who have a role of this kind for the unit with this path."""
        return self.som_gjor({kode: [sti]}, nivaaer) == {sti}

    def hvem_og_hvor(self, nivaaer: int) -> tuple[tuple[str, ...], range, str]:
        """All that decides who does it: the roles, the depths, and the path of the unit that it is of."""
        return self.koder, self.gjores_paa(nivaaer), self.enhet.path

    def som_gjor(self, stier: Mapping[str, Iterable[str]], nivaaer: int) -> set[str]:
        """Of the paths of units, by the code of the role that someone has there: those that are to do it. The same for all
        activities that are alike in `hvem_og_hvor`."""
        koder, dybder, over = self.hvem_og_hvor(nivaaer)
        lengder = {dybde * Enhet.steplen for dybde in dybder}
        mulige = chain(*(stier.get(kode, ()) for kode in koder))
        return {sti for sti in mulige if len(sti) in lengder and sti.startswith(over)}


class Aarsutforelse(KommuneModel):
    """An activity has been done in a year: by a unit, or by one person when it is everyone's own."""

    formaal = _("Vite hva som er gjort i årshjulet, så ingen minnes om det.")
    dataklasse = "egen frist"
    gjelder_person = "person"

    aktivitet = models.ForeignKey(Aarsaktivitet, on_delete=models.CASCADE, related_name="utforelser")
    aar = models.PositiveSmallIntegerField(_("år"))
    enhet = models.ForeignKey(Enhet, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    dag = models.DateField(_("gjort"), default=timezone.localdate)
    merket_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("gjort aktivitet")
        verbose_name_plural = _("gjorte aktiviteter")
        constraints = [
            models.UniqueConstraint(
                fields=["aktivitet", "aar", "enhet"],
                name="aarsutforelse_enhet_en_gang",
                violation_error_message=_("Aktiviteten er alt merket som gjort."),
            ),
            models.UniqueConstraint(
                fields=["aktivitet", "aar", "person"],
                name="aarsutforelse_person_en_gang",
                violation_error_message=_("Aktiviteten er alt merket som gjort."),
            ),
            models.CheckConstraint(
                condition=Q(enhet__isnull=True) ^ Q(person__isnull=True), name="aarsutforelse_enhet_eller_person"
            ),
        ]

    def __str__(self):
        return f"{self.aktivitet} {self.aar}"


class Aarspaaminnelse(KommuneModel):
    """Those whose an activity is have been told of it: that it comes, or that its last day is near. Once is enough."""

    class Slag(models.TextChoices):
        KOMMER = "kommer", _("Kommer")
        FRIST = "frist", _("Frist")

    aktivitet = models.ForeignKey(Aarsaktivitet, on_delete=models.CASCADE, related_name="+")
    aar = models.PositiveSmallIntegerField(_("år"))
    slag = models.CharField(max_length=10, choices=Slag.choices)
    sendt = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("påminnelse om aktivitet")
        verbose_name_plural = _("påminnelser om aktiviteter")
        constraints = [
            models.UniqueConstraint(fields=["aktivitet", "aar", "slag"], name="aarspaaminnelse_en_av_hvert_slag")
        ]

    def __str__(self):
        return f"{self.aktivitet} {self.aar} {self.slag}"


class Kalenderadresse(KommuneModel):
    """The address of a person's own calendar feed. Its secret is signed (`planer.aarshjul.adresse`) and stored nowhere;
    `loepenummer` is what is signed, and a new one ends the address that was."""

    formaal = _("Vise årshjulet i den enkeltes egen kalender.")
    dataklasse = "slettes"
    gjelder_person = "bruker__person"

    bruker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    loepenummer = models.CharField(max_length=32)
    laget = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kalenderadresse")
        verbose_name_plural = _("kalenderadresser")

    def __str__(self):
        return str(self.bruker)
