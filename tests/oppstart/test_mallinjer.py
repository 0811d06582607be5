"""No line of a template is too long to read."""

from kompetanse.oppstart import mallinjer


def test_a_line_past_160_characters_is_named_with_its_place(tmp_path, monkeypatch):
    (tmp_path / "templates" / "planer").mkdir(parents=True)
    (tmp_path / "templates" / "planer" / "side.html").write_text(f"{'æ' * 160}\n{'æ' * 161}\n")
    monkeypatch.setattr(mallinjer, "BASE_DIR", tmp_path)

    assert mallinjer.too_long() == ["templates/planer/side.html:2: 161 tegn"]


def test_no_line_is_too_long():
    assert mallinjer.too_long() == []
