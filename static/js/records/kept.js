// What was typed and not sent yet, kept in this browser: by meeting, never by person. What is sent goes from here at once.
// `what` is a line to be sent ("record"), a change that is not saved ("draft"), or the line that is being typed ("line").
const name = (what, place, key) => [what, place, key].join("|")

export function keep(place, key, fields, what = "record") {
  try {
    localStorage.setItem(name(what, place, key), JSON.stringify(fields))
  } catch {
    // a full or closed store keeps nothing; the page still does
  }
}

export function forget(place, key, what = "record") {
  try {
    localStorage.removeItem(name(what, place, key))
  } catch {
    // as above
  }
}

/** Fields by key that still have to be sent, in the order in which they were typed. */
export function waiting(place, what = "record") {
  const start = name(what, place, "")
  try {
    return Object.keys(localStorage)
      .filter((each) => each.startsWith(start))
      .map((each) => [each.slice(start.length), JSON.parse(localStorage.getItem(each))])
      .sort(([, one], [, other]) => (one.turn ?? 0) - (other.turn ?? 0))
  } catch {
    return []
  }
}

/** After all that wait already; a place in the queue, not a time. */
export const nextTurn = (place) => Math.max(0, ...waiting(place).map(([, { turn }]) => turn ?? 0)) + 1

/** A key drawn by lot; over plain HTTP too, where browsers have no randomUUID. */
export function drawKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [8, 4, 4, 4, 12].reduce(([parts, at], size) => [[...parts, hex.slice(at, at + size)], at + size], [[], 0])[0].join("-")
}
