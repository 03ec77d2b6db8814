// The map as printed: weight is class, dash is mode, the size of a hub its class.

import { fontFaces, REGULAR, STRONG } from "./fonts.js"
import { nameExpression } from "./names.js"

const DEEPEST_TILES = 6 // places stand on a grid of 0.1 degree: nearer tiles would tell nothing more
const GRID = 10 // degrees
const ARABIC_SCALE = 1.2 // Naskh is small for its size

const WIDTH = ["match", ["get", "class"], "major", 4.2, "connecting", 2.6, 1.6]
const ORDER = ["match", ["get", "class"], "major", 3, "connecting", 2, 1]
const IS_MAIN = ["==", ["get", "class"], "main"]

// Full weight from the zoom at which a dialogue fills a page; slighter on a phone, where all of it is small.
const byZoom = (sized) => ["interpolate", ["linear"], ["zoom"], 1.5, sized(0.6), 3, sized(1)]

function sources(config) {
  const tiles = (layer) => ({
    type: "vector",
    tiles: [location.origin + config.tiles.replace("{layer}", layer)],
    maxzoom: DEEPEST_TILES,
  })
  const isTiled = config.layers.some((layer) => layer !== "hosts")
  const places = isTiled ? { places: tiles("places") } : {}
  const hosts = config.hosts ? { hosts: { type: "geojson", data: config.hosts } } : {}
  return { countries: tiles("countries"), ...places, ...hosts, grid: { type: "geojson", data: graticule() } }
}

function graticule() {
  const lines = []
  for (let longitude = -180; longitude <= 180; longitude += GRID) lines.push([[longitude, -85], [longitude, 85]])
  for (let latitude = -80; latitude <= 80; latitude += GRID) lines.push([[-180, latitude], [180, latitude]])
  return { type: "MultiLineString", coordinates: lines }
}

// On the page of a route the others step back.
const standing = ({ focus }) =>
  focus?.layer === "routes" ? ["case", ["==", ["get", "slug"], focus.slug], 1, 0.3] : 1

const isFocus = ({ focus }, layer) => (focus?.layer === layer ? ["==", ["get", "slug"], focus.slug] : false)

function base(config, palette) {
  const country = { source: "countries", "source-layer": "countries" }
  const border = { source: "countries", "source-layer": "borders" }
  const isHighlit = ["in", ["get", "iso3"], ["literal", config.highlight]]
  const isMember = ["get", "is_member"]
  const area = (id, filter, colour) => ({ id, type: "fill", ...country, filter, paint: { "fill-color": colour } })
  return [
    { id: "sea", type: "background", paint: { "background-color": palette.sea } },
    { id: "grid", type: "line", source: "grid", paint: { "line-color": palette.grid, "line-width": 0.7 } },
    // Under the areas, so that only its outer half is seen, along the sea: no border is drawn by it.
    { id: "coast", type: "line", ...country, paint: { "line-color": palette.border, "line-width": 1.4 } },
    area("land", ["!", ["any", isMember, isHighlit]], palette.land),
    area("members", ["all", isMember, ["!", isHighlit]], palette.member),
    area("highlight", isHighlit, palette.highlight),
    ...bands(config, palette, area),
    {
      id: "borders",
      type: "line",
      ...border,
      filter: ["!", ["get", "is_disputed"]],
      paint: { "line-color": palette.border, "line-width": 0.8 },
    },
    {
      id: "disputed",
      type: "line",
      ...border,
      filter: ["get", "is_disputed"],
      paint: { "line-color": palette.border, "line-width": 1.1, "line-dasharray": [3, 2.5] },
    },
  ]
}

// Countries in bands, such as the years of joining: the first in full colour, the last nearly as any member.
function bands({ bands }, palette, area) {
  if (!bands?.length) return []
  const order = bands.flatMap((codes, at) => [codes, at / bands.length])
  const place = ["match", ["get", "iso3"], ...order, 1]
  const shade = ["interpolate", ["linear"], place, 0, palette.highlight, 1, palette.member]
  return [area("bands", ["in", ["get", "iso3"], ["literal", bands.flat()]], shade)]
}

function labels(config, palette) {
  const scale = config.language === "ar" ? ARABIC_SCALE : 1
  const byRank = (largest) => ["*", scale, ["-", largest, ["*", 0.85, ["get", "label_rank"]]]]
  return [
    {
      id: "names",
      type: "symbol",
      source: "countries",
      "source-layer": "labels",
      filter: ["<=", ["get", "label_rank"], ["-", ["*", 2, ["zoom"]], ["case", ["get", "is_member"], 1, 2]]],
      layout: {
        "text-field": nameExpression(config.language),
        "text-font": [REGULAR],
        "text-size": ["interpolate", ["linear"], ["zoom"], 2, byRank(13), 6, byRank(18)],
        "text-max-width": 7,
        "text-padding": 4,
        "text-letter-spacing": config.language === "ar" ? 0 : 0.04,
        "symbol-sort-key": ["get", "label_rank"],
      },
      paint: {
"text-color": palette.soft,
        "text-halo-color": palette.halo,
        "text-halo-width": 1.2,
      },
    },
  ]
}

