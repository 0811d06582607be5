"""Roles have changed: the steps that wait find anew who answers them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from kompetanse.organisasjon import tilgang
from kompetanse.organisasjon.models import Enhet, Rollekode, Stilling
from soknader.models import Inhabilitet, Saksteg, Soknad, Soknadsenhet
from soknader.sak import meldinger
from soknader.sak.behandlere import Rollekart, brukere_for, finn_i_kartet, sett_behandling


@transaction.atomic
def finn_behandlere_paa_nytt(kommune_id: int, koder: Iterable[str] | None = None) -> list[Saksteg]:
    """Find anew who answers each step that waits, and tell those who got some. Returns the steps that moved.

    `koder` are the role types that have changed (None: any of them may have). The number of statements is the same for
    one case and for thousands.
    """
    ventende = Saksteg.objects.ventende().i_linjen().filter(kommune_id=kommune_id)
    if koder is None:
        _folg_enhetene(kommune_id)
    if koder is not None and not _kan_svare_noe_sted(ventende, set(koder)):
        return []
    steg = _uten_dem_som_er_pekt_ut(
        ventende.select_related("soknad__soker", "soknad__enhet").select_for_update(of=("self",))
    )
    kart = Rollekart(kommune_id, [ett.soknad for ett in steg], {ett.opprinnelig_rollekode for ett in steg})
    uten = _utelukkede(steg)
    flyttet = [ett for ett in steg if _flytt(ett, kart, uten[ett])]
    Saksteg.objects.bulk_update(flyttet, ["rollekode", "enhet", "flyttet", "utpekt"], batch_size=5_000)
    meldinger.nye_behandlere(kommune_id, brukere_for(kart, {ett: uten[ett] for ett in flyttet}))
    return flyttet


def _folg_enhetene(kommune_id):
    """The cases of a unit that has gone on in another follow it, decided ones and those that name it too; open ones of a
    unit that is split follow their owner. Where they came from is kept."""
    videre = Enhet.objects.filter(pk=OuterRef("enhet")).order_by().values("videre_i")
    for modell in (Soknad, Soknadsenhet):
        rader = modell.objects.filter(kommune_id=kommune_id, enhet__videre_i__isnull=False)
        # That one may have gone on too.
        while rader.update(tidligere_enhet=Coalesce("tidligere_enhet", "enhet"), enhet=Subquery(videre)):
            pass
    stillinger = Stilling.objects.gjeldende().filter(person__bruker=OuterRef("soker")).order_by()
    utskilt = stillinger.filter(enhet__delt_fra=OuterRef("enhet"))
    igjen = stillinger.filter(enhet=OuterRef("enhet"))
    Soknad.objects.aapne().filter(Exists(utskilt), ~Exists(igjen), kommune_id=kommune_id).update(
        tidligere_enhet=Coalesce("tidligere_enhet", "enhet"), enhet=Subquery(utskilt.values("enhet")[:1])
    )


def _kan_svare_noe_sted(ventende, koder):
    """A leader may answer in another's place; others only where a step has asked for their role."""
    return bool(koder.intersection(Rollekode.ledere())) or ventende.filter(opprinnelig_rollekode__in=koder).exists()


def _uten_dem_som_er_pekt_ut(ventende):
    """Steps that wait for a role. One that waits for a person goes back to its role when that one can answer no more."""
    steg = list(ventende)
    utpekte = tilgang.til_stede({ett.utpekt_id for ett in steg if ett.utpekt_id})
    kan = set(utpekte.values_list("person", flat=True))
    return [ett for ett in steg if ett.utpekt_id not in kan]


def _utelukkede(steg):
    """Step → ids of the people who may not answer it."""
    uten = {ett.soknad_id: {ett.soknad.soker.person_id} for ett in steg}
    for soknad_id, person_id in Inhabilitet.objects.filter(soknad__in=list(uten)).values_list("soknad_id", "person_id"):
        uten[soknad_id].add(person_id)
    return {ett: uten[ett.soknad_id] for ett in steg}


def _flytt(steg, kart, uten):
    """Write on the step whom it waits for; True when that is another one than before.

    Why it has moved was written in the language of that day, so its words are not compared.
    """
    foer = (steg.rollekode, steg.enhet_id, bool(steg.flyttet)) if steg.utpekt_id is None else None
    behandling = finn_i_kartet(kart, steg.soknad, steg.opprinnelig_rollekode, uten)
    if foer == (behandling.rollekode, behandling.enhet_id, bool(behandling.flyttet)):
        return False
    sett_behandling(steg, behandling)
    return True
