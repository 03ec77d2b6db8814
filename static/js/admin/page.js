// What the page says for its scripts.
const node = document.getElementById("admin-words")

export const words = node ? JSON.parse(node.textContent) : { languages: {} }

/** An element with attributes and children; text is set as text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "")
    else if (value !== false && value != null) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** What was remembered on this device; nothing where the browser keeps nothing. */
export function remembered(store, key) {
  try {
    return store.getItem(key)
  } catch {
    return null
  }
}

export function remember(store, key, value) {
  try {
    if (value === null) store.removeItem(key)
    else store.setItem(key, value)
  } catch {
    // a browser that keeps nothing works without
  }
}
