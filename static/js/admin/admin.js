// The scripts of the admin; each does nothing where the page has nothing for it.
import { growCitations } from "./citations.js"
import { guardForms } from "./forms.js"
import { makeTabs } from "./tabs.js"

makeTabs()
growCitations()
guardForms()
if (document.querySelector("place-editor")) import("./place-editor.js")
