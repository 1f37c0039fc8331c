import type { ValidateOutput } from '#core/contract'
import { isAddress } from '../address.ts'
import { printJson } from '../escape.ts'
import type { Diagnostic, DiagnosticDefinition, Severity } from '../finding.ts'
import { fingerprintsOf } from '../fingerprint.ts'
import { describeOmitted } from '../most-telling.ts'
import type { Report, ReportFormat } from '../report.ts'

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0, as OASIS has it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: ReportFormat = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning',
  format(report) {
    const { output, definitions, version } = report
    const codes = [...new Set(output.diagnostics.map(({ code }) => code))].sort()
    const known = new Map(definitions.map((definition) => [definition.code, definition]))
    const rules = codes.map((code) => ruleOf(code, known.get(code), report))
    const fingerprints = fingerprintsOf(output.diagnostics, report.lines)
    const results = output.diagnostics.map((diagnostic, index) => ({
      ruleId: diagnostic.code,
      ruleIndex: codes.indexOf(diagnostic.code),
      ...resultOf(diagnostic, report),
      partialFingerprints: { 'ossa/v1': fingerprints[index] },
    }))
    const driver = { name: 'ossa', version, semanticVersion: version, rules }
    return printJson({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver }, ...invocationOf(output.summary), columnKind: 'utf16CodeUnits', results }],
    })
  },
}

function invocationOf({ omitted }: ValidateOutput['summary']): object {
  if (omitted === undefined) return {}
  const notification = { level: 'warning', message: { text: describeOmitted(omitted) } }
  return { invocations: [{ executionSuccessful: true, toolExecutionNotifications: [notification] }] }
}

// The help has no address: these pages come with the package, and are nowhere else that could be known here.
function ruleOf(code: string, definition: DiagnosticDefinition | undefined, { explain }: Report): object {
  if (definition === undefined) return { id: code }
  const { summary, rationale, hint, severity } = definition
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: rationale },
    help: {
      text: `${summary}\n\nWhy: ${rationale}\n\nWhat to do: ${hint}`,
      markdown: `${explain(code)}\n\nThe same is printed by \`ossa spec explain ${code}\`.`,
    },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [code.split('/')[0]] },
  }
}

function resultOf(diagnostic: Diagnostic, { repositoryPath }: Report): object {
  const { severity, message, hint, file, line, column, endLine, endColumn, pointer, fix, related = [] } = diagnostic
  const region = { startLine: line, startColumn: column, ...(endLine && { endLine }), ...(endColumn && { endColumn }) }
  const physical = (path: string, where: object) => ({
    artifactLocation: isAddress(path) ? { uri: path } : { uri: uriOf(repositoryPath(path)), uriBaseId: '%SRCROOT%' },
    region: where,
  })
  const relatedLocations = related.map((place, id) => ({
    id,
    message: { text: plainText(place.message) },
    physicalLocation: physical(place.file, { startLine: place.line, startColumn: place.column }),
  }))
  return {
    level: levels[severity],
    message: { text: plainText(hint === undefined ? message : `${message} ${hint}`) },
    locations: [
      { physicalLocation: physical(file, region), logicalLocations: [{ fullyQualifiedName: pointer || '/' }] },
    ],
    ...(relatedLocations.length > 0 ? { relatedLocations } : {}),
    ...(fix === undefined ? {} : { fixes: [fixOf(physical(file, region), fix.text)] }),
  }
}

function fixOf({ artifactLocation, region }: { artifactLocation: object; region: object }, text: string): object {
  const replacements = [{ deletedRegion: region, insertedContent: { text } }]
  return { description: { text: `Write ${text}.` }, artifactChanges: [{ artifactLocation, replacements }] }
}

// What a message quotes must not become a link (section 3.11.6).
function plainText(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\()/g, '\\[')
}

// A relative reference as in RFC 3986: no segment may be taken for a scheme.
function uriOf(file: string): string {
  return file.split('/').map(encodeSegment).join('/')
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))
}
