import type { ASTNode } from '@marcbachmann/cel-js'
import { describeKinds, type Kind } from './kind.ts'
import { fits, type Overload } from './overloads.ts'
import type { Declared, TypeProblem } from './problem.ts'
import { rangeOf, textOf } from './text.ts'
import { describeType, type ExpressionType, kindsIn, saidOf, type TypeCase, unionOf, unknownType } from './type.ts'

/** A part of an expression with its type. */
export interface Operand {
  readonly node: ASTNode
  readonly type: ExpressionType
}

export interface Use {
  readonly overloads: readonly Overload[]
  readonly operands: readonly Operand[]
  /** The whole: the operator or call with its operands. */
  readonly node: ASTNode
  /** As it is written: `+`. */
  readonly name: string
  /** The first operand stands before a dot. */
  readonly isMethod?: boolean
}

const mostCombinations = 4_096

/** What an operator or function gives, and what it cannot take of what it is given. */
export function resolveUse(use: Use): { type: ExpressionType; problem?: TypeProblem } {
  const { overloads, operands } = use
  const results: ExpressionType[] = []
  const refused: (readonly TypeCase[])[] = []
  let isTrusted = operands.some(({ type }) => type.isUnknown)
  const combinations = combinationsOf(operands.map(({ type }) => type.cases))
  if (combinations === undefined) return { type: unknownType }
  for (const given of combinations) {
    const taking = overloads.filter((overload) =>
      overload.takes.every((each, index) => accepts(given[index], each) !== 'no'),
    )
    results.push(...taking.map((overload) => overload.gives(given)))
    const isSure = taking.some(({ takes }) => takes.every((each, index) => accepts(given[index], each) === 'yes'))
    if (!isSure) refused.push(given)
  }
  const unaccepted = operands.map(({ type }, index) => unacceptedKinds(type, { overloads, index }))
  const hopeless = operands.findIndex(({ type }, index) => !type.isUnknown && isHopeless(type, unaccepted[index]))
  if (hopeless !== -1) isTrusted = false
  if (isTrusted) results.push(...overloads.filter((each) => isPossible(each, operands)).map(({ gives }) => gives([])))
  const type = results.length === 0 ? unknownType : unionOf(results)
  if (hopeless !== -1) return { type: unknownType, problem: operandProblem(use, hopeless) }
  if (results.length === 0 && refused.length > 0) return { type, problem: togetherProblem(use) }
  const partly = unaccepted.findIndex((kinds) => kinds.length > 0)
  if (partly !== -1) return { type, problem: sometimesProblem(use, partly, unaccepted[partly] ?? []) }
  return refused.length === 0 ? { type } : { type, problem: sometimesTogether(use, refused[0] ?? []) }
}

function accepts(given: TypeCase | undefined, parameter: Overload['takes'][number]): 'yes' | 'no' | 'maybe' {
  return given === undefined ? 'yes' : fits(given, parameter)
}

function combinationsOf(lists: readonly (readonly TypeCase[])[]): TypeCase[][] | undefined {
  let product: TypeCase[][] = [[]]
  for (const list of lists) {
    product = product.flatMap((before) => list.map((each) => [...before, each]))
    if (product.length > mostCombinations) return undefined
  }
  return product
}

// The kinds that nothing is done with at this place, whatever stands beside it.
function unacceptedKinds(
  type: ExpressionType,
  { overloads, index }: { overloads: readonly Overload[]; index: number },
): Kind[] {
  const refused = type.cases.filter((each) =>
    overloads.every(({ takes }) => accepts(each, takes[index] ?? nothing) === 'no'),
  )
  return [...kindsIn({ isUnknown: false, cases: refused })]
}

const nothing = { kinds: new Set<Kind>() }

function isHopeless(type: ExpressionType, unaccepted: readonly Kind[] | undefined): boolean {
  return type.cases.length > 0 && kindsIn(type).size === unaccepted?.length
}

function isPossible({ takes }: Overload, operands: readonly Operand[]): boolean {
  return takes.every((each, index) => {
    const type = operands[index]?.type
    return type === undefined || type.isUnknown || type.cases.some((one) => fits(one, each) !== 'no')
  })
}

