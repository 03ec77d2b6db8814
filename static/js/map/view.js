// Where the map opens: on the extent that the page gives, beside a panel that stands over it.

const CLOSER = 1.5 // zoom levels: a wide frame shows the middle of a tall extent rather than half the world

// Pixels of each side that something else covers: what the page is about is not drawn beneath the panel or the legend.
export function paddingOf(stage) {
  const padding = { top: 24, bottom: 24, left: 24, right: 24 }
  const frame = stage.getBoundingClientRect()
  const covers = [
    stage.closest(".map-hero")?.querySelector(".map-panel"),
    frame.width < 640 ? null : stage.querySelector(".map-legend"),
  ]
  for (const cover of covers) {
    if (!cover || getComputedStyle(cover).position !== "absolute") continue
    const { left, right } = cover.getBoundingClientRect()
    const isOnTheLeft = left - frame.left < frame.right - right
    if (isOnTheLeft) padding.left = right - frame.left
    else padding.right = frame.right - left
  }
  return padding
}

const NEAREST = 6

const vertical = (latitude) => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))

// Zoom at which `degrees` fill `pixels` (tiles of 512 px).
const zoomFor = (pixels, degrees) => Math.log2((Math.max(pixels, 64) * 360) / 512 / Math.max(degrees, 1))

export function openingView(stage, { extent: [west, south, east, north], focus, isWhole }) {
  const padding = paddingOf(stage)
  const width = stage.clientWidth - padding.left - padding.right
  const height = stage.clientHeight - padding.top - padding.bottom
  const across = zoomFor(width, east - west)
  const upright = zoomFor(height, vertical(north) - vertical(south))
  const [whole, filled] = [Math.min(across, upright), Math.max(across, upright)]
  return {
    center: [(west + east) / 2, (south + north) / 2],
    zoom: focus || isWhole ? Math.min(whole, NEAREST) : Math.min(filled, whole + CLOSER),
    padding,
  }
}
