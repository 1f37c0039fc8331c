import { isObject } from '#core/json'
import { below, type LoadDocument, type Located, resolveReference } from '../reference.ts'

/** A parameter of a list: where it stands there, and what is there once a reference is followed. */
export interface ListedParameter {
  readonly at: Located
  readonly parameter: Located
  readonly name: string
  readonly in: string
}

/** The list of an operation or a path item. What is no parameter, or leads nowhere, is not in it: others report it. */
export function listedParameters(owner: Located, load: LoadDocument): ListedParameter[] {
  const list = below(owner, 'parameters')
  if (!Array.isArray(list.value)) return []
  return list.value.flatMap((_, index): ListedParameter[] => {
    const at = below(list, index)
    const parameter = followed(at, load)
    const { value } = parameter
    if (!isObject(value) || typeof value['name'] !== 'string' || typeof value['in'] !== 'string') return []
    return [{ at, parameter, name: value['name'], in: value['in'] }]
  })
}

/** The path item of an operation: as it is written in the document, and where it leads, if it is a reference. */
export function pathItemsOf(written: Located, load: LoadDocument): Located[] {
  const target = followed(written, load)
  return target === written ? [written] : [target, written]
}

function followed(located: Located, load: LoadDocument): Located {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const found = resolveReference(located, reference, load)
  return 'problem' in found ? located : found
}
