/**
 * Makes everything that follows from `schemas/ossa.openapi.yaml`: validators, TypeScript types, published JSON Schemas.
 * `--check` writes nothing and fails when a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { type ContractDocument, publishedSchemas } from './generate/json-schemas.ts'
import { contractTypes } from './generate/types.ts'
import { validatorModules } from './generate/validators.ts'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')

const contract = load(readFileSync(path.join(root, 'schemas/ossa.openapi.yaml'), 'utf8')) as ContractDocument
const artifacts = [
  ...publishedSchemas(contract),
  ...(await contractTypes(contract)),
  ...(await validatorModules(contract)),
]

const stale = artifacts.filter(({ file, content }) => {
  const target = path.join(root, file)
  return !existsSync(target) || readFileSync(target, 'utf8') !== content
})
for (const { file, content } of check ? [] : stale) {
  const target = path.join(root, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
}
for (const { file } of stale) console.log(`${check ? 'stale' : 'written'} ${file}`)
console.log(`${artifacts.length} generated files, ${stale.length} ${check ? 'stale' : 'changed'}`)
if (check && stale.length > 0) {
  console.error('Run `npm run generate` and commit the result.')
  process.exitCode = 1
}
