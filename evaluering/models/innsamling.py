"""Collecting answers. Who was asked, and who has answered, stands apart from what was answered, and nothing joins them.

Handbook 10, «anonymous»: no stored key joins person and answer. While a collection of level 1 is open its answers have
random keys, no time, no history and no order; a link knows whom it was sent to, a used-up link only that it is used up.
When it closes, the answers are counted for each question by itself, and the rows of persons, links and answers are gone.
What the promise holds against, and where it ends, stands in docs/anonymitet.md.
"""

import datetime as dt
import uuid

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluering.models.evaluering import Evalueringsniva
from evaluering.models.nivaa import Svarer
from evaluering.models.oppsett import Evalueringsoppsett
from evaluering.models.skjema import Skjemaversjon, Sporsmal
from kompetanse.felles.hemmelig import KryptertTekst
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Person
from planer.models.tiltak import Evalueringsnivaa


class InnsamlingQuerySet(models.QuerySet):
    def ikke_lukket(self):
        return self.filter(lukket__isnull=True)

    def aapne(self, naa: dt.datetime):
        """Those that take answers at this time."""
        return self.ikke_lukket().filter(aapner__lte=naa, lukker__gt=naa)


@spor()
class Innsamling(KommuneModel):
    """One time that a level is asked. `kode` stands in the QR code, where there is one; `lukket` when it has been closed,
    after which nobody answers, and before which nobody sees what was answered anonymously.

    Answering changes nothing here: its history would tell when.
    """

    class Moment(models.TextChoices):
        FOER = "foer", _("Før")
        SLUTT = "slutt", _("Ved slutt")
        ETTER = "etter", _("Etter")

    # An evaluation goes with its measure, until something has been collected.
    niva = models.ForeignKey(Evalueringsniva, on_delete=models.PROTECT, related_name="innsamlinger")
    moment = models.CharField(_("når"), max_length=5, choices=Moment.choices)
    versjon = models.ForeignKey(
        Skjemaversjon, on_delete=models.PROTECT, null=True, blank=True, related_name="innsamlinger"
    )
    aapner = models.DateTimeField(_("åpner"))
    lukker = models.DateTimeField(_("lukker"))
    lukket = models.DateTimeField(_("lukket"), null=True, blank=True)
    # Unique among all kommuner: whoever has it has said which.
    kode = models.CharField(_("kode"), max_length=32, blank=True, editable=False)
    # How many participants were asked (about) and how many there are answers of, counted as it closes; and how many
    # reminders have gone.
    spurt = models.PositiveIntegerField(_("spurt"), default=0)
    besvart = models.PositiveIntegerField(_("besvart"), default=0)
    paaminnelser = models.PositiveSmallIntegerField(_("påminnelser"), default=0)

    objects = InnsamlingQuerySet.as_manager()

    class Meta:
        verbose_name = _("innsamling")
        verbose_name_plural = _("innsamlinger")
        ordering = ["aapner", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["niva", "moment"], name="innsamling_en_per_moment"),
            models.UniqueConstraint(fields=["kode"], condition=~Q(kode=""), name="innsamling_kode_unik"),
            models.CheckConstraint(condition=Q(lukker__gt=F("aapner")), name="innsamling_lukker_etter_at_den_aapner"),
        ]
        indexes = [models.Index(fields=["lukker"], name="innsamling_aapne", condition=Q(lukket__isnull=True))]

    def __str__(self):
        return f"{self.niva} {self.get_moment_display()}"

    @property
    def er_anonym(self) -> bool:
        """Nobody is to know who answered what; else the answers stand on the participant."""
        return self.niva.niva == Evalueringsnivaa.REAKSJONER

    @property
    def siste_dag(self) -> dt.date:
        """The last day on which one can answer."""
        return timezone.localtime(self.lukker - dt.timedelta(seconds=1)).date()

    @property
    def plasser(self) -> int:
        """How many can answer: as many as have a link, or else as many as took part, and about each of those who are named
        one of each kind."""
        return self.lenker.count() or self.spurt * (1 if self.er_anonym else len(self.niva.svarer))

    @property
    def antall_svar(self) -> int:
        """How many have answered while it is open; of what, nobody is told before it closes."""
        return self.svar.count() if self.er_anonym else self.deltakersvar.count()

    def tar_imot(self, naa: dt.datetime) -> bool:
        return self.lukket is None and self.aapner <= naa < self.lukker


class Lenke(KommuneModel):
    """Who is asked, and the key of the link that is sent: encrypted, and as a one-way mark to find it by.

    `om` is the participant whom a leader or teacher answers about; a participant answers about oneself. Without history, and
    gone when the collection closes.
    """

    formaal = _("Sende skjemaet og påminnelser bare til dem som ikke har svart.")
    dataklasse = "slettes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    innsamling = models.ForeignKey(Innsamling, on_delete=models.CASCADE, related_name="lenker")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    som = models.CharField(max_length=10, choices=Svarer.choices, default=Svarer.DELTAKER)
    om = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    nokkel = KryptertTekst(editable=False)
    avtrykk = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("lenke til skjema")
        verbose_name_plural = _("lenker til skjemaer")
        constraints = [models.UniqueConstraint(fields=["innsamling", "person", "som", "om"], name="lenke_en_til_hver")]

    def __str__(self):
        return str(self.pk)


