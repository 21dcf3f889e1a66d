"""Who went where: senders as rows, hosts as columns, a square for each pair, its area by the number of visits."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption

_ROW, _GAP = 42, 4
_INSIDE = 18.0


def visit_matrix(counts: pd.DataFrame, focus: tuple[str, str], caption: Caption, *, width: int) -> go.Figure:
    """Return the squares of `counts` (see `queries.visits.visit_matrix`); those of the pair `focus` in full colour.

    Who sent and received most comes first. Columns too narrow for names bear the codes that stand in the rows.
    """
    if counts.empty:
        return style.empty_figure(caption, "No visit that took place fits these filters. Clear one of them.", width=width)
    left = 140 if width >= 600 else 104
    codes, names = _actors(counts)
    place = {code: number for number, code in enumerate(codes)}
    cell = (width - left - _GAP) / (len(codes) + 1)
    heads = [style.wrapped(names[code], cell - 6, style.SIZE_SMALL) for code in codes]
    is_named = all(len(lines) <= 2 and style.text_width(line.replace("&amp;", "&"), style.SIZE_SMALL) <= cell - 4 for lines in heads for line in lines)
    columns = ["<br>".join(lines) for lines in heads] if is_named else [style.chart_text(code) for code in codes]
    rows = ["<br>".join(style.wrapped(names[code] if is_named else f"{names[code]} {code}", left - 14)) for code in codes]
    sent, received = counts.groupby("source")["count"].sum(), counts.groupby("target")["count"].sum()
    all_words = "all sent" if cell > 50 else "all"
    side = min(_ROW, cell) - _GAP
    sizes = (side * (counts["count"] / counts["count"].max()) ** 0.5).clip(lower=5).to_numpy()
    is_focus = (counts["source"].isin(focus) & counts["target"].isin(focus)).to_numpy()
    xs, ys = counts["source"].map(place).to_numpy(), counts["target"].map(place).to_numpy()
    custom = [
        [row.event_ids, style.chart_text(f"{row.source_name} → {row.target_name}"), f"{row.count:,} visit{'' if row.count == 1 else 's'}"] for row in counts.itertuples(index=False)
    ]
    squares = style.scatter(
        x=ys, y=xs, mode="markers", customdata=custom, hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}, click to open<extra></extra>",
        marker={"symbol": "square", "size": sizes, "color": [style.CATEGORY_COLOURS["visit"] if flag else style.OTHER_COUNTRY for flag in is_focus], "opacity": 1, "line": {"width": 0}},
    )  # fmt: skip
    texts = style.scatter(
        x=[y + (0 if size >= _INSIDE else (size / 2 + 9) / cell) for y, size in zip(ys, sizes, strict=True)], y=xs, mode="text", text=[str(count) for count in counts["count"]], hoverinfo="skip",
    )  # fmt: skip
    inside = [style.WORDS_ON_CATEGORY["visit"] if size >= _INSIDE else "" for size in sizes]
    parts = [
        _part(texts, [bool(colour) for colour in inside], {"size": style.SIZE_TEXT, "color": style.WORDS_ON_CATEGORY["visit"]}),
        _part(texts, [not colour for colour in inside], {"size": style.SIZE_SMALL}),
    ]
    totals = style.scatter(
        x=[*([len(codes)] * len(codes)), *range(len(codes))], y=[*range(len(codes)), *([len(codes)] * len(codes))], mode="text", hoverinfo="skip", textfont={"size": style.SIZE_TEXT},
        text=[f"<b>{int(counted.get(code, 0))}</b>" for counted in (sent, received) for code in codes],
    )  # fmt: skip
    diagonal = [
        {"type": "rect", "xref": "x", "yref": "y", "x0": number - 0.5, "x1": number + 0.5, "y0": number - 0.5, "y1": number + 0.5, "fillcolor": style.FAINT, "line": {"width": 0}, "layer": "below"}
        for number in range(len(codes))
    ]  # fmt: skip
    grid = {"showgrid": False, "fixedrange": True, "ticks": "", "range": [-0.5, len(codes) + 0.5]}
    rules = [
        {"type": "line", "xref": "x", "yref": "y", "x0": -0.5, "x1": len(codes) + 0.5, "y0": number - 0.5, "y1": number - 0.5, "line": {"color": style.FAINT, "width": 1}, "layer": "below"}
        for number in range(1, len(codes) + 1)
    ]  # fmt: skip
    layout = {
        "xaxis": {**grid, "side": "top", "tickvals": list(range(len(codes) + 1)), "ticktext": [*columns, all_words], "tickfont": {"size": style.SIZE_SMALL}, "tickangle": 0},
        "yaxis": {**grid, "range": [len(codes) + 0.5, -0.5], "tickvals": list(range(len(codes) + 1)), "ticktext": [*rows, "all received"]},
        "hovermode": "closest", "shapes": [*diagonal, *rules],
    }  # fmt: skip
    above = 14 + 15 * (max(map(len, heads)) if is_named else 1)
    return style.framed([squares, *parts, totals], layout, caption, width=width, plot_height=_ROW * (len(codes) + 1), left=left, right=_GAP, axis_above=above)


def _actors(counts: pd.DataFrame) -> tuple[list[str], dict[str, str]]:
    """The codes, busiest first, and their names."""
    sides = [counts[[end, f"{end}_name", "count"]].set_axis(["code", "name", "count"], axis=1) for end in ("source", "target")]
    both = pd.concat(sides)
    busiest = both.groupby("code", as_index=False)["count"].sum().sort_values(["count", "code"], ascending=[False, True])
    return busiest["code"].tolist(), dict(zip(both["code"], both["name"], strict=True))


def _part(texts: style.Trace, chosen: list[bool], font: dict[str, object]) -> style.Trace:
    """The texts that are chosen, in one font."""
    return {**texts, **{name: [value for value, flag in zip(texts[name], chosen, strict=True) if flag] for name in ("x", "y", "text")}, "textfont": font}
