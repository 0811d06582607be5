"""What coverage keeps: figures made ready for the whole tree, and who has been reminded."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartlegging.models.kategori import Stillingskategori
from kompetanse.felles.models import KommuneModel
from kompetanse.organisasjon.models import Enhet, Person


class Dekningstall(KommuneModel):
    """The figures of one unit and what is below it, as last counted (`dekning.ferdigtall`): its coverage, or with
    `kategori` how many of that category are ufaglært.

    `aapne` are those for readers who may not see names: older when a newer one would tell about fewer than five, and
    None where no figure may be shown. `aapne_personer` are the people that they count.
    """

    formaal = _("Vise hvor mye av kompetansen som er kartlagt, uten at noen kan regne seg fram til enkeltpersoner.")
    dataklasse = "slettes"

    enhet = models.ForeignKey(Enhet, on_delete=models.CASCADE, related_name="+")
    kategori = models.ForeignKey(Stillingskategori, on_delete=models.CASCADE, null=True, related_name="+")
    tall = models.JSONField(encoder=DjangoJSONEncoder)
    talt = models.DateTimeField()
    aapne = models.JSONField(encoder=DjangoJSONEncoder, null=True)
    aapne_talt = models.DateTimeField(null=True)
    aapne_personer = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        verbose_name = _("tall for dekning")
        verbose_name_plural = _("tall for dekning")
        constraints = [
            models.UniqueConstraint(fields=["enhet", "kategori"], nulls_distinct=False, name="dekningstall_ett")
        ]

    def __str__(self):
        return f"{self.enhet}"


class Dekningspaaminnelse(KommuneModel):
    """Someone was reminded of what is not registered; at most once a day."""

    dataklasse = "slettes"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField(default=timezone.localdate)
    sendt_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("påminnelse om kartlegging")
        verbose_name_plural = _("påminnelser om kartlegging")
        constraints = [models.UniqueConstraint(fields=["person", "dag"], name="dekningspaaminnelse_en_om_dagen")]

    def __str__(self):
        return f"{self.person} {self.dag}"
