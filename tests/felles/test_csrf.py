"""The CSRF token is made once an answer, and is a new one in the next."""

import re

import pytest
from django.middleware import csrf as djangos
from django.test import Client
from django.urls import reverse

from kompetanse.felles.varsler import varsle

FELT = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def maskeringer(monkeypatch):
    """One entry for each time that Django masks the secret."""
    gjort, masker = [], djangos._mask_cipher_secret
    monkeypatch.setattr(djangos, "_mask_cipher_secret", lambda hemmelig: gjort.append(1) or masker(hemmelig))
    return gjort


@pytest.mark.parametrize("antall", [1, 3])
def test_a_page_masks_its_token_once_however_many_forms_it_has(client, ada, maskeringer, antall):
    for nummer in range(antall):
        varsle([ada], lambda n=nummer: (f"Varsel {n}", "Les dette."), "/varsler/")
    client.force_login(ada)

    side = client.get(reverse("felles:varsel-list")).content.decode()

    assert len(FELT.findall(side)) > antall
    assert len(set(FELT.findall(side))) == len(maskeringer) == 1


def test_the_next_answer_has_another_token_and_both_are_taken(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    adresse = reverse("felles:varsel-list")

    tokener = [FELT.search(client.get(adresse).content.decode()).group(1) for _gang in range(2)]

    assert tokener[0] != tokener[1]
    svar = [client.post(reverse("felles:varsel-read-all"), {"csrfmiddlewaretoken": ett}) for ett in tokener]
    assert [ett.status_code for ett in svar] == [302, 302]
