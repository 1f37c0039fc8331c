import { isObject } from '#core/json'
import { locate, type Operation, operationsIn, type WrittenDocument } from '../document.ts'
import { below, type LoadDocument, type Located, resolveReference } from '../reference.ts'

/** Operations that a service calls rather than offers: webhooks, with what is called back in them. */
export function webhooksOf(document: WrittenDocument, load: LoadDocument): Operation[] {
  const operations = pathItemsIn(locate(document, '/webhooks')).flatMap(([name, item]) =>
    operationsIn(item, { path: name, at: item.pointer }, load),
  )
  return [...operations, ...callbacksOf(operations, load)]
}

/** What is called back in operations. A callback that has callbacks of its own is as deep as anybody goes. */
export function callbacksOf(operations: readonly Operation[], load: LoadDocument): Operation[] {
  return operations.flatMap((operation) =>
    pathItemsIn(below(operation, 'callbacks')).flatMap(([, callback]) =>
      pathItemsIn(followed(callback, load)).flatMap(([expression, item]) =>
        operationsIn(item, { path: expression, at: item.pointer }, load),
      ),
    ),
  )
}

function pathItemsIn(holder: Located): [name: string, item: Located][] {
  if (!isObject(holder.value)) return []
  const names = Object.keys(holder.value).filter((name) => !name.startsWith('x-'))
  return names.map((name) => [name, below(holder, name)])
}

function followed(located: Located, load: LoadDocument): Located {
  const reference = isObject(located.value) ? located.value['$ref'] : undefined
  if (typeof reference !== 'string') return located
  const found = resolveReference(located, reference, load)
  return 'problem' in found ? located : found
}
