import { type ExpressionType, inferType, kindsIn } from '#core/expression'
import type { Draw } from './random-data.ts'

type Kind = ReturnType<typeof kindsIn> extends ReadonlySet<infer Each> ? Each : never

interface Scope {
  readonly draw: Draw
  readonly variables: ReadonlyMap<string, ExpressionType>
  /** Only what is evaluated in any case: no choices, no loops. */
  readonly isStrict: boolean
}

const literals: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  null: ['null'],
  bool: ['true', 'false'],
  int: ['0', '1', '2', '-3'],
  double: ['0.5', '2.0'],
  string: ['"a"', '"b"', '"5"', '"abc"'],
  list: ['[1, 2]', '["a", "b"]', '[]'],
  map: ['{"a": 1}', '{"b": "x"}'],
}
const drawn: readonly Kind[] = ['null', 'bool', 'bool', 'int', 'int', 'double', 'string', 'string', 'list', 'map']

/** An expression that makes sense more often than not. */
export function randomExpression(scope: Scope, depth: number, wanted: Kind = scope.draw.of(drawn)): string {
  const { draw } = scope
  // Now and then something else.
  const kind = draw.chance(8) ? draw.of(drawn) : wanted
  if (depth === 0 || draw.chance(20))
    return draw.chance(70) ? randomPath(scope, kind) : draw.of(literals[kind] ?? ['1'])
  const sub = (of: Kind) => randomExpression(scope, depth - 1, of)
  const number = () => sub(draw.of(['int', 'int', 'double']))
  const forms = [...formsOf(kind, { sub, number, scope, depth })]
  if (!scope.isStrict)
    forms.push(
      () => `(${sub('bool')} ? ${sub(kind)} : dyn(${sub(kind)}))`,
      () => guarded(scope, depth, kind),
    )
  return draw.of(forms)()
}

function* formsOf(
  kind: Kind,
  { sub, number, scope, depth }: { sub: (of: Kind) => string; number: () => string; scope: Scope; depth: number },
): Iterable<() => string> {
  const { draw, isStrict } = scope
  yield () => randomPath(scope, kind)
  const any = () => sub(draw.of(drawn))
  if (kind === 'bool') {
    yield () => `(${number()} ${draw.of(['<', '<=', '>', '>='])} ${number()})`
    yield () => `(${sub('string')} < ${sub('string')})`
    yield () => `(${any()} ${draw.of(['==', '!='])} dyn(${any()}))`
    yield () => `!${sub('bool')}`
    yield () => `${sub('string')}.${draw.of(['startsWith', 'contains', 'endsWith'])}(${sub('string')})`
    yield () => `(${any()} in ${sub(draw.of(['list', 'map']))})`
    if (isStrict) return
    yield () => `(${sub('bool')} ${draw.of(['&&', '||'])} ${sub('bool')})`
    yield () => loop(scope, depth, (inner, x) => `${draw.of(['all', 'exists', 'exists_one'])}(${x}, ${inner('bool')})`)
  } else if (kind === 'int') {
    yield () => `(${sub('int')} ${draw.of(['+', '-', '*', '/', '%'])} ${sub('int')})`
    yield () => `-${sub('int')}`
    yield () => `size(${sub(draw.of(['string', 'list', 'map']))})`
    yield () => `int(${number()})`
    yield () => `${sub('string')}.indexOf(${sub('string')})`
  } else if (kind === 'double') {
    yield () => `(${number()} ${draw.of(['+', '-', '*', '/'])} ${number()})`
    yield () => `double(${number()})`
  } else if (kind === 'string') {
    yield () => `(${sub('string')} + ${sub('string')})`
    yield () => `string(${sub(draw.of(['int', 'double', 'bool', 'string']))})`
    yield () => `${sub('string')}.${draw.of(['upperAscii', 'trim'])}()`
    // Nothing is wrong with joining no numbers.
    if (!isStrict) yield () => `${sub('list')}.join(",")`
  } else if (kind === 'list') {
    yield () => `(${sub('list')} + ${sub('list')})`
    yield () => `[${any()}, ${any()}]`
    yield () => `${sub('string')}.split(",")`
    if (isStrict) return
    yield () => loop(scope, depth, (inner, x) => `map(${x}, ${inner(draw.of(drawn))})`)
    yield () => loop(scope, depth, (inner, x) => `map(${x}, ${inner('bool')}, ${inner(draw.of(drawn))})`)
    yield () => loop(scope, depth, (inner, x) => `filter(${x}, ${inner('bool')})`)
  } else if (kind === 'map') {
    yield () => `{"a": ${any()}, "b": ${any()}}`
  } else yield () => 'null'
}

function loop(
  { variables, ...rest }: Scope,
  depth: number,
  body: (inner: (kind: Kind) => string, name: string) => string,
): string {
  const list = randomExpression({ variables, ...rest }, depth - 1, 'list')
  const name = `x${variables.size}`
  // What an item is, as the checker sees it; the property is about what it says then.
  const made = inferType(`${list}.map(y, y)[0]`, { variables }).type
  const inner = { ...rest, variables: new Map([...variables, [name, made]]) }
  return `${list}.${body((kind) => randomExpression(inner, Math.max(0, depth - 2), kind), name)}`
}

// Something is asked before it is used.
function guarded(scope: Scope, depth: number, kind: Kind): string {
  const { draw } = scope
  const path = randomPath(scope, kind, true)
  const others = randomExpression(scope, depth - 1, kind)
  const used = draw.of([path, `(${path} + ${path})`, `size(${path})`, `string(${path})`])
  const asked = [
    `${path} != null`,
    `has(${path})`,
    `has(${path}) && ${path} != null`,
    `type(${path}) == ${draw.of(['string', 'int', 'double', 'bool', 'list', 'map'])}`,
    `${path} == ${draw.of(literals[kind] ?? ['1'])}`,
    `${path} in ["a", "b"]`,
    `!(${path} == null || ${randomExpression(scope, 1, 'bool')})`,
  ]
  const condition = draw.of(asked)
  if (draw.chance(20)) return `(${condition} && ${used} == dyn(${others}))`
  if (draw.chance(10)) return `cel.bind(v${depth}, ${path}, v${depth} == null ? dyn(${others}) : v${depth})`
  if (draw.chance(10)) return `${path.replace(/\.(\w+)$/, '.?$1')}.orValue(${others})`
  return `(${condition} ? ${used} : dyn(${others}))`
}

/** A path to something of a kind, if there is one. */
function randomPath({ draw, variables }: Scope, kind: Kind, isPlain = false): string {
  const found: string[] = []
  const others: string[] = []
  const walk = (text: string, depth: number) => {
    const { type, problems } = inferType(text, { variables })
    if (problems.some((each) => each.kind === 'closed' || each.kind === 'scalar')) return
    const kinds = kindsIn(type)
    ;(kinds.has(kind) ? found : others).push(text)
    if (depth === 0) return
    if (kinds.has('map')) for (const name of ['a', 'b', 'c', 'd']) walk(`${text}.${name}`, depth - 1)
    if (kinds.has('list') && !isPlain) walk(`${text}[${draw.upTo(1)}]`, depth - 1)
  }
  for (const name of variables.keys()) walk(name, 2)
  return draw.of(found.length > 0 ? found : others)
}
