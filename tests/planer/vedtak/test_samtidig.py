"""Real parallel connections: what is adopted is what was drawn, it is adopted once, and nobody waits for its PDF."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from kompetanse.felles.dokumenter import Dokumentslag
from kompetanse.felles.samskriving import Endring
from kompetanse.organisasjon.models import Bruker
from planer.maal import maal as maalstyring
from planer.models import Kompetanseplan, Maal, Planversjon
from planer.vedtak import saksgang
from planer.vedtak.documents import PLANVERSJON
from tests.parallelt import samtidig
from tests.planer.factories import lag_maal, lag_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("uten_pdf")]


def som(bruker):
    return Bruker.objects.get(pk=bruker.pk)


def skriver(maal, bruker, navn):
    return partial(maalstyring.lagre, maal, Endring({"navn": navn}), bruker=som(bruker))


def test_two_who_adopt_at_once_adopt_once(kommune, tre, avdelingsdirektor):
    for _forsok in range(3):
        plan = lag_plan(tre.prosjekt)
        lag_maal(plan)

        svar = samtidig(kommune.pk, *(partial(saksgang.vedta, plan, bruker=som(avdelingsdirektor)) for _nr in range(2)))

        assert sorted(type(ett).__name__ for ett in svar) == ["Planversjon", "ValidationError"]
        assert [ett.code for ett in svar if isinstance(ett, ValidationError)] == ["stale"]
        versjon = Planversjon.objects.get(plan=plan)
        assert plan.protokoll.get().versjon == versjon
        assert PLANVERSJON.dokumenter(Planversjon).filter(objekt_id=versjon.pk).count() == 1
        Kompetanseplan.objects.filter(pk=plan.pk).update(status="avlost")


def test_what_is_written_while_a_plan_is_adopted_is_in_it_or_refused(kommune, tre, leder, avdelingsdirektor):
    for nr in range(5):
        plan = lag_plan(tre.prosjekt)
        maal = lag_maal(plan, "Før")

        vedtatt, skrevet = samtidig(
            kommune.pk,
            partial(saksgang.vedta, plan, bruker=som(avdelingsdirektor)),
            skriver(maal, leder, f"Etter {nr}"),
        )

        if isinstance(vedtatt, Planversjon):
            frosset = vedtatt.innhold["maal"][0]["navn"]
            assert frosset == Maal.objects.get(pk=maal.pk).navn
            assert isinstance(skrevet, Maal) is (frosset != "Før")
        else:
            assert (vedtatt.code, isinstance(skrevet, Maal)) == ("stale", True)
            assert not Planversjon.objects.filter(plan=plan).exists()
        Kompetanseplan.objects.filter(pk=plan.pk).update(status="avlost")


def test_nobody_waits_while_the_pdf_is_drawn_and_it_is_thrown_away_when_the_plan_is_another_by_then(
    monkeypatch, kommune, tre, leder, avdelingsdirektor
):
    plan = lag_plan(tre.prosjekt)
    maal = lag_maal(plan, "Før")
    tegn = Dokumentslag.ferdig

    def mens_noen_skriver(slag, objekt):
        tegnet = tegn(slag, objekt)
        # On a connection of its own; it would wait for ever if the plan were locked.
        assert isinstance(samtidig(kommune.pk, skriver(maal, leder, "Etter"))[0], Maal)
        return tegnet

    monkeypatch.setattr(Dokumentslag, "ferdig", mens_noen_skriver)

    with pytest.raises(ValidationError) as feil:
        saksgang.vedta(plan, bruker=avdelingsdirektor)

    assert feil.value.code == "stale"
    plan.refresh_from_db()
    assert (plan.status, plan.versjoner.count(), plan.protokoll.count()) == ("utkast", 0, 0)
