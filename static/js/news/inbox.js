// The inbox by keyboard: j and k move, p picks, x dismisses, t ticks, a ticks all, Shift X dismisses the ticked, u undoes, Enter publishes, o opens the source, ? tells the keys.
// What is done is done by the forms of the entry, which work without this script as well.

import "../csrf.js"

const inbox = document.querySelector("[data-inbox]")
const help = document.querySelector("[data-help]")
const failure = document.querySelector("[data-failure]")
const bar = document.getElementById("ticked")
const all = bar?.querySelector("[data-tick-all]")
const typed = "input:not([data-tick], [data-tick-all]), textarea, select, [contenteditable]"

const entries = () => [...inbox.querySelectorAll("[data-entry]")]
const current = () => document.activeElement?.closest?.("[data-entry]") ?? inbox.querySelector("[data-entry]:focus")

function move(step) {
  const rows = entries()
  const at = rows.indexOf(current())
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

function press(act) {
  current()?.querySelector(`[data-act=${act}]`)?.click()
}

function publish() {
  current()?.querySelector("[data-publish]")?.requestSubmit()
}

const ticks = () => [...inbox.querySelectorAll("[data-tick]")]

/** Says how many are ticked; “all” stands between where some are. */
function count() {
  if (!all) return
  const boxes = ticks()
  const ticked = boxes.filter((box) => box.checked).length
  all.checked = ticked > 0 && ticked === boxes.length
  all.indeterminate = ticked > 0 && ticked < boxes.length
  const said = bar.querySelector("[data-tick-count]")
  said.textContent = ticked ? said.dataset.words.replace("{count}", ticked.toLocaleString(document.documentElement.lang)) : ""
}

function tickAll(on) {
  for (const box of ticks()) box.checked = on
  count()
}

function tick() {
  const box = current()?.querySelector("[data-tick]")
  if (box) box.checked = !box.checked
  count()
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
  t: tick,
  a: () => all && tickAll(!all.checked),
  X: () => bar?.querySelector("[data-ticked]")?.click(),
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
  if (event.key === "Enter" && event.target.matches?.("[data-tick], [data-tick-all]")) return event.preventDefault() // else it would send the form
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
if (all) {
  all.closest("label").hidden = false
  all.addEventListener("change", () => tickAll(all.checked))
  inbox.addEventListener("change", ({ target }) => target.matches("[data-tick]") && count())
  addEventListener("htmx:afterSwap", count)
  count()
}

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
