"""Who takes part: places and waiting lists, attendance, and the meetings of groups."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Person, Stilling
from kompetanse.organisasjon.models.aktiv_rolle import omraadet
from kompetanse.organisasjon.trevisning import NbSort
from kurs.models.kjoring import Kjoring, Samling


class KursplassQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """One's own, those of people in one's line, and all of the courses that one answers for."""
        roller = bruker.roller_som(*tilgang.MED_INNSYN_I_SAKER) if tilgang.aktive_roller(bruker) else []
        mine = Q(person_id=bruker.person_id) | Q(kjoring__kurs__ansvarlig=bruker.person_id)
        if roller:
            folk = Person.objects.hos(roller).order_by().values("pk")
            mine |= Q(person__in=folk) | omraadet(roller, "kjoring__kurs__enhet__path")
        return self.filter(mine, kommune_id=bruker.kommune_id)

    def som_kommer(self):
        """Those of runs that are to be held: waits for something, or has a place."""
        return self.filter(status__in=Kursplass.Status.aktive(), kjoring__status__in=Kjoring.Status.kommende())

    def med_plass(self):
        """Those who have a place, or had one when the run was held."""
        return self.filter(status__in=Kursplass.Status.med_plass())

    def etter_navn(self):
        """With their people, as lists of participants show them."""
        etter_navn = self.order_by(NbSort("person__fornavn"), NbSort("person__etternavn"), "pk")
        return etter_navn.select_related("person")


@spor()
class Kursplass(UtfortIRolle, KommuneModel):
    """One person and one run, from wanting a place to having completed it. The role fields say in which it was answered.

    The order of the waiting list is `paameldt`: whoever gives up a place and wants it back, stands last.
    """

    formaal = _("Vite hvem som deltar på kurs, og hva de har fullført.")
    dataklasse = "egen frist"

    class Status(models.TextChoices):
        SOKT = "sokt", _("Venter på leder")
        VENTELISTE = "venteliste", _("På venteliste")
        PLASS = "plass", _("Har plass")
        AVMELDT = "avmeldt", _("Avmeldt")
        AVSLATT = "avslatt", _("Avslått")
        FULLFORT = "fullfort", _("Fullført")
        IKKE_FULLFORT = "ikke_fullfort", _("Ikke fullført")

        @classmethod
        def aktive(cls):
            """Waits for something, or has a place that is to come."""
            return (cls.SOKT, cls.VENTELISTE, cls.PLASS)

        @classmethod
        def med_plass(cls):
            return (cls.PLASS, cls.FULLFORT, cls.IKKE_FULLFORT)

        @classmethod
        def frafalt(cls):
            """Given up, or said no to: the person may sign up again."""
            return (cls.AVMELDT, cls.AVSLATT)

    class Maate(models.TextChoices):
        """How the person came to be signed up."""

        SELV = "selv", _("Meldte seg på selv")
        LEDER = "leder", _("Meldt på av leder")
        MALGRUPPE = "malgruppe", _("Meldt på med målgruppen")

    kjoring = models.ForeignKey(Kjoring, on_delete=models.PROTECT, related_name="plasser_tatt")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kursplasser", verbose_name=_("person"))
    # That the learning was for: its unit counts the days. Empty for one who has none.
    stilling = models.ForeignKey(
        Stilling, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("stilling")
    )
    status = models.CharField(_("status"), max_length=14, choices=Status.choices)
    maate = models.CharField(_("påmeldt av"), max_length=10, choices=Maate.choices, default=Maate.SELV)
    paameldt_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    paameldt = models.DateTimeField(_("påmeldt"), default=timezone.now, editable=False)
    svart_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    svart = models.DateTimeField(_("besvart"), null=True, editable=False)
    grunn = models.TextField(_("begrunnelse"), blank=True)
    # When it was completed, or found not to be.
    avsluttet = models.DateField(_("avsluttet"), null=True, blank=True, editable=False)
    # After an external course: shared with colleagues within a day, and when that was done.
    del_innen = models.DateField(_("deles innen"), null=True, blank=True, editable=False)
    delt = models.DateField(_("delt med kollegene"), null=True, blank=True, editable=False)

    objects = KursplassQuerySet.as_manager()

    class Meta:
        verbose_name = _("kursplass")
        verbose_name_plural = _("kursplasser")
        ordering = ["paameldt", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kjoring", "person"],
                name="kursplass_en_gang",
                violation_error_message=_("Personen er allerede påmeldt."),
            )
        ]
        indexes = [
            models.Index(fields=["kjoring", "status", "paameldt"], name="kursplass_ko"),
            models.Index(
                fields=["kommune", "person"],
                condition=Q(status__in=["sokt", "venteliste", "plass"]),
                name="kursplass_aktiv",
            ),
        ]

    def __str__(self):
        return f"{self.person}"


@spor()
class Oppmote(KommuneModel):
    """That a participant was at a date: how many half days of it, and how many hours. None of them is 0: was not there."""

    formaal = _("Vite hvem som har fullført et kurs, og hvor mye tid som er brukt til læring.")
    dataklasse = "egen frist"
    gjelder_person = "kursplass__person"

    class Maate(models.TextChoices):
        LISTE = "liste", _("Ført på listen")
        QR = "qr", _("Registrert ved døra")
        IMPORT = "import", _("Lest inn fra fil")

    samling = models.ForeignKey(Samling, on_delete=models.CASCADE, related_name="oppmoter")
    kursplass = models.ForeignKey(Kursplass, on_delete=models.CASCADE, related_name="oppmoter")
    halvdager = models.DecimalField(
        _("halve dager"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("1.0"),
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    timer = models.DecimalField(
        _("timer"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(200)]
    )
    maate = models.CharField(_("ført"), max_length=10, choices=Maate.choices, default=Maate.LISTE)
    registrert_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    registrert = models.DateTimeField(_("registrert"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("oppmøte")
        verbose_name_plural = _("oppmøter")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["samling", "kursplass"],
                name="oppmote_en_gang",
                violation_error_message=_("Oppmøtet er allerede ført."),
            ),
            models.CheckConstraint(condition=Q(halvdager__gte=0, timer__gte=0), name="oppmote_ikke_negativt"),
        ]

    def __str__(self):
        return f"{self.samling_id}: {self.kursplass_id}"


@spor()
class Gruppemote(KommuneModel):
    """A meeting of a group that meets again and again. Who was there is the attendance of the date that it was."""

    samling = models.OneToOneField(Samling, on_delete=models.CASCADE, related_name="gruppemote")
    notat = models.TextField(_("hva dere snakket om"), blank=True)
    logget_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    logget = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("gruppemøte")
        verbose_name_plural = _("gruppemøter")
        ordering = ["-samling__start"]

    def __str__(self):
        return str(self.samling)
