"""What every app writes to: the audit line, the log of looks, jobs, messages and stored documents."""

import datetime as dt

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.vegg import gjeldende_kommune_id


class KommuneModel(models.Model):
    """A row behind the kommune wall. The kommune of the request or job is filled in by itself."""

    kommune = models.ForeignKey(
        "organisasjon.Kommune",
        on_delete=models.PROTECT,
        default=gjeldende_kommune_id,
        editable=False,
        related_name="+",
        verbose_name=_("kommune"),
    )

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):
        """Behind `get_…_display`. Django's own makes a hash of every choice, and so translates them all, for each row."""
        value = getattr(self, field.attname)
        return force_str(dict(field.flatchoices).get(value, value), strings_only=True)


class UtfortIRolle(models.Model):
    """A row that tells who did something: in which role, and on whose behalf when that was as a deputy."""

    i_rolle = models.CharField(_("i rollen"), max_length=200, blank=True)
    paa_vegne_av = models.CharField(_("på vegne av"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def rolletekst(self):
        """«Avdelingsdirektør, IKT-tjenester, på vegne av Ada Vik»; the name once, also where an old line has it in the
        role; empty for one who acted as oneself."""
        if not self.paa_vegne_av or self.paa_vegne_av in self.i_rolle:
            return self.i_rolle
        return gettext("%(rolle)s, på vegne av %(person)s") % {"rolle": self.i_rolle, "person": self.paa_vegne_av}


class HendelseQuerySet(models.QuerySet):
    def for_objekt(self, objekt):
        """The audit lines of one object, oldest first."""
        innholdstype = ContentType.objects.get_for_model(objekt)
        return self.filter(innholdstype=innholdstype, objekt_id=objekt.pk).select_related("utfort_av")


class Hendelse(UtfortIRolle, KommuneModel):
    """One audit line: who did what, in which role, on whose behalf. Append-only (arkivforskrifta § 5)."""

    bare_nye = True

    innholdstype = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    objekt_id = models.BigIntegerField()
    objekt = GenericForeignKey("innholdstype", "objekt_id")
    handling = models.CharField(_("handling"), max_length=60)
    utfort_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kommentar = models.TextField(_("kommentar"), blank=True)
    data = models.JSONField(default=dict, blank=True)
    tidspunkt = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    objects = HendelseQuerySet.as_manager()

    class Meta:
        verbose_name = _("hendelse")
        verbose_name_plural = _("hendelser")
        ordering = ["tidspunkt", "pk"]
        indexes = [models.Index(fields=["innholdstype", "objekt_id", "tidspunkt"], name="hendelse_objekt")]
        triggers = [pgtrigger.Protect(name="hendelse_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.handling} {self.tidspunkt:%Y-%m-%d %H:%M}"


class Oppslag(KommuneModel):
    """Someone looked at another person's data (handbook 9). Append-only."""

    formaal = _("Vise den enkelte hvem som har sett på opplysningene.")
    dataklasse = "egen frist"
    gjelder_person = "person_id"
    bare_nye = True

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    hva = models.CharField(_("hva"), max_length=100)
    i_rolle = models.CharField(_("i rollen"), max_length=200, blank=True)
    tidspunkt = models.DateTimeField(_("tidspunkt"), default=timezone.now)

    class Meta:
        verbose_name = _("oppslag")
        verbose_name_plural = _("oppslag")
        ordering = ["-tidspunkt", "-pk"]
        indexes = [models.Index(fields=["person_id", "-tidspunkt"], name="oppslag_person")]
        triggers = [pgtrigger.Protect(name="oppslag_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.hva} {self.tidspunkt:%Y-%m-%d %H:%M}"


class Jobb(KommuneModel):
    """Long work that runs in the background; a page polls this row."""

    class Status(models.TextChoices):
        VENTER = "venter", _("Venter")
        KJORER = "kjorer", _("Kjører")
        FERDIG = "ferdig", _("Ferdig")
        FEILET = "feilet", _("Feilet")

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    navn = models.CharField(_("navn"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.VENTER)
    gjort = models.PositiveIntegerField(_("gjort"), default=0)
    av = models.PositiveIntegerField(_("av"), default=0)
    resultat_lenke = models.CharField(max_length=300, blank=True)
    melding = models.TextField(_("melding"), blank=True)
    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)
    ferdig = models.DateTimeField(_("ferdig"), null=True, blank=True)

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobber")
        ordering = ["-opprettet"]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("felles:jobb-detail", args=[self.pk])


class UtboksQuerySet(models.QuerySet):
    # When the mail may go at the earliest.
    fra_naar = "opprettet"

    def klare(self):
        """Mail whose turn has come, oldest first: never tried, or rested 2, 4, 8 … minutes since it was to go."""
        naa = timezone.now()
        klare = Q(forsok=0)
        for forsok in range(1, self.model.MAX_FORSOK):
            klare |= Q(forsok=forsok, **{f"{self.fra_naar}__lte": naa - dt.timedelta(minutes=2**forsok)})
        return self.filter(klare, **{f"{self.fra_naar}__lte": naa}).order_by(self.fra_naar, "pk")


class Utboks(models.Model):
    """A row that is also a mail to be sent (`varsler.send_usendte`)."""

    MAX_FORSOK = 10

    opprettet = models.DateTimeField(_("opprettet"), default=timezone.now)
    forsok = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    siste_feil = models.TextField(_("siste feil"), blank=True)

    class Meta:
        abstract = True

    def sammen(self):
        """The rows that go in one mail with this one, which is locked."""
        return [self]


class VarselQuerySet(UtboksQuerySet):
    fra_naar = "sendes"

    def usendte(self):
        """Messages that wait to be mailed."""
        return self.filter(med_epost=True, sendt__isnull=True)

    def klare(self):
        return super().klare().usendte()

    def ulest_av(self, bruker):
        return self.filter(mottaker=bruker, lest__isnull=True)


class Varsel(KommuneModel, Utboks):
    """A message to one person, shown in the product and sent by mail. Never holds a secret (see `Engangslenke`)."""

    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="varsler")
    emne = models.CharField(_("emne"), max_length=200)
    tekst = models.TextField(_("tekst"))
    lenke = models.CharField(max_length=300, blank=True)
    # Makes the file that the mail carries: dotted path of a function, a space, and a key (`varsler.Vedlegg`).
    vedlegg = models.CharField(max_length=200, blank=True, editable=False)
    # Keys of the people whose data it tells of; it goes when theirs is destroyed.
    om_personer = ArrayField(models.BigIntegerField(), default=list, blank=True)
    lest = models.DateTimeField(_("lest"), null=True, blank=True)
    # The address is the one that the recipient has when the mail is sent.
    med_epost = models.BooleanField(_("også på e-post"), default=False)
    sendes = models.DateTimeField(_("sendes tidligst"), default=timezone.now)
    # Goes in one mail with the recipient's others whose turn has come.
    samles = models.BooleanField(_("sendes sammen med andre"), default=False)
    sendt = models.DateTimeField(_("sendt"), null=True, blank=True)

    objects = VarselQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        ordering = ["-opprettet"]
        indexes = [
            models.Index(fields=["sendes"], name="varsel_usendt", condition=Q(sendt__isnull=True, med_epost=True)),
            models.Index(fields=["mottaker", "-opprettet"], name="varsel_mottaker"),
            models.Index(fields=["lenke"], name="varsel_ulest", condition=Q(lest__isnull=True)),
        ]

    def __str__(self):
        return self.emne

    def sammen(self):
        if not self.samles:
            return [self]
        samlet = Varsel.objects.klare().filter(mottaker=self.mottaker_id, samles=True)
        return list(samlet.select_for_update(skip_locked=True))

    def merk_sendt(self):
        self.sendt, self.siste_feil = timezone.now(), ""
        self.save(update_fields=["sendt", "siste_feil"])

    def dropp(self):
        """There is nobody to mail it to any more; in the product it stands."""
        self.med_epost = False
        self.save(update_fields=["med_epost"])


class Engangslenke(Utboks):
    """A mail with a one-time link that someone waits for. The row holds no link: it is made as the mail is sent.

    So neither the product, the database nor a backup can show it. Stands outside the kommune wall: a forgotten password
    is asked for before the kommune is known. Goes when the mail is sent.
    """

    mottaker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lag = models.CharField(max_length=200)

    objects = UtboksQuerySet.as_manager()

    class Meta:
        verbose_name = _("engangslenke")
        verbose_name_plural = _("engangslenker")
        constraints = [models.UniqueConstraint(fields=["mottaker", "lag"], name="engangslenke_en_av_hvert_slag")]

    def __str__(self):
        return self.lag

    def merk_sendt(self):
        self.delete()

    dropp = merk_sendt


class Dokument(KommuneModel):
    """A document as it was when it was made: the file's name is its sha256, and the row never changes."""

    bare_nye = True

    innholdstype = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    objekt_id = models.BigIntegerField()
    objekt = GenericForeignKey("innholdstype", "objekt_id")
    slag = models.CharField(_("slag"), max_length=40)
    tittel = models.CharField(_("tittel"), max_length=200)
    filnavn = models.CharField(_("filnavn"), max_length=200)
    mime = models.CharField(max_length=100, default="application/pdf")
    lagringssti = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    storrelse = models.PositiveIntegerField(_("størrelse"))
    laget_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    laget = models.DateTimeField(_("laget"), default=timezone.now)

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["laget", "pk"]
        indexes = [models.Index(fields=["innholdstype", "objekt_id"], name="dokument_objekt")]
        triggers = [pgtrigger.Protect(name="dokument_uforanderlig", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.tittel


class LagretFil(models.Model):
    """A file that someone has attached, whose content has been checked (`vedlegg.py`); stored under its sha256."""

    filnavn = models.CharField(_("filnavn"), max_length=200)
    mime = models.CharField(max_length=100)
    lagringssti = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    storrelse = models.PositiveIntegerField(_("størrelse"))
    lastet_opp_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lastet_opp = models.DateTimeField(_("lastet opp"), default=timezone.now)

    class Meta:
        abstract = True


class Engangsnokkel(KommuneModel):
    """A shown form that has been carried out: where its answer led, and what it said (see `handling.py`)."""

    bruker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nokkel = models.CharField(max_length=64)
    lenke = models.CharField(max_length=500, blank=True)
    kvittering = models.TextField(blank=True)
    brukt = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("engangsnøkkel")
        verbose_name_plural = _("engangsnøkler")
        constraints = [models.UniqueConstraint(fields=["bruker", "nokkel"], name="engangsnokkel_brukt_en_gang")]
        indexes = [models.Index(fields=["brukt"], name="engangsnokkel_brukt")]

    def __str__(self):
        return self.nokkel


class Hjerteslag(models.Model):
    """A sign of life from a part of the installation, such as the job worker."""

    navn = models.CharField(max_length=40, primary_key=True)
    sist = models.DateTimeField()

    class Meta:
        verbose_name = _("hjerteslag")
        verbose_name_plural = _("hjerteslag")

    def __str__(self):
        return self.navn
