import type { SecretReference } from '#core/contract'
import type { LlmBinding } from '#core/workflow'
import type { LinkedAgent } from './linked.ts'

interface Unbound {
  readonly problem: string
}

type Provider = Pick<LlmBinding, 'api' | 'baseUrl' | 'apiKey'>

/** Where the providers are whose addresses everybody knows. */
const providers: Readonly<Record<string, Provider>> = {
  anthropic: { api: 'anthropic', baseUrl: 'https://api.anthropic.com', apiKey: { env: 'ANTHROPIC_API_KEY' } },
  openai: { api: 'openai', baseUrl: 'https://api.openai.com/v1', apiKey: { env: 'OPENAI_API_KEY' } },
  ollama: { api: 'openai', baseUrl: 'http://127.0.0.1:11434/v1' },
}

/** A capability as a question to the language model of its agent. */
export function bindModel({ manifest, id }: LinkedAgent, description: string | undefined): LlmBinding | Unbound {
  const { instructions, runtime } = manifest.content.spec
  const { provider, model, baseUrl, apiKey, temperature, maxTokens, price } = runtime?.llm ?? {}
  if (model === undefined) return { problem: `nothing says which model ${id} runs on; set runtime.llm.model` }
  const known = provider === undefined ? undefined : providers[provider]
  const address = baseUrl ?? known?.baseUrl
  if (address === undefined)
    return { problem: `nothing says where the model of ${id} is; set runtime.llm.provider or runtime.llm.baseUrl` }
  const key = (apiKey as SecretReference | undefined) ?? known?.apiKey
  return {
    kind: 'llm',
    api: known?.api ?? 'openai',
    baseUrl: address,
    model,
    ...(key === undefined ? {} : { apiKey: key }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(description === undefined ? {} : { description }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(price === undefined ? {} : { price }),
  }
}
