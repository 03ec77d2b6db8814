// Tables with a caption and a head row. The caption is an attribute of its table: the editor's tables are made of rows alone.
// The server makes a first row of heading cells the table's head (imap/core/tables.py).
import { Table as PlainTable, findParentNode, mergeAttributes, pm, updateAttrsDialog } from "django-prose-editor/editor"
import { words } from "./page.js"

const { DOMParser, DOMSerializer, Fragment } = pm.model
const { TextSelection } = pm.state

const say = (word) => words.editor?.[word] ?? word

const table = findParentNode((node) => node.type.name === "table")

/** The caption's words with their marks, as JSON; nothing where there are none. */
function captionOf(element, schema) {
  const caption = element.querySelector(":scope > caption")
  if (!caption?.textContent.trim()) return null
  return DOMParser.fromSchema(schema).parse(caption, { topNode: schema.nodes.paragraph.create() }).content.toJSON()
}

const wordsOf = (caption) => (caption ?? []).map((node) => node.text ?? " ").join("")

function drawn({ attrs, type: { schema } }) {
  if (!attrs.caption) return []
  const caption = Fragment.fromJSON(schema, attrs.caption)
  return [DOMSerializer.fromSchema(schema).serializeFragment(caption, {}, document.createElement("caption"))]
}

const askCaption = updateAttrsDialog(
  { caption: { title: say("Caption") } },
  { title: say("Edit Caption"), submitText: say("Update") },
)

async function editCaption(editor) {
  const before = wordsOf(table(editor.state.selection)?.node.attrs.caption)
  const said = await askCaption(editor, { caption: before })
  const chain = editor.chain().focus()
  if (said && said.caption.trim() !== before) chain.setCaption(said.caption)
  chain.run()
}

const askTable = updateAttrsDialog(
  {
    caption: { title: say("Caption") },
    rows: { title: say("Rows"), format: "number", min: "1", max: "100" },
    cols: { title: say("Columns"), format: "number", min: "1", max: "100" },
    withHeaderRow: { type: "boolean", title: say("Include header row") },
  },
  { title: say("Table Properties"), submitText: say("Insert Table") },
)

async function insert(editor) {
  const said = await askTable(editor, { rows: "3", cols: "3", withHeaderRow: true })
  const chain = editor.chain().focus()
  if (said) chain.insertTable({ ...said, rows: Number(said.rows) || 3, cols: Number(said.cols) || 3 }).setCaption(said.caption)
  chain.run()
}

function hasHeadRow(editor) {
  const row = table(editor.state.selection)?.node.firstChild
  return Boolean(row?.childCount) && row.children.every((cell) => cell.type.name === "tableHeader")
}

const icon = (inside) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">${inside}</svg>`

const HEAD_ROW = icon('<rect x="3" y="3" width="18" height="18"/><rect x="3" y="3" width="18" height="6" fill="currentColor"/><path d="M3 15h18M12 9v12"/>')
const CAPTION = icon('<path d="M5 4h14M9 8h6"/><rect x="3" y="12" width="18" height="9"/><path d="M12 12v9"/>')

export const Table = PlainTable.extend({
  addAttributes() {
    return { ...this.parent?.(), caption: { default: null, rendered: false, parseHTML: () => null } }
  },

  parseHTML() {
    const { editor } = this
    return [
      { tag: "table", getAttrs: (element) => ({ caption: captionOf(element, editor.schema) }) },
      { tag: "caption", ignore: true },
    ]
  },

  renderHTML({ node, HTMLAttributes }) {
    return ["table", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ...drawn(node), ["tbody", 0]]
  },

  addNodeView() {
    const make = this.parent()
    const { editor } = this
    return (given) => {
      const view = make(given)
      const { update } = view
      const draw = (node) => {
        view.table.querySelector(":scope > caption")?.remove()
        view.table.prepend(...drawn(node))
      }
      view.update = (node) => {
        const isSame = update(node)
        if (isSame) draw(node)
        return isSame
      }
      view.table.addEventListener("click", (event) => {
        if (!event.target.closest("caption")) return
        const firstCell = editor.state.doc.resolve(given.getPos() + 3)
        editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(firstCell)))
        editCaption(editor)
      })
      draw(given.node)
      return view
    }
  },

  addCommands() {
    const setCaption =
      (said) =>
      ({ tr, dispatch }) => {
        const found = table(tr.selection)
        if (!found) return false
        const caption = said.trim() ? [{ type: "text", text: said.trim() }] : null
        if (dispatch) tr.setNodeMarkup(found.pos, undefined, { ...found.node.attrs, caption })
        return true
      }
    return { ...this.parent?.(), setCaption }
  },

  addMenuItems(storage) {
    this.parent?.(storage)
    const { buttons, menu } = storage
    menu.defineItem({ name: "table", groups: "table", command: insert, button: buttons.material("grid_on", "Insert table") })
    const inTable = { groups: "table", hidden: (editor) => !editor.isActive("table") }
    menu.defineItem({
      ...inTable,
      name: "table:headRow",
      button: buttons.svg(HEAD_ROW, "Heading row"),
      active: hasHeadRow,
      command: (editor) => editor.chain().focus().toggleHeaderRow().run(),
    })
    menu.defineItem({
      ...inTable,
      name: "table:caption",
      button: buttons.svg(CAPTION, "Caption"),
      active: (editor) => Boolean(table(editor.state.selection)?.node.attrs.caption),
      command: editCaption,
    })
  },
})
