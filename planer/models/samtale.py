"""The talk between an employee and the leader: the form that HR sets, the talk, what each has prepared, and leave to study.

What is written stands encrypted (`KryptertTekst`), and no history is kept of it: the two alone read it.
"""

import datetime as dt
import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.hemmelig import KryptertTekst, Uleselig
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet, Person
from planer.models.plan import Kompetanseplan, mellom_de_to


@spor()
class Samtalesporsmaal(KommuneModel):
    """A question of the form that talks are prepared by. A talk takes the questions along when it is begun."""

    # What stands beside the question.
    VIS = (("", _("Ingenting")), ("enheten", _("Enhetens kritiske behov")), ("sist", _("Det som ble avtalt sist")))

    tekst = models.CharField(_("spørsmål"), max_length=500)
    hjelp = models.CharField(_("hjelpetekst"), max_length=500, blank=True)
    vis = models.CharField(_("ved siden av spørsmålet"), max_length=10, choices=VIS, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("spørsmål til medarbeidersamtalen")
        verbose_name_plural = _("spørsmål til medarbeidersamtalen")
        ordering = ["rekkefolge", "pk"]

    def __str__(self):
        return self.tekst


class MellomToQuerySet(models.QuerySet):
    def mellom(self, bruker):
        """Those that the user is one of the two in: the person, or the leader named, as long as that leader still leads
        where the person works. A deputy is not one of the two."""
        return self.filter(mellom_de_to(bruker), kommune_id=bruker.kommune_id)


class SamtaleQuerySet(MellomToQuerySet):
    def gjelder(self):
        """Those that are not called off."""
        return self.exclude(status=Samtale.Status.AVLYST)


class Samtale(KommuneModel):
    """One person's talk of a year with one leader; `leder` is None from when that leader no longer leads the person until
    the next has invited. Those of a group have `gruppe` in common, and are held together.

    `skjema` is the form as it was when the talk began: a list of nokkel, tekst, hjelp and vis. `plan` is what it ended in.
    """

    formaal = _("Forberede og holde medarbeidersamtalen, og vite at den er holdt.")
    dataklasse = "egen frist"

    class Status(models.TextChoices):
        INVITERT = "invitert", _("Forberedes")
        HOLDT = "holdt", _("Holdt")
        AVLYST = "avlyst", _("Avlyst")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="samtaler", verbose_name=_("medarbeider"))
    leder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("leder"))
    enhet = models.ForeignKey(Enhet, on_delete=models.PROTECT, related_name="+", verbose_name=_("enhet"))
    aar = models.PositiveSmallIntegerField(_("år"))
    gruppe = models.UUIDField(null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.INVITERT)
    skjema = models.JSONField(default=list, editable=False)
    melding = KryptertTekst(_("melding i invitasjonen"), blank=True)
    tid = models.DateTimeField(_("tidspunkt"), null=True, blank=True)
    sted = models.CharField(_("sted"), max_length=100, blank=True)
    invitert = models.DateTimeField(_("invitert"), default=timezone.now, editable=False)
    holdt = models.DateField(_("holdt"), null=True, blank=True)
    # What HTA 3.3.2 calls a talk on how pay can develop.
    lonnssamtale = models.BooleanField(_("grunnlag for en lønnsutviklingssamtale"), default=False)
    neste_prat = models.DateField(_("neste prat"), null=True, blank=True)
    plan = models.ForeignKey(
        Kompetanseplan, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="samtaler"
    )

    objects = SamtaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("medarbeidersamtale")
        verbose_name_plural = _("medarbeidersamtaler")
        ordering = ["-aar", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "aar"],
                condition=~Q(status="avlyst"),
                name="samtale_en_i_aaret",
                violation_error_message=_("Det er allerede en samtale dette året."),
            ),
            models.CheckConstraint(condition=Q(holdt__isnull=False) | ~Q(status="holdt"), name="samtale_holdt_en_dag"),
        ]
        indexes = [
            models.Index(fields=["kommune", "aar", "status"], name="samtale_aar"),
            models.Index(fields=["leder", "aar"], name="samtale_leder"),
        ]

    def __str__(self):
        return str(_("Medarbeidersamtale %(aar)s") % {"aar": self.aar})

    def get_absolute_url(self):
        return reverse("planer:samtale-detail", args=[self.pk])

    @property
    def dag(self) -> dt.date | None:
        """The day that it was held, or that is proposed."""
        return self.holdt or (self.tid and timezone.localdate(self.tid))

    @property
    def forberedes(self) -> bool:
        return self.status == self.Status.INVITERT


