// A name in the page's language, or in the first language that has one.

const FALLBACKS = ["en", "fr", "ar"]

export function nameOf(properties, wanted) {
  const language = [wanted, ...FALLBACKS].find((code) => properties[`name_${code}`]) ?? wanted
  return { words: properties[`name_${language}`] ?? "", language }
}

// The same, as an expression of the style.
export function nameExpression(wanted) {
  const given = (code) => ["coalesce", ["get", `name_${code}`], ""]
  return ["case", ...[wanted, ...FALLBACKS].flatMap((code) => [["!=", given(code), ""], given(code)]), ""]
}
