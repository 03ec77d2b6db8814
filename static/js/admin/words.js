// A classic script, so that it runs before the editor's modules: its English words in the language of the page.
{
  const words = JSON.parse(document.getElementById("admin-words").textContent).editor
  const translate = window.gettext
  window.gettext = (word) => words[word] ?? (translate ? translate(word) : word)
}
