// What a reader learns of a feature: its names, what it is, and the way to its page.

import { nameOf } from "./names.js"

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag)
  if (text) made.textContent = text
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

function heading(properties, config) {
  const { words, language } = nameOf(properties, config.language)
  const named = element("strong")
  const attributes = language === config.language ? {} : { lang: language, dir: language === "ar" ? "rtl" : "ltr" }
  const isPage = properties.path && properties.is_member !== false
  const href = `/${config.language}${properties.path}`
  named.append(isPage ? element("a", words, { href, ...attributes }) : element("span", words, attributes))
  return named
}

function kindOf(layer, properties, { texts, hosted, since }) {
  const words = {
    routes: () => [texts.route, texts[properties.class], texts[properties.mode]],
    hubs: () => [texts[properties.class]],
    cities: () => [texts.city],
    hosts: () => [hosted[properties.slug].count],
    countries: () => [properties.is_member ? texts.member : texts.not_member, ...(since?.[properties.iso3] ? [since[properties.iso3]] : [])],
  }
  const illustrative = properties.is_illustrative ? [texts.illustrative] : []
  return [...words[layer](), ...illustrative].join(" · ")
}

// Which profiles speak of it; a route, hub or city by its slug, a country by its code.
function question(layer, properties) {
  if (layer === "countries") return properties.is_member && properties.iso3 ? { country: properties.iso3 } : null
  return { kind: layer === "cities" ? "city" : layer.slice(0, -1), place: properties.slug }
}

function profileLink(row, config) {
  const item = element("li")
  const standing = row.edition?.standing ?? "preparation"
  const badges = [...(row.access === "restricted" ? [config.texts.restricted] : []), config.texts[standing]]
  item.append(element("a", config.pillars[row.pillar], { href: new URL(row.page).pathname }), element("span", badges.join(" · ")))
  return item
}

// Added once they are known: the way to the place's own page does not wait for them.
async function addProfiles(item, asked, config) {
  const answer = await fetch(`${config.profiles}&${new URLSearchParams(asked)}`)
  if (!answer.ok) return
  const { results } = await answer.json()
  if (!results.length) return
  const list = element("ul", "", { role: "list", class: "popup-profiles" })
  list.append(...results.map((row) => profileLink(row, config)))
  item.append(list)
}

// The meetings of a host city are known already: they came with the page.
function meetingList(rows, config) {
  const list = element("ul", "", { role: "list", class: "popup-profiles" })
  for (const { title, language, url, when } of rows) {
    const own = language === config.language ? {} : { lang: language, dir: language === "ar" ? "rtl" : "ltr" }
    const item = element("li")
    item.append(element("a", title, { href: url, ...own }), element("span", when))
    list.append(item)
  }
  return list
}

function entry({ layer, properties }, config) {
  const item = element("li")
  item.append(heading(properties, config), element("span", kindOf(layer, properties, config)))
  if (layer === "hosts") {
    item.append(meetingList(config.hosted[properties.slug].meetings, config))
    return item
  }
  const asked = question(layer, properties)
  if (asked) addProfiles(item, asked, config).catch((error) => console.warn(error))
  const today = properties[`un_name_${config.language}`]
  if (layer === "countries" && today) item.append(element("span", config.texts.un_name.replace("{name}", today)))
  return item
}

// `features`: what lies under a point, nearest to the reader first.
export function popupContent(features, config) {
  const list = element("ul", "", { role: "list", lang: config.language, dir: config.direction })
  list.append(...features.map((feature) => entry(feature, config)))
  return list
}
