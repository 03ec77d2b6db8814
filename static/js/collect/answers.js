// Answers are saved as they are typed. Without a connection they are kept in this browser and sent later; where a colleague
// saved another answer meanwhile, both are shown and nothing is overwritten.
import { token } from "../csrf.js"
import { forget, keep, waiting } from "./kept.js"

const PAUSE = 900 // milliseconds after the last key
const form = document.querySelector("[data-answers]")
const words = JSON.parse(document.getElementById("answers-words")?.textContent ?? "{}")
const status = form?.querySelector("[data-status]")
const timers = new Map()
const running = new Map()

const say = (text) => {
  if (status) status.textContent = text
}

/** The fields of one question, as they are. */
function fieldsOf(box) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isOf(box, name))
}

const isOf = (box, name) => {
  const own = box.dataset.item
  return name === `q-${own}` || name.startsWith(`q-${own}-`) || ["v", "r", "d", "u", "e"].some((letter) => name === `${letter}-${own}`)
}

function body(box) {
  const data = new FormData()
  for (const [name, value] of fieldsOf(box)) data.append(name, value)
  data.set("question", box.dataset.question)
  data.set("entry", box.dataset.entry)
  data.set("user", form.dataset.user)
  data.set("csrfmiddlewaretoken", token())
  return data
}

async function send(box) {
  clearTimeout(timers.get(box))
  timers.delete(box)
  if (running.get(box)) {
    running.set(box, "again")
    return
  }
  running.set(box, "once")
  say(words.saving)
  const sent = fieldsOf(box)
  keep(form.dataset, box.dataset.item, sent)
  let answer
  try {
    answer = await fetch(form.dataset.save, { method: "POST", body: body(box), headers: { Accept: "application/json" }, redirect: "manual" })
  } catch {
    say(words.offline)
    running.delete(box)
    return
  }
  const again = running.get(box) === "again"
  running.delete(box)
  await took(box, answer)
  if (again) await send(box)
}

async function took(box, answer) {
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    say(words.signed_out)
    return
  }
  if (answer.status !== 200 && answer.status !== 409) {
    say(words.failed)
    return
  }
  const said = await answer.json()
  if (said.closed || said.other) {
    say(said.closed || said.other)
  } else if (said.conflict) {
    showConflict(box, said.conflict)
  } else {
    if (!timers.has(box)) forget(form.dataset, box.dataset.item) // else more was typed meanwhile, and is kept
    saved(box, said)
  }
}

function saved(box, said) {
  box.querySelector("[data-version]").value = said.version
  showFault(box, said.fault)
  showReadings(box, said.readings)
  if (!said.readings.length) box.querySelector("[data-chosen]")?.remove()
  box.querySelector("[data-conflict]").hidden = true
  for (const [name, shown] of Object.entries(said.shown)) {
    const other = form.querySelector(`[data-item="${name}"]`)
    if (other) other.hidden = !shown
  }
  say(`${words.saved} ${said.given} / ${said.total}`)
}

function showFault(box, fault) {
  const line = box.querySelector("[data-fault]")
  line.textContent = fault
  line.hidden = !fault
  box.classList.toggle("has-fault", Boolean(fault))
}

function showReadings(box, readings) {
  const place = box.querySelector("[data-readings]")
  place.replaceChildren()
  place.hidden = !readings.length
  if (!readings.length) return
  place.append(Object.assign(document.createElement("p"), { textContent: words.which }))
  for (const [exact, shown] of readings) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", dir: "ltr" })
    button.textContent = shown
    button.addEventListener("click", () => choose(box, exact))
    place.append(button)
  }
}

/** The reading goes along until it is taken: what was typed may still be on its way. */
function choose(box, exact) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: `e-${box.dataset.item}`, value: exact })
  field.dataset.chosen = ""
  box.append(field)
  send(box)
}

function showConflict(box, theirs) {
  const place = box.querySelector("[data-conflict]")
  place.hidden = false
  place.querySelector("[data-their-by]").textContent = [theirs.by, theirs.at].filter(Boolean).join(" · ")
  const quote = place.querySelector("[data-their-words]")
  Object.assign(quote, { textContent: theirs.words, lang: theirs.language, dir: theirs.direction })
  const mine = place.querySelector("[data-mine]")
  const take = place.querySelector("[data-theirs]")
  mine.hidden = take.hidden = false
  mine.onclick = () => {
    box.querySelector("[data-version]").value = theirs.version
    send(box)
  }
  take.onclick = () => {
    forget(form.dataset, box.dataset.item)
    location.reload()
  }
  say(words.conflict)
}

