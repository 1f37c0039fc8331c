import type { ASTNode } from '@marcbachmann/cel-js'
import { factsOf } from './assume.ts'
import { neverEqual } from './comparison.ts'
import { type Checker, type Environment, pathOf } from './environment.ts'
import { bothOf, keyOf, narrowedBy, narrowedByMembers } from './facts.ts'
import { literalOf } from './literal.ts'
import { typeOfMacro } from './macros.ts'
import { checkHas, typeOfMember } from './members.ts'
import { type Operand, resolveUse } from './operands.ts'
import { binaryOperators, functionsNamed, unaryOperators } from './overloads.ts'
import type { TypeProblem } from './problem.ts'
import { type ExpressionType, typeOfKind, unionOf, unknownType } from './type.ts'

export function newChecker(): Checker & { readonly problems: readonly TypeProblem[] } {
  return new TypeChecker()
}

class TypeChecker implements Checker {
  readonly #problems = new Map<string, TypeProblem>()

  get problems(): readonly TypeProblem[] {
    return [...this.#problems.values()].sort((a, b) => a.start - b.start)
  }

  // What is wrong with a path is said once, however often it is read.
  report(problem: TypeProblem): void {
    const key = `${problem.kind} ${problem.message}`
    if (!this.#problems.has(key)) this.#problems.set(key, problem)
  }

  typeOf(node: ASTNode, environment: Environment): ExpressionType {
    const type = this.#infer(node, environment)
    const path = pathOf(node, environment)
    if (path === undefined) return type
    const fact = environment.facts.get(keyOf(path))
    const left = fact === undefined ? type : narrowedBy(type, fact)
    return narrowedByMembers(left, path, environment.facts)
  }

  #infer(node: ASTNode, environment: Environment): ExpressionType {
    const literal = literalOf(node)
    if (literal !== undefined) return typeOfKind(literal.kind, { values: [literal.value] })
    switch (node.op) {
      case 'value':
        return node.args instanceof Uint8Array ? typeOfKind('bytes') : typeOfKind('uint')
      case 'id':
        return environment.variables.get(node.args)?.type ?? unknownType
      case '.':
      case '.?':
      case '[]':
      case '[?]':
        return typeOfMember(node, environment, this)
      case 'list':
        return typeOfKind('list', { items: node.args.map((item) => this.typeOf(item, environment)) })
      case 'map':
        return this.#map(node.args, environment)
      case '?:':
        return this.#choice(node, environment)
      case 'call':
        return this.#call(node, environment)
      case 'rcall':
        return this.#method(node, environment)
      case '!_':
      case '-_':
        return this.#use(
          node,
          { name: node.op.charAt(0), parts: [node.args], overloads: unaryOperators[node.op] },
          environment,
        )
      default:
        return this.#binary(node, environment)
    }
  }

  #map(entries: readonly (readonly [ASTNode, ASTNode])[], environment: Environment): ExpressionType {
    const typed = entries.map(([key, value]) => {
      this.typeOf(key, environment)
      return [literalOf(key)?.value, this.typeOf(value, environment)] as const
    })
    const named = typed.flatMap(([name, type]) => (name === undefined ? [] : [[String(name), { type }] as const]))
    // The library leaves these out.
    const members = new Map(named.filter(([name]) => !['__proto__', 'constructor', 'prototype'].includes(name)))
    const others = typed.filter(([name]) => name === undefined).map(([, type]) => type)
    return typeOfKind('map', { members, ...(others.length === 0 ? {} : { inner: unionOf(others) }) })
  }

  #choice(node: Extract<ASTNode, { op: '?:' }>, environment: Environment): ExpressionType {
    const [condition, yes, no] = node.args
    this.#use(condition, { name: '? :', parts: [condition], overloads: unaryOperators['!_'] }, environment)
    return unionOf(
      [yes, no].map((branch, index) => {
        const facts = bothOf(environment.facts, factsOf(condition, index === 0, environment))
        return this.typeOf(branch, { ...environment, facts })
      }),
    )
  }

  #binary(node: ASTNode, environment: Environment): ExpressionType {
    const [left, right] = node.args as readonly [ASTNode, ASTNode]
    const { op } = node
    const isLogical = op === '&&' || op === '||'
    const facts = isLogical ? bothOf(environment.facts, factsOf(left, op === '&&', environment)) : environment.facts
    const operands = [
      { node: left, type: this.typeOf(left, environment) },
      { node: right, type: this.typeOf(right, { ...environment, facts }) },
    ]
    const never = neverEqual(node, operands, (part) => this.typeOf(part, environment))
    for (const problem of never) this.report(problem)
    return this.#take(node, { name: op, operands, overloads: binaryOperators[op] })
  }

  #call(node: Extract<ASTNode, { op: 'call' }>, environment: Environment): ExpressionType {
    const [name, args] = node.args
    const [first] = args
    if (name === 'has' && first !== undefined) return checkHas(first, environment, this)
    return this.#use(
      node,
      { name, parts: args, overloads: functionsNamed(name, { isMethod: false, count: args.length }) },
      environment,
    )
  }

  #method(node: Extract<ASTNode, { op: 'rcall' }>, environment: Environment): ExpressionType {
    const [name, receiver, args] = node.args
    const special = typeOfMacro(node, environment, this)
    if (special !== undefined) return special
    const overloads = functionsNamed(name, { isMethod: true, count: args.length + 1 })
    return this.#use(node, { name, parts: [receiver, ...args], overloads, isMethod: true }, environment)
  }

  #use(
    node: ASTNode,
    { parts, ...use }: { name: string; parts: readonly ASTNode[]; overloads: Overloads; isMethod?: boolean },
    environment: Environment,
  ): ExpressionType {
    const operands = parts.map((part) => ({ node: part, type: this.typeOf(part, environment) }))
    return this.#take(node, { ...use, operands })
  }

  #take(
    node: ASTNode,
    { overloads, ...use }: { name: string; operands: readonly Operand[]; overloads: Overloads; isMethod?: boolean },
  ): ExpressionType {
    if (overloads === undefined || overloads.length === 0) return unknownType
    const { type, problem } = resolveUse({ node, overloads, ...use })
    if (problem !== undefined) this.report(problem)
    return type
  }
}

type Overloads = ReturnType<typeof functionsNamed> | undefined
