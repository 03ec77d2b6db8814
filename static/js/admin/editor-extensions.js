// Extensions of the rich text editor.
import { Extension, TextClass } from "django-prose-editor/editor"

export { Table } from "./editor-tables.js"

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

/** A text's own language and direction, a heading cell's scope and a link's language survive an edit. */
export const KeepAttributes = Extension.create({
  name: "keepAttributes",
  addGlobalAttributes() {
    return [
      { types: ["paragraph", "heading", "blockquote", "listItem"], attributes: { lang: kept("lang"), dir: kept("dir") } },
      { types: ["tableHeader"], attributes: { scope: kept("scope") } },
      { types: ["link"], attributes: { hreflang: kept("hreflang") } },
    ]
  },
})

/** One button that makes the chosen words a footnote, or takes the note back into the text. */
export const Footnote = TextClass.extend({
  addMenuItems({ buttons, menu }) {
    const [{ className, title }] = this.options.cssClasses
    menu.defineItem({
      name: "textClass:footnote",
      groups: "marks",
      button: buttons.text(title),
      active: (editor) => editor.isActive("textClass", { class: className }),
      command(editor) {
        const chain = editor.chain().focus()
        const isNote = editor.isActive("textClass", { class: className })
        ;(isNote ? chain.unsetTextClass() : chain.setTextClass(className)).run()
      },
    })
  },
})
