"""The unit's own discussion of what it must be able to do [Prosess]: prepared, held, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, LagretFil
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Person
from kompetanse.organisasjon.models.person import arbeider_i
from planer.models.dokument import Styringsdokument
from planer.models.plan import Kompetanseplan


class Punkt(models.TextChoices):
    """The five points of the agenda. What each is called and asks is `Dagsordenpunkt`."""

    INNLEDNING = "innledning", _("Innledning")
    MAAL = "maal", _("Strategi og egne mål")
    BEHOV = "behov", _("Kritiske kompetansebehov")
    TILTAK = "tiltak", _("Forslag til tiltak")
    OPPSUMMERING = "oppsummering", _("Oppsummering")

    @classmethod
    def med_innspill(cls):
        """Those that everyone adds to from their phone."""
        return (cls.BEHOV, cls.TILTAK)


@spor()
class Dagsordenpunkt(KommuneModel):
    """A point of the agenda as the kommune words it: what it is called, and the question on the wall."""

    kode = models.CharField(max_length=15, choices=Punkt.choices, editable=False)
    tittel = models.CharField(_("overskrift"), max_length=80)
    sporsmaal = models.CharField(_("spørsmålet på veggen"), max_length=150)
    hjelp = models.TextField(_("til møtelederen"), blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100, editable=False)

    class Meta:
        verbose_name = _("punkt på dagsordenen")
        verbose_name_plural = _("punkter på dagsordenen")
        ordering = ["rekkefolge"]
        constraints = [models.UniqueConstraint(fields=["kommune", "kode"], name="dagsordenpunkt_ett_av_hvert")]

    def __str__(self):
        return self.tittel


@spor()
class Forarbeidspunkt(KommuneModel):
    """A line of the leader's checklist: an aim, a question, a thing to do, or a result to reach."""

    class Slag(models.TextChoices):
        FORMAAL = "formaal", _("Formål")
        SPORSMAAL = "sporsmaal", _("Sentrale spørsmål")
        FREMGANGSMAATE = "fremgangsmaate", _("Slik gjør du det")
        RESULTAT = "resultat", _("Ønsket resultat")

    slag = models.CharField(_("slag"), max_length=15, choices=Slag.choices)
    tekst = models.CharField(_("tekst"), max_length=300)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("punkt i leders forarbeid")
        verbose_name_plural = _("punkter i leders forarbeid")
        ordering = ["rekkefolge", "pk"]

    def __str__(self):
        return self.tekst


class KompetansedroftingQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those who answer for the unit or lead the meeting: all of it. The people of the unit: what has been shared with
        them, and what has been held."""
        apen = Q(delt__isnull=False) | Q(status=Kompetansedrofting.Status.AVSLUTTET)
        leder = tilgang.linjen(bruker) | Q(pk__in=_ledes_av(bruker))
        return self.filter(leder | Q(apen, arbeider_i(bruker.person_id)), kommune_id=bruker.kommune_id)

    def delt_med(self, bruker):
        """Those whose material has been shared with the people of a unit that the user works in, or below."""
        return self.filter(arbeider_i(bruker.person_id), delt__isnull=False)

    def aapne(self):
        """Those that are being prepared, or go on."""
        return self.exclude(status=Kompetansedrofting.Status.AVSLUTTET)

    def holdte(self):
        return self.filter(status=Kompetansedrofting.Status.AVSLUTTET)


def _ledes_av(bruker):
    return Kompetansedrofting.moteledere.through.objects.filter(person_id=bruker.person_id).values("kompetansedrofting")


@spor()
class Kompetansedrofting(KommuneModel):
    """A unit's meeting about the competence it needs. While it goes on it has a `Moterom`, where the phones come in.

    Once held, the database refuses every change of what was said (`frosset_trigger`).
    """

    class Status(models.TextChoices):
        FORBEREDES = "forberedes", _("Forberedes")
        PAAGAAR = "paagaar", _("Pågår")
        AVSLUTTET = "avsluttet", _("Avsluttet")

    enhet = models.ForeignKey(
        Enhet, on_delete=models.PROTECT, related_name="kompetansedroftinger", verbose_name=_("enhet")
    )
    plan = models.ForeignKey(
        Kompetanseplan, on_delete=models.PROTECT, related_name="kompetansedroftinger", verbose_name=_("plan")
    )
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.FORBEREDES)
    dato = models.DateField(_("møtedato"), null=True, blank=True)
    klokkeslett = models.TimeField(_("klokkeslett"), null=True, blank=True)
    sted = models.CharField(_("hvor møtet er"), max_length=120, blank=True)
    # Besides those who answer for the unit.
    moteledere = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("flere møteledere"))
    melding = models.TextField(_("melding til medarbeiderne"), blank=True)
    delt = models.DateTimeField(_("delt med medarbeiderne"), null=True, blank=True, editable=False)
    startet = models.DateTimeField(_("startet"), null=True, blank=True, editable=False)
    avsluttet = models.DateTimeField(_("avsluttet"), null=True, blank=True, editable=False)
    avsluttet_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    telefoner = models.PositiveIntegerField(_("telefoner som var med"), default=0, editable=False)
    oppsummering = models.TextField(_("oppsummering"), blank=True)
    opprettet = models.DateTimeField(default=timezone.now, editable=False)
    opprettet_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = KompetansedroftingQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetansedrøfting")
        verbose_name_plural = _("kompetansedrøftinger")
        ordering = ["-opprettet", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enhet"],
                condition=~Q(status="avsluttet"),
                name="kompetansedrofting_en_om_gangen",
                violation_error_message=_("Enheten forbereder eller holder allerede en kompetansedrøfting."),
            ),
            models.CheckConstraint(
                condition=Q(status="forberedes", startet__isnull=True, avsluttet__isnull=True)
                | Q(status="paagaar", startet__isnull=False, avsluttet__isnull=True)
                | Q(status="avsluttet", startet__isnull=False, avsluttet__isnull=False),
                name="kompetansedrofting_tider_folger_status",
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.enhet}"

    def get_absolute_url(self):
        return reverse("planer:kompetansedrofting-detail", args=[self.pk])

    @property
    def er_avsluttet(self) -> bool:
        return self.status == self.Status.AVSLUTTET

    @property
    def paagaar(self) -> bool:
        return self.status == self.Status.PAAGAAR


class Forarbeidsnotat(KommuneModel):
    """What the leader has thought of one line of the checklist, and whether it is done. The staff do not see it."""

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.CASCADE, related_name="notater")
    punkt = models.ForeignKey(Forarbeidspunkt, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(_("notat"), blank=True)
    gjort = models.BooleanField(_("gjort"), default=False)

    class Meta:
        verbose_name = _("notat i leders forarbeid")
        verbose_name_plural = _("notater i leders forarbeid")
        constraints = [models.UniqueConstraint(fields=["drofting", "punkt"], name="forarbeidsnotat_ett")]

    def __str__(self):
        return self.tekst


class Motemateriell(LagretFil, KommuneModel):
    """What the staff are to have read: a styringsdokument, a link, or a file; one of the three."""

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.CASCADE, related_name="materiell")
    tittel = models.CharField(_("hva det er"), max_length=200, blank=True)
    dokument = models.ForeignKey(
        Styringsdokument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("styringsdokument"),
    )
    lenke = models.URLField(_("lenke"), max_length=500, blank=True)
    # The file is one's choice here.
    filnavn = models.CharField(_("filnavn"), max_length=200, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    lagringssti = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    storrelse = models.PositiveIntegerField(_("størrelse"), default=0)

    class Meta:
        verbose_name = _("materiell til møtet")
        verbose_name_plural = _("materiell til møtet")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dokument__isnull=False, lenke="", lagringssti="")
                | Q(dokument__isnull=True, lagringssti="") & ~Q(lenke="")
                | Q(dokument__isnull=True, lenke="") & ~Q(lagringssti=""),
                name="motemateriell_ett_av_tre",
                violation_error_message=_("Velg et styringsdokument, skriv en lenke eller last opp en fil. Én av dem."),
            ),
            models.UniqueConstraint(
                fields=["drofting", "dokument"],
                name="motemateriell_dokument_en_gang",
                violation_error_message=_("Dokumentet er allerede lagt ved."),
            ),
        ]

    def __str__(self):
        return self.tittel or (str(self.dokument) if self.dokument_id else self.filnavn or self.lenke)


class Motelesing(KommuneModel):
    """A member of the staff has opened what was shared before the meeting; the leader sees who, and when first."""

    formaal = _("La lederen se hvem som har åpnet det som ble delt før enhetens kompetansedrøfting.")
    dataklasse = "slettes"

    drofting = models.ForeignKey(Kompetansedrofting, on_delete=models.CASCADE, related_name="lesinger")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    aapnet = models.DateTimeField(_("åpnet"), default=timezone.now)

    class Meta:
        verbose_name = _("åpning av møtemateriell")
        verbose_name_plural = _("åpninger av møtemateriell")
        ordering = ["aapnet"]
        constraints = [models.UniqueConstraint(fields=["drofting", "person"], name="motelesing_en_gang")]

    def __str__(self):
        return str(self.person)
