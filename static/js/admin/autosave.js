// What is typed into a section is kept a moment later, as a version: nothing is written into the section itself.
// Where the line or the session has ended, the browser keeps it, and sends it when it can.
import { token } from "../csrf.js"
import { remember, remembered, words } from "./page.js"

const PAUSE = 4000
const AGAIN = 15000

export function keepTyped() {
  for (const section of document.querySelectorAll("[data-versions]")) {
    for (const box of section.querySelectorAll("textarea[lang]")) watch(section, box)
  }
}

/** Kept by person, text, what the text was when the page was loaded, and page: nobody is offered another's, or what is saved. */
function watch(section, box) {
  const form = box.form
  const text = ["typed", section.dataset.user, section.dataset.versions, box.lang].join("|")
  const loaded = form.elements.namedItem(`${box.name}-was`)?.value ?? ""
  const key = [text, loaded, Date.now()].join("|")
  const line = section.querySelector("[data-kept]")
  const isBack = document.querySelector(".errornote:not(.unsaved)") !== null // the form came back unsaved
  let waiting = null
  let last = box.value

  for (const left of keysOf(`${text}|`)) takeUp(left)
  form.addEventListener("submit", () => {
    if (read(key) || box.value !== last) write(key, { text: box.value, isSubmitted: true })
  })

  // Whatever it comes by, typing or the editor, the box is asked now and then whether it has changed.
  setInterval(() => {
    if (box.value === last) return
    last = box.value
    clearTimeout(waiting)
    write(key, { text: last })
    waiting = setTimeout(() => send(key, last), PAUSE)
  }, 1000)

  /** Of an earlier page: saved, where its form went and the text is another now. */
  function takeUp(left) {
    const typed = read(left)
    const isSaved = typed?.isSubmitted && left.split("|").at(-2) !== loaded
    if (!typed || isSaved || (typed.text === box.value && !isBack)) remember(localStorage, left, null)
    else send(left, typed.text)
  }

  async function send(from, typed) {
    const body = new URLSearchParams({ language: box.lang, text: typed, user: section.dataset.user })
    try {
      const answer = await fetch(section.dataset.versions, {
        method: "POST", body, headers: { "X-CSRFToken": token() }, credentials: "same-origin", redirect: "error",
      })
      if (answer.ok) return kept(from, typed, (await answer.json()).kept)
      const said = await answer.json().catch(() => ({}))
      say(said.said ?? words.keptHere)
      if (answer.status === 409) return
    } catch {
      say(words.keptHere)
    }
    const again = setTimeout(() => send(from, typed), AGAIN)
    if (from === key) waiting = again
  }

  function kept(from, typed, at) {
    if (read(from)?.text === typed) remember(localStorage, from, null)
    say(`${words.kept} ${at}`)
  }

  function say(what) {
    if (line) line.textContent = what
  }
}

const read = (key) => JSON.parse(remembered(localStorage, key) ?? "null")
const write = (key, value) => remember(localStorage, key, JSON.stringify(value))

function keysOf(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start))
  } catch {
    return []
  }
}
