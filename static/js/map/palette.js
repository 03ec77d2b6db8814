// The colours of the map are the page's own tokens, light or dark.

const TOKENS = {
  sea: "--map-sea",
  land: "--map-land",
  member: "--map-member",
  border: "--map-border",
  grid: "--map-grid",
  label: "--map-label",
  soft: "--ink-soft",
  halo: "--map-halo",
  route: "--map-route",
  highlight: "--pillar",
}

export function paletteOf(element) {
  const style = getComputedStyle(element)
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()])
  return Object.fromEntries(entries)
}

export function onSchemeChange(act, signal) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act, { signal })
}
