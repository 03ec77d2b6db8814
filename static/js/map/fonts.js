// The portal's own faces, fetched file by file for the letters that a label has.

const LATIN = ["U+0000-00FF", "U+0131", "U+0152-0153", "U+02BB-02BC", "U+02C6", "U+02DA", "U+02DC", "U+2000-206F"]
const LATIN_EXTENDED = ["U+0100-02BA", "U+02BD-02C5", "U+02C7-02CC", "U+1E00-1E9F", "U+1EF2-1EFF"]
const ARABIC = ["U+0600-06FF", "U+0750-077F", "U+FB50-FDFF", "U+FE70-FEFF"]
const RANGES = { latin: LATIN, extended: LATIN_EXTENDED, arabic: ARABIC }

export const REGULAR = "map-regular"
export const STRONG = "map-strong"

function faces(files) {
  return Object.entries(files).map(([script, url]) => ({
    url: location.origin + url,
    "unicode-range": RANGES[script],
  }))
}

// `fonts`: addresses by weight and script, as in the page's configuration.
export function fontFaces(fonts) {
  return { [REGULAR]: faces(fonts.regular), [STRONG]: faces(fonts.strong) }
}