function acceptedAt({ overloads }: Use, index: number): string {
  const parameters = overloads.flatMap(({ takes }) => takes[index] ?? [])
  const [items] = parameters.flatMap((each) => each.items ?? [])
  const said = describeKinds(parameters.flatMap(({ kinds }) => [...kinds]))
  return items === undefined ? said : `${said} of ${describeKinds([items])}`
}

function operandProblem(use: Use, index: number): TypeProblem {
  const operand = use.operands[index] as Operand
  const { node, type } = operand
  const verb = use.isMethod === true && index === 0 ? 'is called on' : 'takes'
  const message = `${textOf(node)} is ${describeType(type)}, and \`${use.name}\` ${verb} ${acceptedAt(use, index)}.`
  return { kind: 'operands', message, ...hintFor(use, operand), ...rangeOf(node), declared: declaredIn([operand]) }
}

function togetherProblem(use: Use): TypeProblem {
  const said = use.operands.map(({ node, type }) => `${describeType(type)} (${textOf(node)})`)
  const message = `\`${use.name}\` does not take ${said.join(' and ')}.`
  return {
    kind: 'operands',
    message,
    ...conversionHint(use),
    ...rangeOf(use.node),
    declared: declaredIn(use.operands),
  }
}

function sometimesProblem(use: Use, index: number, kinds: readonly Kind[]): TypeProblem {
  const operand = use.operands[index] as Operand
  const message = `${textOf(operand.node)} may be ${describeKinds(kinds)}, which \`${use.name}\` does not take.`
  return {
    kind: 'sometimes-operands',
    message,
    ...hintFor(use, operand, kinds),
    ...rangeOf(operand.node),
    declared: declaredIn([operand]),
  }
}

function sometimesTogether(use: Use, given: readonly TypeCase[]): TypeProblem {
  const said = use.operands.map(
    ({ node }, index) => `${describeKinds(given[index] ? [given[index].kind] : [])} (${textOf(node)})`,
  )
  const message = `\`${use.name}\` may be given ${said.join(' and ')}, which do not go together.`
  return {
    kind: 'sometimes-operands',
    message,
    ...conversionHint(use),
    ...rangeOf(use.node),
    declared: declaredIn(use.operands),
  }
}

function hintFor({ name }: Use, { node }: Operand, kinds: readonly Kind[] = []): { hint?: string } {
  const text = textOf(node).slice(1, -1)
  if (kinds.includes('null')) return { hint: `Ask first, as in \`${text} != null ? … : …\`.` }
  if (kinds.length === 0 && name === '%') return { hint: `Make it an integer first: \`int(${text})\`.` }
  return {}
}

const convertible: ReadonlySet<Kind> = new Set(['int', 'double', 'uint', 'bool'])

// What is probably meant by an operator between two kinds that do not go together.
function conversionHint({ name, operands }: Use): { hint?: string } {
  const kindOf = (index: number) => {
    const [only, ...others] = kindsIn(operands[index]?.type ?? unknownType)
    return others.length === 0 ? only : undefined
  }
  const [left, right] = [kindOf(0), kindOf(1)]
  const text = (index: number) => textOf((operands[index] as Operand).node).slice(1, -1)
  if (left === undefined || right === undefined) return {}
  if ((left === 'list') !== (right === 'list') && name === '+')
    return { hint: `One item is added as a list: \`[${text(left === 'list' ? 1 : 0)}]\`.` }
  const [textual, other] = left === 'string' ? [0, 1] : [1, 0]
  if (![left, right].includes('string') || !convertible.has(kindOf(other) ?? 'null')) return {}
  if (name === '+') return { hint: `Make it text first: \`string(${text(other)})\`.` }
  if (kindOf(other) === 'bool') return {}
  const [literal] = operands[textual]?.type.cases.flatMap(({ values = [] }) => values) ?? []
  if (operands[textual]?.node.op === 'value' && literal !== '' && Number.isFinite(Number(literal)))
    return { hint: `Leave the quotes out: \`${String(literal)}\`.` }
  return { hint: `Make it a number first: \`double(${text(textual)})\`.` }
}

/** The places that say what operands are. */
export function declaredIn(operands: readonly Operand[]): Declared[] {
  return operands.flatMap(({ node, type }) =>
    saidOf(type).map((schema) => ({
      schema,
      message: `What ${textOf(node)} is, is declared here: ${describeType(type)}.`,
    })),
  )
}
