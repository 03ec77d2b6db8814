// Positions as [longitude, latitude]; the same lines as imap.core.admin.geometry reads. GeoJSON and WKT are left to it.
const PAIR = /^\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*$/

const number = (text) => Number(text.replace(",", "."))
const degrees = (value) => String(Number(value.toFixed(6)))

/** The positions of a box, or null while a line cannot be read. */
export function read(text) {
  const lines = text.split("\n").filter((line) => line.trim())
  const found = lines.map((line) => line.match(PAIR))
  if (found.includes(null)) return null
  const positions = found.map(([, latitude, longitude]) => [number(longitude), number(latitude)])
  return positions.every(within) ? positions : null
}

export function written(positions) {
  return positions.map(([longitude, latitude]) => `${degrees(latitude)}, ${degrees(longitude)}`).join("\n")
}

export function within([longitude, latitude]) {
  return Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180
}
