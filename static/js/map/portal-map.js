// <portal-map data-config="id">: a map around a readable list. Words, controls, legend and disclaimer stand in the page;
// this draws on `.map-stage` and says in `data-state` whether it is loading, ready or failed.

import { onView, readAddress, writeAddress } from "./address.js"
import { Chart } from "./chart.js"
import { wireControls } from "./controls.js"

const NEAR = "300px" // a map is fetched when it is about to be seen
const NARROW = 640 // pixels: a frame in which an open legend would hide the map

class PortalMap extends HTMLElement {
  connectedCallback() {
    this.config = JSON.parse(document.getElementById(this.dataset.config).textContent)
    this.stage = this.querySelector(".map-stage")
    this.leaving = new AbortController()
    this.dataset.state = "loading"
    this.list?.removeAttribute("open")
    if (this.clientWidth < NARROW) this.querySelector(".map-legend")?.removeAttribute("open")
    this.watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.draw(), {
      rootMargin: NEAR,
    })
    this.watcher.observe(this.stage)
  }

  disconnectedCallback() {
    this.watcher.disconnect()
    this.leaving.abort()
    this.chart?.remove()
  }

  get map() {
    return this.chart?.map
  }

  get list() {
    return this.querySelector(".map-table details")
  }

  async draw() {
    this.watcher.disconnect()
    try {
      const asked = readAddress(this.config.switches)
      this.shown = asked?.layers ?? [...this.config.switches]
      const library = await import("maplibre-gl")
      this.chart = new Chart(library, this.stage, this.config, this.shown, asked)
      wireControls(this)
      this.chart.map.once("idle", () => (this.dataset.state = "ready"))
      onView(this.map, () => this.remember())
      addEventListener("hashchange", () => this.followAddress(), { signal: this.leaving.signal })
      addEventListener("beforeprint", () => this.copyForPaper(), { signal: this.leaving.signal })
    } catch (error) {
      this.fail(error)
    }
  }

  // The list stays, opened, with a sentence that says why there is no map.
  fail(error) {
    console.warn(error)
    this.dataset.state = "failed"
    this.querySelector(".map-failed")?.removeAttribute("hidden")
    this.list?.setAttribute("open", "")
  }

  show(layers) {
    this.shown = this.config.switches.filter((layer) => layers.includes(layer))
    this.chart.show(this.shown)
    this.dispatchEvent(new CustomEvent("map:shown", { detail: this.shown }))
  }

  remember() {
    writeAddress(this.map, this.shown)
  }

  // A canvas of WebGL is empty on paper: what stands on the screen is copied onto a plain one as the page goes to the printer.
  copyForPaper() {
    if (this.dataset.state !== "ready") return
    this.map.redraw()
    const [drawn, copy] = [this.map.getCanvas(), this.querySelector(".map-printed")]
    ;[copy.width, copy.height] = [drawn.width, drawn.height]
    copy.getContext("2d").drawImage(drawn, 0, 0)
    this.dataset.printed = ""
  }

  followAddress() {
    const asked = readAddress(this.config.switches)
    if (!asked) return
    if (asked.layers) this.show(asked.layers)
    this.map.jumpTo({ center: asked.center, zoom: asked.zoom })
  }
}

customElements.define("portal-map", PortalMap)
