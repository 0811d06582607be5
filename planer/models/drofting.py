"""The discussion of a plan with the unions (HTA 3.2 and 3.3): invited to, held, and what was proposed on the way."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel, UtfortIRolle
from kompetanse.organisasjon.models import Person
from planer.models.behov import Kompetansebehov
from planer.models.plan import Kompetanseplan


@spor()
class Drofting(UtfortIRolle, KommuneModel):
    """One discussion, invited to with what it is about as it was then (`innhold`, `sha256`, and a kept PDF): a plan, or, in
    the yearly meeting of `aar`, the ground for it (`aarsmote.grunnlag`).

    Once held, the database refuses every change of it, of its parties and of what is written of each category.
    """

    dataklasse = "bevares"

    class Status(models.TextChoices):
        INNKALT = "innkalt", _("Innkalt")
        HOLDT = "holdt", _("Holdt")
        AVLYST = "avlyst", _("Avlyst")

    class Utfall(models.TextChoices):
        ENIGE = "enige", _("Partene er enige")
        PROTOKOLL = "protokoll", _("Uenighet er protokollført")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.PROTECT, null=True, related_name="droftinger")
    aar = models.PositiveSmallIntegerField(_("år"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.INNKALT)
    mote = models.DateField(_("møtedato"))
    hjemmel = models.CharField(_("etter"), max_length=60, blank=True, default="HTA 3.2 og 3.3")
    melding = models.TextField(_("melding til partene"), blank=True)
    innhold = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    innkalt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    innkalt = models.DateTimeField(_("innkalt"), default=timezone.now)
    utfall = models.CharField(_("utfall"), max_length=10, choices=Utfall.choices, blank=True)
    protokolltilforsel = models.TextField(_("protokolltilførsel"), blank=True)
    svar = models.TextField(_("arbeidsgivers svar"), blank=True)
    avsluttet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    avsluttet = models.DateTimeField(_("avsluttet"), null=True)

    class Meta:
        verbose_name = _("drøfting")
        verbose_name_plural = _("drøftinger")
        ordering = ["innkalt", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(status="innkalt"), name="drofting_en_om_gangen"),
            models.UniqueConstraint(
                fields=["kommune", "aar"],
                condition=~Q(status="avlyst"),
                name="drofting_ett_aarsmote",
                violation_error_message=_("Det er allerede kalt inn til drøftingsmøte dette året."),
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, aar__isnull=True) | Q(plan__isnull=True, aar__isnull=False),
                name="drofting_plan_eller_aar",
            ),
            models.CheckConstraint(
                condition=~Q(status="holdt") | (~Q(utfall="") & Q(avsluttet__isnull=False)),
                name="drofting_holdt_er_hel",
            ),
            models.CheckConstraint(
                condition=~Q(utfall="protokoll") | ~Q(protokolltilforsel=""),
                name="drofting_uenighet_har_ord",
                violation_error_message=_("Skriv hva partene er uenige om."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="drofting_holdt_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="holdt"),
                func="""
                    raise exception 'Drøftingen er avsluttet og kan ikke endres.' using errcode = 'check_violation';
                """,
            )
        ]

    def __str__(self):
        return f"{self.plan or self.aar} {self.mote}"

    def get_absolute_url(self):
        return reverse("planer:drofting-detail" if self.plan_id else "planer:aarsmote-detail", args=[self.pk])


def _fryses_med_droftingen(navn):
    """Nothing of a row that belongs to a discussion changes once that is held."""
    return pgtrigger.Trigger(
        name=navn,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
                    if exists (
                        select 1 from planer_drofting d
                        where d.id in (old.drofting_id, new.drofting_id) and d.status = 'holdt'
                    ) then
                        raise exception 'Drøftingen er avsluttet og kan ikke endres.' using errcode = 'check_violation';
                    end if;
                    if tg_op = 'DELETE' then return old; else return new; end if;
                """,
    )


class Droftingspart(KommuneModel):
    """A party to a discussion, who speaks for it, whether they came, and what it said."""

    formaal = _("Dokumentere hvem som har drøftet en plan på vegne av de ansatte.")
    dataklasse = "bevares"

    drofting = models.ForeignKey(Drofting, on_delete=models.CASCADE, related_name="parter")
    part = models.CharField(_("part"), max_length=100)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("representert ved")
    )
    navn = models.CharField(_("representert ved"), max_length=150, blank=True)
    deltok = models.BooleanField(_("deltok"), default=False)
    syn = models.TextField(_("synspunkter"), blank=True)

    class Meta:
        verbose_name = _("part i drøftingen")
        verbose_name_plural = _("parter i drøftingen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drofting", "part"],
                name="droftingspart_en_gang",
                violation_error_message=_("Denne parten er allerede med."),
            )
        ]
        triggers = [_fryses_med_droftingen("droftingspart_holdt_fryses")]

    def __str__(self):
        return self.part

    @property
    def hvem(self) -> str:
        """Who speaks for the party; empty when nobody is named."""
        return str(self.person) if self.person_id else self.navn


@spor()
class Droftingspunkt(KommuneModel):
    """What the minutes of the yearly meeting say of one stillingskategori, under the name that it had then; the first is
    for all of them."""

    dataklasse = "bevares"

    drofting = models.ForeignKey(Drofting, on_delete=models.CASCADE, related_name="punkter")
    kategori = models.CharField(_("stillingskategori"), max_length=100)
    sagt = models.TextField(_("hva partene sa"), blank=True)
    enige = models.TextField(_("hva partene ble enige om"), blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"))

    class Meta:
        verbose_name = _("punkt i protokollen")
        verbose_name_plural = _("punkter i protokollen")
        ordering = ["rekkefolge", "pk"]
        constraints = [models.UniqueConstraint(fields=["drofting", "kategori"], name="droftingspunkt_ett_av_hver")]
        triggers = [_fryses_med_droftingen("droftingspunkt_holdt_fryses")]

    def __str__(self):
        return self.kategori


@spor()
class Behovsforslag(KommuneModel):
    """A need that a tillitsvalgt proposes for a plan that is up for discussion, and what came of it."""

    dataklasse = "bevares"

    class Status(models.TextChoices):
        NYTT = "nytt", _("Venter på svar")
        TATT_INN = "tatt_inn", _("Tatt inn i planen")
        AVSLAATT = "avslaatt", _("Ikke tatt inn")

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.CASCADE, related_name="behovsforslag")
    navn = models.CharField(_("behov"), max_length=200)
    begrunnelse = models.TextField(_("hvorfor"), blank=True)
    foreslaatt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    foreslaatt = models.DateTimeField(_("foreslått"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NYTT)
    svar = models.TextField(_("svar"), blank=True)
    behov = models.ForeignKey(
        Kompetansebehov, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    svart_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    svart = models.DateTimeField(_("svart"), null=True)

    class Meta:
        verbose_name = _("forslag til behov")
        verbose_name_plural = _("forslag til behov")
        ordering = ["foreslaatt", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="avslaatt") | ~Q(svar=""),
                name="behovsforslag_avslag_har_svar",
                violation_error_message=_("Skriv hvorfor behovet ikke tas inn."),
            )
        ]

    def __str__(self):
        return self.navn
