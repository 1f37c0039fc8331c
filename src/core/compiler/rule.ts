import type { DiagnosticDefinition, Finding, Fix, Place } from '#core/diagnostics'
import { hasOriginalText, inOwnWords, isImported, isIncomplete, type Manifest, placeIn } from '#core/manifest'
import type { SourceDocument } from '#core/source'
import type { LinkedAgent, LinkedWorkflow, Surroundings } from './linked.ts'

/** What a rule says about one place; the rest follows from the rule. */
export interface RuleReport {
  readonly message: string
  /** In the normalised manifest; for rules on documents, in the document itself. */
  readonly pointer: string
  readonly target?: Place['target']
  readonly span?: Place['span']
  readonly hint?: string | undefined
  readonly related?: Finding['related'] | undefined
  /** A change that is safe to make without asking: it can only be meant so, and nothing else has to change with it. */
  readonly fix?: Fix | undefined
}

interface RuleBase extends DiagnosticDefinition {
  /** It concerns the dialects of OSSA. Formats of other ecosystems follow rules of their own. */
  readonly onlyOssa?: true
  /**
   * Each example is the `spec` of a manifest named `example`, or a whole document, in a workspace that also has the agent `helper`
   * 1.2.0 with the capabilities `answer`, `count` and `order`, the workflow `sample` 1.0.0, and `orders.openapi.yaml` with the operations
   * `listOrders` and `createOrder`, which asks for authentication and which `order` is bound to.
   */
  readonly examples: {
    readonly valid: readonly string[]
    readonly invalid: readonly {
      readonly source: string
      readonly pointers: readonly string[]
      /** What `--fix` makes of it. */
      readonly fixed?: string
    }[]
  }
}

/** A rule that looks at one agent, with the workspace around it. */
export interface AgentRule extends RuleBase {
  readonly on: 'agent'
  check(subject: { agent: LinkedAgent; workspace: Surroundings }): Iterable<RuleReport>
}

/** A rule that looks at one workflow, with the workspace around it. */
export interface WorkflowRule extends RuleBase {
  readonly on: 'workflow'
  /** May wait for what is loaded only when it is needed. */
  check(subject: {
    workflow: LinkedWorkflow
    workspace: Surroundings
  }): Iterable<RuleReport> | AsyncIterable<RuleReport>
}

/** A rule that looks at one document as it is written, before it is understood as anything. */
export interface DocumentRule extends RuleBase {
  readonly on: 'document'
  check(subject: { document: SourceDocument; file: string }): Iterable<RuleReport>
}

export type Rule = AgentRule | WorkflowRule | DocumentRule

/** Declares a rule: everything known about it in one place. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule
}

/** Runs a rule on its subject. */
export function checkAgent(rule: AgentRule, agent: LinkedAgent, workspace: Surroundings): Finding[] {
  const isForeign = isImported(agent.manifest)
  if (isForeign && rule.onlyOssa === true) return []
  // What the tools of other ecosystems accept is no error.
  const severity = isForeign && rule.severity === 'error' ? 'warning' : rule.severity
  const reports = [...rule.check({ agent, workspace })].filter(({ pointer }) => !isIncomplete(agent.manifest, pointer))
  return reports.map((report) => {
    const place = placeIn(agent.manifest, report.pointer, report.target)
    return { ...toFinding(rule, originalOnly(agent.manifest, report), place), severity }
  })
}

/** Runs a rule on its subject. */
export async function checkWorkflow(
  rule: WorkflowRule,
  workflow: LinkedWorkflow,
  workspace: Surroundings,
): Promise<Finding[]> {
  const { manifest } = workflow
  const findings: Finding[] = []
  for await (const report of rule.check({ workflow, workspace }))
    if (!isIncomplete(manifest, report.pointer))
      findings.push(toFinding(rule, originalOnly(manifest, report), placeIn(manifest, report.pointer, report.target)))
  return findings
}

/** Runs a rule on its subject. */
export function checkDocument(rule: DocumentRule, document: SourceDocument, file: string): Finding[] {
  return [...rule.check({ document, file })].map((report) =>
    toFinding(rule, report, { file, document: document.index, pointer: report.pointer }),
  )
}

// Offsets within a text that was rewritten when the manifest was normalised mean nothing in the file; names are those in the file.
function originalOnly(manifest: Manifest, report: RuleReport): RuleReport {
  if (hasOriginalText(manifest)) return report
  const { span: _span, fix: _fix, message, hint, related, ...rest } = report
  const inFile = (text: string) => inOwnWords(manifest, text)
  return {
    ...rest,
    message: inFile(message),
    hint: hint && inFile(hint),
    related: related?.map((each) => ({ ...each, message: inFile(each.message) })),
  }
}

function toFinding(rule: Rule, { message, hint, related, span, target, fix }: RuleReport, place: Place): Finding {
  return {
    code: rule.code,
    severity: rule.severity,
    message,
    hint: hint ?? rule.hint,
    ...place,
    ...(target === undefined ? {} : { target }),
    ...(span === undefined ? {} : { span }),
    ...(related === undefined || related.length === 0 ? {} : { related }),
    ...(fix === undefined ? {} : { fix }),
  }
}
