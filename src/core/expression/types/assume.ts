import type { ASTNode } from '@marcbachmann/cel-js'
import { childNodes, isMacro } from '../references.ts'
import { type Environment, pathOf, withVariable } from './environment.ts'
import type { Fact, Facts, Literal, Path } from './fact.ts'
import { bothOf, eitherOf, keyOf, noFacts, present } from './facts.ts'
import type { Kind } from './kind.ts'
import { literalOf } from './literal.ts'
import { binaryOperators, functionsNamed, type Overload, unaryOperators } from './overloads.ts'
import { unknownType } from './type.ts'

/** What is known where an expression has given true, or false: all that it has read is there, and more by its form. */
export function factsOf(node: ASTNode, outcome: boolean, environment: Environment): Facts {
  const facts = (part: ASTNode, gives = outcome) => factsOf(part, gives, environment)
  switch (node.op) {
    case '!_':
      return facts(node.args, !outcome)
    case '&&':
    case '||': {
      const [left, right] = node.args
      // Where both sides had to be looked at, both have given the same; else one has, whatever came of the other.
      return (outcome === (node.op === '&&') ? bothOf : eitherOf)(facts(left), facts(right))
    }
    case '==':
    case '!=': {
      const isEqual = outcome === (node.op === '==')
      const [left, right] = node.args
      const found = equality(left, right, { isEqual, environment }) ?? equality(right, left, { isEqual, environment })
      return bothOf(factsAfter(node, environment), found ?? noFacts)
    }
    case 'in':
      return bothOf(factsAfter(node, environment), membership(node.args, outcome, environment))
    case 'call':
      if (node.args[0] === 'has') return presence(node.args[1][0], outcome, environment)
      return factsAfter(node, environment)
    case '?:': {
      const [condition, yes, no] = node.args
      return eitherOf(bothOf(facts(condition, true), facts(yes)), bothOf(facts(condition, false), facts(no)))
    }
    default:
      return factsAfter(node, environment)
  }
}

/** What is known where an expression has been evaluated, whatever it has given: all that it had to read is there, of a kind that fits. */
export function factsAfter(node: ASTNode, environment: Environment): Facts {
  const after = (part: ASTNode) => factsAfter(part, environment)
  const path = pathOf(node, environment)
  if (path !== undefined) return path.length > 1 ? present(path) : noFacts
  switch (node.op) {
    case '&&':
    case '||':
      // One side may decide alone, even if the other one cannot be evaluated.
      return eitherOf(after(node.args[0]), after(node.args[1]))
    case '?:': {
      const [condition, yes, no] = node.args
      return bothOf(after(condition), eitherOf(after(yes), after(no)))
    }
    case 'call':
      if (node.args[0] === 'has') return noFacts
      return called(
        node.args[1],
        functionsNamed(node.args[0], { isMethod: false, count: node.args[1].length }),
        environment,
      )
    case 'rcall':
      return afterMethod(node.args, environment)
    default: {
      const overloads = binaryOperators[node.op] ?? unaryOperators[node.op]
      const parts = childNodes(node)
      return overloads === undefined ? bothOf(...parts.map(after)) : called(parts, overloads, environment)
    }
  }
}

function afterMethod(
  [name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]],
  environment: Environment,
): Facts {
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel') {
    const [variable, value, body] = args
    if (variable?.op !== 'id' || value === undefined || body === undefined) return noFacts
    const path = pathOf(value, environment)
    const { inner } = withVariable(environment, variable.args, { type: unknownType, path })
    return bothOf(factsAfter(value, environment), factsAfter(body, inner))
  }
  // What a macro does with the items, it does only if there are any; an alternative is looked at only if it is needed.
  if (isMacro(name) || name === 'orValue' || name === 'or') return factsAfter(receiver, environment)
  const overloads = functionsNamed(name, { isMethod: true, count: args.length + 1 })
  return called([receiver, ...args], overloads, environment)
}

// What has been taken was of a kind that can be taken.
function called(parts: readonly ASTNode[], overloads: readonly Overload[], environment: Environment): Facts {
  const known = parts.map((part, index) => {
    const path = pathOf(part, environment)
    const kinds = new Set<Kind>(overloads.flatMap(({ takes }) => [...(takes[index]?.kinds ?? [])]))
    return path === undefined || kinds.size === 0 ? noFacts : about(path, { kinds })
  })
  return bothOf(...parts.map((part) => factsAfter(part, environment)), ...known)
}

function about(path: Path, fact: Omit<Fact, 'isPresent'>): Facts {
  return present(path, fact)
}

function equality(
  side: ASTNode,
  other: ASTNode,
  { isEqual, environment }: { isEqual: boolean; environment: Environment },
): Facts | undefined {
  const kind = kindAsked(side, other)
  const asked = kind === undefined || side.op !== 'call' ? undefined : side.args[1][0]
  const path = pathOf(asked ?? side, environment)
  if (path === undefined) return undefined
  if (kind !== undefined) return about(path, isEqual ? { kinds: new Set([kind]) } : { notKinds: new Set([kind]) })
  const literal = literalOf(other)
  if (literal === undefined) return undefined
  if (isEqual) return about(path, { kinds: new Set([literal.kind]), values: [literal] })
  return about(path, literal.kind === 'null' ? { notKinds: new Set(['null']) } : { notValues: [literal] })
}

const kindsOfTypes: Readonly<Record<string, Kind>> = {
  ...{ bool: 'bool', bytes: 'bytes', double: 'double', int: 'int', list: 'list' },
  ...{ map: 'map', null_type: 'null', string: 'string', uint: 'uint' },
}

// `type(x) == string`
function kindAsked(side: ASTNode, other: ASTNode): Kind | undefined {
  if (side.op !== 'call' || side.args[0] !== 'type' || other.op !== 'id') return undefined
  return kindsOfTypes[other.args]
}

function membership([item, list]: readonly [ASTNode, ASTNode], isIn: boolean, environment: Environment): Facts {
  const holder = pathOf(list, environment)
  const name = literalOf(item)
  // `"x" in a`: a field of an object is there. Of a list, this says nothing of a place in it.
  if (isIn && holder !== undefined && name?.kind === 'string')
    return bothOf(present(holder), new Map([[keyOf([...holder, String(name.value)]), { isPresent: true }]]))
  const path = pathOf(item, environment)
  if (path === undefined || list.op !== 'list') return noFacts
  const literals = list.args.map(literalOf)
  if (!literals.every((each) => each !== undefined)) return noFacts
  if (!isIn) return about(path, { notValues: literals as Literal[] })
  return about(path, { kinds: new Set(literals.map(({ kind }) => kind)), values: literals as Literal[] })
}

// `has(a.b)` needs `a` in any case.
function presence(asked: ASTNode | undefined, outcome: boolean, environment: Environment): Facts {
  if (asked === undefined || asked.op !== '.') return noFacts
  const path = pathOf(asked, environment)
  if (outcome && path !== undefined) return present(path)
  const owner = asked.args[0].op === 'id' ? noFacts : factsAfter(asked.args[0], environment)
  return path === undefined ? owner : bothOf(owner, new Map([[keyOf(path), { isPresent: false, isAbsent: true }]]))
}
