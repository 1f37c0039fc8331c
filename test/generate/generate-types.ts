import { compileWorkspace } from '#core/compiler'
import { targets } from '#core/generate'
import { memoryTree } from '#core/source'

/** The types of a workspace that exists only here, by file. Throws if the workspace has errors, unless they are expected. */
export async function generateTypes(
  files: Readonly<Record<string, string>>,
  { mayHaveErrors = false } = {},
): Promise<{ 'index.ts': string; 'schemas.ts': string }> {
  const compiled = await compileWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets: [''] })
  const [first] = compiled.diagnostics.filter(({ severity }) => severity === 'error')
  if (first !== undefined && !mayHaveErrors) throw new Error(`${first.file}:${first.line} ${first.message}`)
  const artifacts: Record<string, string> = {}
  for await (const { path, content } of targets[0].generate(compiled)) artifacts[path] = content
  return { 'index.ts': artifacts['index.ts'] ?? '', 'schemas.ts': artifacts['schemas.ts'] ?? '' }
}

/** An agent manifest with these capabilities, in the form of JSON. */
export function agent(name: string, capabilities: readonly unknown[], version = '1.0.0'): string {
  const metadata = { name, version }
  return JSON.stringify(
    { apiVersion: 'ossa/v1', kind: 'Agent', metadata, spec: { type: 'worker', capabilities } },
    null,
    1,
  )
}
