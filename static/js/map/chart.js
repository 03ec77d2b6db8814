// The drawing itself: MapLibre with the portal's style, its popups, and the keyboard.

import { giveImages } from "./images.js"
import { onSchemeChange, paletteOf } from "./palette.js"
import { popupContent } from "./popup.js"
import { AREAS, styleOf, SWITCHED } from "./style.js"
import { drawLettersAsGiven } from "./text-direction.js"
import { openingView } from "./view.js"

const REACH = 6 // pixels around the pointer or the cross in which a feature counts as meant
const MOST = 6 // features in one popup
const NEAREST_FIRST = ["hosts", "hubs", "cities", "routes", "countries"]

export class Chart {
  constructor(library, stage, config, shown, asked) {
    Object.assign(this, { library, stage, config, shown })
    this.leaving = new AbortController()
    drawLettersAsGiven()
    const { padding, ...view } = openingView(stage, config)
    this.map = new library.Map({
      container: stage.querySelector(".map-canvas"),
      style: this.style,
      ...view,
      ...(asked ? { center: asked.center, zoom: asked.zoom } : {}),
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      minZoom: 1,
      maxZoom: 9,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
      locale: config.locale,
    })
    this.map.setPadding(padding)
    this.placeCross(padding)
    this.map.touchZoomRotate.disableRotation()
    this.map.keyboard.disableRotation()
    giveImages(this.map)
    this.answerPointer()
    this.answerKeyboard()
    onSchemeChange(() => this.redraw(), this.leaving.signal)
  }

  get style() {
    return styleOf(this.config, paletteOf(this.stage), this.shown)
  }

  redraw() {
    this.map.setStyle(this.style)
  }

  show(layers) {
    this.shown = layers
    for (const [name, ids] of Object.entries(SWITCHED)) {
      const visibility = layers.includes(name) ? "visible" : "none"
      for (const id of ids) if (this.map.getLayer(id)) this.map.setLayoutProperty(id, "visibility", visibility)
    }
  }

  reset() {
    this.map.flyTo(openingView(this.stage, this.config))
  }

  // What lies under a point of the canvas, each place once, the smallest thing first.
  featuresAt({ x, y }) {
    const box = [[x - REACH, y - REACH], [x + REACH, y + REACH]]
    const found = this.map.queryRenderedFeatures(box, { layers: this.clickable })
    const once = new Map()
    for (const { sourceLayer, source, properties } of found) {
      const layer = sourceLayer ?? source
      const key = `${layer}:${properties.slug ?? properties.key}`
      if (!once.has(key)) once.set(key, { layer, properties })
    }
    const features = [...once.values()].filter(({ properties }) => properties.name_en || properties.name_fr || properties.name_ar)
    features.sort((one, other) => NEAREST_FIRST.indexOf(one.layer) - NEAREST_FIRST.indexOf(other.layer))
    const areas = features.filter(({ layer }) => layer === "countries").slice(0, 1)
    return [...features.filter(({ layer }) => layer !== "countries").slice(0, MOST), ...areas]
  }

  get clickable() {
    const ids = [...AREAS, ...Object.values(SWITCHED).flat()]
    return ids.filter((id) => id !== "names" && this.map.getLayer(id))
  }

  open(point) {
    const features = this.featuresAt(point)
    this.popup?.remove()
    if (!features.length) return
    this.popup = new this.library.Popup({ maxWidth: "20rem", className: "map-popup" })
      .setLngLat(this.map.unproject(point))
      .setDOMContent(popupContent(features, this.config))
      .addTo(this.map)
  }

  answerPointer() {
    const canvas = this.map.getCanvas()
    this.map.on("click", ({ point }) => this.open(point))
    this.map.on("mousemove", ({ point }) => {
      const names = this.featuresAt(point).length
      canvas.style.cursor = names ? "pointer" : ""
    })
  }

  // The middle of what no panel covers.
  placeCross({ left, right, top, bottom }) {
    const cross = this.stage.querySelector(".map-cross")
    cross.style.left = `calc(50% + ${(left - right) / 2}px)`
    cross.style.top = `calc(50% + ${(top - bottom) / 2}px)`
  }

  // Enter opens what is under the cross; Escape closes it and returns to the map.
  answerKeyboard() {
    const canvas = this.map.getCanvas()
    canvas.setAttribute("aria-describedby", `${this.config.id}-keys`)
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      this.open(this.map.project(this.map.getCenter()))
    })
    this.map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.popup?.isOpen()) return
      this.popup.remove()
      canvas.focus()
    })
  }

  remove() {
    this.leaving.abort()
    this.map.remove()
  }
}
