import type { DiagnosticDefinition, Finding, Place } from './finding.ts'

type Report = Place &
  Pick<Finding, 'message' | 'fix'> & { hint?: string | undefined; related?: Finding['related'] | undefined }
type Reporter = ((report: Report) => Finding) & { readonly definition: DiagnosticDefinition }

/** Turns definitions into functions that make findings; an undeclared code is then a type error. */
export function defineDiagnostics<Name extends string>(
  definitions: Readonly<Record<Name, DiagnosticDefinition>>,
): Readonly<Record<Name, Reporter>> {
  const entries = Object.entries<DiagnosticDefinition>(definitions)
  return Object.fromEntries(entries.map(([name, definition]) => [name, reporter(definition)])) as Record<Name, Reporter>
}

function reporter(definition: DiagnosticDefinition): Reporter {
  const report = ({ hint, related, fix, ...rest }: Report): Finding => ({
    code: definition.code,
    severity: definition.severity,
    hint: hint ?? definition.hint,
    ...(fix && { fix }),
    ...(related && related.length > 0 ? { related } : {}),
    ...rest,
  })
  return Object.assign(report, { definition })
}
