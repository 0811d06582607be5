"""The case by which a plan is put before the body that adopts it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from planer.models.plan import Kompetanseplan


@spor()
class Saksframlegg(KommuneModel):
    """Proposed from the plan (last at `foreslaatt`), edited, and frozen when it is sent: the PDF, and that of the plan which
    it is about.

    A later change makes a new one; one is being written at a time.
    """

    dataklasse = "bevares"

    plan = models.ForeignKey(Kompetanseplan, on_delete=models.PROTECT, related_name="saksframlegg")
    organ = models.CharField(_("til"), max_length=150)
    tittel = models.CharField(_("tittel"), max_length=200)
    saksnummer = models.CharField(_("saksnummer"), max_length=40, blank=True)
    arkivkode = models.CharField(_("arkivkode"), max_length=40, blank=True)
    saksbehandler = models.CharField(_("saksbehandler"), max_length=150, blank=True)
    motedato = models.DateField(_("møtedato"), null=True, blank=True)
    opprettet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opprettet = models.DateTimeField(default=timezone.now)
    foreslaatt = models.DateTimeField(default=timezone.now)
    sendt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sendt = models.DateTimeField(_("sendt"), null=True, blank=True)
    pdf = models.OneToOneField("felles.Dokument", on_delete=models.PROTECT, null=True, related_name="+")
    vedlegg = models.ForeignKey("felles.Dokument", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("saksframlegg")
        verbose_name_plural = _("saksframlegg")
        ordering = ["opprettet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(sendt__isnull=True), name="saksframlegg_ett_utkast"),
            models.CheckConstraint(
                condition=Q(sendt__isnull=True) | Q(sendt_av__isnull=False, pdf__isnull=False, vedlegg__isnull=False),
                name="saksframlegg_sendt_er_helt",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="saksframlegg_sendt_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__sendt__isnull=False),
                func="""
                    raise exception 'Saksframlegget er sendt og kan ikke endres.' using errcode = 'check_violation';
                """,
            )
        ]

    def __str__(self):
        return self.tittel

    @property
    def er_sendt(self) -> bool:
        return self.sendt is not None

    def get_absolute_url(self):
        return reverse("planer:saksframlegg-detail", args=[self.pk])


@spor()
class Saksdelmal(KommuneModel):
    """A part that new cases are written in: its heading, and what to write there.

    `kode` is set on those that the product itself proposes words for (`vedtak.sakstekst`), and is empty on the kommune's
    own.
    """

    INNSTILLING = "innstilling"

    kode = models.SlugField(max_length=40, blank=True, editable=False)
    tittel = models.CharField(_("overskrift"), max_length=150)
    hjelp = models.TextField(_("hva som hører hjemme her"), blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        verbose_name = _("del av saksframlegg")
        verbose_name_plural = _("deler av saksframlegg")
        ordering = ["rekkefolge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "tittel"],
                name="saksdelmal_tittel_unik",
                violation_error_message=_("Saksframlegget har allerede en del med denne overskriften."),
            ),
            models.CheckConstraint(
                condition=~Q(kode="innstilling", i_bruk=False),
                name="saksdelmal_innstilling_i_bruk",
                violation_error_message=_("En sak må ha et forslag til vedtak, så denne delen må være i bruk."),
            ),
        ]

    def __str__(self):
        return self.tittel

    @property
    def nokkel(self) -> str:
        """What the same part is known by in one case and the next, whatever it is called."""
        return self.kode or f"egen-{self.pk}"


class Saksdel(KommuneModel):
    """One part of the case, under the heading that it had when the case was begun. `kode` is the `nokkel` of its Saksdelmal,
    and `tekst` cleaned HTML of the small subset in `felles.riktekst`.

    `skrevet` is when somebody last wrote in it; what nobody has written in, says what the plan does.
    """

    sak = models.ForeignKey(Saksframlegg, on_delete=models.CASCADE, related_name="deler")
    kode = models.SlugField(max_length=40)
    tittel = models.CharField(_("overskrift"), max_length=150)
    tekst = models.TextField(_("tekst"), blank=True)
    skrevet = models.DateTimeField(null=True, editable=False)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)

    class Meta:
        verbose_name = _("del av saksframlegget")
        verbose_name_plural = _("deler av saksframlegget")
        ordering = ["rekkefolge", "pk"]
        constraints = [models.UniqueConstraint(fields=["sak", "kode"], name="saksdel_en_av_hver")]
        triggers = [
            pgtrigger.Trigger(
                name="saksdel_sendt_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    if exists (
                        select 1 from planer_saksframlegg s
                        where s.id in (old.sak_id, new.sak_id) and s.sendt is not null
                    ) then
                        raise exception 'Saksframlegget er sendt og kan ikke endres.' using errcode = 'check_violation';
                    end if;
                    if tg_op = 'DELETE' then return old; else return new; end if;
                """,
            )
        ]

    def __str__(self):
        return self.tittel

    @property
    def maa_leses_over(self) -> bool:
        """Somebody wrote in it before the plan was changed and put before the body anew."""
        return self.skrevet is not None and self.skrevet < self.sak.foreslaatt
