import type { RuleSettings, RuleSeverities, WorkspaceConfiguration } from '#core/contract'
import { type Diagnostic, didYouMean, type Finding } from '#core/diagnostics'
import { isObject, toPointer } from '#core/json'
import { configurationFile, matcherOf, workspaceDiagnostics } from '#core/workspace'
import { definitionOf, definitions } from './definitions.ts'

type Setting = RuleSeverities[string]

/** The diagnostics with the severities that the configuration gives them, without those that are turned off. */
export function applySettings(
  diagnostics: readonly Diagnostic[],
  { rules = {} }: WorkspaceConfiguration,
): readonly Diagnostic[] {
  const overrides = (rules.overrides ?? []).map(({ files, severities }) => ({ severities, matcher: matcherOf(files) }))
  return diagnostics.flatMap((diagnostic) => {
    const scopes = overrides.filter(({ matcher }) => matcher.ignores(diagnostic.file))
    const severity = settingOf(diagnostic, rules, [rules.severities ?? {}, ...scopes.map((each) => each.severities)])
    if (severity === 'off') return []
    return severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity }
  })
}

function settingOf(
  { code, severity }: Diagnostic,
  { preset = 'recommended' }: RuleSettings,
  scopes: readonly RuleSeverities[],
): Setting {
  const definition = definitionOf(code)
  if (definition?.isEssential) return severity
  const chosen = scopes.findLast((scope) => settingIn(scope, code) !== undefined)
  if (chosen !== undefined) return settingIn(chosen, code) ?? severity
  return definition?.preset === 'strict' && preset !== 'strict' ? 'off' : severity
}

function settingIn(severities: RuleSeverities, code: string): Setting | undefined {
  return severities[code] ?? severities[groupOf(code)]
}

function groupOf(code: string): string {
  return `${code.split('/')[0]}/*`
}

/** What is wrong with the settings themselves, whatever else is: codes that do not exist, or cannot be set. */
export function settingProblems(written: unknown): Finding[] {
  const rules = memberOf(written, 'rules')
  const overrides = memberOf(rules, 'overrides')
  const scopes = Array.isArray(overrides) ? overrides.map((each) => memberOf(each, 'severities')) : []
  return [
    ...severityProblems(memberOf(rules, 'severities'), ['rules', 'severities']),
    ...scopes.flatMap((severities, index) => severityProblems(severities, ['rules', 'overrides', index, 'severities'])),
  ]
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined
}

function severityProblems(severities: unknown, path: readonly (string | number)[]): Finding[] {
  const codes = isObject(severities) ? Object.keys(severities) : []
  return codes.flatMap((code) => {
    const problem = codeProblem(code)
    const place = { file: configurationFile, pointer: toPointer(...path, code), target: 'key' } as const
    return problem === undefined ? [] : [workspaceDiagnostics.configuration({ ...place, ...problem })]
  })
}

/** Why a code cannot be set or suppressed, or undefined. */
export function codeProblem(code: string): { message: string; hint: string } | undefined {
  const known = definitions.filter(({ isEssential }) => !isEssential).map((definition) => definition.code)
  if (known.includes(code) || (code.endsWith('/*') && known.some((each) => groupOf(each) === code))) return undefined
  if (definitionOf(code) !== undefined)
    return {
      message: `${code} always holds, and is an error.`,
      hint: `Nothing else could be relied on without it. Why: ossa spec explain ${code}`,
    }
  if (code.startsWith('changes/'))
    return {
      message: `${code} is found by comparing two versions, which has settings of its own.`,
      hint: 'In ossa.yaml, `changes` has them: `levels`, `unversioned`, `failOn` and `prePush`.',
    }
  const candidates = code.endsWith('/*') ? [...new Set(known.map(groupOf))] : known
  const suggestion = didYouMean(code, candidates)
  const hint =
    suggestion === undefined ? 'See them all: ossa spec explain' : `Did you mean ${JSON.stringify(suggestion)}?`
  return { message: `There is no rule ${JSON.stringify(code)}.`, hint }
}
