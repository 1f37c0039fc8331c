/**
 * Makes everything that follows from `schemas/ossa.openapi.yaml` (validators, TypeScript types, published JSON Schemas) and from
 * the rules (their pages). `--check` writes nothing and fails when a file is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { type Artifact, type ContractDocument, publishedSchemas } from './generate/json-schemas.ts'
import { ruleDocs, ruleFolder } from './generate/rule-docs.ts'
import { contractTypes } from './generate/types.ts'
import { validatorModules } from './generate/validators.ts'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')

const contract = load(readFileSync(path.join(root, 'schemas/ossa.openapi.yaml'), 'utf8')) as ContractDocument
const fromContract = [
  ...publishedSchemas(contract),
  ...(await contractTypes(contract)),
  ...(await validatorModules(contract)),
]
const staleContract = update(fromContract)
const fromRules = await ruleDocs()
const stale = [...staleContract, ...update(fromRules), ...removeOthers(ruleFolder, fromRules)]

for (const file of stale) console.log(`${check ? 'stale' : 'written'} ${file}`)
console.log(`${fromContract.length + fromRules.length} generated files, ${stale.length} ${check ? 'stale' : 'changed'}`)
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit the result.')
  process.exitCode = 1
}

/** Writes what is not up to date, unless it is only to be checked. Returns its names. */
function update(artifacts: readonly Artifact[]): string[] {
  const outdated = artifacts.filter(({ file, content }) => {
    const target = path.join(root, file)
    return !existsSync(target) || readFileSync(target, 'utf8') !== content
  })
  for (const { file, content } of check ? [] : outdated) {
    const target = path.join(root, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
  return outdated.map(({ file }) => file)
}

/** Removes the files of a folder that nothing makes any more, unless it is only to be checked. Returns their names. */
function removeOthers(folder: string, artifacts: readonly Artifact[]): string[] {
  if (!existsSync(path.join(root, folder))) return []
  const made = new Set(artifacts.map(({ file }) => file))
  const others = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !made.has(file))
  if (!check) for (const file of others) rmSync(path.join(root, file))
  return others
}
