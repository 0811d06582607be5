"""Write the units of a plan: new ones, names, codes and places, and the periods that tell the tree's history."""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Max
from django.utils import timezone

from kompetanse.felles.innlesing.sql import oppdater, sett_inn
from kompetanse.organisasjon.importering.enheter import dybde
from kompetanse.organisasjon.models import Enhet, Enhetsperiode, Stilling

DAG = dt.timedelta(days=1)


def lagre_enheter(plan, kommune_id):
    """Afterwards every new node has its `pk`. A handful of statements, whatever the number of units."""
    nye, endrede = plan.enheter.nye, plan.enheter.endrede
    tre = plan.enheter.tre
    _utvid_rot(tre.rot, plan, kommune_id)
    fra = _gyldig_fra(plan, nye)
    if not (nye or endrede):
        return
    stier = _stier(tre, nye)
    _opprett(nye, stier, fra, kommune_id)
    _endre(tre, stier, nye)
    _perioder(nye, endrede, fra, plan.dato, kommune_id)


def _gyldig_fra(plan, nye):
    """A new unit exists from the first day that somebody has a position in or below it, at the latest from the file's.

    It cannot be older than a stored unit above it.
    """
    fra = dict.fromkeys(nye, plan.dato)
    for person in plan.personer:
        for post in person.stillinger:
            if post.pk is None and post.ny.fra < plan.dato:
                for node in post.ny.enhet.foreldre():
                    if node in fra:
                        fra[node] = min(fra[node], post.ny.fra)
    for node in nye:
        fra[node] = max(fra[node], fra.get(node.forelder) or node.forelder.gyldig_fra)
    return fra


def _utvid_rot(rot, plan, kommune_id):
    """The first import: the municipality is older than its row here."""
    starter = [post.ny.fra for person in plan.personer for post in person.stillinger]
    if starter and min(starter) < rot.gyldig_fra and not Stilling.objects.filter(kommune_id=kommune_id).exists():
        Enhet.objects.filter(pk=rot.pk).update(gyldig_fra=min(starter))
        rot.gyldig_fra = min(starter)
        forste = Enhetsperiode.objects.filter(enhet_id=rot.pk).earliest("fra")
        Enhetsperiode.objects.filter(pk=forste.pk).update(fra=min(starter))


def _stier(tre, nye):
    """Node → path in the tree as it is to be. Those that stay keep their step; others come after the last child."""
    siste = defaultdict(int)
    for node in tre.noder.values():
        forelder = node.lagret[2]
        if forelder is not None:
            siste[forelder] = max(siste[forelder], Enhet._str2int(node.sti[-Enhet.steplen :]))
    stier = {tre.rot: tre.rot.sti}
    for node in sorted([*tre.noder.values(), *nye], key=dybde):
        if node is tre.rot:
            continue
        if node.er_ny or node.er_flyttet:
            siste[node.forelder] += 1
            stier[node] = Enhet._get_path(stier[node.forelder], dybde(node), siste[node.forelder])
        else:
            stier[node] = stier[node.forelder] + node.sti[-Enhet.steplen :]
    return stier


def _opprett(nye, stier, fra, kommune_id):
    rader = [(kommune_id, stier[node], dybde(node), 0, node.navn, node.kode, fra[node]) for node in nye]
    ider = sett_inn(Enhet, ("kommune", "path", "depth", "numchild", "navn", "kode", "gyldig_fra"), rader)
    for node, pk in zip(nye, ider, strict=True):
        node.pk = pk


def _endre(tre, stier, nye):
    """Names, codes and paths of stored units, and the number of children of all whose number has changed."""
    endret = [node for node in tre.noder.values() if node.er_endret or stier[node] != node.sti]
    oppdater(
        Enhet,
        ["path", "depth", "navn", "kode"],
        [(node.pk, stier[node], len(stier[node]) // Enhet.steplen, node.navn, node.kode) for node in endret],
    )
    barn = Counter(node.forelder for node in [*tre.noder.values(), *nye] if node.forelder)
    foer = Counter(node.lagret[2] for node in tre.noder.values())
    oppdater(Enhet, ["numchild"], [(node.pk, antall) for node, antall in barn.items() if antall != foer[node]])
    tomme = [(node.pk, 0) for node in foer if node and not barn[node]]
    oppdater(Enhet, ["numchild"], tomme)


def _perioder(nye, endrede, fra, dato, kommune_id):
    """New names and places count from the file's date, or from the tree's last change when that is later.

    So no day's tree mixes the two, and none can be a circle.
    """
    egne = Enhetsperiode.objects.filter(kommune_id=kommune_id)
    siste_endring = egne.filter(fra__lte=timezone.localdate()).aggregate(fra=Max("fra"))["fra"] or dato
    start = max(dato, siste_endring)
    siste = {}
    for periode in egne.filter(enhet__in=[node.pk for node in endrede]).order_by("fra"):
        siste[periode.enhet_id] = periode
    i_stedet, avsluttes, opprettes = [], [], []
    for node in endrede:
        periode = siste[node.pk]
        forelder = node.forelder.pk if node.forelder else None
        if (periode.navn, periode.forelder_id) == (node.navn, forelder):
            continue
        if periode.fra >= start:
            i_stedet.append((periode.pk, node.navn, forelder))
        else:
            avsluttes.append((periode.pk, start - DAG))
            opprettes.append((node.pk, node.navn, forelder, start, periode.til))
    oppdater(Enhetsperiode, ["navn", "forelder"], i_stedet)
    oppdater(Enhetsperiode, ["til"], avsluttes)
    opprettes += [(node.pk, node.navn, node.forelder.pk, fra[node], None) for node in nye]
    rader = [(kommune_id, *rad) for rad in opprettes]
    sett_inn(Enhetsperiode, ("kommune", "enhet", "navn", "forelder", "fra", "til"), rader)
