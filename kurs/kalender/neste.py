"""The next run that gives a competence: offered where that is missing or runs out. Who has a place on it is on the way."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from kartlegging.profil.tilbud import Tilbud
from kompetanse.felles.formats import dato_kort
from kompetanse.organisasjon.models import Person
from kurs.models import Kjoring, Kurs, Kurskompetanse, Kursplass

# A run that is over and not completed yet is waited for as well; what is only shown to a leader, no course gives.
HAR_PLASS = """
select p.person_id, k.kompetanse_id, k.nivaa, (s.slutt at time zone 'Europe/Oslo')::date as forventet, p.kommune_id
from kurs_kursplass p
join kurs_kjoring j on j.id = p.kjoring_id and j.status in ('aapen', 'stengt')
join kurs_kurs c on c.id = j.kurs_id and c.fullforing <> 'ingen'
join kurs_kurskompetanse k on k.kurs_id = c.id
join kartlegging_kompetanse hva on hva.id = k.kompetanse_id and not hva.kun_fremvises
cross join lateral (select max(slutt) as slutt from kurs_samling where kjoring_id = j.id) s
where p.status = 'plass' and s.slutt is not null
"""


def har_plass() -> str:
    """Who has a place on a run that is to be held, and when it ends. See `kartlegging.paa_vei`."""
    return HAR_PLASS


def neste(person: Person, krav: Mapping[int, int | None]) -> dict[int, Tilbud]:
    """Competence → the run that the person has a place on, else the first that one can sign up for. See
    `kartlegging.profil.tilbud`. Four statements."""
    gir = Kurskompetanse.objects.filter(kompetanse__in=krav, kompetanse__kun_fremvises=False)
    gir = gir.exclude(kurs__fullforing=Kurs.Fullforing.INGEN)
    per_kurs: dict[int, list[int]] = {}
    for kurs_id, kompetanse_id, nivaa in gir.values_list("kurs", "kompetanse", "nivaa"):
        if krav[kompetanse_id] is None or (nivaa or 0) >= krav[kompetanse_id]:
            per_kurs.setdefault(kurs_id, []).append(kompetanse_id)
    if not per_kurs:
        return {}
    kommer = Kjoring.objects.filter(kurs__in=per_kurs, status__in=Kjoring.Status.kommende())
    kjoringer = [en for en in kommer.select_related("kurs").prefetch_related("samlinger") if en.begynner]
    aktive = Kursplass.objects.som_kommer().filter(person=person, kjoring__in=[en.pk for en in kjoringer])
    plasser = dict(aktive.values_list("kjoring", "status"))
    svar: dict[int, Tilbud] = {}
    for kjoring in sorted(kjoringer, key=lambda en: (en.pk not in plasser, en.begynner)):
        if tilbud := _tilbud(kjoring, plasser.get(kjoring.pk)):
            for kompetanse_id in per_kurs[kjoring.kurs_id]:
                svar.setdefault(kompetanse_id, tilbud)
    return svar


def _tilbud(kjoring, status):
    """None when the person is not on it, and it takes nobody in."""
    hva = {"kurs": kjoring.kurs, "dag": dato_kort(kjoring.begynner)}
    ord_ = {
        Kursplass.Status.PLASS: _("Du har plass på %(kurs)s %(dag)s"),
        Kursplass.Status.VENTELISTE: _("Du står på venteliste til %(kurs)s %(dag)s"),
        Kursplass.Status.SOKT: _("Du venter på svar om %(kurs)s %(dag)s"),
    }
    if status:
        return Tilbud(ord_[status] % hva, kjoring.get_absolute_url(), er_paameldt=True)
    if kjoring.tar_imot(timezone.now()):
        return Tilbud(_("Neste kurs: %(kurs)s %(dag)s") % hva, kjoring.get_absolute_url())
    return None
