"""Real parallel connections: no application comes into two drafts, and nothing is sent twice."""

import pytest
from django.core.exceptions import ValidationError

from kompetanse.felles.dokumenter import Dokumentslag, Tegnet
from kompetanse.felles.models import Hendelse
from kompetanse.organisasjon.models import Bruker
from soknader.mbu import saksgang
from soknader.models import MbuRad, MbuSak
from tests.parallelt import samtidig
from tests.soknader.mbu_factories import lag_avgjort, lag_klar_sak

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_drafts_at_the_same_moment_never_hold_the_same_application(kommune, hr, soker):
    soknader = {lag_avgjort(soker).pk for _ in range(3)}

    for _forsok in range(10):
        MbuSak.objects.all().delete()
        bruker = [Bruker.objects.get(pk=hr.pk) for _ in range(2)]
        saker = samtidig(kommune.pk, *(lambda b=b: saksgang.opprett(bruker=b) for b in bruker))

        assert {sak.saksnummer.split("/")[0] for sak in saker} == {"1", "2"}
        assert sorted(sak.rader.count() for sak in saker) == [0, 3]
        assert set(MbuRad.objects.values_list("soknad", flat=True)) == soknader


def test_a_case_sent_twice_at_the_same_moment_is_sent_once(monkeypatch, kommune, hr, etatsdirektor, mbu_medlem):
    monkeypatch.setattr("kompetanse.felles.dokumenter.render_pdf", lambda *args, **kwargs: b"%PDF-1.7")
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)
    brukere = [Bruker.objects.get(pk=etatsdirektor.pk) for _ in range(2)]

    svar = samtidig(kommune.pk, *(lambda b=b: saksgang.send(sak, bruker=b) for b in brukere))

    assert sorted(type(ett) is MbuSak for ett in svar) == [False, True]
    assert [ett.code for ett in svar if isinstance(ett, ValidationError)] == ["stale"]
    assert Hendelse.objects.filter(handling="mbusak.sendt").count() == 1


def test_two_cases_never_get_the_same_number(kommune, hr):
    saker = [saksgang.opprett(bruker=hr), saksgang.opprett(bruker=hr)]
    brukere = [Bruker.objects.get(pk=hr.pk) for _ in saker]

    svar = samtidig(
        kommune.pk,
        *(
            lambda sak=sak, b=b: saksgang.lagre(sak, bruker=b, felt={"saksnummer": "18/21"})
            for sak, b in zip(saker, brukere, strict=True)
        ),
    )

    assert sorted(type(ett) is MbuSak for ett in svar) == [False, True]
    assert MbuSak.objects.filter(saksnummer="18/21").count() == 1


def test_nobody_waits_while_the_pdf_is_drawn_and_it_is_thrown_away_when_the_case_is_another_by_then(
    monkeypatch, kommune, hr, etatsdirektor
):
    sak = saksgang.til_godkjenning(lag_klar_sak(hr), bruker=hr)

    def mens_noen_skriver(slag, objekt):
        # On a connection of its own; it would wait for ever if the case were locked.
        endret = samtidig(kommune.pk, lambda: saksgang.lagre(sak, bruker=etatsdirektor, felt={"tittel": "Ny"}))
        assert isinstance(endret[0], MbuSak)
        return Tegnet("mbusak", "Sak", "sak.pdf", b"%PDF-1.7")

    monkeypatch.setattr(Dokumentslag, "ferdig", mens_noen_skriver)

    with pytest.raises(ValidationError) as feil:
        saksgang.send(sak, bruker=etatsdirektor)

    assert feil.value.code == "stale"
    sak.refresh_from_db()
    assert (sak.status, sak.tittel, sak.pdf) == ("til_godkjenning", "Ny", None)
