import { didYouMean, listCandidates } from '#core/diagnostics'
import { type Direction, stepsFrom } from '../dependency.ts'
import { edgeKinds } from '../derivations/index.ts'
import type { PairDerivation } from '../pairs/pair-derivation.ts'
import { pairSteps } from '../pairs/pair-steps.ts'
import { reach } from '../reach.ts'
import { byName, type Method, type MethodContext, methods } from './methods.ts'
import { parseSelector } from './parse.ts'
import { printTerm } from './print.ts'
import { type SelectorText, selectorError } from './selector-error.ts'
import { literalOf, type Selector, type Term, writtenOf } from './syntax.ts'

/** A selector that is kept under a name, in ossa.yaml. */
export interface SavedSelector {
  readonly select: string
  readonly exclude?: string | undefined
}

export interface SelectRequest extends MethodContext {
  /** How pairs of agents follow from the edges. */
  readonly pairs: readonly PairDerivation[]
  readonly saved: ReadonlyMap<string, SavedSelector>
}

/** A part of a selector that selects nothing. */
export interface Unmatched {
  readonly term: string
  readonly hint?: string
}

export interface Selected {
  /** Numbers of nodes, in order. */
  readonly nodes: readonly number[]
  readonly unmatched: readonly Unmatched[]
}

/** What a selector selects, without what another one does. Throws OssaError, pointing at the character, for what is no selector. */
export function select({ select: wanted, exclude }: SavedSelector, request: SelectRequest): Selected {
  const selection = new Selection(request)
  const nodes = selection.chosen({ select: wanted, exclude }, undefined)
  return { nodes: [...nodes].sort((a, b) => a - b), unmatched: selection.unmatched }
}

class Selection {
  readonly unmatched: Unmatched[] = []
  readonly #request: SelectRequest
  /** Names of saved selectors that are being worked out. */
  readonly #open: string[] = []

  constructor(request: SelectRequest) {
    this.#request = request
  }

  chosen({ select: wanted, exclude }: SavedSelector, saved: string | undefined): ReadonlySet<number> {
    const nodes = this.#selected({ text: wanted, saved })
    if (exclude === undefined) return nodes
    const others = this.#selected({ text: exclude, saved })
    return new Set([...nodes].filter((node) => !others.has(node)))
  }

  #selected(source: SelectorText): ReadonlySet<number> {
    const { anyOf } = checked(parseSelector(source), source, this.#request)
    const nodes = new Set<number>()
    for (const { allOf } of anyOf) {
      const [first, ...rest] = allOf.map((term) => this.#term(term, source))
      for (const node of first ?? []) if (rest.every((other) => other.has(node))) nodes.add(node)
    }
    return nodes
  }

  #term(term: Term, source: SelectorText): ReadonlySet<number> {
    const start = term.method === 'selector' ? this.#saved(term, source) : this.#byMethod(term)
    const nodes = new Set(start)
    for (const [direction, wanted] of [
      ['dependencies', term.upstream],
      ['dependents', term.downstream],
    ] as const)
      if (wanted !== undefined)
        for (const node of reach({
          from: start,
          depth: wanted.depth,
          steps: this.#steps(direction, term.kinds),
        }).keys())
          nodes.add(node)
    return nodes
  }

  #steps(direction: Direction, named: readonly string[] | undefined): (node: number) => Iterable<{ node: number }> {
    const { index, pairs } = this.#request
    const kinds = named && new Set(named)
    const derived = pairs.filter(({ kind }) => kinds?.has(kind) === true)
    const stepsByPair = pairSteps(index, derived, direction)
    return (node) => [...stepsFrom(index, node, { direction, kinds }), ...stepsByPair(node)]
  }

  #byMethod(term: Term): ReadonlySet<number> {
    const method = methodOf(term)
    const nodes = new Set(method?.select(this.#request, term.value))
    if (nodes.size === 0) this.#note(term, method)
    return nodes
  }

  #saved(term: Term, source: SelectorText): ReadonlySet<number> {
    const name = literalOf(term.value) ?? ''
    const saved = this.#request.saved.get(name)
    if (saved === undefined)
      throw selectorError(source, term.places.term, {
        message: `There is no saved selector ${JSON.stringify(name)}.`,
        hint: listCandidates(name, [...this.#request.saved.keys()].sort(), 'saved selectors'),
      })
    if (this.#open.includes(name))
      throw selectorError(source, term.places.term, {
        message: `The saved selectors ${[...this.#open, name].join(' → ')} lead in a circle.`,
        hint: 'Write out what one of them selects.',
      })
    this.#open.push(name)
    const nodes = this.chosen(saved, name)
    this.#open.pop()
    return nodes
  }

  #note(term: Term, method: Method | undefined): void {
    const literal = literalOf(term.value)
    const suggestion =
      literal === undefined ? undefined : didYouMean(literal, method?.candidates?.(this.#request) ?? [])
    const hint = suggestion === undefined ? {} : { hint: `Did you mean ${JSON.stringify(suggestion)}?` }
    this.unmatched.push({ term: printTerm({ ...term, ...noReach }), ...hint })
  }
}

const noReach = { upstream: undefined, downstream: undefined, kinds: undefined }

const methodNames = [...methods.map(({ name }) => name), 'selector']

function methodOf({ method }: Term): Method | undefined {
  return method === undefined ? byName : methods.find(({ name }) => name === method)
}

// Refuses methods, values and kinds that cannot exist.
function checked(selector: Selector, source: SelectorText, request: SelectRequest): Selector {
  for (const term of selector.anyOf.flatMap(({ allOf }) => allOf)) {
    checkMethod(term, source)
    checkValue(term, source)
    checkKinds(term, source, request)
  }
  return selector
}

function checkMethod({ method, value, places }: Term, source: SelectorText): void {
  if (method === undefined || methodNames.includes(method)) return
  const suggestion = didYouMean(method, methodNames)
  const quoted = JSON.stringify(`${method}:${writtenOf(value)}`)
  const hint =
    suggestion === undefined
      ? `Methods: ${methodNames.join(', ')}. A name that has a colon in it must be quoted: ${quoted}`
      : `Did you mean ${JSON.stringify(suggestion)}?`
  throw selectorError(source, places.method, { message: `There is no method ${JSON.stringify(method)}.`, hint })
}

function checkValue(term: Term, source: SelectorText): void {
  const values = methodOf(term)?.values
  const literal = literalOf(term.value)
  if (values === undefined || literal === undefined || values.includes(literal)) return
  const hint = listCandidates(literal, values, `${term.method}s`)
  throw selectorError(source, term.places.value, { message: `${JSON.stringify(literal)} is no ${term.method}.`, hint })
}

function checkKinds({ kinds = [], places }: Term, source: SelectorText, { index, pairs }: SelectRequest): void {
  const known = [...new Set([...edgeKinds, ...index.kinds, ...pairs.map(({ kind }) => kind)])].sort()
  for (const [place, kind] of kinds.entries())
    if (!known.includes(kind))
      throw selectorError(source, places.kinds[place] ?? places.term, {
        message: `There are no edges of the kind ${JSON.stringify(kind)}.`,
        hint: listCandidates(kind, known, 'kinds'),
      })
}
