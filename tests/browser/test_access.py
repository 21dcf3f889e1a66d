"""For everyone: charts that are said in words, a keyboard that reaches everything and is seen where it is, motion only if wanted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_pages import VIEWS, path_of
from timeline.charts import PAGE_OF

MOST_TABS = 250
CHARTS = "() => [...document.querySelectorAll('.tl-plot')].map((node) => [node.getAttribute('role'), node.getAttribute('aria-label'), node.layout?.meta?.alt])"
# Every control that can be used now; the options of one choice count as one, because arrow keys move inside it.
NUMBER = """() => {
  const controls = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")].filter((node) =>
    !node.disabled && node.tabIndex >= 0 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length && !node.closest("[inert], [aria-hidden=true]"));
  const groups = new Map();
  controls.forEach((node, number) => {
    const group = node.closest("[role=radiogroup], [role=tablist]");
    if (group && !groups.has(group)) groups.set(group, `${number}`);
    node.dataset.reach = group ? groups.get(group) : `${number}`;
  });
  return Object.fromEntries(controls.map((node) => [node.dataset.reach, `${node.tagName} ${node.getAttribute("aria-label") ?? node.textContent.trim().slice(0, 40)}`]));
}"""
# How each control looks, to be compared with how it looks when it has the focus.
LOOK = """node => JSON.stringify([node, node.parentElement, ...[...node.querySelectorAll("*")].slice(0, 4)].flatMap((part) => ["", "::before", "::after"].map((pseudo) => {
  const style = getComputedStyle(part, pseudo || null);
  return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.borderColor].join();
})))"""
REMEMBER = f"() => document.querySelectorAll('[data-reach]').forEach((node) => {{ node.look = ({LOOK})(node); }})"
FOCUSED = f"""() => {{
  const node = document.activeElement;
  // A table draws its focus inside its canvas.
  return {{ reach: node.dataset.reach ?? "", isSeen: node.tagName === "CANVAS" || node.look === undefined || node.look !== ({LOOK})(node),
    name: `${{node.tagName}} ${{node.getAttribute("aria-label") ?? node.textContent.trim().slice(0, 40)}}` }};
}}"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const style = getComputedStyle(node);
  return (style.animationName !== "none" && parseFloat(style.animationDuration) > 0.05) || style.transitionDuration.split(",").some((part) => style.transitionProperty !== "none" && parseFloat(part) > 0.05);
}).map((node) => node.className?.toString().slice(0, 60))"""


def test_every_chart_is_an_image_that_says_what_it_shows(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    for view in sorted(set(PAGE_OF.values())):
        visitor.open(path_of(view))
        charts = visitor.page.evaluate(CHARTS)
        assert charts
        for role, label, alt in charts:
            assert (role, label) == ("img", alt)
            assert len(label) > 15
    tables = visitor.page.locator("[data-testid=stDataFrame]").evaluate_all(
        "tables => tables.map((node) => node.outerHTML.includes('aria-label') || node.outerHTML.includes('as a table'))"
    )
    assert all(tables)


def reached(page: Any, controls: dict[str, str]) -> tuple[set[str], list[str]]:
    """Press Tab until every control was reached, or for long enough; return what was reached, and what had the focus unseen."""
    found: set[str] = set()
    unseen: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["reach"]:
            found.add(now["reach"])
            if not now["isSeen"]:
                unseen.append(now["name"])
        if found >= set(controls):
            break
    return found, unseen


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_is_reached_by_tab_and_seen(visit: Visit, tiny_server: str, view: str) -> None:
    visitor = visit(address=tiny_server)
    visitor.open(f"{path_of(view)}?event=1997-visit")
    controls = visitor.page.evaluate(NUMBER)
    assert len(controls) > 20
    visitor.page.evaluate("document.activeElement.blur()")
    visitor.page.evaluate(REMEMBER)
    found, unseen = reached(visitor.page, controls)
    assert [name for number, name in controls.items() if number not in found] == []
    assert sorted(set(unseen)) == []


def test_a_card_takes_the_focus_when_it_opens_and_keeps_it_while_stepping(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/")
    visitor.press("1997-visit")
    visitor.wait_for(event="1997-visit")
    visitor.page.wait_for_selector(".tl-card")
    assert visitor.page.evaluate("Boolean(document.activeElement.closest('.tl-card'))")
    visitor.page.get_by_role("button", name="Previous event in this view").focus()
    visitor.page.keyboard.press("Enter")
    visitor.wait_for(event="1993-embassy")
    assert visitor.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Previous event in this view"
    visitor.page.keyboard.press("Escape")
    visitor.wait_for(event="")
    visitor.page.wait_for_selector(".tl-card", state="detached")


def test_who_wants_no_motion_sees_none(visit: Visit, tiny_server: str) -> None:
    assert visit(address=tiny_server).open("/").evaluate(MOVING), "without the wish there is motion to be stopped"
    visitor = visit(address=tiny_server, reduced_motion="reduce")
    visitor.open("/?event=1997-visit")
    assert visitor.page.evaluate(MOVING) == []