/** What was typed without a connection is put back into its fields and sent; other parts send theirs when they are opened. */
async function sendWaiting() {
  const boxOf = (item) => form.querySelector(`fieldset[data-item="${item}"]`)
  const left = waiting(form.dataset).filter(([item]) => boxOf(item))
  if (!left.length) return
  say(words.kept)
  for (const [item, fields] of left) {
    put(boxOf(item), fields)
    await send(boxOf(item))
  }
  const still = new Set(waiting(form.dataset).map(([item]) => item))
  const tookOver = left.some(([item, fields]) => !still.has(item) && fields.some(([name]) => name === `u-${item}`))
  if (tookOver) location.reload()
}

function put(box, fields) {
  for (const control of box.querySelectorAll("input, textarea")) {
    if (!control.name || control.type === "file") continue
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value)
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value)
    else if (values.length) control.value = values[0]
  }
}

/** The page goes: what was typed last is sent without waiting for the answer, and stays kept until a page hears one. */
function flush() {
  for (const [box, timer] of timers) {
    clearTimeout(timer)
    keep(form.dataset, box.dataset.item, fieldsOf(box))
    fetch(form.dataset.save, { method: "POST", body: body(box), headers: { Accept: "application/json" }, keepalive: true, redirect: "manual" }).catch(() => {})
  }
  timers.clear()
}

/** Nothing is sent any more; what this browser still keeps is shown below its question. */
function showUnsent() {
  for (const [item, fields] of waiting(form.dataset)) {
    const box = form.querySelector(`fieldset[data-item="${item}"]`)
    if (!box) continue
    const note = Object.assign(document.createElement("p"), { className: "note note-restricted" })
    const typed = Object.assign(document.createElement("bdi"), { textContent: asTyped(box, fields) })
    note.append(Object.assign(document.createElement("strong"), { textContent: words.unsent }), " ", typed)
    box.append(note)
  }
}

/** The fields in words: what a box or button of choices says, instead of its code. */
function asTyped(box, fields) {
  const label = ([name, value]) => {
    const choices = [...box.querySelectorAll("input[type=radio], input[type=checkbox]")]
    return choices.find((each) => each.name === name && each.value === value)?.parentElement.textContent.trim() ?? value
  }
  return fields.filter(([name, value]) => /^[qrdu]-/.test(name) && value).map(label).join(" · ")
}

function later(box) {
  clearTimeout(timers.get(box))
  timers.set(box, setTimeout(() => send(box), PAUSE))
  keep(form.dataset, box.dataset.item, fieldsOf(box))
}

function changed(event) {
  const box = event.target.closest("fieldset[data-item]")
  if (!box || event.target.type === "file") return
  if (event.target.matches("[data-unchanged]")) {
    if (event.type === "change") ticked(box, event.target)
    return
  }
  untick(box)
  if (event.type === "change") send(box)
  else if (event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) later(box)
}

/** What is typed now is no longer last round's, nor the reading that was chosen of what stood here before. */
function untick(box) {
  box.querySelector("[data-chosen]")?.remove()
  const unchanged = box.querySelector("[data-unchanged]")
  if (unchanged) unchanged.checked = false
}

/** Last round's answer takes the place of this one, which is only given up knowingly, and is shown in its fields. */
function ticked(box, unchanged) {
  if (unchanged.checked && fieldsOf(box).some(([name, value]) => /^[qrd]-/.test(name) && value) && !confirm(words.replace)) {
    unchanged.checked = false
    return
  }
  if (unchanged.checked) empty(box)
  send(box).then(() => unchanged.checked && navigator.onLine && location.reload())
}

function empty(box) {
  for (const control of box.querySelectorAll("input:not([type=hidden], [type=file], [data-unchanged]), textarea")) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = !control.value
    else control.value = ""
  }
}

if (form && !("closed" in form.dataset)) {
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)
  addEventListener("online", sendWaiting)
  addEventListener("pagehide", flush)
  say(words.ready)
  sendWaiting()
} else if (form) {
  showUnsent()
}
