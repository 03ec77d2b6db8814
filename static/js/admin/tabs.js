// Translated fields as tabs, one a language for a whole group of a form. The choice holds for all groups and is remembered.
// A text that is written opens on the language that it is written in, until another is chosen on that page.
import { make, remember, remembered, words } from "./page.js"

const KEY = "admin-language"
const HERE = `${KEY}:${location.pathname}`
const NAMED = /(?:^|\s)field-\S+_(ar|en|fr)(?=\s|$)/
const groups = []

const languageOf = (row) => row.dataset.language ?? row.className.match(NAMED)?.[1]

/** Boxes of a language that a person writes in. */
const boxes = (panel) => [...panel.querySelectorAll("textarea, input[type=text], input[type=url]")]

const blank = (html) => !html.replace(/<[^>]*>|&nbsp;|\s/g, "")

function isEmpty(panel) {
  const written = boxes(panel)
  if (written.length) return written.every((box) => blank(box.value))
  return ![...panel.querySelectorAll(".readonly, .rich")].some((text) => text.textContent.trim().replace("-", ""))
}

function tab(group, code) {
  const id = `${group.id}-${code}`
  const button = make("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id, lang: code }, words.languages[code])
  const mark = make("span", { class: "tab-mark", lang: words.language })
  button.append(mark)
  button.addEventListener("click", () => choose(code))
  return { button, mark }
}

function build(container, number) {
  const rows = [...container.querySelectorAll(".form-row, .text-in")].filter(languageOf)
  if (!rows.length) return
  const group = { id: `languages-${number}`, tabs: {}, panels: {}, source: container.dataset.source }
  const list = make("div", { role: "tablist", class: "language-tabs", "aria-label": words.languagesLabel })
  rows[0].before(list)
  let last = list
  for (const code of Object.keys(words.languages)) {
    group.tabs[code] = tab(group, code)
    list.append(group.tabs[code].button)
    const panel = make("div", { role: "tabpanel", id: `${group.id}-${code}`, "aria-labelledby": `${group.id}-${code}-tab` })
    panel.append(...rows.filter((row) => languageOf(row) === code))
    last.after(panel)
    last = group.panels[code] = panel
  }
  list.addEventListener("keydown", (event) => move(event, group))
  groups.push(group)
}

function move(event, group) {
  const codes = Object.keys(group.tabs)
  const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft"
  const at = codes.findIndex((code) => group.tabs[code].button === event.target)
  const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: codes.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  const code = codes[(to + codes.length) % codes.length]
  choose(code)
  group.tabs[code].button.focus()
}

function show(group, chosen) {
  for (const code of Object.keys(group.tabs)) {
    const on = code === chosen
    group.tabs[code].button.setAttribute("aria-selected", on)
    group.tabs[code].button.tabIndex = on ? 0 : -1
    group.panels[code].hidden = !on
  }
}

function choose(code) {
  // The chosen tab stays where the reader's eye is, though groups above it change their height.
  const held = document.activeElement
  const before = held?.getBoundingClientRect().top
  for (const group of groups) show(group, code)
  remember(localStorage, KEY, code)
  remember(sessionStorage, HERE, code)
  if (held && held !== document.body) scrollBy(0, held.getBoundingClientRect().top - before)
}

function mark() {
  for (const group of groups) {
    for (const [code, { mark: label, button }] of Object.entries(group.tabs)) {
      const wrong = group.panels[code].querySelector(".errorlist, .errors")
      const state = wrong ? "error" : isEmpty(group.panels[code]) ? "empty" : ""
      label.textContent = state ? ` ${words[state]}` : ""
      button.dataset.state = state
    }
  }
}

function withError(group) {
  return Object.keys(group.panels).find((code) => group.panels[code].querySelector(".errorlist, .errors"))
}

/** A link to a place in a language that is not shown shows it first. */
function follow({ target }) {
  const link = target.closest?.("a[href^='#']")
  const panel = link && document.getElementById(link.getAttribute("href").slice(1))?.closest("[role=tabpanel]")
  const group = groups.find((each) => Object.values(each.panels).includes(panel))
  if (group) choose(Object.keys(group.panels).find((code) => group.panels[code] === panel))
}

export function makeTabs() {
  document.querySelectorAll("fieldset.languages, .texts").forEach(build)
  if (!groups.length) return
  const known = (code) => (code in words.languages ? code : undefined)
  const here = known(remembered(sessionStorage, HERE))
  const elsewhere = known(remembered(localStorage, KEY)) ?? words.language
  for (const group of groups) show(group, withError(group) ?? here ?? known(group.source) ?? elsewhere)
  mark()
  document.addEventListener("click", follow)
  let waiting
  document.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(mark, 300)
  })
}
