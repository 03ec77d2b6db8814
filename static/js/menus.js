// Menus are details elements and open without a script; with one, Escape or a click elsewhere closes them.

const open = () => document.querySelectorAll("details.menu[open]")

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const menu of open()) {
    menu.open = false
    menu.querySelector("summary").focus()
  }
})

addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false
})
