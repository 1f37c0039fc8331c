import { secretCode } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { defineRule, type RuleReport } from '../rule.ts'

/** Credentials that have a form of their own, and can be nothing else. */
const tokens: readonly { what: string; pattern: RegExp }[] = [
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})\b/ },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { what: 'a Slack token', pattern: /\bxox[abeprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { what: 'an API key of a model provider', pattern: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{24,}/ },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\n)*[A-Za-z0-9+/]{16}/ },
]
const urlPassword = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:([^\s/@]+)@/i
const secretKey =
  /^(?:password|passwd|secret|secret_?key|client_?secret|api_?key|access_?key|access_?token|auth_?token|private_?key)$/i
// References to a secret and stand-ins for one: ${X}, {{x}}, <x>, $X, ***, vault:…, env:…, `password`
const standIn = /changeme|placeholder|example|your[-_ ]/i
const placeholder =
  /^(?:(?:pass(?:word)?|pwd|secret)$|\$|\{\{|<|\*+$|x+$|[a-z][a-z0-9+.-]*:|.*\.\.\.$)|changeme|placeholder|example|your[-_ ]/i

export const noPlaintextSecret = defineRule({
  code: secretCode,
  on: 'document',
  severity: 'error',
  summary: 'Manifests hold no passwords, tokens or keys.',
  rationale: 'Everyone who can read the repository, now or later, has them.',
  hint: 'Remove it, change it at its service, and refer to it: { env: NAME } or { file: path }.',
  examples: {
    valid: [
      'runtime: { http: { baseUrl: https://example.com, auth: { bearer: { env: TOKEN } } } }',
      'mcpServers: { db: { url: "postgres://user:${DB_PASSWORD}@db/app" } }',
    ],
    invalid: [
      {
        source: 'mcpServers: { db: { url: "postgres://user:hunter2secret@db/app" } }',
        pointers: ['/spec/mcpServers/db/url'],
      },
      {
        source: 'mcpServers: { db: { command: db, env: { API_KEY: 8f3a9c1d7e } } }',
        pointers: ['/spec/mcpServers/db/env/API_KEY'],
      },
    ],
  },
  *check({ document }) {
    yield* search(document.value, [], '')
  },
})

type Path = string[]

// Most texts are none, and are told so by one look.
const hints = /:\/\/|A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox|k_live_|sk-|AIza|npm_|PRIVATE KEY/i

/** `path` leads to the value, and `key` is what it is called. */
function search(value: unknown, path: Path, key: string): RuleReport[] {
  if (typeof value === 'string') return hints.test(value) || secretKey.test(key) ? secretIn(value, path, key) : []
  if (typeof value !== 'object' || value === null) return []
  const found: RuleReport[] = []
  const isList = Array.isArray(value)
  for (const [name, member] of Object.entries(value)) {
    path.push(name)
    found.push(...search(member, path, isList ? key : name))
    path.pop()
  }
  return found
}

function secretIn(text: string, path: Path, key: string): RuleReport[] {
  const found = (what: string, secret: string): RuleReport[] => {
    const start = text.indexOf(secret)
    const span = { start, end: start + secret.length }
    return [{ pointer: toPointer(...path), span, message: `There is ${what} in plain text.` }]
  }
  const password = urlPassword.exec(text)?.[1]
  if (password !== undefined && !placeholder.test(password)) return found('a password', password)
  for (const { what, pattern } of tokens) {
    const token = pattern.exec(text)?.[0]
    if (token !== undefined && !standIn.test(token)) return found(what, token)
  }
  return secretKey.test(key) && looksSecret(text) ? found('a secret', text) : []
}

// Words (`api-key`, `required`) and paths describe a secret; a mixture of letters and digits is one.
function looksSecret(text: string): boolean {
  return text.length >= 8 && !placeholder.test(text) && !/[\s/]/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text)
}
