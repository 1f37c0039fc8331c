import type { Place, Scene, Stock } from './scene.ts'
import { aroundScene } from './scene-around.ts'
import { communityScene } from './scene-community.ts'
import { mapScene } from './scene-map.ts'
import { pathScene } from './scene-path.ts'

/** The picture of a place. What is selected is in it, however little room there is. */
export function makeScene(stock: Stock, place: Place, selected: number | undefined): Scene {
  switch (place.view) {
    case 'map':
      return mapScene(stock)
    case 'community':
      return communityScene(stock, place.community, selected === undefined ? [] : [selected])
    case 'around':
      return aroundScene(stock, place.node)
    case 'path':
      return pathScene(stock, place)
  }
}
