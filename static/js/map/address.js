// The view in the address: `#map=4.2/28.1/12.3/routes,hubs` is zoom, latitude, longitude, and the layers that are on.

const PATTERN = /^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)(?:\/([\w,-]*))?$/

export function readAddress(known) {
  const found = PATTERN.exec(location.hash)
  if (!found) return null
  const [zoom, latitude, longitude] = found.slice(1, 4).map(Number)
  if (![zoom, latitude, longitude].every(Number.isFinite) || Math.abs(latitude) > 85) return null
  const layers = found[4] === undefined ? null : found[4].split(",").filter((layer) => known.includes(layer))
  return { zoom, center: [longitude, latitude], layers }
}

function viewOf(map) {
  const { lng, lat } = map.getCenter()
  const zoom = map.getZoom()
  const digits = Math.max(1, Math.ceil(zoom / 2) - 1)
  return [zoom.toFixed(1), lat.toFixed(digits), lng.toFixed(digits)].join("/")
}

// Calls `act` when the reader has moved the map; a frame that only changes its size is not moved.
export function onView(map, act) {
  let last = viewOf(map)
  map.on("moveend", () => {
    const view = viewOf(map)
    if (view !== last) act()
    last = view
  })
}

export function writeAddress(map, layers) {
  history.replaceState(history.state, "", `#map=${viewOf(map)}/${layers.join(",")}`)
}
