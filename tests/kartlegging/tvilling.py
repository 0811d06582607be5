"""The definition of `kartlegging.oppfylling` once more: plain Python, one person and one requirement at a time."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from kartlegging.models import Inkludering, Kategorikilde, Oppgaveutforer, Personkompetanse
from kartlegging.oppfylling import Besittelse, Oppfylling
from kompetanse.organisasjon.models import Rolle, Rollekode, Stilling
from kurs.models import Kursplass

EN_DAG = dt.timedelta(days=1)


def oppfylling(personer, krav, dag, flyttet_til=None, som_bekreftet=lambda _rad: False):
    """{(krav, person): Oppfylling} of those for whom there is an answer, if the items that are so were confirmed."""
    plasser = _plasser()
    alle = {(k.pk, p.pk): _en(k, p, dag, flyttet_til, som_bekreftet, plasser[p.pk]) for k in krav for p in personer}
    return {nokkel: svar for nokkel, svar in alle.items() if svar}


def antall_berort(personer, krav, dag):
    """How many of the people each requirement is for, in the order of the requirements."""
    return [sum(any(True for _inngang in _innganger(k, p, dag, None)) for p in personer) for k in krav]


def besittelse(personer, kompetanser, dag, kjent=lambda _rad: True, plasser_til=None):
    """{(competence, person): Besittelse} of those who have, had or are on the way to something of it, of the items that are
    known, and the places on courses of these people (of all)."""
    plasser = {person: rader for person, rader in _plasser().items() if plasser_til is None or person in plasser_til}
    alle = {(k.pk, p.pk): _har(k, p, dag, kjent, plasser.get(p.pk, [])) for k in kompetanser for p in personer}
    return {nokkel: har for nokkel, har in alle.items() if har.gyldig or har.gikk_ut or har.forventet}


def _har(kompetanse, person, dag, kjent, plasser):
    dekkes_av = _dekkes_av(kompetanse.pk)
    rader = [rad for rad in person.kompetanser.all() if rad.kompetanse_id in dekkes_av and kjent(rad)]
    tellende = [rad for rad in rader if rad.tilstand in Personkompetanse.TELLER]
    gyldige = [rad for rad in tellende if _gyldig(rad, dag)]
    beste = max((rad.nivaa or 0 for rad in gyldige), default=0)
    return Besittelse(
        kompetanse_id=kompetanse.pk,
        person_id=person.pk,
        gyldig=bool(gyldige),
        bekreftet=any(rad.tilstand == "bekreftet" and (rad.nivaa or 0) == beste for rad in gyldige),
        holder_til=_siste_dag(tellende, dag) if gyldige else None,
        nivaa=beste or None,
        gikk_ut=None if gyldige else max((rad.til for rad in tellende if rad.til and rad.til < dag), default=None),
        forventet=_forventet(rader, [siste for gir, _nivaa, siste in plasser if gir in dekkes_av]),
    )


def _forventet(rader, plasser):
    """The first day that something begun, or a course, is to be finished."""
    begynt = [rad.forventet for rad in rader if rad.tilstand == "paabegynt" and rad.forventet]
    return min([*begynt, *plasser], default=None)


def _plasser():
    """Person → (competence, level, last day) of what runs to be held give those who have a place on them."""
    svar = defaultdict(list)
    plasser = Kursplass.objects.filter(status="plass", kjoring__status__in=["aapen", "stengt"])
    for plass in plasser.prefetch_related("kjoring__samlinger", "kjoring__kurs__kompetanser"):
        kurs, datoer = plass.kjoring.kurs, [timezone.localdate(ett.slutt) for ett in plass.kjoring.samlinger.all()]
        if datoer and kurs.fullforing != "ingen":
            svar[plass.person_id] += [(ett.kompetanse_id, ett.nivaa, max(datoer)) for ett in kurs.kompetanser.all()]
    return svar


def _en(krav, person, dag, flyttet_til, som_bekreftet, plasser):
    dekkes_av = _dekkes_av(krav.kompetanse_id)
    rader = [rad for rad in person.kompetanser.all() if rad.kompetanse_id in dekkes_av]
    nok = [gitt for gitt in plasser if gitt[0] in dekkes_av and (krav.nivaa is None or (gitt[1] or 0) >= krav.nivaa)]
    innganger = list(_innganger(krav, person, dag, flyttet_til))
    berort = any(gjelder for _fra, gjelder in innganger)
    if not (berort or ((rader or nok) and (innganger or _paa_stedet(krav, person, dag, flyttet_til)))):
        return None
    tellende = [rad for rad in rader if rad.tilstand in Personkompetanse.TELLER]
    holder = [rad for rad in tellende if krav.nivaa is None or (rad.nivaa or 0) >= krav.nivaa]
    gode = [rad for rad in holder if rad.tilstand == "bekreftet" or som_bekreftet(rad) or not krav.maa_bekreftes]
    moter = any(_gyldig(rad, dag) for rad in gode)
    utlopt = [rad.til for rad in holder if rad.til and rad.til < dag]
    lave = [rad for rad in tellende if rad not in holder and rad.fra <= dag]
    if moter:
        tilstand, grunn = "moter", ""
    elif any(_gyldig(rad, dag) for rad in holder):
        tilstand, grunn = "nesten", "ubekreftet"
    elif utlopt:
        tilstand, grunn = "nesten", "gaatt_ut"
    elif lave:
        tilstand, grunn = "nesten", "for_lavt"
    else:
        tilstand, grunn = "mangler", ""
    return Oppfylling(
        krav_id=krav.pk,
        person_id=person.pk,
        berort=berort,
        frist=_frist(krav, [fra for fra, _gjelder in innganger]) if berort else None,
        tilstand=tilstand,
        grunn=grunn,
        holder_til=_siste_dag(gode, dag) if moter else None,
        nivaa=max((rad.nivaa for rad in tellende if rad.nivaa and _gyldig(rad, dag)), default=None),
        gikk_ut=None if moter else max(utlopt, default=None),
        forventet=_forventet(rader, [siste for *_gir, siste in nok]),
        vil_bruke_mer=any(rad.bruk == "mer" for rad in rader),
    )


def _gyldig(rad, dag):
    return rad.fra <= dag and _varer(rad, dag)


def _varer(rad, dag):
    return rad.til is None or rad.til >= dag


def _siste_dag(rader, dag):
    """Walk the days: the last one before a day that no row covers; None when one has no end."""
    while any(_gyldig(rad, dag) for rad in rader):
        dekkende = [rad.til for rad in rader if _gyldig(rad, dag)]
        if None in dekkende:
            return None
        dag = max(dekkende) + EN_DAG
    return dag - EN_DAG


def _dekkes_av(kompetanse_id):
    """The competence, and those that include it, step by step."""
    dekker = {kompetanse_id}
    while nye := set(
        Inkludering.objects.filter(inkluderer__in=dekker)
        .exclude(kompetanse__in=dekker)
        .values_list("kompetanse", flat=True)
    ):
        dekker |= nye
    return dekker


def _innganger(krav, person, dag, flyttet_til):
    """(since when, whether it concerns the person by name) for each way that a requirement reaches a person."""
    if krav.oppgave_id:
        for utforer in Oppgaveutforer.objects.filter(oppgave=krav.oppgave_id, person=person):
            if _gyldig(utforer, dag):
                yield utforer.fra, True
    elif krav.rolle:
        koder = Rollekode.ledere() if krav.rolle == "leder" else [krav.rolle]
        for rolle in Rolle.objects.filter(person=person, type__kode__in=koder).select_related("enhet"):
            if _gyldig(rolle, dag) and rolle.enhet.path.startswith(krav.enhet.path):
                yield rolle.fra, krav.antall is None
    else:
        for stilling in _stillinger_under(krav, person, dag, flyttet_til):
            if krav.kategori_id is None or _kategori(stilling) == krav.kategori_id:
                yield dag if flyttet_til else stilling.fra, krav.antall is None


def _stillinger_under(krav, person, dag, flyttet_til):
    stillinger = Stilling.objects.filter(person=person).select_related("enhet")
    if flyttet_til:
        return [en for en in stillinger if _varer(en, dag) and flyttet_til.path.startswith(krav.enhet.path)]
    return [en for en in stillinger if _gyldig(en, dag) and en.enhet.path.startswith(krav.enhet.path)]


def _paa_stedet(krav, person, dag, flyttet_til):
    return bool(krav.oppgave_id and _stillinger_under(krav, person, dag, flyttet_til))


def _kategori(stilling):
    for felt in ({"tittel": stilling.tittel.lower()}, {"stillingskode": stilling.stillingskode}):
        if "" not in felt.values() and (kilde := Kategorikilde.objects.filter(**felt).first()):
            return kilde.kategori_id
    return None


def _frist(krav, innganger):
    inngang = min(innganger)
    if inngang >= (krav.krevd_siden or krav.fra):
        return inngang + dt.timedelta(days=krav.frist_dager) if krav.frist_dager is not None else None
    return krav.overgang_til


def ufaglarte(kategori, enhet, dag):
    """The four numbers of `kartlegging.ufaglart` for one category in one unit; None when there is nothing to count."""
    krav = set(kategori.formalkrav.values_list("pk", flat=True))
    stillinger = [
        en
        for en in Stilling.objects.select_related("enhet", "person")
        if _kategori(en) == kategori.pk and _gyldig(en, dag) and en.enhet.path.startswith(enhet.path)
    ]
    if not stillinger or not (krav or kategori.nus is not None):
        return None
    godtatt = set().union(*(_dekkes_av(kompetanse) for kompetanse in krav))
    uten = [en for en in stillinger if not _er_faglart(en.person, godtatt, kategori.nus, dag)]
    return (
        len(stillinger),
        len(uten),
        len({en.person_id for en in stillinger}),
        len({en.person_id for en in uten}),
    )


def _er_faglart(person, godtatt, nus, dag):
    rader = person.kompetanser.filter(tilstand__in=Personkompetanse.TELLER).select_related("kompetanse")
    for rad in [rad for rad in rader if _gyldig(rad, dag)]:
        har_nus = rad.kompetanse.nus if rad.nus is None else rad.nus
        if rad.kompetanse_id in godtatt or (None not in (nus, har_nus) and nus <= har_nus < 9):
            return True
    return False
