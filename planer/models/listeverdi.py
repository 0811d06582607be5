"""The lists that a kommune keeps of the words in its plans: ways, forms of learning, sources of money, factors …"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kompetanse.felles.historikk import spor
from kompetanse.felles.models import KommuneModel


class ListeverdiQuerySet(models.QuerySet):
    def visible_to(self, bruker):
        """Everyone sees the words of their own kommune."""
        return self.filter(kommune_id=bruker.kommune_id)

    def i_liste(self, liste):
        """The words of one list that can be chosen today, in their order."""
        return self.filter(liste=liste, i_bruk=True)


@spor()
class Listeverdi(KommuneModel):
    """One word that can be chosen in plans. HR renames, orders, adds and takes out of use; nothing chosen is lost.

    `kode` is set on those that the product itself knows (`standard.py`), and is empty on the kommune's own.
    """

    class Liste(models.TextChoices):
        DOKUMENTSLAG = "dokumentslag", _("Slag styringsdokument")
        FAKTOR = "faktor", _("Faktorer som endrer behovet")
        GRUNNLAG = "grunnlag", _("Grunnlag for et behov")
        MAATE = "maate", _("Måter å skaffe kompetansen på")
        LAERINGSFORM = "laeringsform", _("Læringsformer")
        LAERINGSARENA = "laeringsarena", _("Læringsarenaer")
        KILDE = "kilde", _("Finansieringskilder")
        AVVIKSGRUNN = "avviksgrunn", _("Grunner til at et tiltak ikke går som planlagt")

    liste = models.CharField(_("liste"), max_length=20, choices=Liste.choices, editable=False)
    kode = models.SlugField(max_length=40, blank=True, editable=False)
    navn = models.CharField(_("navn"), max_length=120)
    forklaring = models.CharField(_("forklaring"), max_length=300, blank=True)
    rekkefolge = models.PositiveSmallIntegerField(_("rekkefølge"), default=100)
    i_bruk = models.BooleanField(_("kan velges"), default=True)

    objects = ListeverdiQuerySet.as_manager()

    class Meta:
        verbose_name = _("listeverdi")
        verbose_name_plural = _("listeverdier")
        ordering = ["liste", "rekkefolge", "navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommune", "liste", "navn"],
                name="listeverdi_navn_unikt",
                violation_error_message=_("Listen har allerede denne verdien."),
            ),
            models.UniqueConstraint(
                fields=["kommune", "liste", "kode"], condition=~Q(kode=""), name="listeverdi_kode_unik"
            ),
        ]

    def __str__(self):
        return self.navn


def valg(liste: Listeverdi.Liste, navn: str, **felt) -> models.ForeignKey:
    """A field that holds a word of one list."""
    return models.ForeignKey(
        Listeverdi,
        on_delete=models.PROTECT,
        limit_choices_to={"liste": liste},
        related_name="+",
        verbose_name=navn,
        **felt,
    )
