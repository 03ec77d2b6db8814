// The two small signs of the map, drawn here so that they take the palette's colours: a flight's arrow, a city's square.

const SIZE = 32

const DRAWINGS = {
  arrow(context) {
    context.moveTo(24, 16)
    context.lineTo(8, 8)
    context.lineTo(12, 16)
    context.lineTo(8, 24)
  },
  square(context) {
    context.rect(9, 9, 14, 14)
  },
}

function drawn(name) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE })
  const context = canvas.getContext("2d")
  context.beginPath()
  DRAWINGS[name](context)
  context.closePath()
  context.fill()
  return context.getImageData(0, 0, SIZE, SIZE)
}

// `map` asks for an image by its name when a layer first needs it.
export function giveImages(map) {
  map.setMissingStyleImageResolver((id) => {
    if (id in DRAWINGS) map.addImage(id, drawn(id), { sdf: true, pixelRatio: 2 })
  })
}
