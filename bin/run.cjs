#!/usr/bin/env node
// CommonJS, since Node starts it faster.
const { existsSync, readFileSync } = require('node:fs')
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
  start(path.join(root, 'dist'))
}

function start(dist) {
  try {
    const { loadProgram } = require('../dist/cli/load-program.cjs')
    loadProgram(dist, 'cli/main.cjs').main(process.argv.slice(2))
  } catch (error) {
    const isNotBuilt = error.code === 'MODULE_NOT_FOUND' && error.requireStack?.[0] === __filename
    if (!isNotBuilt && !(error.code === 'ENOENT' && error.path?.startsWith(dist))) throw error
    refuse(dist)
  }
}

// As the program says what it cannot do, though it is not there.
function refuse(dist) {
  const code = 'cli/not-built'
  const message = `The program is not built: ${dist} is missing or incomplete.`
  const isSource = existsSync(path.join(root, 'bin/build.ts'))
  const hint = isSource ? `Run \`npm ci && npm run build\` in ${root}.` : 'Install ossa again.'
  process.exitCode = 3
  if (process.argv.includes('--json')) console.log(JSON.stringify({ error: { code, message, hint } }, null, 2))
  else console.error(`error ${code} ${message}\n  hint: ${hint}`)
}
