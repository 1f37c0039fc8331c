import type { ASTNode } from '@marcbachmann/cel-js'
import { listCandidates } from '#core/diagnostics'
import { type Checker, type Environment, literalIndex, pathOf } from './environment.ts'
import type { Facts, Path } from './fact.ts'
import { keyOf, narrowedBy } from './facts.ts'
import { describeKinds, type Kind } from './kind.ts'
import { declaredIn, type Operand } from './operands.ts'
import { functionsNamed } from './overloads.ts'
import type { TypeProblem } from './problem.ts'
import { rangeOf, textOf } from './text.ts'
import {
  type Absence,
  anyMemberOf,
  describeType,
  type ExpressionType,
  type FoundMember,
  itemOf,
  memberOf,
  noType,
  type TypeCase,
  typeOfKind,
  unionOf,
  unknownType,
} from './type.ts'

export type MemberNode = Extract<ASTNode, { op: '.' | '.?' | '[]' | '[?]' }>

/** What is read from an object or array. */
export function typeOfMember(node: MemberNode, environment: Environment, checker: Checker): ExpressionType {
  const given = { node: node.args[0], type: checker.typeOf(node.args[0], environment) }
  const isOptional = node.op === '.?' || node.op === '[?]'
  const read = new Read({ node, environment, checker, isAsked: isOptional })
  const wrapped = given.type.cases.filter(({ kind }) => kind === 'optional')
  if (wrapped.length > 0) {
    const inner = unionOf(wrapped.map((each) => each.inner ?? unknownType))
    return typeOfKind('optional', {
      inner: new Read({ node, environment, checker, isAsked: true }).from({ ...given, type: inner }),
    })
  }
  const type = read.from(given)
  return isOptional ? typeOfKind('optional', { inner: type }) : type
}

/** `has(a.b)`: `a` must be there. */
export function checkHas(asked: ASTNode, environment: Environment, checker: Checker): ExpressionType {
  if (asked.op === '.' || asked.op === '.?') {
    const given = { node: asked.args[0], type: checker.typeOf(asked.args[0], environment) }
    new Read({ node: asked, environment, checker, isAsked: true }).from(given)
  }
  return typeOfKind('bool')
}

interface Context {
  readonly node: MemberNode
  readonly environment: Environment
  readonly checker: Checker
  /** The expression takes care of its absence. */
  readonly isAsked: boolean
}

class Read {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  from(owner: Operand): ExpressionType {
    const { node, environment, checker } = this.#context
    const { type } = owner
    const step = node.op === '.' || node.op === '.?' ? node.args[1] : literalIndex(node.args[1])
    const index = node.op === '[]' || node.op === '[?]' ? checker.typeOf(node.args[1], environment) : undefined
    const readable = type.cases.filter(
      ({ kind }) => kind === 'map' || (kind === 'list' && typeof step !== 'string' && index !== undefined),
    )
    if (type.isUnknown) return unknownType
    if (readable.length === 0) return type.cases.length === 0 ? unknownType : this.#scalar(owner, step)
    this.#others(owner, readable)
    if (index !== undefined) this.#checkIndex(readable, index)
    const found = readable.map((each) => (each.kind === 'list' ? itemAt(each, step) : memberAt(each, step)))
    return this.#found(owner, joined(found), String(step ?? ''))
  }

