// What is typed into a section is kept a moment later, as a version: nothing is written into the section itself.
// Where the line or the session has ended, the browser keeps it, and sends it when it can.
import { remember, remembered, words } from "./page.js"

const PAUSE = 4000
const AGAIN = 15000

export function keepTyped() {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value
  for (const section of document.querySelectorAll("[data-versions]")) {
    for (const box of section.querySelectorAll("textarea[lang]")) watch(section, box, token)
  }
}

function watch(section, box, token) {
  const key = `typed:${section.dataset.versions}:${box.lang}`
  const line = section.querySelector("[data-kept]")
  let waiting = null
  let last = box.value

  const left = remembered(localStorage, key)
  if (left !== null && left !== box.value) send(left)

  // Whatever it comes by, typing or the editor, the box is asked now and then whether it has changed.
  setInterval(() => {
    if (box.value === last) return
    last = box.value
    clearTimeout(waiting)
    remember(localStorage, key, last)
    waiting = setTimeout(() => send(last), PAUSE)
  }, 1000)

  async function send(text) {
    const body = new URLSearchParams({ language: box.lang, text })
    try {
      const answer = await fetch(section.dataset.versions, {
        method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin", redirect: "error",
      })
      if (answer.ok) return kept(text, (await answer.json()).kept)
      say(answer.status === 409 ? (await answer.json()).said : words.keptHere)
      if (answer.status === 409) return
    } catch {
      say(words.keptHere)
    }
    waiting = setTimeout(() => send(last), AGAIN)
  }

  function kept(text, at) {
    if (remembered(localStorage, key) === text) remember(localStorage, key, null)
    say(`${words.kept} ${at}`)
  }

  function say(what) {
    if (line) line.textContent = what
  }
}
