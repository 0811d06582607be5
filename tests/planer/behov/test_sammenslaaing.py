from kartlegging.katalog.sammenslaaing import slaa_sammen
from tests.kartlegging.factories import lag_kompetanse
from tests.planer.factories import lag_behov, lag_plan


def test_a_need_follows_a_competence_that_is_merged_into_another(tre, hr):
    kilde, maal = lag_kompetanse("Sårstell"), lag_kompetanse("Sårbehandling")
    foer = lag_behov(lag_plan(tre.prosjekt), kompetanse=kilde)
    uten = lag_behov(foer.plan, "Uten kompetanse")

    slaa_sammen(kilde, maal, bruker=hr)
    etter = lag_behov(foer.plan, "Skrevet etterpå", kompetanse=kilde)

    for behov in (foer, uten, etter):
        behov.refresh_from_db()
    assert [behov.kompetanse for behov in (foer, uten, etter)] == [maal, None, maal]
