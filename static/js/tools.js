// Tools of a profile's page that need a script: they are hidden until it is here.

async function copy(button) {
  const source = document.getElementById(button.dataset.copy)
  const word = button.querySelector("span[aria-live]")
  const before = word.textContent
  await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim())
  word.textContent = button.dataset.copied
  setTimeout(() => { word.textContent = before }, 3000)
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard
  button.addEventListener("click", () => copy(button))
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => window.print())
}
