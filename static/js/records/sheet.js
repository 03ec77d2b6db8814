// The sheet: Enter keeps a line, several people write at once, and nothing shows who. What cannot be sent waits in this browser.
import { token } from "../csrf.js"
import { drawKey, forget, keep, nextTurn, waiting } from "./kept.js"
import { drawRow, drawDropped } from "./rows.js"

const EVERY = 3000 // milliseconds between two looks at what the others wrote
const form = document.querySelector("[data-sheet]")
const { rows: first, stamp: firstStamp, kinds, words } = JSON.parse(document.getElementById("sheet-config").textContent)
const place = form.dataset.act
const list = document.querySelector("[data-list]")
const line = form.querySelector("[data-line]")
const status = form.querySelector("[data-status]")
const language = form.querySelector("[data-language]")
const agendaItem = form.elements.namedItem("item") // `elements.item` is a method
const CHOICES = `${place}|choices`
const view = { rows: first, stamp: firstStamp, open: null, opened: null, drafts: {}, conflict: null, running: Promise.resolve() }

const say = (text) => {
  if (status.textContent !== text) status.textContent = text
}

/** One after the other, so that a change never overtakes the one before it. */
function post(fields) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value ?? "")
  body.set("csrfmiddlewaretoken", token())
  const sent = () => fetch(place, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" })
  const answer = view.running.then(sent, sent)
  view.running = answer.catch(() => {})
  return answer
}

/** What became of it: taken, conflict, refused, or offline. `words.offline` holds for new lines; the rest is tried again by hand. */
async function send(fields, offline = words.failed) {
  say(words.keeping)
  let answer
  try {
    answer = await post(fields)
  } catch {
    say(offline)
    return { state: "offline" }
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    say(words.signed_out)
    return { state: "offline" }
  }
  if (![200, 409, 422].includes(answer.status)) {
    say(words.failed)
    return { state: "offline" }
  }
  const said = await answer.json()
  if (said.conflict) {
    say(said.why)
    return { state: "conflict", row: said.conflict }
  }
  if (said.refusal) {
    say(said.refusal)
    return { state: "refused" }
  }
  say(words.ready)
  return { state: "taken", row: said.row }
}

const text = (code, value) => ({ text_ar: "", text_en: "", text_fr: "", [`text_${code}`]: value })

async function keepLine() {
  const value = line.value.trim()
  if (!value) return
  const key = drawKey()
  const { kind, session } = form.elements
  const fields = { verb: "keep", key, kind: kind.value, session: session.value, item: agendaItem.value, ...text(language.value, value) }
  keep(place, key, { ...fields, turn: nextTurn(place) })
  line.value = ""
  forget(place, "", "line")
  draw()
  await sendKept(key, fields)
}

async function sendKept(key, { turn, ...fields }) {
  const { state, row } = await send(fields, words.offline)
  if (state === "taken") {
    forget(place, key)
    put(row)
  } else if (state === "conflict") {
    forget(place, key) // it arrived before and was changed since: the others' words stand
  }
  draw()
  return state
}

async function sendWaiting() {
  for (const [key, fields] of waiting(place)) if ((await sendKept(key, fields)) === "offline") return
}

function put(row) {
  if (!row) return
  const at = view.rows.findIndex(({ key }) => key === row.key)
  if (at < 0) view.rows.push(row)
  else view.rows[at] = row
}

async function look() {
  if (document.hidden || view.isLooking) return
  view.isLooking = true
  try {
    const answer = await fetch(form.dataset.rows, { headers: { Accept: "application/json", "If-None-Match": view.stamp }, cache: "no-store", redirect: "manual" })
    if (answer.status === 200) {
      view.rows = (await answer.json()).rows
      view.stamp = answer.headers.get("ETag") ?? ""
      draw()
    }
    const isThere = answer.status === 200 || answer.status === 304
    if (isThere && waiting(place).length) await sendWaiting()
    else if (isThere && status.textContent === words.offline) say(words.ready)
  } catch {
    say(words.offline)
  } finally {
    view.isLooking = false
  }
}

