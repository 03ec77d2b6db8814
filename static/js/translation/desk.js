// The translator's page: what is typed is kept as it is typed, terms are inserted by a click or a key, two texts are shown as two.
import { nameEditors } from "../admin/editors.js"
import { words } from "../admin/page.js"
import { Keeper } from "./keeper.js"

const form = document.getElementById("translation")
const clash = document.getElementById("clash")
const unsent = document.getElementById("unsent")
const status = document.getElementById("keeping")
const keeper = new Keeper(form, { kept, clashed, refused, said })
let editor = null

nameEditors()
document.addEventListener("prose-editor:ready", ({ detail }) => {
  editor = detail.editor
  editor.on("update", () => keeper.typed(editor.getHTML()))
  form.dataset.ready = "yes"
  sendUnsent()
})

function said(word) {
  status.textContent = word
}

function kept(answer) {
  said(words.kept.replace("%s", answer.at))
  for (const [code, isRendered] of Object.entries(answer.terms)) mark(code, isRendered)
  document.getElementById("remarks").replaceChildren(...answer.remarks.map((remark) => {
    const item = document.createElement("li")
    item.textContent = remark
    return item
  }))
  if (answer.sourceChanged) said(words.sourceChanged)
}

function mark(code, isRendered) {
  const badge = document.querySelector(`[data-term="${CSS.escape(code)}"] [data-rendered]`)
  if (!badge) return
  badge.textContent = isRendered ? words.rendered : words.otherwise
  badge.className = `badge ${isRendered ? "state-in_step" : "state-out_of_step"}`
}

function refused(reason) {
  said(reason)
}

/** Both texts, and a choice; nothing is sent until it is made. */
function clashed(answer) {
  unsent.hidden = true
  clash.querySelector(".beside").innerHTML = answer.beside // sanitised and rendered by the server
  clash.querySelector(".actions").hidden = false
  clash.hidden = false
  clash.querySelector("[data-choose=mine]").onclick = () => settle(answer, editor.getHTML())
  clash.querySelector("[data-choose=theirs]").onclick = () => settle(answer, answer.theirs)
  clash.scrollIntoView({ block: "start" })
}

function settle(answer, text) {
  clash.hidden = true
  form.elements.version.value = answer.version
  write(text)
  if (text === answer.theirs) keeper.forget()
  else keeper.typed(editor.getHTML())
  editor.commands.focus()
}

function write(text) {
  editor.commands.setContent(text, { emitUpdate: false })
  form.elements.text.value = text
}

/** What was typed in this browser and never arrived goes now; where somebody wrote since, both texts are shown. */
function sendUnsent() {
  const left = keeper.left()
  if (!left || left.text === editor.getHTML() || left.text === form.elements.text.value) {
    keeper.forget()
    return
  }
  const before = editor.getHTML()
  unsent.querySelector("[data-when]").textContent = new Date(left.at).toLocaleString(words.language)
  unsent.hidden = false
  unsent.querySelector("[data-unsent=drop]").onclick = () => {
    unsent.hidden = true
    write(before)
    keeper.typed(editor.getHTML())
    editor.commands.focus()
  }
  form.elements.version.value = left.version
  form.elements.seen.value = left.seen ?? form.elements.seen.value
  write(left.text)
  keeper.typed(editor.getHTML())
  keeper.now()
}

const inserts = [...document.querySelectorAll("[data-insert]")]
for (const button of inserts) {
  button.hidden = false
  button.addEventListener("click", () => insert(button))
}

function insert(button) {
  editor?.chain().focus().insertContent({ type: "text", text: button.dataset.insert }).run()
}

form.addEventListener("submit", (event) => keeper.beforeSubmit(event))

const KEYS = {
  s: (event) => event.ctrlKey || event.metaKey ? () => keeper.now() : null,
  Enter: (event) => event.ctrlKey || event.metaKey ? () => form.requestSubmit(form.elements.next) : null,
  PageDown: (event) => event.altKey ? () => follow("next") : null,
  PageUp: (event) => event.altKey ? () => follow("prev") : null,
}

function follow(rel) {
  document.querySelector(`.desk-steps [rel=${rel}]`)?.click()
}

addEventListener("keydown", (event) => {
  const digit = event.altKey && /^Digit[1-9]$/.test(event.code) ? Number(event.code.at(-1)) : 0
  const act = digit ? inserts[digit - 1] && (() => insert(inserts[digit - 1])) : KEYS[event.key]?.(event)
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}, { capture: true })
