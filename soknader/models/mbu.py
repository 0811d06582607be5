"""The case to the co-determination board: a draft that can be edited, then a frozen, numbered document."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from soknader.models.ramme import BelopField


class MbuSakQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """HR and the director see all; the board and the employees' representatives those that are sent."""
        i_kommunen = self.filter(kommune_id=bruker.kommune_id)
        if bruker.has_perm("soknader.prepare_mbusak") or bruker.has_perm("soknader.send_mbusak"):
            return i_kommunen
        if bruker.has_perm("soknader.view_mbusak"):
            return i_kommunen.filter(status=MbuSak.Status.SENDT)
        return self.none()

    def for_list(self):
        """Each case with the number of rows in its table, `antall`; newest first."""
        return self.annotate(antall=models.Count("rader")).order_by("-opprettet", "-pk")

    def aarene(self):
        """The years that have cases, newest first."""
        return self.order_by("-aar").values_list("aar", flat=True).distinct()

    def search(self, q="", aar=None):
        """Cases of a year where every word stands somewhere: in the number, the text, the table or the resolution."""
        saker = self if aar is None else self.filter(aar=aar)
        for ordet in q.split():
            i_saken = Q(*[(f"{felt}__icontains", ordet) for felt in MbuSak.SOKBARE], _connector=Q.OR)
            i_raden = Q(*[(f"{felt}__icontains", ordet) for felt in MbuRad.SOKBARE], _connector=Q.OR)
            saker = saker.filter(i_saken | Exists(MbuRad.objects.filter(i_raden, sak=OuterRef("pk"))))
        return saker


@spor()
class MbuSak(KommuneModel):
    """Once sent, only the board's resolution can be added. Later changes make a new case."""

    dataklasse = "bevares"

    TEKSTER = (
        "ramme_tekst",
        "organisering_tekst",
        "soknader_overskrift",
        "soknader_tekst",
        "besluttet_tekst",
        "evaluering_tekst",
        "forslag_til_vedtak",
    )
    # What is written in the editor.
    FELTER = ("saksnummer", "tittel", "motedato", "saksbehandler", *TEKSTER)
    SOKBARE = ("saksnummer", "tittel", "saksbehandler", *TEKSTER, "vedtak")

    class Status(models.TextChoices):
        UTKAST = "utkast", _("Utkast")
        TIL_GODKJENNING = "til_godkjenning", _("Til godkjenning")
        SENDT = "sendt", _("Sendt")

    # The year of the money that was decided on; the last one, when there are several (`mbu/rader.aarene`).
    aar = models.PositiveSmallIntegerField(_("år"))
    retter = models.ForeignKey("self", on_delete=models.PROTECT, null=True, editable=False, related_name="rettelser")
    saksnummer = models.CharField(_("saksnummer"), max_length=20, blank=True, help_text=_("For eksempel 18/21."))
    tittel = models.CharField(_("tittel"), max_length=200)
    motedato = models.DateField(_("møtedato"), null=True, blank=True)
    per_dato = models.DateField(_("søknader avgjort til og med"))
    saksbehandler = models.CharField(_("saksbehandler"), max_length=150)
    ramme_tekst = models.TextField(_("om rammen"), blank=True)
    organisering_tekst = models.TextField(_("organisering"), blank=True)
    soknader_overskrift = models.CharField(_("overskrift for søknadene"), max_length=150, blank=True)
    soknader_tekst = models.TextField(_("innledning til tabellen"), blank=True)
    besluttet_tekst = models.TextField(_("hva som er besluttet"), blank=True)
    evaluering_tekst = models.TextField(_("hva tiltakene har gitt"), blank=True)
    forslag_til_vedtak = models.TextField(_("forslag til vedtak"), blank=True)
    status = models.CharField(_("status"), max_length=15, choices=Status.choices, default=Status.UTKAST)
    opprettet_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opprettet = models.DateTimeField(default=timezone.now)
    sendt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sendt = models.DateTimeField(_("sendt"), null=True, blank=True)
    pdf = models.OneToOneField("felles.Dokument", on_delete=models.PROTECT, null=True, related_name="+")
    vedtak = models.TextField(_("vedtak"), blank=True)
    vedtaksdato = models.DateField(_("vedtaksdato"), null=True, blank=True)

    objects = MbuSakQuerySet.as_manager()

    class Meta:
        verbose_name = _("MBU-sak")
        verbose_name_plural = _("MBU-saker")
        ordering = ["-opprettet", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "saksnummer"],
                condition=~Q(saksnummer=""),
                name="mbusak_nummer_unikt",
                violation_error_message=_("En annen sak har dette nummeret."),
            ),
            models.CheckConstraint(
                condition=~Q(status="sendt")
                | (~Q(saksnummer="") & Q(sendt__isnull=False, sendt_av__isnull=False, pdf__isnull=False)),
                name="mbusak_sendt_er_hel",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="mbusak_sendt_slettes_ikke",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="sendt"),
            ),
            pgtrigger.Trigger(
                name="mbusak_sendt_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="sendt"),
                func="""
                    if (to_jsonb(new) - 'vedtak' - 'vedtaksdato') is distinct from
                       (to_jsonb(old) - 'vedtak' - 'vedtaksdato')
                    then
                        raise exception 'Saken er sendt og kan ikke endres.' using errcode = 'check_violation';
                    end if;
                    return new;
                """,
            ),
        ]

    def __str__(self):
        return self.tittel

    def get_absolute_url(self):
        return reverse("soknader:mbusak-detail", args=[self.pk])


class MbuRad(KommuneModel):
    """One row of the table, proposed from an application; the words may be edited until the case is sent."""

    KOLONNER = (
        "avdeling",
        "seksjon",
        "kompetanseomraade",
        "beskrivelse",
        "antall_deltakere",
        "belop",
        "kostnad_merknad",
        "maalgruppe",
    )
    SOKBARE = tuple(kolonne for kolonne in KOLONNER if kolonne != "belop")

    sak = models.ForeignKey(MbuSak, on_delete=models.CASCADE, related_name="rader")
    soknad = models.ForeignKey("soknader.Soknad", on_delete=models.PROTECT, related_name="mbu_rader")
    nr = models.PositiveSmallIntegerField(_("nr."))
    avdeling = models.TextField(_("avdeling"), blank=True)
    seksjon = models.CharField(_("seksjon"), max_length=500, blank=True)
    kompetanseomraade = models.CharField(_("kompetanseområde"), max_length=200)
    beskrivelse = models.TextField(_("beskrivelse"), blank=True)
    antall_deltakere = models.CharField(_("antall deltakere"), max_length=200, blank=True)
    belop = BelopField(_("kostnad"))
    kostnad_merknad = models.CharField(_("merknad til kostnaden"), max_length=100, blank=True)
    maalgruppe = models.CharField(_("leder/medarbeider"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("rad i MBU-saken")
        verbose_name_plural = _("rader i MBU-saken")
        ordering = ["nr"]
        constraints = [
            models.UniqueConstraint(
                fields=["sak", "nr"], name="mburad_nr_unikt", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["sak", "soknad"], name="mburad_soknad_en_gang"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mburad_sendt_fryses",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    if exists (
                        select 1 from soknader_mbusak s where s.id in (old.sak_id, new.sak_id) and s.status = 'sendt'
                    ) then
                        raise exception 'Saken er sendt og kan ikke endres.' using errcode = 'check_violation';
                    end if;
                    if tg_op = 'DELETE' then return old; else return new; end if;
                """,
            )
        ]

    def __str__(self):
        return f"{self.nr}. {self.kompetanseomraade}"
