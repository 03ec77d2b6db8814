// Copies what pages load in the browser from node_modules to static/vendor, with the licences.
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, "node_modules")
const target = join(root, "static", "vendor")
const staging = `${target}.new`

const FONTS = [
  { family: "source-serif-4", subsets: ["latin", "latin-ext"], weights: [600] },
  { family: "noto-sans", subsets: ["latin", "latin-ext"], weights: [400, 600, 700] },
  { family: "noto-kufi-arabic", subsets: ["arabic"], weights: [600, 700] },
  { family: "noto-naskh-arabic", subsets: ["arabic"], weights: [400, 700] },
]

const ICONS = `
  arrow-left arrow-right bell book-open calendar check chevron-down chevron-left chevron-right clock
  columns-2 copy download external-link eye file-text globe history house info key-round languages layers link
  list lock log-in log-out mail map maximize menu minus pencil plus printer quote search shield table
  triangle-alert user x
`.trim().split(/\s+/)

function copy(from, to) {
  mkdirSync(dirname(join(staging, to)), { recursive: true })
  cpSync(join(modules, from), join(staging, to))
}

// The maps of minified sources stay behind, so the comments that name them would be asked for in vain.
function copyWithoutSourceMap(from, to) {
  const text = readFileSync(join(modules, from), "utf8")
  mkdirSync(dirname(join(staging, to)), { recursive: true })
  const named = /^\/\/# sourceMappingURL=.*$|\/\*# sourceMappingURL=[^*]*\*\//gm
  writeFileSync(join(staging, to), text.replace(named, "").trimEnd() + "\n")
}

function copyMaps() {
  for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
    copyWithoutSourceMap(`maplibre-gl/dist/${name}`, `maplibre-gl/${name}`)
  }
  copy("maplibre-gl/LICENSE.txt", "maplibre-gl/LICENSE.txt")
  copy("world-atlas/countries-50m.json", "world-atlas/countries-50m.json")
  copy("world-atlas/LICENSE", "world-atlas/LICENSE.txt")
  cpSync(join(modules, "topojson-client/src"), join(staging, "topojson-client"), { recursive: true })
  copy("topojson-client/LICENSE", "topojson-client/LICENSE.txt")
}

function copyHtmx() {
  copyWithoutSourceMap("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js")
  copy("htmx.org/LICENSE", "htmx/LICENSE.txt")
}

function copyFonts() {
  for (const { family, subsets, weights } of FONTS) {
    for (const subset of subsets) {
      for (const weight of weights) {
        const file = `${family}-${subset}-${weight}-normal.woff2`
        copy(`@fontsource/${family}/files/${file}`, `fonts/${file}`)
      }
    }
    copy(`@fontsource/${family}/LICENSE`, `fonts/LICENSE-${family}.txt`)
  }
  const italic = "noto-sans-latin-400-italic.woff2"
  copy(`@fontsource/noto-sans/files/${italic}`, `fonts/${italic}`)
}

function copyIcons() {
  for (const name of ICONS) copy(`lucide-static/icons/${name}.svg`, `icons/${name}.svg`)
  copy("lucide-static/LICENSE", "icons/LICENSE.txt")
}

rmSync(staging, { recursive: true, force: true })
copyMaps()
copyHtmx()
copyFonts()
copyIcons()
rmSync(target, { recursive: true, force: true })
renameSync(staging, target)
