#!/usr/bin/env node
// CommonJS, since Node starts it faster.
const { readFileSync } = require('node:fs')
const path = require('node:path')

const root = path.dirname(__dirname)
const readPackage = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  process.emitWarning(`ossa needs Node ${readPackage().engines.node}, and this is ${process.version}.`)

// The version is asked for by scripts and editors all the time; nothing else needs to be loaded for it.
const [argument, ...rest] = process.argv.slice(2)
if (rest.length === 0 && (argument === '--version' || argument === '-v' || argument === 'version')) {
  const { name, version } = readPackage()
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  const { loadProgram } = require('../dist/cli/load-program.cjs')
  loadProgram(path.join(root, 'dist'), 'cli/main.cjs').main(process.argv.slice(2))
}
