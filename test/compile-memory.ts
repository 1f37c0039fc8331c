import { type CompiledWorkspace, compileWorkspace } from '#core/compiler'
import { memoryTree } from '#core/source'

/** Compiles a workspace that lives in memory. */
export function compileMemory(
  files: Readonly<Record<string, string | Uint8Array>>,
  targets: readonly string[] = [''],
): Promise<CompiledWorkspace> {
  return compileWorkspace({ tree: memoryTree(new Map(Object.entries(files))), targets })
}
