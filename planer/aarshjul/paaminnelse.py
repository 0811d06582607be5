"""Tells those whose an activity is that it comes, and once more when its last day is near. What is everyone's own waits on
Min side, and is no mail to the whole kommune."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, i_setning, sitat
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Kommune, Rolle, Stedfortreder
from planer.models import Aarsaktivitet, Aarspaaminnelse, Aarsutforelse, Ring

Slag = Aarspaaminnelse.Slag
DAG = dt.timedelta(days=1)
# The last day of a period that is longer than this is reminded of so many days before.
FOER_FRISTEN = 7


def paaminn(paa_dato: dt.date | None = None) -> int:
    """Each morning, for every kommune. Each reminder leaves a row, so a second run, or one that was cut off, sends nothing
    twice. Returns how many activities were reminded of."""
    return for_hver_kommune(_paaminn_kommune, paa_dato or timezone.localdate())


def _paaminn_kommune(kommune_id, dag):
    aktiviteter = Aarsaktivitet.objects.filter(kommune_id=kommune_id).exclude(ring=Ring.ANSATT).select_related("enhet")
    forfalt = [
        (aktivitet.pk, aar, slag)
        for aktivitet in aktiviteter
        for aar in (dag.year, dag.year + 1)
        if (slag := _slag(aktivitet, aar, dag))
    ]
    sendt = set(Aarspaaminnelse.objects.filter(kommune_id=kommune_id).values_list("aktivitet", "aar", "slag"))
    return hver_for_seg(_paaminn_en, [ett for ett in forfalt if ett not in sendt])


def _slag(aktivitet, aar, dag):
    """What is to be said of the activity on a day: nothing, that it comes, or that its last day is near."""
    if not aktivitet.er_i(aar):
        return None
    periode = aktivitet.i(aar)
    naer = periode.til - FOER_FRISTEN * DAG
    if periode.fra < naer <= dag <= periode.til:
        return Slag.FRIST
    return Slag.KOMMER if periode.fra - aktivitet.forvarsel * DAG <= dag <= periode.til else None


@transaction.atomic
def _paaminn_en(forfalt):
    aktivitet_id, aar, slag = forfalt
    aktivitet = Aarsaktivitet.objects.select_for_update(of=("self",)).select_related("enhet").get(pk=aktivitet_id)
    _rad, ny = Aarspaaminnelse.objects.get_or_create(aktivitet=aktivitet, aar=aar, slag=slag)
    if not ny:
        return False
    periode = aktivitet.i(aar)

    def tekster():
        ord_ = {"hva": sitat(aktivitet), "naar": i_setning(aktivitet.naar), "dato": dato(periode.til)}
        if slag == Slag.FRIST:
            return _("%(hva)s skal være gjort %(dato)s") % ord_, _("Merk det som gjort i årshjulet når det er gjort.")
        return _("Snart i årshjulet: %(hva)s") % ord_, _("Det skal gjøres %(naar)s.") % ord_

    varsle(_som_skal(aktivitet, aar), tekster, aktivitet.get_absolute_url(), frist=periode.til)
    return True


def _som_skal(aktivitet, aar):
    """The accounts of those whose it is, and their deputies, in the units that have not done it."""
    nivaaer = len(Kommune.objects.get(pk=aktivitet.kommune_id).nivaanavn)
    gjort = set(Aarsutforelse.objects.filter(aktivitet=aktivitet, aar=aar).values_list("enhet", flat=True))
    roller = Rolle.objects.gjeldende().filter(kommune_id=aktivitet.kommune_id, type__kode__in=aktivitet.koder)
    deres = [
        rolle
        for rolle in roller.select_related("type", "enhet")
        if rolle.enhet_id not in gjort and aktivitet.gjores_av(rolle.enhet.path, rolle.kode, nivaaer)
    ]
    vikarer = Stedfortreder.objects.gjeldende().filter(rolle__in=deres).values_list("person", flat=True)
    return tilgang.til_stede({*(rolle.person_id for rolle in deres), *vikarer})