class Samtalebidrag(KommuneModel):
    """What one of the two has prepared: that one's own until it is shared, then both's.

    `innhold` is a JSON text: the answers by the key of the question, and the keys of measures to bring up.
    """

    formaal = Samtale.formaal
    dataklasse = "slettes"

    samtale = models.ForeignKey(
        Samtale, on_delete=models.CASCADE, related_name="bidrag", verbose_name=_("medarbeidersamtale")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("skrevet av"))
    innhold = KryptertTekst(_("det du har skrevet"), blank=True)
    delt = models.DateTimeField(_("delt"), null=True, blank=True)
    endret = models.DateTimeField(_("endret"), auto_now=True)

    class Meta:
        verbose_name = _("forberedelse til en medarbeidersamtale")
        verbose_name_plural = _("forberedelser til medarbeidersamtaler")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["samtale", "person"], name="samtalebidrag_ett_av_hver")]

    def __str__(self):
        return str(self.samtale)

    @property
    def kan_leses(self) -> bool:
        return not isinstance(self.innhold, Uleselig)

    @property
    def svar(self) -> dict[str, str]:
        """What is answered, by the key of the question, or of the part of it (`planer.samtale.deler`)."""
        return self._innhold().get("svar", {})

    @property
    def tiltak(self) -> list[int]:
        """The keys of the measures to bring up."""
        return self._innhold().get("tiltak", [])

    def skriv(self, **deler: Any) -> None:
        """Set `svar` or `tiltak`, or both. The caller saves."""
        self.innhold = json.dumps(self._innhold() | deler, ensure_ascii=False)

    def _innhold(self):
        return json.loads(self.innhold or "{}")


class Utdanningspermisjon(KommuneModel):
    """Leave to study, asked for by the person and answered by the leader (HTA 14.2, arbeidsmiljøloven § 12-11)."""

    formaal = _("Behandle et ønske om utdanningspermisjon.")
    dataklasse = "egen frist"

    OMFANG = (("hel", _("Hel")), ("delvis", _("Delvis")))
    LONN = (("lonnet", _("Lønnet")), ("ulonnet", _("Ulønnet")))

    class Status(models.TextChoices):
        SOKT = "sokt", _("Venter på svar")
        INNVILGET = "innvilget", _("Avtalt")
        AVSLAATT = "avslaatt", _("Avslått")
        TRUKKET = "trukket", _("Trukket")

    samtale = models.ForeignKey(Samtale, on_delete=models.SET_NULL, null=True, blank=True, related_name="permisjoner")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("medarbeider"))
    leder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("leder"))
    utdanning = KryptertTekst(_("utdanning"))
    fra = models.DateField(_("fra og med"))
    til = models.DateField(_("til og med"))
    omfang = models.CharField(_("hel eller delvis"), max_length=10, choices=OMFANG)
    lonn = models.CharField(_("lønnet eller ulønnet"), max_length=10, choices=LONN)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SOKT)
    grunn = KryptertTekst(_("begrunnelse"), blank=True)
    bindingstid = models.PositiveSmallIntegerField(_("bindingstid i måneder"), null=True, blank=True)
    sokt = models.DateTimeField(_("bedt om"), default=timezone.now, editable=False)
    avgjort = models.DateTimeField(_("svart"), null=True, blank=True, editable=False)

    objects = MellomToQuerySet.as_manager()

    class Meta:
        verbose_name = _("utdanningspermisjon")
        verbose_name_plural = _("utdanningspermisjoner")
        ordering = ["-sokt"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__gte=F("fra")),
                name="utdanningspermisjon_periode_gyldig",
                violation_error_message=_("Permisjonen kan ikke slutte før den begynner."),
            )
        ]

    def __str__(self):
        return str(_("Utdanningspermisjon"))

    def get_absolute_url(self):
        return reverse("planer:permisjon-detail", args=[self.pk])
