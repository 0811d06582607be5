"""What a new municipality starts with."""

import pytest

from kartlegging.katalog.standard import omraader, opprett_standardkatalog
from kartlegging.models import Inkludering, Kompetanse, Kompetansegruppe, Nivaatekst, Stillingskategori

pytestmark = pytest.mark.django_db


@pytest.fixture
def katalogen(kommune):
    opprett_standardkatalog(kommune)


def test_every_competence_of_the_content_is_there_in_its_group(katalogen):
    innhold = {
        (omraade["omraade"], gruppe["navn"], data["navn"])
        for omraade in omraader()
        for gruppe in omraade["gruppe"]
        for data in gruppe["kompetanse"]
    }
    assert set(Kompetanse.objects.values_list("gruppe__forelder__navn", "gruppe__navn", "navn")) == innhold
    assert Kompetansegruppe.objects.filter(forelder__isnull=True).count() == len(omraader())


def test_real_competences_have_a_scale_with_a_text_for_each_level_and_formal_ones_are_yes_or_no(katalogen):
    reelle = Kompetanse.objects.filter(type="real")
    assert not reelle.filter(skala__isnull=True).exists()
    assert Nivaatekst.objects.count() == 4 * reelle.count()
    assert not Kompetanse.objects.filter(type="formal", skala__isnull=False).exists()


def test_a_category_knows_its_formal_requirement_and_what_leads_to_it(katalogen):
    sykepleier = Stillingskategori.objects.get(nokkel="sykepleier")
    assert [kompetanse.nokkel for kompetanse in sykepleier.formalkrav.all()] == ["autorisasjon-sykepleier"]
    assert sykepleier.kilder.filter(stillingskode="7174").exists()
    assert sykepleier.kilder.filter(tittel="spesialsykepleier").exists()


def test_what_includes_another_is_kept(katalogen):
    assert Inkludering.objects.filter(kompetanse__nokkel="sarbehandling", inkluderer__nokkel="diabetesfot").exists()
