// <place-editor>: a box of "latitude, longitude" lines, with a table and a map that say the same.
import { make, words } from "./page.js"
import { read, within, written } from "./positions.js"

class PlaceEditor extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea")
    this.isLine = this.dataset.kind === "line"
    this.positions = read(this.box.value) ?? []
    this.table = make("tbody")
    this.frame = make("div", { class: "place-map", hidden: true })
    this.toggle = make("button", { type: "button", class: "place-toggle", "aria-expanded": "false" }, words.openMap)
    this.toggle.addEventListener("click", () => (this.map ? this.close() : this.open()))
    this.append(this.toggle, this.frame, this.grid())
    this.box.addEventListener("input", () => this.take(read(this.box.value)))
    this.drawTable()
    if (!this.isLine) this.open()
  }

  disconnectedCallback() {
    this.close()
  }

  grid() {
    const heads = ["position", "latitude", "longitude"].map((word) => make("th", { scope: "col" }, words[word]))
    const table = make("table", { class: "place-table" }, make("thead", {}, make("tr", {}, ...heads, make("td"))), this.table)
    if (!this.isLine) return table
    const add = make("button", { type: "button", class: "place-add" }, words.add)
    add.addEventListener("click", () => this.insert(this.positions.length, this.positions.at(-1) ?? [0, 0]))
    return make("div", {}, table, add)
  }

  /** Positions that were typed; what cannot be read yet changes nothing. */
  take(positions) {
    if (!positions) return
    this.positions = positions
    this.drawTable()
    this.view?.draw(positions)
  }

  /** Positions that were set on the map or in the table. */
  set(positions, redrawTable = true) {
    this.positions = positions
    this.box.value = written(positions)
    this.box.dispatchEvent(new Event("input", { bubbles: true }))
    if (redrawTable) this.drawTable()
    this.view?.draw(positions)
  }

  place(at, position) {
    this.set(this.positions.with(at, position))
  }

  insert(at, position) {
    this.set(this.isLine ? this.positions.toSpliced(at, 0, position) : [position])
  }

  remove(at) {
    this.set(this.positions.toSpliced(at, 1))
  }

  drawTable() {
    if (this.table.contains(document.activeElement)) return
    const rows = this.positions.length || this.isLine ? this.positions : [[NaN, NaN]]
    this.table.replaceChildren(...rows.map((position, at) => this.row(position, at)))
  }

  row([longitude, latitude], at) {
    const cell = (value, limit, word, change) => {
      const box = make("input", { type: "number", step: "any", min: -limit, max: limit, "aria-label": `${words[word]} ${at + 1}` })
      box.value = Number.isFinite(value) ? Number(value.toFixed(6)) : ""
      box.addEventListener("change", () => box.value !== "" && change(Number(box.value)))
      return make("td", {}, box)
    }
    const other = () => this.positions[at] ?? [0, 0]
    const remove = make("button", { type: "button", class: "place-remove", "aria-label": `${words.remove} ${at + 1}` }, "×")
    remove.addEventListener("click", () => this.remove(at))
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, String(at + 1)),
      cell(latitude, 85, "latitude", (value) => this.typed(at, [other()[0], value])),
      cell(longitude, 180, "longitude", (value) => this.typed(at, [value, other()[1]])),
      make("td", {}, ...(this.isLine ? [remove] : [])),
    )
  }

  typed(at, position) {
    if (!within(position)) return
    const positions = [...this.positions]
    positions[at] = position
    this.set(positions, false)
  }

  async open() {
    this.frame.hidden = false
    this.toggle.textContent = words.closeMap
    this.toggle.setAttribute("aria-expanded", "true")
    this.map = true
    try {
      const { PlaceMap } = await import("./place-map.js")
      this.view = new PlaceMap(this.frame, this)
    } catch {
      this.frame.replaceChildren(make("p", { class: "place-note" }, words.noMap))
    }
  }

  close() {
    this.view?.remove()
    this.view = this.map = null
    this.frame.replaceChildren()
    this.frame.hidden = true
    this.toggle.textContent = words.openMap
    this.toggle.setAttribute("aria-expanded", "false")
  }
}

customElements.define("place-editor", PlaceEditor)
