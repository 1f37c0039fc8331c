import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { validateWorkspace } from '#core/compiler'

/** A workspace whose document refers to a schema elsewhere. */
export interface RemoteWorkspace {
  readonly folder: string
  write(file: string, content: string): void
  /** What `ossa spec validate` says, one line for each finding. */
  validate(options?: { offline?: boolean; cache?: boolean }): Promise<{ found: string[]; notes: readonly string[] }>
  remove(): void
}

/** An OpenAPI document with schemas that refer to these places. */
export function referringTo(...references: readonly string[]): string {
  const schemas = references.map((reference, index) => `    S${index}: { $ref: '${reference}' }\n`)
  return `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n${schemas.join('')}`
}

export function allowing(allowed: readonly string[], others = ''): string {
  return `remote: { allow: ${JSON.stringify(allowed)}${others} }\n`
}

export function remoteWorkspace(files: Readonly<Record<string, string>>): RemoteWorkspace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa remote ')))
  const write = (file: string, content: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), content)
  }
  for (const [file, content] of Object.entries(files)) write(file, content)
  return {
    folder,
    write,
    async validate({ offline = false, cache = true } = {}) {
      const request = { cwd: folder, paths: [], cache, offline, fix: false, failOn: 'error' as const, now: () => 0 }
      const { report, remoteNotes } = await validateWorkspace(request)
      const found = report.output.diagnostics.map(
        ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
      )
      return { found, notes: remoteNotes }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