  #report(problem: Omit<TypeProblem, 'start' | 'end'>, node: ASTNode = this.#context.node): void {
    this.#context.checker.report({ ...problem, ...rangeOf(node) })
  }

  #scalar(owner: Operand, step: string | number | undefined): ExpressionType {
    if (this.#context.isAsked) return unknownType
    const what = typeof step === 'string' ? `no field ${JSON.stringify(step)}` : 'no items'
    const text = textOf(owner.node)
    const isMethod = typeof step === 'string' && functionsNamed(step, { isMethod: true, count: 1 }).length > 0
    const hint = isMethod ? { hint: `Did you mean \`${text.slice(1, -1)}.${step}()\`?` } : {}
    const message = `${text} is ${describeType(owner.type)}, which has ${what}.`
    this.#report({ kind: 'scalar', message, ...hint, declared: declaredIn([owner]) })
    return unknownType
  }

  // What it may be besides.
  #others(owner: Operand, readable: readonly TypeCase[]): void {
    const others = new Set<Kind>(owner.type.cases.filter((each) => !readable.includes(each)).map(({ kind }) => kind))
    if (others.size === 0 || this.#context.isAsked) return
    const text = textOf(owner.node)
    const message = `${text} may be ${describeKinds(others)}, which has no fields.`
    const isNull = others.size === 1 && others.has('null')
    const hint = isNull ? { hint: `Ask first, as in \`${text.slice(1, -1)} != null ? … : …\`.` } : {}
    this.#report(
      { kind: isNull ? 'null' : 'sometimes-operands', message, ...hint, declared: declaredIn([owner]) },
      owner.node,
    )
  }

  #checkIndex(readable: readonly TypeCase[], index: ExpressionType): void {
    const { node, isAsked } = this.#context
    if (isAsked || index.isUnknown || readable.some(({ kind }) => kind !== 'list')) return
    const wrong = index.cases.filter(({ kind }) => kind !== 'int' && kind !== 'double')
    if (wrong.length === 0) return
    const operand = { node: node.args[1] as ASTNode, type: index }
    const isAlways = wrong.length === index.cases.length
    const message = `An array is indexed by integers, and ${textOf(operand.node)} ${isAlways ? 'is' : 'may be'} ${describeKinds(wrong.map(({ kind }) => kind))}.`
    this.#report(
      { kind: isAlways ? 'operands' : 'sometimes-operands', message, declared: declaredIn([operand]) },
      operand.node,
    )
  }

  #found(owner: Operand, { presence, type, known, absence }: FoundMember, name: string): ExpressionType {
    const { node, environment, isAsked } = this.#context
    if (presence === 'sure' || presence === 'unknown' || isThere(pathOf(node, environment), environment.facts, absence))
      return type
    const declared = declaredIn([owner])
    const text = textOf(owner.node)
    const isItem = node.op === '[]' && typeof literalIndex(node.args[1]) === 'number'
    if (presence === 'closed')
      this.#report({
        // An expression that asks does not fail.
        kind: isAsked ? 'undeclared' : 'closed',
        message: `${text} has no ${isItem ? `item ${name}` : `field ${JSON.stringify(name)}`}.`,
        ...(isItem ? {} : { hint: listCandidates(name, known, 'fields') }),
        declared,
      })
    else if (isAsked) return type
    else if (presence === 'undeclared')
      this.#report({
        kind: 'undeclared',
        message: `${text} does not mention a field ${JSON.stringify(name)}.`,
        hint: listCandidates(name, known, 'fields'),
        declared,
      })
    else {
      const { message, hint } = absence ?? absent(node)
      this.#report({ kind: 'absent', message, hint, declared })
    }
    return type
  }
}

function isThere(path: Path | undefined, facts: Facts, absence: Absence | undefined): boolean {
  if (path === undefined) return false
  const { unless } = absence ?? {}
  return facts.get(keyOf(path))?.isPresent === true || (unless !== undefined && isOnly(unless, path, facts))
}

function isOnly({ member, values, is }: NonNullable<Absence['unless']>, path: Path, facts: Facts): boolean {
  const fact = facts.get(keyOf([...path.slice(0, -1), member]))
  const left = fact === undefined ? noType : narrowedBy(typeOfKind('string', { values }), fact)
  const [only, ...others] = left.cases.flatMap((each) => each.values ?? [])
  return only === is && others.length === 0
}

function absent(node: MemberNode): { message: string; hint: string } {
  const text = textOf(node).slice(1, -1)
  // `has` takes names only.
  const isNamed = /^[\w.]+$/.test(text)
  const optional = text.replace(/\.(\w+)$/, '.?$1').replace(/\[([^[\]]+)\]$/, '[?$1]')
  const asked = isNamed ? `has(${text}) ? ${text} : null` : `${optional}.orValue(null)`
  return {
    message: `\`${text}\` may be absent: the schema does not require it.`,
    hint: `Ask first, as in \`${asked}\`, or make the field required.`,
  }
}

function itemAt(list: TypeCase, step: string | number | undefined): FoundMember {
  const type = itemOf(list, typeof step === 'number' ? step : undefined)
  return { presence: type === undefined ? 'closed' : 'sure', type: type ?? unknownType, known: [] }
}

function memberAt(map: TypeCase, step: string | number | undefined): FoundMember {
  // Which one is read shows only when the expression is evaluated.
  if (step === undefined) return { presence: 'unknown', type: anyMemberOf(map), known: [] }
  return memberOf(map, String(step))
}

// What is found in one of several objects.
function joined(found: readonly FoundMember[]): FoundMember {
  const having = found.filter(({ presence }) => presence !== 'closed' && presence !== 'undeclared')
  const known = [...new Set(found.flatMap((each) => each.known))]
  const [first] = found
  if (having.length === 0)
    return {
      presence: found.every(({ presence }) => presence === 'closed') ? 'closed' : 'undeclared',
      type: unknownType,
      known,
    }
  const isPossible = having.length < found.length || having.some(({ presence }) => presence === 'possible')
  const isUnknown = having.some(({ presence }) => presence === 'unknown')
  const presence = isUnknown ? 'unknown' : isPossible ? 'possible' : 'sure'
  return {
    presence,
    type: unionOf(having.map(({ type }) => type)),
    known,
    ...(first?.absence && { absence: first.absence }),
  }
}
