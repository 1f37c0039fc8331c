import { didYouMean, type Finding } from '#core/diagnostics'
import { openapiDiagnostics } from '../diagnostics.ts'
import type { Operation } from '../document.ts'
import type { LoadDocument, Located } from '../reference.ts'
import { type ListedParameter, listedParameters, pathItemsOf } from './listed-parameters.ts'
import { templateNames } from './template.ts'

/** A path with its operations. */
interface Path {
  /** The path item, as the document has it. */
  readonly written: Located
  readonly path: string
  readonly operations: readonly Operation[]
}

/** Whether the parameters of a path are those of its template, and each stands in its list once. */
export function checkParameters({ written, path, operations }: Path, load: LoadDocument): Finding[] {
  const shared = pathItemsOf(written, load).map((item) => listedParameters(item, load))
  const own = operations.map((operation) => ({ operation, list: listedParameters(operation, load) }))
  const lists = [...shared, ...own.map(({ list }) => list)]
  const names = new Set(templateNames(path))
  const sharedNames = shared.flat().filter(isInPath)
  const missing = own.map(({ operation, list }) => {
    const declared = new Set([...sharedNames, ...list.filter(isInPath)].map(({ name }) => name))
    return { operation, names: [...names].filter((name) => !declared.has(name)), declared }
  })
  const unused = lists.flat().filter((each) => isInPath(each) && !names.has(each.name))
  return [
    ...lists.flatMap(repeated),
    ...unused.map((each) => unusedFinding(each, path, names)),
    ...[...names].flatMap((name) => undeclared({ name, path, written }, missing)),
  ]
}

function isInPath(parameter: ListedParameter): boolean {
  return parameter.in === 'path'
}

/** Parameters that stand in their list a second time. */
export function repeated(list: readonly ListedParameter[]): Finding[] {
  const first = new Map<string, ListedParameter>()
  return list.flatMap((each) => {
    const key = `${each.in} ${each.name}`
    const earlier = first.get(key)
    first.set(key, earlier ?? each)
    if (earlier === undefined) return []
    const { file, pointer } = each.at
    const message = `The ${each.in} parameter ${JSON.stringify(each.name)} stands in the list twice.`
    const related = [{ file: earlier.at.file, pointer: earlier.at.pointer, message: 'First here.' }]
    return [openapiDiagnostics.distinctParameters({ file, pointer, message, related })]
  })
}

function unusedFinding({ at, name }: ListedParameter, path: string, names: ReadonlySet<string>): Finding {
  const message = `The path ${path} has no {${name}} for the path parameter ${JSON.stringify(name)}.`
  const similar = didYouMean(name, [...names])
  const hint = similar === undefined ? undefined : `Did you mean {${similar}}?`
  return openapiDiagnostics.usedPathParameters({ file: at.file, pointer: at.pointer, message, hint })
}

interface Missing {
  readonly operation: Operation
  readonly names: readonly string[]
  readonly declared: ReadonlySet<string>
}

// Where no operation has it, the path item lacks it.
function undeclared(
  { name, path, written }: { name: string; path: string; written: Located },
  missing: readonly Missing[],
): Finding[] {
  const lacking = missing.filter(({ names }) => names.includes(name))
  const lacksEverywhere = lacking.length === missing.length && missing.length > 1
  if (lacksEverywhere) {
    const message = `No operation of ${path} declares the path parameter ${JSON.stringify(name)}.`
    const { file, pointer } = written
    return [openapiDiagnostics.declaredPathParameters({ file, pointer, target: 'key', message })]
  }
  return lacking.map(({ operation: { file, pointer, method }, declared }) => {
    const message = `${method} ${path} declares no path parameter ${JSON.stringify(name)}.`
    const similar = didYouMean(
      name,
      [...declared].filter((each) => !path.includes(`{${each}}`)),
    )
    const hint = similar === undefined ? undefined : `Did you mean it by ${JSON.stringify(similar)}?`
    return openapiDiagnostics.declaredPathParameters({ file, pointer, message, hint })
  })
}
