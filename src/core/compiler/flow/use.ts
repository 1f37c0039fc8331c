import {
  describeKinds,
  type ExpressionType,
  kindsIn,
  quotedText,
  saidOf,
  type TemplateExpression,
  type TypeProblem,
  wholePath,
} from '#core/expression'

/** What is wrong with what a condition gives: it is not, or not always, true or false. */
export function conditionProblems({ source, isWhole }: TemplateExpression, type: ExpressionType): TypeProblem[] {
  const at = placeOf(source)
  if (!isWhole) {
    const hint = 'Write the whole condition as one expression, without text around it.'
    return [{ kind: 'operands', message: 'The condition is text, not true or false.', hint, ...at, declared: [] }]
  }
  const others = [...kindsIn(type)].filter((kind) => kind !== 'bool')
  if (others.length === 0) return []
  const isAlways = others.length === kindsIn(type).size && !type.isUnknown
  const message = `The condition ${isAlways ? 'gives' : 'may give'} ${describeKinds(others)}, not true or false.`
  const kind = isAlways ? 'operands' : 'sometimes-operands'
  return [{ kind, message, hint: conditionHint(source, others), ...at, declared: declaredBy(source, type) }]
}

/** What is wrong with what `forEach` is to run over: it is not, or not always, a list. */
export function listProblems({ source }: TemplateExpression, type: ExpressionType): TypeProblem[] {
  const others = [...kindsIn(type)].filter((kind) => kind !== 'list')
  if (others.length === 0) return []
  const isAlways = others.length === kindsIn(type).size && !type.isUnknown
  const message = `\`forEach\` ${isAlways ? 'is given' : 'may be given'} ${describeKinds(others)}, not a list.`
  const hint = 'Give it a list.'
  const kind = isAlways ? 'operands' : 'sometimes-operands'
  return [{ kind, message, hint, ...placeOf(source), declared: declaredBy(source, type) }]
}

/** What is wrong with a value that becomes a part of a text. */
export function textProblems({ source, isWhole }: TemplateExpression, type: ExpressionType): TypeProblem[] {
  if (isWhole) return []
  const kinds = kindsIn(type)
  const text = source.trim()
  const common = { ...placeOf(source), declared: declaredBy(source, type) }
  const problems: TypeProblem[] = []
  if ((kinds.has('null') || kinds.has('optional')) && text !== 'null') {
    const message = `${quotedText(source)} may be null, and the text would have the word "null" in it.`
    const isPlain = wholePath(source) !== undefined
    const hint = `Say what stands there instead${isPlain ? `, as in \`${text} != null ? ${text} : ""\`` : ''}.`
    problems.push({ kind: 'null', message, hint, ...common })
  }
  const composed = [...kinds].filter((kind) => kind === 'list' || kind === 'map')
  if (composed.length > 0) {
    const message = `${quotedText(source)} is ${describeKinds(composed)}, which stands in the text as JSON.`
    problems.push({ kind: 'composed-text', message, ...common })
  }
  return problems
}

function placeOf(source: string): Pick<TypeProblem, 'start' | 'end'> {
  const start = source.length - source.trimStart().length
  return { start, end: start + source.trim().length }
}

function conditionHint(source: string, kinds: readonly string[]): string {
  const text = wholePath(source) === undefined ? `(${source.trim()})` : source.trim()
  if (kinds.includes('null')) return `Say what null means, as in \`${text} == true\`.`
  if (kinds.includes('string')) return `Compare it with something, as in \`${text} != ""\`.`
  if (kinds.includes('list') || kinds.includes('map')) return `Ask for its size, as in \`size(${text}) > 0\`.`
  if (kinds.includes('optional')) return `Say what holds otherwise, as in \`${text}.orValue(false)\`.`
  return `Compare it with something, as in \`${text} > 0\`.`
}

function declaredBy(source: string, type: ExpressionType): TypeProblem['declared'] {
  const message = `What ${quotedText(source)} gives is declared here.`
  return saidOf(type).map((schema) => ({ schema, message }))
}
