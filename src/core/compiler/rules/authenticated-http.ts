import { isObject, toPointer } from '#core/json'
import type { OperationBinding } from '../linked.ts'
import { defineRule } from '../rule.ts'

export const authenticatedHttp = defineRule({
  code: 'security/authenticated-http',
  on: 'agent',
  severity: 'warning',
  summary: 'An http runtime says how it authenticates where its operations ask for it.',
  rationale: 'The service will refuse every call, and that shows only when a workflow runs.',
  hint: 'Add auth to runtime.http, such as { bearer: { env: TOKEN } }.',
  examples: {
    valid: [
      '{ capabilities: [{ name: order, operation: ./orders.openapi.yaml#createOrder }], runtime: { http: { auth: { bearer: { env: TOKEN } } } } }',
      '{ capabilities: [{ name: list, operation: ./orders.openapi.yaml#listOrders }], runtime: { http: {} } }',
    ],
    invalid: [
      {
        source:
          '{ capabilities: [{ name: order, operation: ./orders.openapi.yaml#createOrder }], runtime: { http: { timeout: 5s } } }',
        pointers: ['/spec/runtime/http'],
      },
    ],
  },
  *check({ agent }) {
    const { http } = agent.manifest.content.spec.runtime ?? {}
    if (http === undefined || http.auth !== undefined || hasCredentials(http.headers ?? {})) return
    const secured = agent.capabilities.find(({ binding }) => binding && 'operation' in binding && asksForAuth(binding))
    if (secured === undefined) return
    yield {
      pointer: toPointer('spec', 'runtime', 'http'),
      message: `The operation of ${JSON.stringify(secured.name)} asks for authentication, and the runtime has none.`,
    }
  },
})

// Any secret in a header may be what is asked for.
function hasCredentials(headers: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(headers).some(([name, value]) => isObject(value) || /^(authorization|cookie)$/i.test(name))
}

// An empty requirement in the list makes all of it optional (OpenAPI 3.1, section 4.8.30).
function asksForAuth({ document, operation }: OperationBinding): boolean {
  const own = isObject(operation.value) ? operation.value['security'] : undefined
  const security = own ?? document.value['security']
  if (!Array.isArray(security) || security.length === 0) return false
  return security.every((each: unknown) => isObject(each) && Object.keys(each).length > 0)
}
