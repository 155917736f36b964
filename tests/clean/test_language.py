"""Languages: what is English stays English when it is short and full of foreign names."""

import pytest

from onrecord.clean.language import language_of


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A boat capsized in Lake Victoria near Mwanza.", id="a sentence of few small words"),
        pytest.param("Police in La Paz, El Alto and Los Andes arrested five men.", id="towns with Spanish articles"),
        pytest.param("KABUL: Twelve killed in a blast near Bagram.", id="a headline"),
    ],
)
def test_a_short_english_text_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Di Maio meets Conte, Di Battista in Rome", id="Italian names"),
        pytest.param("Ministers from Da Nang, De Aar, La Rioja flew home Sunday.", id="towns of three languages"),
    ],
)
def test_names_alone_make_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El presidente dijo que no va a la reunión del lunes"),
        ("de", "Die Regierung hat am Montag ein Gesetz beschlossen"),
        ("it", "Il governo ha detto che non ci sono soldi"),
        ("nl", "De minister zei dat hij niet op de hoogte was"),
        ("pt", "O presidente disse que não vai à reunião hoje"),
        ("es", "EL PRESIDENTE DIJO QUE NO VA A LA REUNIÓN DEL LUNES"),
        ("ru", "Министр сообщил, что переговоры продолжатся в понедельник"),
    ],
)
def test_a_short_text_of_another_language_is_told(language: str, text: str) -> None:
    assert language_of(text) == language