const act = {
  edit(row) {
    view.open = row.key
    view.opened = row
    const typed = waiting(place, "draft").find(([key]) => key === row.key)?.[1]
    view.drafts[row.key] = typed ?? { ...row.texts, kind: row.kind, fingerprint: row.fingerprint }
    draw()
    list.querySelector(".record-edit textarea")?.focus()
  },
  cancel() {
    const key = view.open
    delete view.drafts[key]
    forget(place, key, "draft")
    view.open = view.opened = view.conflict = null
    showRows()
    list.querySelector(`[data-key="${key}"]`)?.focus()
  },
  /** What is typed in a row outlives a reload and a lost connection. */
  typed(row, draft) {
    keep(place, row.key, draft, "draft")
  },
  /** A line that waits goes back into the box: to be changed, or thrown away. */
  takeBack(row) {
    const code = ["ar", "en", "fr"].find((each) => row.texts[each])
    forget(place, row.key)
    language.value = code
    choose()
    line.value = [line.value, row.texts[code]].filter(Boolean).join("\n")
    keepTyping()
    showRows()
    line.focus()
  },
  async save(row, draft) {
    const { state, row: now } = await send(changeOf(row, draft))
    if (state === "conflict") {
      view.conflict = now
    } else if (state === "taken") {
      put(now)
      act.cancel()
    }
    draw()
  },
  mine(row, draft) {
    draft.fingerprint = view.conflict.fingerprint
    view.conflict = null
    return act.save(row, draft)
  },
  theirs() {
    put(view.conflict)
    act.cancel()
  },
  async drop(row) {
    const { state, row: now } = await send({ verb: "drop", key: row.key, fingerprint: row.fingerprint })
    if (state !== "offline" && now) put(now)
    draw()
    document.querySelector(`[data-undo="${row.key}"]`)?.focus()
  },
  async undo(row) {
    put((await send({ verb: "bring_back", key: row.key })).row)
    draw()
  },
  async move(row, step) {
    const standing = view.rows.filter((each) => !each.is_dropped)
    const at = standing.findIndex(({ key }) => key === row.key)
    const before = standing[step < 0 ? at - 1 : at + 2]
    if (step < 0 ? at === 0 : at === standing.length - 1) return
    await send({ verb: "move", key: row.key, other: before?.key })
    await look()
    list.querySelector(`[data-key="${row.key}"]`)?.focus()
  },
  async merge(row) {
    const standing = view.rows.filter((each) => !each.is_dropped)
    const above = standing[standing.findIndex(({ key }) => key === row.key) - 1]
    if (!above) return
    await send({ verb: "merge", key: row.key, fingerprint: row.fingerprint, other: above.key, other_fingerprint: above.fingerprint })
    await look()
  },
  /** What is typed in the row is saved first; the server counts characters, not the halves of emoji. */
  async split(row, draft, area) {
    const at = [...area.value.slice(0, area.selectionStart)].length - [...area.value].length + [...area.value.trimStart()].length
    const saved = await send(changeOf(row, draft))
    if (saved.state === "taken") {
      draft.fingerprint = saved.row.fingerprint
      const { state } = await send({ verb: "split", key: row.key, fingerprint: draft.fingerprint, other: drawKey(), language: area.lang, at: Math.max(0, at) })
      if (state === "taken") act.cancel()
    } else if (saved.state === "conflict") {
      view.conflict = saved.row
      draw()
    }
    await look()
  },
}

function changeOf(row, draft) {
  return {
    verb: "keep", key: row.key, fingerprint: draft.fingerprint, kind: draft.kind, session: row.session, item: row.item,
    text_ar: draft.ar, text_en: draft.en, text_fr: draft.fr,
  }
}

function keepTyping() {
  if (line.value) keep(place, "", { words: line.value }, "line")
  else forget(place, "", "line")
}

