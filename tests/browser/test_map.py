"""The map is drawn, clicked and told apart by who looks at it."""

import time

from playwright.sync_api import Page, expect


def drawn(page: Page, seconds: float = 40) -> None:
    """Wait until the map says it is ready. (wait_for_function would use eval, which the policy forbids.)"""
    end = time.monotonic() + seconds
    while page.evaluate("document.querySelector('portal-map').dataset.state") != "ready":
        assert time.monotonic() < end, "the map was not drawn"
        time.sleep(0.3)


def features(page: Page, source_layer: str) -> int:
    script = """layer => {
      const map = document.querySelector("portal-map").map
      const sources = Object.entries(map.getStyle().sources).filter(([, source]) => source.type === "vector")
      return sources.reduce((sum, [name]) => sum + map.querySourceFeatures(name, { sourceLayer: layer }).length, 0)
    }"""
    return page.evaluate(script, source_layer)


def test_the_map_is_drawn_without_a_request_elsewhere(page: Page, portal: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto("/ar/mtm/")
    drawn(page)
    assert features(page, "countries") > 40
    assert [url for url in asked if not url.startswith((portal, "data:", "blob:"))] == []
    assert wrong == []


def test_a_click_on_a_country_leads_to_its_page(page: Page) -> None:
    page.goto("/en/mtm/")
    drawn(page)
    page.locator("portal-map .map-stage").scroll_into_view_if_needed()
    box = page.locator("portal-map .map-canvas").bounding_box()
    point = page.evaluate(
        "(() => { const p = document.querySelector('portal-map').map.project([17.2, 27.5]); return [p.x, p.y] })()"
    )
    page.mouse.click(box["x"] + point[0], box["y"] + point[1])
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("Libya")
    popup.get_by_role("link").first.click()
    page.wait_for_url("**/en/mtm/countries/LBY/")


def test_a_visitor_gets_no_route_and_a_reader_does(page: Page, signed_in) -> None:
    page.goto("/en/mtm/")
    drawn(page)
    assert features(page, "routes") == 0
    assert features(page, "hubs") == 0
    mine = signed_in("reader.nga")
    mine.goto("/en/mtm/")
    drawn(mine)
    assert features(mine, "routes") > 10
    assert features(mine, "hubs") >= 7


def test_the_view_is_in_the_address(page: Page) -> None:
    page.goto("/en/mtm/")
    drawn(page)
    page.evaluate("document.querySelector('portal-map').map.jumpTo({ center: [10, 34], zoom: 5 })")
    page.wait_for_timeout(800)
    page.wait_for_url(lambda url: "#map=5" in url)
    page.reload()
    drawn(page)
    assert round(page.evaluate("document.querySelector('portal-map').map.getZoom()")) == 5


def test_without_javascript_the_same_content_stands_as_a_table(open_browser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/en/mtm/")
    expect(page.get_by_role("table", name="Countries")).to_contain_text("Morocco")


def test_no_hub_and_no_name_of_one_lies_under_the_legend(signed_in) -> None:
    page = signed_in("reader.nga")
    for address in ("/en/mtm/", "/ar/mtm/", "/en/mtm/routes/east-africa/"):
        page.goto(address)
        drawn(page)
        page.wait_for_timeout(1500)  # labels are faded in after the map is drawn
        hidden = page.evaluate(
            """() => {
              const map = document.querySelector("portal-map").map
              const frame = map.getCanvas().getBoundingClientRect()
              const { left, right, top, bottom } = document.querySelector(".map-legend").getBoundingClientRect()
              const box = [[left - frame.left, top - frame.top], [right - frame.left, bottom - frame.top]]
              const found = map.queryRenderedFeatures(box).filter((each) => each.sourceLayer === "hubs")
              return found.map((each) => each.properties.name ?? each.layer.id)
            }"""
        )
        assert hidden == [], address
        assert features(page, "hubs") > 3