function routes(config, palette) {
  const mode = (name) => ({ source: "places", "source-layer": "routes", filter: ["==", ["get", "mode"], name] })
  const line = { "line-color": palette.route, "line-opacity": standing(config) }
  return [
    { id: "routes-air", type: "line", ...mode("air"), paint: { ...line, "line-width": 1.2 } },
    {
      id: "routes-arrows",
      type: "symbol",
      ...mode("air"),
      layout: {
        "symbol-placement": "line-center",
        "icon-image": `arrow ${palette.route}`,
        "icon-size": 0.7,
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
      paint: { "icon-opacity": standing(config) },
    },
    {
      id: "routes-sea",
      type: "line",
      ...mode("sea"),
      layout: { "line-cap": "round", "line-sort-key": ORDER },
      paint: { ...line, "line-width": byZoom((part) => ["*", part, WIDTH]), "line-dasharray": [0, 1.8] },
    },
    {
      id: "routes-land",
      type: "line",
      ...mode("land"),
      layout: { "line-join": "round", "line-cap": "round", "line-sort-key": ORDER },
      paint: { ...line, "line-width": byZoom((part) => ["*", part, WIDTH]) },
    },
  ]
}

function placeNames(config, palette, layer, size) {
  const scale = config.language === "ar" ? ARABIC_SCALE : 1
  return {
    id: `${layer}-names`,
    type: "symbol",
    source: "places",
    "source-layer": layer,
    minzoom: layer === "cities" ? 3 : 1.5,
    layout: {
      "text-field": nameExpression(config.language),
      "text-font": [STRONG],
      "text-size": size * scale,
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 0.85 / scale,
      "text-justify": "auto",
      "text-max-width": 8,
    },
    paint: {
      "text-color": palette.label,
      "text-halo-color": palette.halo,
      "text-halo-width": 1.8,
    },
  }
}

function cities(config, palette) {
  const square = {
    id: "cities",
    type: "symbol",
    source: "places",
    "source-layer": "cities",
    layout: { "icon-image": `square ${palette.label} ${palette.halo}`, "icon-allow-overlap": true },
  }
  return [square, placeNames(config, palette, "cities", 12)]
}

function hubs(config, palette) {
  const circle = {
    id: "hubs",
    type: "circle",
    source: "places",
    "source-layer": "hubs",
    paint: {
      "circle-radius": byZoom((part) => ["case", IS_MAIN, 6 * part, 4.2 * part]),
      "circle-color": ["case", isFocus(config, "hubs"), palette.route, palette.halo],
      "circle-stroke-color": palette.route,
      "circle-stroke-width": byZoom((part) => ["case", IS_MAIN, 2.6 * part, 2 * part]),
    },
  }
  return [circle, placeNames(config, palette, "hubs", 13)]
}

// Cities that hosted meetings come with the page, not as tiles; the more meetings, the larger.
function hosts(config, palette) {
  const circle = {
    id: "hosts",
    type: "circle",
    source: "hosts",
    paint: {
      "circle-radius": byZoom((part) => ["+", 4.5 * part, ["*", 1.2 * part, ["get", "count"]]]),
      "circle-color": palette.halo,
      "circle-stroke-color": palette.label,
      "circle-stroke-width": byZoom((part) => 2.2 * part),
    },
  }
  const { "source-layer": _none, ...names } = placeNames(config, palette, "hosts", 13)
  // Circles take no part in the placing of labels. What is placed first, unseen, keeps the names off all of them.
  const room = {
    id: "hosts-room",
    type: "symbol",
    source: "hosts",
    layout: { "icon-image": `square ${palette.label} ${palette.halo}`, "icon-allow-overlap": true, "icon-padding": 0 },
    paint: { "icon-opacity": 0 },
  }
  return [circle, { ...names, source: "hosts" }, room]
}

export const AREAS = ["land", "members", "highlight"]

// What each switch of the reader turns on and off.
export const SWITCHED = {
  names: ["names"],
  routes: ["routes-air", "routes-sea", "routes-land", "routes-arrows"],
  hubs: ["hubs", "hubs-names"],
  cities: ["cities", "cities-names"],
  hosts: ["hosts", "hosts-names"],
}

const DRAW = { routes, cities, hubs, hosts }

export function styleOf(config, palette, shown) {
  const places = Object.keys(DRAW).filter((layer) => config.layers.includes(layer))
  const [lines, points] = [places.filter((layer) => layer === "routes"), places.filter((layer) => layer !== "routes")]
  const layers = [
    ...base(config, palette),
    ...lines.flatMap((layer) => DRAW[layer](config, palette)),
    ...labels(config, palette),
    ...points.flatMap((layer) => DRAW[layer](config, palette)),
  ]
  const hidden = new Set(Object.keys(SWITCHED).filter((name) => !shown.includes(name)).flatMap((name) => SWITCHED[name]))
  for (const layer of layers) if (hidden.has(layer.id)) layer.layout = { ...layer.layout, visibility: "none" }
  return { version: 8, "font-faces": fontFaces(config.fonts), sources: sources(config), layers }
}
