// A classic script, so that it runs before the editor's modules.
{
  // The editor would write a style element into the page, which the policy forbids. It looks for its own first and finds
  // this element, which is of no kind that a browser knows; the rules stand in rich-text.css.
  const placeholder = document.createElementNS("urn:portal", "style")
  placeholder.setAttribute("data-tiptap-style", "")
  document.head.append(placeholder)

  // Its English words, in the language of the page.
  const words = JSON.parse(document.getElementById("admin-words").textContent).editor
  const translate = window.gettext
  window.gettext = (word) => words[word] ?? (translate ? translate(word) : word)
}
