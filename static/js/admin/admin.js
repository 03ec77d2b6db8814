// The scripts of the admin; each does nothing where the page has nothing for it.
import { keepTyped } from "./autosave.js"
import { nameChoices } from "./choices.js"
import { growCitations } from "./citations.js"
import { nameEditors } from "./editors.js"
import { guardForms } from "./forms.js"
import { makeTabs } from "./tabs.js"

nameEditors()
nameChoices()
makeTabs()
growCitations()
guardForms()
keepTyped()
if (document.querySelector("place-editor")) import("./place-editor.js")
