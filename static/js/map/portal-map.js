// <portal-map data-config="id">: a map around a readable list. Words, controls, legend and disclaimer stand in the page;
// this draws on `.map-stage` and says in `data-state` whether it is loading, ready or failed.

import { readAddress, writeAddress } from "./address.js"
import { Chart } from "./chart.js"
import { wireControls } from "./controls.js"

const NEAR = "300px" // a map is fetched when it is about to be seen

class PortalMap extends HTMLElement {
  connectedCallback() {
    this.config = JSON.parse(document.getElementById(this.dataset.config).textContent)
    this.stage = this.querySelector(".map-stage")
    this.leaving = new AbortController()
    this.dataset.state = "loading"
    this.list?.removeAttribute("open")
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
      this.chart.map.on("moveend", ({ originalEvent, isAsked }) => (originalEvent || isAsked) && this.remember())
      addEventListener("hashchange", () => this.followAddress(), { signal: this.leaving.signal })
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

  followAddress() {
    const asked = readAddress(this.config.switches)
    if (!asked) return
    this.map.jumpTo({ center: asked.center, zoom: asked.zoom })
    if (asked.layers) this.show(asked.layers)
  }
}

customElements.define("portal-map", PortalMap)
