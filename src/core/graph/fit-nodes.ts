import type { SchemaFacts } from './capability-schemas.ts'
import { factCodes } from './fact-codes.ts'
import type { Memo } from './model.ts'
import type { NodeTable } from './node-table.ts'
import { findFits } from './schema-fits.ts'
import { schemaKinds } from './schema-kinds.ts'
import type { Sketched } from './sketch-workspace.ts'
import type { Statements } from './statements.ts'

export interface FitRequest {
  readonly nodes: NodeTable
  readonly statements: Statements
  readonly sketched: Sketched
}

/** States which schemas of capabilities fit which. How many pairs were not compared, because there are too many. */
export function fitNodes({ nodes, statements, sketched }: FitRequest, memo: Memo | undefined): number {
  const { outputs, inputs } = schemasOf(statements, sketched.sketches)
  const taking = [...inputs.values()].filter(({ required }) => required.length > 0)
  const request = { outputs: [...outputs.values()], inputs: taking, schema: sketched.schema }
  const { fits, skipped } = findFits(request, memo)
  for (const { output, input } of fits) statements.addFit(output.node, input.node, nodes)
  return skipped
}

const schemaCodes = factCodes.map(({ kind }) => {
  if (kind === schemaKinds.input) return 'input'
  return kind === schemaKinds.output ? 'output' : undefined
})

export interface SchemaNode extends SchemaFacts {
  readonly node: number
}

/** The schemas that agents return and accept, by their nodes. */
function schemasOf(
  { facts: rows, targets }: Statements,
  { facts, terms, texts }: Sketched['sketches'],
): { readonly outputs: ReadonlyMap<number, SchemaNode>; readonly inputs: ReadonlyMap<number, SchemaNode> } {
  const outputs = new Map<number, SchemaNode>()
  const inputs = new Map<number, SchemaNode>()
  for (let statement = 0; statement < rows.length; statement += 1) {
    const row = rows[statement] ?? 0
    const isOf = schemaCodes[facts.code.at(row)]
    if (isOf === undefined) continue
    const node = targets[statement] ?? 0
    const known = isOf === 'input' ? inputs : outputs
    if (known.has(node)) continue
    const schema = JSON.parse(texts.at(terms.more.at(facts.target.at(row)))) as SchemaFacts
    known.set(node, { ...schema, node })
  }
  return { outputs, inputs }
}
