"""The library of forms: one form per level or more, in versions, with the questions of each."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.tiltak import Evalueringsnivaa


class SkjemaQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Those of one's own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_bruk(self):
        return self.filter(i_bruk=True)


@spor()
class Skjema(KommuneModel):
    """A form that HR keeps for one level. What it asks stands in its newest version."""

    niva = models.PositiveSmallIntegerField(_("nivå"), choices=Evalueringsnivaa.choices)
    navn = models.CharField(_("navn"), max_length=120)
    beskrivelse = models.CharField(_("når det passer"), max_length=300, blank=True)
    i_bruk = models.BooleanField(_("kan velges"), default=True)

    objects = SkjemaQuerySet.as_manager()

    class Meta:
        verbose_name = _("skjema")
        verbose_name_plural = _("skjemaer")
        ordering = ["niva", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="skjema_navn_unikt",
                violation_error_message=_("Dere har allerede et skjema med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("evaluering:skjema-detail", args=[self.pk])

    @property
    def nyeste(self) -> "Skjemaversjon":
        """The version that new collections use."""
        return self.versjoner.order_by("-nummer").first()


@spor()
class Skjemaversjon(KommuneModel):
    """What a form asked at a time. Once an evaluation has begun to collect with it, it never changes again."""

    skjema = models.ForeignKey(Skjema, on_delete=models.PROTECT, related_name="versjoner")
    nummer = models.PositiveSmallIntegerField(_("versjon"), default=1)
    fra = models.DateField(_("fra"), default=timezone.localdate)

    class Meta:
        verbose_name = _("versjon av skjema")
        verbose_name_plural = _("versjoner av skjemaer")
        ordering = ["skjema", "nummer"]
        constraints = [models.UniqueConstraint(fields=["skjema", "nummer"], name="skjemaversjon_nummer_unikt")]

    def __str__(self):
        return f"{self.skjema} ({self.nummer})"

    @property
    def er_laast(self) -> bool:
        """A collection has used it: a change is a new version."""
        return self.innsamlinger.exists()


@spor()
class Sporsmal(KommuneModel):
    """A question of a version, in bokmål and nynorsk; a text without nynorsk is shown in bokmål.

    `{atferd}` in the text is asked once for each behaviour that was agreed on, `{kompetanse}` once for each competence that
    the run or measure gives. What is answered is kept as: `skala` 1–5,
    `valg` the place of the alternative from 0, `tall` a number, `tekst` words. `tema` says what is asked about across
    forms and versions, so that answers can be compared. `riktig` is the place of the right alternative in a test.
    """

    class Slag(models.TextChoices):
        SKALA = "skala", _("Skala fra 1 til 5")
        VALG = "valg", _("Valg mellom alternativer")
        TALL = "tall", _("Tall")
        TEKST = "tekst", _("Fritekst")

    class Tema(models.TextChoices):
        ANNET = "", _("Annet")
        FORNOYD = "fornoyd", _("Fornøyd")
        RELEVANS = "relevans", _("Relevans for arbeidet")
        ENGASJEMENT = "engasjement", _("Engasjement")
        FORPLIKTELSE = "forpliktelse", _("Vil bruke det")
        TRYGGHET = "trygghet", _("Tror jeg får det til")
        KUNNSKAP = "kunnskap", _("Kan det")
        FERDIGHET = "ferdighet", _("Klarer det")
        HOLDNING = "holdning", _("Ser nytten av det")
        BRUK = "bruk", _("Bruker det")
        HINDRET = "hindret", _("Det som hindret")
        HJALP = "hjalp", _("Det som hjalp")
        NYTTE = "nytte", _("Nytte")

    versjon = models.ForeignKey(Skjemaversjon, on_delete=models.CASCADE, related_name="sporsmal")
    slag = models.CharField(_("svares med"), max_length=5, choices=Slag.choices, default=Slag.SKALA)
    tema = models.CharField(_("spør om"), max_length=15, choices=Tema.choices, blank=True)
    tekst = models.CharField(_("spørsmål"), max_length=300)
    tekst_nn = models.CharField(_("spørsmål på nynorsk"), max_length=300, blank=True)
    # The same question put to the leader about the participant (level 3).
    tekst_leder = models.CharField(_("spørsmål til lederen"), max_length=300, blank=True)
    tekst_leder_nn = models.CharField(_("spørsmål til lederen på nynorsk"), max_length=300, blank=True)
    # A scale: what 1 and 5 stand for. A choice: one alternative each.
    valg = ArrayField(models.CharField(max_length=200), verbose_name=_("svaralternativer"), default=list, blank=True)
    valg_nn = ArrayField(
        models.CharField(max_length=200), verbose_name=_("svaralternativer på nynorsk"), default=list, blank=True
    )
    riktig = models.PositiveSmallIntegerField(_("riktig svar"), null=True, blank=True)
    maa_besvares = models.BooleanField(_("må besvares"), default=False)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("spørsmål")
        verbose_name_plural = _("spørsmål")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slag="valg") | Q(valg__len__gte=2),
                name="sporsmal_valg_har_alternativer",
                violation_error_message=_("Skriv minst to svaralternativer, ett på hver linje."),
            ),
            models.CheckConstraint(
                condition=Q(riktig__isnull=True) | Q(slag="valg", valg__len__gt=models.F("riktig")),
                name="sporsmal_riktig_er_et_alternativ",
                violation_error_message=_("Det riktige svaret må være ett av svaralternativene."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="sporsmal_laast_med_versjonen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    if exists (
                        select 1 from evaluering_innsamling i where i.versjon_id in (old.versjon_id, new.versjon_id)
                    ) then
                        raise exception 'Noen er spurt med denne versjonen av skjemaet.' using errcode = 'check_violation';
                    end if;
                    if tg_op = 'DELETE' then return old; else return new; end if;
                """,
            )
        ]

    def __str__(self):
        return self.tekst
