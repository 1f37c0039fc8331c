import { secretCode } from '#core/diagnostics'
import { appendPointer, isObject } from '#core/json'
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
    yield* search(document.value, '', '')
  },
})

function* search(value: unknown, pointer: string, key: string): Iterable<RuleReport> {
  if (typeof value === 'string') yield* secretIn(value, pointer, key)
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* search(item, appendPointer(pointer, index), key)
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) yield* search(member, appendPointer(pointer, name), name)
}

function* secretIn(text: string, pointer: string, key: string): Iterable<RuleReport> {
  const found = (what: string, secret: string): RuleReport => {
    const start = text.indexOf(secret)
    return { pointer, span: { start, end: start + secret.length }, message: `There is ${what} in plain text.` }
  }
  const password = urlPassword.exec(text)?.[1]
  if (password !== undefined && !placeholder.test(password)) {
    yield found('a password', password)
    return
  }
  for (const { what, pattern } of tokens) {
    const token = pattern.exec(text)?.[0]
    if (token === undefined || standIn.test(token)) continue
    yield found(what, token)
    return
  }
  if (secretKey.test(key) && looksSecret(text)) yield found('a secret', text)
}

// Words (`api-key`, `required`) and paths describe a secret; a mixture of letters and digits is one.
function looksSecret(text: string): boolean {
  return text.length >= 8 && !placeholder.test(text) && !/[\s/]/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text)
}
