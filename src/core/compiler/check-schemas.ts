import type { Finding, Place } from '#core/diagnostics'
import { appendPointer, type JsonObject, toPointer } from '#core/json'
import { isImported, type Manifest, placeIn } from '#core/manifest'
import { bundleSchema, checkSchema, schemaOrigin } from '#core/openapi'
import { patternFindings, schemaDiagnostics, unsupportedForms } from '#core/schema'
import type { LinkedAgent, LinkedWorkflow, Surroundings } from './linked.ts'

interface Subjects {
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
}

/** Checks the schemas that stand in manifests, and those that values will be checked with: what they are bundled into. */
export async function checkSchemas(
  { agents, workflows }: Subjects,
  surroundings: Surroundings,
): Promise<{ findings: Finding[]; files: ReadonlySet<string> }> {
  const findings: Finding[] = []
  const files = new Set<string>()
  const { load } = surroundings.files
  for (const { manifest, schema, place, bundled } of [
    ...agents.flatMap((agent) => schemasOfAgent(agent, surroundings)),
    ...workflows.flatMap((workflow) => schemasOfWorkflow(workflow, surroundings)),
  ]) {
    const written = schema === undefined ? undefined : await checkSchema(schema, place, load)
    for (const file of written?.files ?? []) files.add(file)
    const found = [...(written?.findings ?? []), ...(await unusableParts(bundled, place))]
    findings.push(...(isImported(manifest) ? found.map(tolerated) : found))
  }
  return { findings, files }
}

interface Subject {
  readonly manifest: Manifest
  /** As it is written; undefined if it follows from an operation. */
  readonly schema: unknown
  readonly place: Place
  readonly bundled: unknown
}

function schemasOfAgent(agent: LinkedAgent, surroundings: Surroundings): Subject[] {
  const { manifest } = agent
  return agent.capabilities.flatMap((capability) => {
    const { content, pointer } = capability
    const { contract } = surroundings.contractOf(agent, capability)
    return (['input', 'output'] as const).map((field) => {
      const at = content[field] === undefined ? pointer : `${pointer}/${field}`
      return { manifest, schema: content[field], place: placeIn(manifest, at), bundled: contract[field] }
    })
  })
}

function schemasOfWorkflow({ manifest }: LinkedWorkflow, { files }: Surroundings): Subject[] {
  const { input, tasks } = manifest.content.spec
  const subject = (schema: unknown, pointer: string): Subject[] => {
    const place = placeIn(manifest, pointer)
    return schema === undefined
      ? []
      : [{ manifest, schema, place, bundled: bundleSchema(schema, place, files.load).schema }]
  }
  const signals = Object.entries(tasks).flatMap(([id, { output }]) =>
    subject(output, toPointer('spec', 'tasks', id, 'output')),
  )
  return [...subject(input, '/spec/input'), ...signals]
}

async function unusableParts(bundled: unknown, place: Place): Promise<Finding[]> {
  const placeOf = (schema: JsonObject) => schemaOrigin(schema) ?? place
  const forms = unsupportedForms(bundled).map(({ schema, keyword, message, hint }) => {
    const origin = schemaOrigin(schema)
    const at = origin === undefined ? place : { ...origin, pointer: appendPointer(origin.pointer, keyword) }
    return schemaDiagnostics.supported({ ...at, target: 'key', message, hint })
  })
  return [...forms, ...(await patternFindings(bundled, placeOf))]
}

/** The tools that a format is for are the judges of it. */
export function tolerated(finding: Finding): Finding {
  return finding.severity === 'error' ? { ...finding, severity: 'warning' } : finding
}