/** After a reload: the line that was being typed, and the row that was being changed. */
function takeUp() {
  for (const [, { words: typed }] of waiting(place, "line")) line.value ||= typed
  for (const [key, draft] of waiting(place, "draft")) {
    const row = view.rows.find((each) => each.key === key)
    if (row && !view.open) Object.assign(view, { open: key, opened: row, drafts: { [key]: draft } })
    else if (!row) forget(place, key, "draft")
  }
}

/** The rows as they are now; the one that is open keeps what is typed in it. */
function draw() {
  if (list.contains(document.activeElement) && document.activeElement.matches("textarea, select")) {
    if (view.conflict) showRows()
    else drawOthers()
    return
  }
  showRows()
}

function showRows() {
  const unsent = waiting(place).map(([key, fields]) => unsentRow(key, fields))
  const standing = view.rows.filter(({ is_dropped }) => !is_dropped)
  if (view.open && !standing.some(({ key }) => key === view.open)) standing.push(view.opened) // gone meanwhile; what is typed stays
  const keys = new Set(standing.map(({ key }) => key))
  const focused = document.activeElement?.closest?.("[data-key]")?.dataset.key
  const undo = document.activeElement?.dataset?.undo
  list.replaceChildren(...[...standing, ...unsent.filter(({ key }) => !keys.has(key))].map((row) => drawRow(row, view, act, kinds, words)))
  drawDropped(view.rows.filter(({ is_dropped }) => is_dropped), act, words)
  if (undo) document.querySelector(`[data-undo="${undo}"]`)?.focus()
  if (focused && !list.contains(document.activeElement)) list.querySelector(`[data-key="${focused}"]`)?.focus()
}

/** While someone types in a row, the other rows are still brought up to date. */
function drawOthers() {
  const open = list.querySelector(`[data-key="${view.open}"]`)
  const standing = view.rows.filter(({ is_dropped }) => !is_dropped)
  for (const each of [...list.children]) if (each !== open) each.remove()
  const at = standing.findIndex(({ key }) => key === view.open)
  standing.forEach((row, number) => {
    if (number === at) return
    const drawn = drawRow(row, view, act, kinds, words)
    if (open && number < at) open.before(drawn)
    else list.append(drawn)
  })
}

const unsentRow = (key, fields) => ({
  key, kind: fields.kind, kind_name: kinds.find(([code]) => code === fields.kind)?.[1] ?? "", about: "", isUnsent: true,
  state_name: words.unsent, texts: { ar: fields.text_ar, en: fields.text_en, fr: fields.text_fr },
})

function choose() {
  line.name = `text_${language.value}`
  line.lang = language.value
  try {
    localStorage.setItem(CHOICES, JSON.stringify({ language: language.value, session: form.elements.session.value, item: agendaItem.value }))
  } catch {
    // the choice holds for this page
  }
}

function chosenBefore() {
  try {
    const kept = JSON.parse(localStorage.getItem(CHOICES) ?? "{}")
    if (kept.language) language.value = kept.language
    if (kept.session && !new URLSearchParams(location.search).has("session")) form.elements.session.value = kept.session
    if (kept.item) agendaItem.value = kept.item
  } catch {
    // nothing was chosen before
  }
  choose()
}

line.addEventListener("input", keepTyping)
form.addEventListener("submit", (event) => {
  event.preventDefault()
  keepLine()
})
line.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault()
    keepLine()
  }
})
addEventListener("keydown", (event) => {
  if (event.altKey && /^Digit[1-6]$/.test(event.code)) {
    event.preventDefault()
    form.elements.kind.selectedIndex = Number(event.code.slice(5)) - 1
  }
})
language.addEventListener("change", choose)
form.elements.session.addEventListener("change", choose)
agendaItem.addEventListener("change", choose)
addEventListener("online", sendWaiting)
addEventListener("visibilitychange", look)
chosenBefore()
takeUp()
showRows()
say(words.ready)
form.dataset.ready = ""
sendWaiting()
setInterval(look, EVERY)
line.focus()
