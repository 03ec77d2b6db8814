// Lines that were typed and not sent yet, kept in this browser: by meeting, never by person. What is sent goes from here at once.
const PREFIX = "record"

const name = (place, key) => [PREFIX, place, key].join("|")

export function keep(place, key, fields) {
  try {
    localStorage.setItem(name(place, key), JSON.stringify(fields))
  } catch {
    // a full or closed store keeps nothing; the page still does
  }
}

export function forget(place, key) {
  try {
    localStorage.removeItem(name(place, key))
  } catch {
    // as above
  }
}

/** Fields by key that still have to be sent. */
export function waiting(place) {
  const start = name(place, "")
  try {
    return Object.keys(localStorage)
      .filter((each) => each.startsWith(start))
      .map((each) => [each.slice(start.length), JSON.parse(localStorage.getItem(each))])
  } catch {
    return []
  }
}

/** A key drawn by lot; over plain HTTP too, where browsers have no randomUUID. */
export function drawKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [8, 4, 4, 4, 12].reduce(([parts, at], size) => [[...parts, hex.slice(at, at + size)], at + size], [[], 0])[0].join("-")
}
