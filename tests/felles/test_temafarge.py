import pytest

from kompetanse.felles.temafarge import GRAPHIC_CONTRAST, TEXT_CONTRAST, egnet, kontrast, rgb, tema_css, toner

FARGER = ["#0d7a5f", "#003366", "#c8102e", "#ffd500", "#ffffff", "#000000", "#7f7f7f", "#00a0ff"]


def test_kontrast_of_black_and_white_is_21():
    assert kontrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize(("farge", "expected"), [("#0d7a5f", True), ("#003366", True), ("#ffd500", False)])
def test_egnet_refuses_what_cannot_be_seen_on_white(farge, expected):
    assert egnet(farge) is expected


@pytest.mark.parametrize("farge", FARGER)
def test_text_can_be_read_on_every_tone_behind_it(farge):
    t = toner(farge)

    for behind in ("background-default", "background-tinted", "surface-tinted", "surface-hover", "surface-active"):
        assert kontrast(t["text-subtle"], t[behind]) >= TEXT_CONTRAST
    for button in ("base-default", "base-hover", "base-active"):
        assert kontrast(t["base-contrast-default"], t[button]) >= TEXT_CONTRAST
    assert kontrast(t["border-default"], t["background-tinted"]) >= GRAPHIC_CONTRAST


def test_tema_css_sets_the_colour_as_it_was_chosen():
    assert "--ds-color-brand1-base-default: #c8102e;" in tema_css("#c8102e")


def test_rgb_reads_both_cases():
    assert rgb("#0D7a5F") == (13, 122, 95)
