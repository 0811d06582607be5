"""What the models of all apps have in common."""

import pytest
from django.db.models import Model
from django.utils import translation

from planer.models import Tiltak


@pytest.mark.parametrize("spraak", ["nb", "nn"])
@pytest.mark.parametrize("verdi", ["planlagt", "i_gang", "noe annet", "", None])
def test_the_words_of_a_choice_are_those_that_django_gives(verdi, spraak):
    tiltak = Tiltak(status=verdi)

    with translation.override(spraak):
        djangos = Model._get_FIELD_display(tiltak, Tiltak._meta.get_field("status"))
        ord_ = tiltak.get_status_display()

    assert (ord_, type(ord_)) == (djangos, type(djangos))
