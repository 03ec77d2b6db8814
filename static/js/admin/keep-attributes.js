// An extension of the rich text editor: a text's own language and direction, and a heading cell's scope, survive an edit.
import { Extension } from "django-prose-editor/editor"

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

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
