import type { MediaTypes } from '#core/openapi'

/** A media type without what makes no difference. */
function plain(type: string): string {
  return type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('charset='))
    .join(';')
}

type Media = [type: string, schema: MediaTypes extends ReadonlyMap<string, infer Schema> ? Schema : never]

/** The media types of two versions: those in both, with what is new and gone. */
export interface MediaPairs {
  readonly both: readonly { readonly previous: Media; readonly present: Media }[]
  readonly added: readonly Media[]
  readonly removed: readonly Media[]
}

/** Which media types correspond. `*` stands for any. */
export function pairMedia(previous: MediaTypes, present: MediaTypes): MediaPairs {
  const find = (types: MediaTypes, type: string): Media | undefined => {
    const all = [...types]
    return (
      all.find(([other]) => plain(other) === plain(type)) ?? all.find(([other]) => covers(plain(other), plain(type)))
    )
  }
  const both = [...previous].flatMap((before) => {
    const now = find(present, before[0])
    return now === undefined ? [] : [{ previous: before, present: now }]
  })
  return {
    both,
    added: [...present].filter(([type]) => find(previous, type) === undefined),
    removed: [...previous].filter(([type]) => find(present, type) === undefined),
  }
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)))
}
