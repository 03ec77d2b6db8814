// What was typed in this browser and never arrived is sent before the questionnaire is submitted. What cannot be sent is
// named with a link to its part, and holds the submission back; on a closed one it is only named.
import { token } from "../csrf.js"
import { forget, waiting } from "./kept.js"

const place = document.querySelector("[data-waiting]")
const { words, parts } = JSON.parse(document.getElementById("waiting-config")?.textContent ?? "{}")
let other = "" // said where someone else is signed in by now
const isClosed = place && "closed" in place.dataset

/** True where the answer was taken. */
async function sent(item, fields) {
  const body = new FormData()
  for (const [name, value] of fields) body.append(name, value)
  const [question, entry] = item.split("-")
  for (const [name, value] of Object.entries({ question, entry, user: place.dataset.user, csrfmiddlewaretoken: token() })) body.set(name, value)
  try {
    const answer = await fetch(place.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" })
    if (answer.status === 409) other = (await answer.json()).other ?? ""
    return answer.status === 200
  } catch {
    return false
  }
}

async function sendAll() {
  let taken = 0
  for (const [item, fields] of waiting(place.dataset)) {
    if (!(await sent(item, fields))) continue
    forget(place.dataset, item)
    taken += 1
  }
  if (taken) location.reload() // what is missing and how far it is have changed
  else show()
}

function show() {
  const left = waiting(place.dataset).map(([item]) => item)
  place.hidden = !left.length
  place.querySelector("[data-words]").textContent = other || (isClosed ? words.closed : words.held)
  const partOf = (item) => parts.find((part) => part.items.includes(item))
  const named = [...new Set(left.map(partOf))]
  place.querySelector("ul").replaceChildren(...named.map((part) => line(part, left.filter((item) => partOf(item) === part))))
}

/** The part with a link; a question that is no longer there can only be dropped. */
function line(part, items) {
  const row = document.createElement("li")
  if (part) {
    row.append(Object.assign(document.createElement("a"), { href: `${part.url}#q${items[0]}`, textContent: part.name }))
    return row
  }
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: words.drop })
  drop.addEventListener("click", () => {
    for (const item of items) forget(place.dataset, item)
    show()
  })
  row.append(words.gone, " ", drop)
  return row
}

function hold(event) {
  if (!waiting(place.dataset).length) return
  event.preventDefault()
  show()
  place.scrollIntoView({ block: "center" })
  sendAll()
}

if (place) {
  show()
  if (!isClosed) {
    document.querySelector("[data-submit]")?.addEventListener("submit", hold)
    addEventListener("online", sendAll)
    if (waiting(place.dataset).length) sendAll()
  }
}
