// The inbox by keyboard: j and k move, p picks, x dismisses, u undoes, Enter publishes, o opens the source, ? tells the keys.
// What is done is done by the forms of the entry, which work without this script as well.

import "../csrf.js"

const inbox = document.querySelector("[data-inbox]")
const help = document.querySelector("[data-help]")
const failure = document.querySelector("[data-failure]")
const typed = "input, textarea, select, [contenteditable]"

const entries = () => [...inbox.querySelectorAll("[data-entry]")]
const current = () => document.activeElement?.closest?.("[data-entry]") ?? inbox.querySelector("[data-entry]:focus")

function move(step) {
  const all = entries()
  const at = all.indexOf(current())
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

function press(act) {
  current()?.querySelector(`[data-act=${act}]`)?.click()
}

function publish() {
  current()?.querySelector("[data-publish]")?.requestSubmit()
}

function showKeys() {
  const keys = document.getElementById("keys")
  if (!keys) return
  keys.hidden = !keys.hidden
  help?.setAttribute("aria-expanded", String(!keys.hidden))
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  p: () => press("take"),
  x: () => press("dismiss"),
  u: () => press("put-back"),
  o: () => current()?.querySelector("a[target=_blank]")?.click(),
  "?": showKeys,
}

function inForm(event) {
  if (event.key === "Escape") {
    event.preventDefault()
    current()?.focus()
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    publish()
  }
}

addEventListener("keydown", (event) => {
  if (event.target.matches?.(typed)) return inForm(event)
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Enter" && event.target.matches?.("[data-entry]")) {
    event.preventDefault()
    return publish()
  }
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

/** After an answer the entry is new: who was on it stays on it; in the form once it is picked or refused. */
addEventListener("htmx:afterSwap", ({ detail }) => {
  const entry = document.getElementById(detail.target.id)
  if (!entry) return
  const field = entry.querySelector("[aria-invalid=true], .entry-write input")
  if (field) field.focus()
  else entry.focus()
  if (field?.select && !field.value) field.select()
})

function say(words) {
  if (!failure) return
  failure.textContent = words
  failure.hidden = !words
}

addEventListener("htmx:beforeRequest", () => say(""))
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  addEventListener(name, () => say(inbox.dataset.failed))
}

if (help) {
  help.hidden = false
  help.addEventListener("click", showKeys)
}
