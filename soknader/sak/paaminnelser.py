"""Reminds those whom a case waits for: on the day of the deadline, and then once a week. From the second one the next
leader and HR are told too. And those who have a draft, before the deadline of a round."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kompetanse.felles.formats import dato, sitat
from kompetanse.felles.jobber import for_hver_kommune, hver_for_seg
from kompetanse.felles.varsler import varsle
from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Bruker
from soknader.models import Motesak, Saksteg, Soknad, Soknadsrunde, Steghandling
from soknader.oppsett import soknadsrunder
from soknader.sak.behandlere import brukere_for_steg, neste_over
from soknader.sak.meldinger import de_som_kan_overta, til_eieren

Status = Soknad.Status
DAGER_MELLOM = 7
# Before the deadline of a round those with a draft are reminded on these days.
DAGER_FOER = (7, 1)


def paaminn_ventende_steg(paa_dato: dt.date | None = None) -> int:
    """Each morning, for every kommune. The case's step, the case, or the round remembers the day, so a second run sends
    nothing. Returns how many cases and rounds were reminded of."""
    return for_hver_kommune(_paaminn_kommune, paa_dato or timezone.localdate())


def _paaminn_kommune(kommune_id, i_dag):
    steg = list(_forfalte_steg(i_dag).filter(kommune_id=kommune_id).values_list("pk", flat=True))
    returnerte = list(_forfalte_rettelser(i_dag).filter(kommune_id=kommune_id).values_list("pk", flat=True))
    runder = list(_runder_med_frist(i_dag).filter(kommune_id=kommune_id).values_list("pk", flat=True))
    return (
        hver_for_seg(_paaminn_steg, steg, i_dag)
        + hver_for_seg(_paaminn_soker, returnerte, i_dag)
        + hver_for_seg(_paaminn_runde, runder, i_dag)
    )


def _ikke_nylig(felt, i_dag):
    return Q(**{f"{felt}__isnull": True}) | Q(**{f"{felt}__lte": i_dag - dt.timedelta(days=DAGER_MELLOM)})


def _forfalte_steg(i_dag):
    """Steps that wait in the line or for a meeting, due today or before, and not reminded of this week. A case on the
    agenda of a meeting that is to come waits for that."""
    kommer = Motesak.objects.filter(mote__dato__gte=i_dag).exclude(mote__status="avsluttet").values("soknad")
    return (
        Saksteg.objects.ventende()
        .exclude(handling=Steghandling.ORIENTERING)
        .exclude(soknad__in=kommer)
        .filter(
            _ikke_nylig("paaminnet", i_dag),
            frist__lte=i_dag,
            soknad__status__in=(Status.TIL_BEHANDLING, Status.TIL_MOTE),
        )
    )


def _forfalte_rettelser(i_dag):
    """Returned cases that the owner should have sent again."""
    return Soknad.objects.filter(
        _ikke_nylig("rettelse_paaminnet", i_dag), status=Status.RETURNERT, rettes_innen__lte=i_dag
    )


@transaction.atomic
def _paaminn_steg(steg_id, i_dag):
    """Lock the step and look once more: it may have been answered or reminded of since."""
    laast = _forfalte_steg(i_dag).select_for_update(of=("self",)).select_related("soknad__soker", "soknad__enhet")
    steg = laast.filter(pk=steg_id).first()
    if steg is None:
        return False
    foerste, steg.paaminnet = steg.paaminnet is None, i_dag
    steg.save(update_fields=["paaminnet"])
    soknad, hr = steg.soknad, set(tilgang.brukere_med_rolle(steg.kommune_id, *tilgang.HR))
    i_linjen = steg.handling in Steghandling.i_linjen()
    venter_paa = brukere_for_steg(steg) if i_linjen else hr
    varsle(
        venter_paa,
        lambda: (
            _("%(sak)s venter på svar fra deg") % {"sak": sitat(soknad.tittel)}
            if i_linjen
            else _("%(sak)s venter på et møte") % {"sak": sitat(soknad.tittel)},
            _("Fristen for å svare på søknad %(nummer)s er %(dato)s.")
            % {"nummer": soknad.nummer, "dato": dato(steg.frist)},
        ),
        soknad.get_absolute_url(),
        frist=steg.frist,
    )
    if not foerste:
        neste = neste_over(steg) if i_linjen else tilgang.brukere_med_rolle(steg.kommune_id, *tilgang.DIREKTOR)
        _si_fra_over(soknad, {*neste, *hr} - {*venter_paa}, steg.tittel, steg.frist)
    return True


@transaction.atomic
def _paaminn_soker(soknad_id, i_dag):
    """The same for a returned case and its owner."""
    laast = _forfalte_rettelser(i_dag).select_for_update(of=("self",)).select_related("soker__person", "enhet")
    soknad = laast.filter(pk=soknad_id).first()
    if soknad is None:
        return False
    foerste, soknad.rettelse_paaminnet = soknad.rettelse_paaminnet is None, i_dag
    soknad.save(update_fields=["rettelse_paaminnet"])
    til_eieren(
        soknad,
        lambda: (
            _("%(sak)s venter på at du retter den") % {"sak": sitat(soknad.tittel)},
            _("Fristen for å sende søknad %(nummer)s på nytt er %(dato)s.")
            % {"nummer": soknad.nummer, "dato": dato(soknad.rettes_innen)},
        ),
        soknad.rettes_innen,
    )
    if not foerste:
        _si_fra_over(soknad, de_som_kan_overta(soknad), str(soknad.soker), soknad.rettes_innen)
    return True


def _runder_med_frist(i_dag):
    """Open rounds whose deadline is near."""
    return Soknadsrunde.objects.filter(
        kommune__soknadsoppsett__i_runder=True,
        aapner__lte=i_dag,
        frist__range=(i_dag, i_dag + dt.timedelta(days=max(DAGER_FOER))),
    )


@transaction.atomic
def _paaminn_runde(runde_id, i_dag):
    """Remind those who have a draft for the round's year."""
    runde = _runder_med_frist(i_dag).select_for_update(of=("self",)).filter(pk=runde_id).first()
    dager = [runde.frist - dt.timedelta(days=dager) for dager in DAGER_FOER] if runde else []
    forfalt = max((dag for dag in dager if dag <= i_dag), default=None)
    if forfalt is None or (runde.paaminnet and runde.paaminnet >= forfalt):
        return False
    runde.paaminnet = i_dag
    runde.save(update_fields=["paaminnet"])
    utkast = soknadsrunder.utkast_med_frist(i_dag).filter(kommune_id=runde.kommune_id, aar=runde.aar)
    for soknad in utkast.select_related("soker__person", "enhet"):
        _minn_om_utkast(soknad)
    return True


def _minn_om_utkast(soknad):
    til_eieren(
        soknad,
        lambda: (
            _("%(sak)s er ikke sendt") % {"sak": sitat(soknad.tittel)},
            _("Fristen for å sende søknaden er %(dato)s.") % {"dato": dato(soknad.rundefrist)},
        ),
        soknad.rundefrist,
    )


def _si_fra_over(soknad: Soknad, mottakere: Iterable[Bruker], hvem: str, frist: dt.date) -> None:
    """Tell those above that a case still waits after a reminder."""
    varsle(
        mottakere,
        lambda: (
            _("%(sak)s er forsinket") % {"sak": sitat(soknad.tittel)},
            _("Søknad %(nummer)s venter på %(hvem)s. Fristen var %(dato)s.")
            % {"nummer": soknad.nummer, "hvem": hvem, "dato": dato(frist)},
        ),
        soknad.get_absolute_url(),
    )
