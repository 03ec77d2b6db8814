// Nothing is lost and nothing is done twice: a warning before leaving, the place kept after saving, one submission a form.
import { remember, remembered, words } from "./page.js"

const PLACE = "admin-place"

const headings = () => [...document.querySelectorAll("#content-main h2")]

/** The heading that the reader is under, and how far down the page it stands: heights change while editors are made. */
function keepPlace() {
  const tops = headings().map((heading) => heading.getBoundingClientRect().top)
  const at = Math.max(0, tops.findLastIndex((top) => top < innerHeight / 3))
  remember(sessionStorage, PLACE, JSON.stringify({ path: location.pathname, at, top: tops[at] ?? 0 }))
}

function backToPlace() {
  const kept = JSON.parse(remembered(sessionStorage, PLACE) ?? "null")
  remember(sessionStorage, PLACE, null)
  if (kept?.path !== location.pathname || document.querySelector(".errornote")) return
  const go = () => {
    const heading = headings()[kept.at]
    if (heading) scrollBy({ top: heading.getBoundingClientRect().top - kept.top, behavior: "instant" })
  }
  go()
  let waiting = setTimeout(stop, 8000)
  for (const kind of ["wheel", "keydown", "pointerdown"]) addEventListener(kind, stop, { once: true })
  document.addEventListener("prose-editor:ready", go)
  addEventListener("load", go)

  function stop() {
    clearTimeout(waiting)
    waiting = null
    document.removeEventListener("prose-editor:ready", go)
    removeEventListener("load", go)
  }
}

function once(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = "yes"
    if (event.submitter?.name === "_continue") keepPlace()
  })
  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", (event) => {
    if (event.persisted) delete form.dataset.sent
  })
}

function warn(form) {
  let changed = form.querySelector(".errornote") !== null // what came back is not saved either
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => (changed = true))
  addEventListener("beforeunload", (event) => {
    if (!changed || form.dataset.sent) return
    event.preventDefault()
    event.returnValue = words.unsaved
  })
}

export function guardForms() {
  const forms = document.querySelectorAll("#content-main form[method=post]:not(#changelist-form)")
  for (const form of forms) {
    once(form)
    if (form.querySelector("fieldset, .editor, .gap")) warn(form)
  }
  backToPlace()
}
