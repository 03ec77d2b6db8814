// The rich text editor's boxes and buttons say what they are, in the language of the page.
import { words } from "./page.js"

export function nameEditors() {
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const box = editor.view.dom
    box.setAttribute("aria-label", document.querySelector(`label[for="${textarea.id}"]`)?.textContent.trim() ?? "")
    box.setAttribute("aria-multiline", "true")
    nameButtons(textarea.closest(".prose-editor"))
    wayToButtons(box, editor)
  })
}

/** Within a table Tab goes from cell to cell: Alt+F10 goes to the buttons, Escape back into the text. */
function wayToButtons(box, editor) {
  box.setAttribute("aria-keyshortcuts", "Alt+F10")
  box.parentElement.addEventListener("keydown", (event) => {
    const menu = box.parentElement.querySelector(".prose-menubar")
    if (event.key === "F10" && event.altKey) menu.querySelector("button:not(.hidden)").focus()
    else if (event.key === "Escape" && menu.contains(event.target)) editor.commands.focus()
    else return
    event.preventDefault()
  })
}

/** The menu comes a moment after its editor. */
function nameButtons(holder) {
  const buttons = holder.querySelectorAll(".prose-menubar button")
  if (buttons.length) buttons.forEach(translate)
  else setTimeout(() => holder.isConnected && nameButtons(holder), 20)
}

function translate(button) {
  for (const name of ["aria-label", "title"]) {
    const said = words.editor[button.getAttribute(name)]
    if (said) button.setAttribute(name, said)
  }
  const option = button.matches(".prose-menubar__option") && button.firstElementChild
  if (option) option.textContent = words.editor[option.textContent] ?? option.textContent
}
