def tile(request, map_slug, layer, z, x, y):
    raise NotImplementedError
