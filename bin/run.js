#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// The version is asked for by scripts and editors all the time; nothing else needs to be loaded for it.
const [argument, ...rest] = process.argv.slice(2)
if (rest.length === 0 && (argument === '--version' || argument === '-v' || argument === 'version')) {
  const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  const dist = fileURLToPath(new URL('../dist', import.meta.url))
  const { loadProgram } = createRequire(import.meta.url)('../dist/cli/load-program.cjs')
  await loadProgram(dist, 'cli/main.cjs').main(process.argv.slice(2))
}
