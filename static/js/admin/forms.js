// Nothing is lost and nothing is done twice: a warning before leaving, the place kept after saving, one submission a form.
import { remember, remembered, words } from "./page.js"

const PLACE = "admin-place"

function keepPlace() {
  remember(sessionStorage, PLACE, JSON.stringify({ path: location.pathname, top: Math.round(scrollY) }))
}

function backToPlace() {
  const kept = JSON.parse(remembered(sessionStorage, PLACE) ?? "null")
  remember(sessionStorage, PLACE, null)
  const saved = !document.querySelector(".errornote")
  if (kept?.path === location.pathname && saved) requestAnimationFrame(() => scrollTo({ top: kept.top, behavior: "instant" }))
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
  let changed = false
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
