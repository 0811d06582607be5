"""Categories of positions, and how stillingskoder and titles lead to them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kartlegging.models.katalog import Kompetanse
from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Stilling


class StillingskategoriQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees the categories of their own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)


@spor()
class Stillingskategori(KommuneModel):
    """A kind of position. It carries the formal requirement; who does not meet that is *ufaglært* (handbook 10)."""

    navn = models.CharField(_("navn"), max_length=100)
    nokkel = models.CharField(max_length=60, blank=True, editable=False)
    nus = models.PositiveSmallIntegerField(_("laveste utdanningsnivå (NUS)"), null=True, blank=True)
    formalkrav = models.ManyToManyField(
        Kompetanse,
        blank=True,
        related_name="+",
        verbose_name=_("formelt krav"),
        help_text=_("Autorisasjon, fagbrev eller utdanning. Én av dem er nok."),
    )

    objects = StillingskategoriQuerySet.as_manager()

    class Meta:
        verbose_name = _("stillingskategori")
        verbose_name_plural = _("stillingskategorier")
        ordering = ["navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "navn"],
                name="stillingskategori_navn_unikt",
                violation_error_message=_("Dere har allerede en stillingskategori med dette navnet."),
            )
        ]

    def __str__(self):
        return self.navn

    def get_absolute_url(self):
        return reverse("kartlegging:stillingskategori-detail", args=[self.pk])


class Kategorikilde(KommuneModel):
    """A stillingskode or a title (in lower case) that leads to a category. The title decides before the code."""

    kategori = models.ForeignKey(Stillingskategori, on_delete=models.CASCADE, related_name="kilder")
    stillingskode = models.CharField(_("stillingskode"), max_length=20, blank=True)
    tittel = models.CharField(_("stillingstittel"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("vei til stillingskategori")
        verbose_name_plural = _("veier til stillingskategorier")
        ordering = ["stillingskode", "tittel"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "stillingskode"], condition=~Q(stillingskode=""), name="kategorikilde_kode_unik"
            ),
            models.UniqueConstraint(
                fields=["kommune", "tittel"], condition=~Q(tittel=""), name="kategorikilde_tittel_unik"
            ),
            models.CheckConstraint(
                condition=Q(stillingskode="") ^ Q(tittel=""), name="kategorikilde_kode_eller_tittel"
            ),
        ]

    def __str__(self):
        return self.stillingskode or self.tittel


class KategoriForStilling(models.Model):
    """Which category a position belongs to: by its title, else by its stillingskode; no row when neither leads anywhere.

    A view (migration 0001), so that the rule has one place in SQL and Python alike.
    """

    stilling = models.OneToOneField(
        Stilling, on_delete=models.DO_NOTHING, primary_key=True, related_name="kategorien", db_constraint=False
    )
    kategori = models.ForeignKey(Stillingskategori, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        managed = False
        db_table = "kartlegging_kategoriforstilling"
        verbose_name = _("kategori for stilling")
        verbose_name_plural = _("kategorier for stillinger")

    def __str__(self):
        return str(self.kategori)
