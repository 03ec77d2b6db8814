// The map of a <place-editor>: the portal's own base map, a marker for each position, a line through them.
import { AttributionControl, Map, Marker, NavigationControl } from "maplibre-gl"
import { make, words } from "./page.js"

const LINE = "positions"

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

function style(slug) {
  const tiles = `${location.origin}/tiles/${slug}/countries/{z}/{x}/{y}.mvt`
  return {
    version: 8,
    sources: slug ? { base: { type: "vector", tiles: [tiles], maxzoom: 8 } } : {},
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
      ...(slug ? land() : []),
    ],
  }
}

function land() {
  const layer = { source: "base", "source-layer": "countries" }
  return [
    { id: "land", type: "fill", ...layer, paint: { "fill-color": colour("--map-land") } },
    { id: "borders", type: "line", ...layer, paint: { "line-color": colour("--map-border"), "line-width": 0.8 } },
  ]
}

const feature = (positions) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: positions } })

export class PlaceMap {
  constructor(frame, editor) {
    this.editor = editor
    this.markers = []
    const canvas = make("div", { class: "place-canvas" })
    frame.replaceChildren(make("p", { class: "place-note" }, words.clickToPlace), canvas)
    const centre = editor.positions[0] ?? [15, 30]
    this.map = new Map({
      container: canvas, style: style(editor.dataset.map), center: centre, zoom: editor.positions.length ? 4 : 2,
      maxZoom: 10, dragRotate: false, attributionControl: false, fadeDuration: 0, locale: { "Map.Title": words.mapLabel },
    })
    this.map.addControl(new NavigationControl({ showCompass: false }), document.dir === "rtl" ? "top-left" : "top-right")
    this.map.addControl(new AttributionControl({ compact: true, customAttribution: "Natural Earth" }))
    this.map.on("load", () => this.begin())
    this.map.on("click", (event) => this.click(event))
  }

  begin() {
    this.map.addSource(LINE, { type: "geojson", data: feature([]) })
    const paint = { "line-color": colour("--map-route"), "line-width": 2.6 }
    this.map.addLayer({ id: LINE, type: "line", source: LINE, paint })
    this.draw(this.editor.positions)
    this.fit(this.editor.positions)
  }

  fit(positions) {
    if (positions.length < 2) return
    const along = (axis) => positions.map((position) => position[axis])
    const corner = (pick) => [pick(...along(0)), pick(...along(1))]
    this.map.fitBounds([corner(Math.min), corner(Math.max)], { padding: 40, animate: false, maxZoom: 6 })
  }

  /** A click on the line puts a position into it, elsewhere at its end. */
  click(event) {
    if (event.originalEvent.target.closest(".place-marker")) return
    const position = event.lngLat.wrap().toArray()
    this.editor.insert(this.segment(event.point) ?? this.editor.positions.length, position)
  }

  segment(point) {
    const drawn = this.editor.positions.map((position) => this.map.project(position))
    const near = drawn.findIndex((from, at) => at + 1 < drawn.length && distance(point, from, drawn[at + 1]) < 8)
    return near < 0 ? null : near + 1
  }

  draw(positions) {
    this.map.getSource(LINE)?.setData(feature(positions.length > 1 ? positions : []))
    for (const marker of this.markers) marker.remove()
    this.markers = positions.map((position, at) => this.marker(position, at))
  }

  marker(position, at) {
    const dot = make("div", { class: "place-marker" }, String(at + 1))
    const marker = new Marker({ element: dot, draggable: true }).setLngLat(position).addTo(this.map)
    dot.setAttribute("aria-hidden", "true") // the table says and does the same for the keyboard
    dot.removeAttribute("tabindex")
    marker.on("dragend", () => this.editor.place(at, marker.getLngLat().wrap().toArray()))
    return marker
  }

  remove() {
    this.map.remove()
  }
}

/** How far a point lies from a segment, in pixels. */
function distance(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1)
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy)
}
