import type { ASTNode } from '@marcbachmann/cel-js'
import { isMacro } from '../references.ts'
import { factsOf } from './assume.ts'
import { type Checker, type Environment, pathOf, withVariable } from './environment.ts'
import type { Facts, Path } from './fact.ts'
import { bothOf, noFacts } from './facts.ts'
import { describeKinds } from './kind.ts'
import { declaredIn } from './operands.ts'
import { rangeOf, textOf } from './text.ts'
import { describeType, type ExpressionType, itemOf, type TypeCase, typeOfKind, unionOf, unknownType } from './type.ts'

type MethodNode = Extract<ASTNode, { op: 'rcall' }>

/** What a method gives that is no plain function: those that go through lists, and those of optional values. */
export function typeOfMacro(node: MethodNode, environment: Environment, checker: Checker): ExpressionType | undefined {
  const [name, receiver, args] = node.args
  const isNamespace = receiver.op === 'id' && !environment.variables.has(receiver.args)
  if (isNamespace && receiver.args === 'cel' && name === 'bind') return bound(args, environment, checker)
  if (isNamespace && receiver.args === 'optional')
    return typeOfKind('optional', { inner: unionOf(args.map((each) => checker.typeOf(each, environment))) })
  if (name === 'orValue' || name === 'or') return otherwise(node, environment, checker)
  return isMacro(name) ? loop(node, environment, checker) : undefined
}

function bound(args: readonly ASTNode[], environment: Environment, checker: Checker): ExpressionType {
  const [variable, value, body] = args
  if (variable?.op !== 'id' || value === undefined || body === undefined) return unknownType
  const type = checker.typeOf(value, environment)
  const { inner } = withVariable(environment, variable.args, { type, path: pathOf(value, environment) })
  return checker.typeOf(body, inner)
}

// `a.?b.orValue(c)`, `a.?b.or(c.?d)`
function otherwise(node: MethodNode, environment: Environment, checker: Checker): ExpressionType {
  const [name, receiver, [other]] = node.args
  const given = { node: receiver, type: checker.typeOf(receiver, environment) }
  const alternative = other === undefined ? unknownType : checker.typeOf(other, environment)
  const optionals = given.type.cases.filter(({ kind }) => kind === 'optional')
  if (given.type.isUnknown) return unknownType
  if (optionals.length === 0 && given.type.cases.length > 0) {
    const text = textOf(receiver)
    const message = `${text} is ${describeType(given.type)}, and \`${name}\` is called on an optional value.`
    const hint = `Read it with a question mark, as in \`${text.slice(1, -1).replace(/\.(\w+)$/, '.?$1')}.${name}(…)\`.`
    checker.report({ kind: 'operands', message, hint, ...rangeOf(receiver), declared: declaredIn([given]) })
    return unknownType
  }
  if (name === 'or') return unionOf([given.type, alternative])
  return unionOf([...optionals.map(({ inner }) => inner ?? unknownType), alternative])
}

function loop(node: MethodNode, environment: Environment, checker: Checker): ExpressionType {
  const [name, receiver, [variable, ...parts]] = node.args
  if (variable?.op !== 'id') return unknownType
  const given = checker.typeOf(receiver, environment)
  const type = itemsOf(given, { node, checker })
  const { inner, path } = withVariable(environment, variable.args, { type })
  const known = given.cases.length === 1 ? (given.cases[0]?.itemFacts?.(path) ?? noFacts) : noFacts
  const around = { ...inner, facts: bothOf(inner.facts, known) }
  const [predicate, transform] = name === 'map' && parts.length === 1 ? [undefined, parts[0]] : parts
  if (predicate !== undefined) checkPredicate(predicate, name, { environment: around, checker })
  const kept = predicate === undefined ? noFacts : factsOf(predicate, true, around)
  if (name === 'map')
    return transform === undefined
      ? unknownType
      : typeOfKind('list', { inner: checker.typeOf(transform, { ...around, facts: bothOf(around.facts, kept) }) })
  if (name === 'filter')
    return typeOfKind('list', { inner: type, itemFacts: (of) => moved(bothOf(known, kept), { from: path, to: of }) })
  return typeOfKind('bool')
}

// What is known of one variable, said of another.
function moved(facts: Facts, { from, to }: { from: Path; to: Path }): Facts {
  const start = JSON.stringify(from).slice(0, -1)
  return new Map(
    [...facts].flatMap(([key, fact]) =>
      key.startsWith(start) ? [[`${JSON.stringify(to).slice(0, -1)}${key.slice(start.length)}`, fact] as const] : [],
    ),
  )
}

function itemsOf(given: ExpressionType, { node, checker }: { node: MethodNode; checker: Checker }): ExpressionType {
  const [name, receiver] = node.args
  const others = given.cases.filter(({ kind }) => kind !== 'list' && kind !== 'map')
  if (others.length > 0) {
    const isAlways = others.length === given.cases.length && !given.isUnknown
    const text = textOf(receiver)
    const said = describeKinds(others.map(({ kind }) => kind))
    const message = isAlways
      ? `${text} is ${said}, and \`${name}\` goes through an array or object.`
      : `${text} may be ${said}, which \`${name}\` cannot go through.`
    const kind = isAlways ? 'operands' : 'sometimes-operands'
    checker.report({ kind, message, ...rangeOf(receiver), declared: declaredIn([{ node: receiver, type: given }]) })
  }
  const items = given.cases.flatMap((each): ExpressionType[] => itemsIn(each))
  return given.isUnknown ? unknownType : unionOf(items)
}

// Of an object, the keys.
function itemsIn(each: TypeCase): ExpressionType[] {
  if (each.kind === 'map') return [typeOfKind('string')]
  const item = each.kind === 'list' ? itemOf(each) : undefined
  return item === undefined ? [] : [item]
}

function checkPredicate(
  node: ASTNode,
  name: string,
  { environment, checker }: { environment: Environment; checker: Checker },
): void {
  const type = checker.typeOf(node, environment)
  const others = type.cases.filter(({ kind }) => kind !== 'bool')
  if (others.length === 0) return
  const isAlways = others.length === type.cases.length && !type.isUnknown
  const said = describeKinds(others.map(({ kind }) => kind))
  const message = `\`${name}\` asks for true or false, and ${textOf(node)} ${isAlways ? 'is' : 'may be'} ${said}.`
  const kind = isAlways ? 'operands' : 'sometimes-operands'
  checker.report({ kind, message, ...rangeOf(node), declared: declaredIn([{ node, type }]) })
}
