"""Tests of how everything looks: contrast, colour blindness, symbols, widths of words, the frame around a chart."""

from __future__ import annotations

import html
from itertools import combinations, pairwise

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from tests.figures.seen import CAPTION, SOURCE, said, words
from timeline.figures import style
from timeline.figures.style import Caption, chart_text, empty_figure, framed, template, text_width, themed, wrapped
from timeline.server.files import ASSETS
from timeline.vocabulary import CATEGORIES, CATEGORY_CODES, EVENT_TYPES

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A physiologically-based model for simulation of color vision deficiency, 2009: severity 1.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1.0, 1.08883])
JUST_SEEN = 2.3
SAMPLES = (
    *(term.label for term in (*CATEGORIES, *EVENT_TYPES)), "Azerbaijan → Israel", "War of 2020", "29 August 1997", "2012–2016", "Netanyahu meets Aliyev in Baku",
    "“Iceberg”, nine tenths below", "WWWWMMMM", "mmmwww", "100 % of 1,600 m US$ & more", "Əliyev, Şuşa, Çıraq, Ağdam", "iiillljjj",
)  # fmt: skip
TEXTS = st.text(st.sampled_from("aAmMwWiIl10 .,–&<>;'\n\tşəü→"), max_size=120)


def linear(colour: str) -> np.ndarray:
    shares = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    shares = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(shares > 216 / 24389, np.cbrt(shares), (24389 / 27 * shares + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen_apart(one: str, other: str, eye: str) -> float:
    first, second = (lab(np.array(BLINDNESS[eye]) @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(first - second))


@pytest.mark.parametrize("background", style.BACKGROUNDS.values(), ids=style.BACKGROUNDS)
@pytest.mark.parametrize("palette", [style.CATEGORY_COLOURS, style.COUNTRY_COLOURS, {"other": style.OTHER_COUNTRY}], ids=["category", "country", "other"])
def test_marks_stand_out_from_both_backgrounds(palette: dict[str, str], background: str) -> None:
    weak = {name: round(contrast(colour, background), 2) for name, colour in palette.items() if contrast(colour, background) < 3}
    assert not weak, f"a mark needs a contrast of 3:1 (WCAG 2.2, 1.4.11): {weak}"


@pytest.mark.parametrize("theme", style.BACKGROUNDS)
def test_words_stand_out_from_the_background(theme: style.Theme) -> None:
    assert contrast(style.TEXTS[theme], style.BACKGROUNDS[theme]) >= 4.5, "text needs a contrast of 4.5:1 (WCAG 2.2, 1.4.3)"
    assert contrast(style.MUTED[theme], style.BACKGROUNDS[theme]) >= 4.5, "text needs a contrast of 4.5:1 (WCAG 2.2, 1.4.3)"


@pytest.mark.parametrize("eye", BLINDNESS)
def test_categories_are_told_apart_by_the_colour_blind(eye: str) -> None:
    same = [
        (one, other)
        for one, other in combinations(CATEGORY_CODES, 2)
        if seen_apart(style.CATEGORY_COLOURS[one], style.CATEGORY_COLOURS[other], eye) < JUST_SEEN and style.CATEGORY_SYMBOLS[one] == style.CATEGORY_SYMBOLS[other]
    ]
    assert not same, f"neither colour nor symbol tells these apart under {eye}: {same}"


@pytest.mark.parametrize("eye", BLINDNESS)
def test_cooperation_and_conflict_are_told_apart_by_the_colour_blind(eye: str) -> None:
    assert seen_apart(style.COOPERATION, style.CONFLICT, eye) > 20


def test_every_category_has_a_colour_and_a_symbol_of_its_own() -> None:
    assert tuple(style.CATEGORY_COLOURS) == tuple(style.CATEGORY_SYMBOLS) == CATEGORY_CODES, "one colour and one symbol for each category, in its order"
    assert len(set(style.CATEGORY_COLOURS.values())) == len(CATEGORY_CODES)
    assert len(set(style.CATEGORY_SYMBOLS.values())) == len(CATEGORY_CODES), "no information by colour alone"
    assert set(style.SYMBOL_SIZES) <= set(style.CATEGORY_SYMBOLS.values())


@pytest.mark.parametrize("suffix", ["", "-open", "-open-dot"])
def test_every_symbol_has_the_forms_of_every_status(suffix: str) -> None:
    for symbol in style.CATEGORY_SYMBOLS.values():
        assert go.Scatter(marker={"symbol": symbol + suffix}).marker.symbol == symbol + suffix


@pytest.mark.parametrize("size", [style.SIZE_SMALL, style.SIZE_TEXT, style.SIZE_SUBTITLE])
def test_words_are_never_wider_than_the_room_kept_for_them(size: int) -> None:
    font = ImageFont.truetype(str(ASSETS / "fonts" / "inter-regular.ttf"), size * 100)
    short = {text: (round(text_width(text, size), 1), round(font.getlength(text) / 100, 1)) for text in SAMPLES if text_width(text, size) < font.getlength(text) / 100}
    assert not short, f"labels would overlap by the difference (kept, real): {short}"


def test_the_width_of_words_is_not_much_too_large() -> None:
    font = ImageFont.truetype(str(ASSETS / "fonts" / "inter-regular.ttf"), 1200)
    text = "Azerbaijan opened an embassy in Tel Aviv after thirty years of relations"
    assert text_width(text, 12) < 1.2 * font.getlength(text) / 100, "room that is not needed costs labels"


def test_width_grows_with_size_and_letters() -> None:
    assert text_width("", 12) == 0
    assert text_width("Baku", 24) == pytest.approx(2 * text_width("Baku", 12))
    assert text_width("Baku and Jerusalem", 12) > text_width("Baku", 12)


def test_chart_text_shows_markup_letter_for_letter() -> None:
    assert chart_text("a < b & c <b>x</b>\ny\r\nz") == "a &lt; b &amp; c &lt;b&gt;x&lt;/b&gt;<br>y<br>z"


@given(TEXTS)
def test_chart_text_loses_nothing(text: str) -> None:
    assert html.unescape(chart_text(text).replace("<br>", "\n")) == text
    assert "<" not in chart_text(text).replace("<br>", "")


@given(TEXTS, st.floats(20, 400))
def test_wrapped_lines_fit_and_lose_no_word(text: str, pixels: float) -> None:
    lines = [html.unescape(line) for line in wrapped(text, pixels)]
    assert " ".join(lines).split() == text.split()
    assert all(text_width(line) <= pixels or " " not in line for line in lines), "only a single word may be wider"


@given(TEXTS, st.floats(20, 400))
def test_no_line_ends_where_the_next_word_had_room(text: str, pixels: float) -> None:
    lines = [html.unescape(line) for line in wrapped(text, pixels)]
    for line, following in pairwise(lines):
        assert text_width(f"{line} {following.split()[0]}") > pixels


def test_a_frame_says_title_subtitle_source_and_alternative_text() -> None:
    figure = framed([], {}, CAPTION, width=1080, plot_height=200)
    assert [said(annotation.text) for annotation in figure.layout.annotations] == [CAPTION.title, CAPTION.subtitle, SOURCE]
    assert figure.layout.meta == {"alt": CAPTION.alt, "title": CAPTION.title, "is_empty": False}
    assert framed([], {}, Caption("Only a title"), width=1080, plot_height=200).layout.meta["alt"] == "Only a title"


def test_a_long_subtitle_is_broken_and_the_chart_grows_by_its_lines() -> None:
    short = framed([], {}, Caption("T", "Short", SOURCE), width=400, plot_height=200)
    long = framed([], {}, Caption("T", "Words that go on " * 20, SOURCE), width=400, plot_height=200)
    lines = long.layout.annotations[1].text.split("<br>")
    assert len(lines) > 5
    assert all(text_width(line, style.SIZE_SUBTITLE) <= 400 for line in lines)
    assert long.layout.height - short.layout.height == long.layout.margin.t - short.layout.margin.t >= (len(lines) - 1) * style.SIZE_SUBTITLE
    for figure in (short, long):
        assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b == 200, "the plot keeps its height"


def test_an_empty_figure_says_what_to_do() -> None:
    figure = empty_figure(CAPTION, "No event fits. Clear a <filter>.", width=320)
    assert "No event fits. Clear a <filter>." in words(figure)
    assert SOURCE in words(figure)
    assert not figure.data


@pytest.mark.parametrize("theme", style.BACKGROUNDS)
def test_a_theme_is_put_on_a_copy(theme: style.Theme) -> None:
    figure = go.Figure(go.Scatter(x=[1], y=[1]))
    before = figure.to_json()
    copy = themed(figure, theme)
    assert figure.to_json() == before
    assert copy.layout.template.layout.paper_bgcolor == style.BACKGROUNDS[theme]
    assert "data" not in template(theme), "traces bring their own look; defaults would change it unseen"
