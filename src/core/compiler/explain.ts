import type { RuleDescription, SpecExplainOutput } from '#core/contract'
import { type DiagnosticDefinition, didYouMean, usageError } from '#core/diagnostics'
import { isObject } from '#core/json'
import { parseSource, printYamlDocuments } from '#core/source'
import { definitionOf, definitions } from './definitions.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules/index.ts'

const codes = definitions.map(({ code }) => code)

/** All that is known of a code, or of all of them. Throws OssaError for a code that is none. */
export function explainRules(code?: string): SpecExplainOutput {
  if (code === undefined) return { rules: definitions.map(describe) }
  const definition = definitionOf(code)
  if (definition !== undefined) return { rules: [describe(definition)] }
  const suggestion = didYouMean(code, codes) ?? codes.find((each) => each.endsWith(`/${code}`) || each.includes(code))
  const hint =
    suggestion === undefined ? 'See them all: ossa spec explain' : `Did you mean ${JSON.stringify(suggestion)}?`
  throw usageError('spec/unknown-code', `There is no code ${JSON.stringify(code)}.`, hint)
}

function describe(definition: DiagnosticDefinition): RuleDescription {
  const { code, severity, preset = 'recommended', isEssential = false, summary, rationale, hint } = definition
  const rule = rules.find((each) => each.code === code)
  const examples = rule === undefined ? [] : examplesOf(rule)
  return { code, severity, preset, essential: isEssential, summary, rationale, hint, examples }
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

/** A rule as a page of markdown. */
export function printRule({ code, severity, preset, essential, ...rule }: RuleDescription): string {
  const standing = essential ? 'always holds; cannot be turned off' : `preset \`${preset}\``
  const examples = rule.examples.flatMap(({ valid, source, pointers, fixed }) => {
    const reported = pointers.map((pointer) => `\`${pointer || '/'}\``).join(', ')
    const block = (title: string, text: string) => `${title}\n\n\`\`\`yaml\n${text}\n\`\`\``
    const shown = block(valid ? 'Right:' : `Wrong, reported at ${reported}:`, source)
    return fixed === undefined ? [shown] : [shown, block('What `--fix` makes of it:', fixed)]
  })
  const parts = [
    `# ${code}`,
    `${rule.summary} (${severity}, ${standing})`,
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
    ...described.map(({ code, severity, preset, essential, summary }) => [
      code,
      severity,
      essential ? 'always' : preset,
      summary,
    ]),
  ]
}