class BruktLenke(KommuneModel):
    """A link that has been answered by, or a phone that has answered by the QR code: its one-way mark, once, and no more.

    It is another mark than that of `Lenke`, so that without the installation's own key nobody can tell which link it is of,
    nor whether it is of a link at all. Without history, time and order, and gone when the collection closes.
    """

    avtrykk = models.CharField(primary_key=True, max_length=64, editable=False)
    innsamling = models.ForeignKey(Innsamling, on_delete=models.CASCADE, related_name="brukte")

    class Meta:
        verbose_name = _("brukt lenke")
        verbose_name_plural = _("brukte lenker")

    def __str__(self):
        return self.avtrykk


class Svar(KommuneModel):
    """What one person answered on level 1, until it is counted. Nothing says who or when: a random key, no time, no history.

    `verdier` is the question's key → the answer (`Sporsmal`). The rows of one collection do not lie in the order they came:
    `svar.avlegging`, which alone writes them, writes them all anew in random order for each answer, so that neither their
    places nor the transaction that wrote them tell one from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    innsamling = models.ForeignKey(Innsamling, on_delete=models.CASCADE, related_name="svar")
    verdier = models.JSONField()

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        # By the random key, so that no page or file shows an order either.
        ordering = ["id"]
        triggers = [
            pgtrigger.Trigger(
                name="svar_bare_mens_det_samles_inn",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="nye"),
                func="""
                    if exists (
                        select from evaluering_innsamling i
                        where i.id in (select innsamling_id from nye) and i.lukket is not null
                    ) then
                        raise exception 'Innsamlingen er lukket.' using errcode = 'check_violation';
                    end if;
                    return null;
                """,
            )
        ]

    def __str__(self):
        return str(self.pk)


class OpptellingQuerySet(models.QuerySet):
    def viste(self):
        """What may be shown: as many answered as the kommune asks for today, be that more than when it was counted."""
        minste = models.Subquery(Evalueringsoppsett.objects.values("minste_svar")[:1])
        return self.filter(
            Q(sporsmal__slag=Sporsmal.Slag.TEKST) | Q(antall__gte=minste), innsamling__besvart__gte=minste
        )


class Opptelling(KommuneModel):
    """What was answered to one question of level 1, by all together, counted as the collection closed. It never changes.

    `fordeling` is the answer → how many, for a scale and a choice; the numbers by size; the texts in the order of the
    alphabet. Nothing says which answers to two questions are of one person. `antall` answered this question.
    """

    bare_nye = True

    innsamling = models.ForeignKey(Innsamling, on_delete=models.CASCADE, related_name="opptellinger")
    sporsmal = models.ForeignKey(Sporsmal, on_delete=models.PROTECT, related_name="+")
    antall = models.PositiveIntegerField(_("antall svar"))
    fordeling = models.JSONField(_("svarene"))

    objects = OpptellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("opptelling av svar")
        verbose_name_plural = _("opptellinger av svar")
        ordering = ["innsamling", "sporsmal__rekkefolge", "sporsmal"]
        constraints = [models.UniqueConstraint(fields=["innsamling", "sporsmal"], name="opptelling_en_gang")]
        triggers = [pgtrigger.Protect(name="opptelling_uforanderlig", operation=pgtrigger.Update)]

    def __str__(self):
        return f"{self.innsamling}: {self.sporsmal}"


@spor()
class Deltakersvar(KommuneModel):
    """What was answered about one participant on level 2 or 3, by whom as what; seen by the participant, the leader and the
    evaluator.

    `verdier` is the question's key → the answer; for one that is asked once for each behaviour or competence,
    «key:its key». A test has `poeng` of `av`.
    """

    formaal = _("Se om den som har deltatt i et kompetansetiltak, har lært og bruker det.")
    dataklasse = "egen frist"
    gjelder_person = "deltaker"

    innsamling = models.ForeignKey(Innsamling, on_delete=models.CASCADE, related_name="deltakersvar")
    deltaker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    som = models.CharField(_("svart av"), max_length=10, choices=Svarer.choices)
    svart_av = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    svart = models.DateField(_("svart"))
    verdier = models.JSONField(default=dict)
    poeng = models.DecimalField(
        _("poeng"), max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    av = models.DecimalField(_("av"), max_digits=7, decimal_places=2, null=True, blank=True)
    bestaatt = models.BooleanField(_("bestått"), null=True, blank=True)

    class Meta:
        verbose_name = _("svar om deltaker")
        verbose_name_plural = _("svar om deltakere")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["innsamling", "deltaker", "som"], name="deltakersvar_ett_fra_hver"),
            models.CheckConstraint(
                condition=Q(poeng__isnull=True, av__isnull=True) | Q(poeng__gte=0, av__gt=0, poeng__lte=F("av")),
                name="deltakersvar_poeng_av_noe",
                violation_error_message=_("Poengene kan ikke være flere enn det går an å få."),
            ),
        ]

    def __str__(self):
        return f"{self.innsamling}: {self.deltaker}"
