// One record as a row: read, changed in place, moved, merged, split, deleted. Keys: Enter opens, Alt+arrows move, Delete deletes.
const LANGUAGES = ["ar", "en", "fr"]
const DIRECTION = { ar: "rtl", en: "ltr", fr: "ltr" }

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const button = (words, run) => {
  const made = make("button", { type: "button", className: "button button-small", textContent: words })
  made.addEventListener("click", run)
  return made
}

export function drawRow(row, view, act, kinds, words) {
  const item = make("li", { className: "record-row", tabIndex: -1 })
  item.dataset.key = row.key
  item.append(make("p", { className: "row-meta" },
    make("span", { className: "mark", textContent: row.kind_name }), " ", make("bdi", { textContent: row.about }), row.about ? " · " : "",
    make("span", { className: row.isUnsent ? "mark mark-amber" : "soft", textContent: row.state_name })))
  if (view.open === row.key) {
    item.append(edit(row, view, act, kinds, words))
    return item
  }
  for (const code of LANGUAGES) {
    if (row.texts[code]) item.append(make("p", { className: "record-words", lang: code, dir: DIRECTION[code], textContent: row.texts[code] }))
  }
  if (row.isUnsent) item.append(make("div", { className: "record-tools" }, button(words.edit, () => act.takeBack(row))))
  else if (row.state !== "released") item.append(tools(row, act, words))
  item.addEventListener("keydown", (event) => keys(event, item, row, act))
  item.tabIndex = row.isUnsent ? -1 : 0
  return item
}

function keys(event, item, row, act) {
  if (event.target !== item || row.state === "released") return
  const run = {
    Enter: () => act.edit(row),
    Delete: () => act.drop(row),
    ...(event.altKey && { ArrowUp: () => act.move(row, -1), ArrowDown: () => act.move(row, 1) }),
  }[event.key]
  if (!run) return
  event.preventDefault()
  run()
}

function tools(row, act, words) {
  return make("div", { className: "record-tools" },
    button(words.edit, () => act.edit(row)), button(words.up, () => act.move(row, -1)), button(words.down, () => act.move(row, 1)),
    button(words.merge, () => act.merge(row)), button(words.drop, () => act.drop(row)))
}

function edit(row, view, act, kinds, words) {
  const draft = view.drafts[row.key]
  const kind = make("select", { ariaLabel: row.kind_name })
  for (const [code, name] of kinds) kind.append(make("option", { value: code, textContent: name, selected: code === draft.kind }))
  kind.addEventListener("change", () => { draft.kind = kind.value; act.typed(row, draft) })
  const areas = LANGUAGES.map((code) => area(code, draft, act, row))
  const shown = () => areas.find((each) => each === document.activeElement) ?? areas.find(({ value }) => value)
  const last = { area: null }
  for (const each of areas) each.addEventListener("focus", () => { last.area = each })
  return make("div", { className: "record-edit" }, ...conflict(row, view, act, words, draft),
    make("span", { className: "select" }, kind), make("div", { className: "three-texts" }, ...areas),
    make("div", { className: "record-tools" },
      button(words.save, () => act.save(row, draft)), button(words.split, () => act.split(row, draft, last.area ?? shown())),
      button(words.cancel, act.cancel)))
}

function area(code, draft, act, row) {
  const made = make("textarea", { rows: 3, maxLength: 4000, lang: code, dir: DIRECTION[code], value: draft[code] ?? "", ariaLabel: code })
  made.addEventListener("input", () => { draft[code] = made.value; act.typed(row, draft) })
  made.addEventListener("keydown", (event) => {
    if (event.key === "Escape") act.cancel()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) act.save(row, draft)
  })
  return made
}

function conflict(row, view, act, words, draft) {
  if (view.conflict?.key !== row.key) return []
  const theirs = LANGUAGES.filter((code) => view.conflict.texts[code]).map((code) => make("blockquote", { lang: code, dir: DIRECTION[code], textContent: view.conflict.texts[code] }))
  const note = make("div", { className: "note note-restricted", role: "alert" }, make("p", { textContent: view.conflict.is_dropped ? words.deleted : words.conflict }), ...theirs,
    make("div", { className: "record-tools" }, button(words.mine, () => act.mine(row, draft)), button(words.theirs, act.theirs)))
  note.dataset.conflict = ""
  return [note]
}

export function drawDropped(rows, act, words) {
  const place = document.querySelector("[data-dropped]")
  place.hidden = !rows.length
  place.replaceChildren(...rows.map((row) => {
    const undo = button(words.undo, () => act.undo(row))
    undo.dataset.undo = row.key
    return make("p", { className: "record-dropped soft" }, words.dropped, " ",
      make("bdi", { textContent: (row.texts.en || row.texts.fr || row.texts.ar).slice(0, 80) }), " ", undo)
  }))
}
