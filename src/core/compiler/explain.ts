import type { RuleDescription, SpecExplainOutput } from '#core/contract'
import { type DiagnosticDefinition, didYouMean, usageError } from '#core/diagnostics'
import { isObject } from '#core/json'
import { parseSource, printYamlDocuments } from '#core/source'
import { definitions } from './definitions.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules/index.ts'

/** A definition of another domain, which may be a kind of change. */
export type ExplainedDefinition = DiagnosticDefinition & { readonly level?: RuleDescription['level'] }

/** All that is known of a code, or of all of them, those of other domains included. Throws OssaError for a code that is none. */
export function explainRules(others: readonly ExplainedDefinition[], code?: string): SpecExplainOutput {
  const known = [...definitions, ...others].sort((a, b) => (a.code < b.code ? -1 : 1))
  if (code === undefined) return { rules: known.map(describe) }
  const definition = known.find((each) => each.code === code)
  const codes = known.map((each) => each.code)
  if (definition !== undefined) return { rules: [describe(definition)] }
  const suggestion = didYouMean(code, codes) ?? codes.find((each) => each.endsWith(`/${code}`) || each.includes(code))
  const hint =
    suggestion === undefined ? 'See them all: ossa spec explain' : `Did you mean ${JSON.stringify(suggestion)}?`
  throw usageError('spec/unknown-code', `There is no code ${JSON.stringify(code)}.`, hint)
}

function describe(definition: ExplainedDefinition): RuleDescription {
  const { code, severity, preset = 'recommended', isEssential = false, level, summary, rationale, hint } = definition
  const rule = rules.find((each) => each.code === code)
  const examples = rule === undefined ? [] : examplesOf(rule)
  return { code, severity, preset, essential: isEssential, ...(level && { level }), summary, rationale, hint, examples }
}

function examplesOf({ examples: { valid, invalid } }: Rule): RuleDescription['examples'] {
  return [
    ...valid.map((source) => ({ valid: true, source: manifestPart(source), pointers: [] })),
    ...invalid.map(({ source, pointers, fixed }) => ({
      valid: false,
      source: manifestPart(source),
      pointers: [...pointers],
      ...(fixed === undefined ? {} : { fixed: manifestPart(fixed) }),
    })),
  ]
}

// Examples are written tersely, for tests; people read blocks.
function manifestPart(source: string): string {
  const value = parseSource('example.yaml', Buffer.from(source)).documents[0]?.value
  const isWhole = isObject(value) && 'apiVersion' in value
  return printYamlDocuments([isWhole ? value : { spec: value }])
}

/** What is known of a code, as a page of markdown. */
export function explainCode(code: string, others: readonly ExplainedDefinition[] = []): string {
  return explainRules(others, code).rules.map(printRule).join('')
}

/** A rule as a page of markdown. */
export function printRule({ code, severity, preset, essential, level, ...rule }: RuleDescription): string {
  const always = essential ? 'always holds; cannot be turned off' : `preset \`${preset}\``
  const change = `${level}, unless \`changes.levels\` of ossa.yaml says something else; reported by \`ossa spec diff\` and before a push`
  const compared = `${severity}, reported by \`ossa spec diff\` and before a push`
  const isCompared = code.startsWith('changes/')
  const standing = level !== undefined ? change : isCompared ? compared : `${severity}, ${always}`
  const examples = rule.examples.flatMap(({ valid, source, pointers, fixed }) => {
    const reported = pointers.map((pointer) => `\`${pointer || '/'}\``).join(', ')
    const block = (title: string, text: string) => `${title}\n\n\`\`\`yaml\n${text}\n\`\`\``
    const shown = block(valid ? 'Right:' : `Wrong, reported at ${reported}:`, source)
    return fixed === undefined ? [shown] : [shown, block('What `--fix` makes of it:', fixed)]
  })
  const parts = [
    `# ${code}`,
    `${rule.summary} (${standing})`,
    `**Why:** ${rule.rationale}`,
    `**What to do:** ${rule.hint}`,
    ...(examples.length === 0 ? [] : ['## Examples', ...examples]),
  ]
  return parts.join('\n\n')
}

/** Rules as the rows of a table, the heading first. */
export function tabulateRules(described: SpecExplainOutput['rules']): readonly (readonly string[])[] {
  return [
    ['CODE', 'SEVERITY', 'PRESET', 'STATEMENT'],
    ...described.map(({ code, severity, preset, essential, level, summary }) => [
      code,
      level ?? severity,
      code.startsWith('changes/') ? 'spec diff' : essential ? 'always' : preset,
      summary,
    ]),
  ]
}
