import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AgentCard, type Part, type Task, TaskState } from '@a2a-js/sdk'
import {
  AgentEvent,
  type AgentExecutor,
  DefaultRequestHandler,
  InMemoryTaskStore,
  JsonRpcTransportHandler,
  ServerCallContext,
} from '@a2a-js/sdk/server'

const part = (content: Part['content']): Part => ({ content, metadata: undefined, filename: '', mediaType: '' })
export const dataPart = (value: unknown) => part({ $case: 'data', value })
export const textPart = (value: string) => part({ $case: 'text', value })

/** What the agent was sent, and what it was told to give up. */
export interface Heard {
  readonly messages: { messageId: string; skill: unknown; input: unknown }[]
  readonly cancelled: string[]
  readonly headers: NodeJS.Dict<string | string[]>[]
}

/** An agent built with the official SDK; the skill that it is asked for says what it does. */
function sampleAgent(heard: Heard): AgentExecutor {
  const stopped = new Set<string>()
  return {
    async execute({ userMessage, taskId, contextId }, bus) {
      const { content } = userMessage.parts[0] ?? {}
      const input: unknown = content?.$case === 'data' ? content.value : undefined
      const skill = userMessage.metadata?.['skill'] as string
      heard.messages.push({ messageId: userMessage.messageId, skill, input })
      const message = (parts: Part[]) => ({
        ...userMessage,
        messageId: `${taskId}-answer`,
        taskId,
        contextId,
        role: 2,
        parts,
      })
      const status = (state: TaskState, said?: string) => ({
        state,
        message: said === undefined ? undefined : message([textPart(said)]),
        timestamp: undefined,
      })
      const task = (state: TaskState, parts: Part[] = [], said?: string): Task => ({
        id: taskId,
        contextId,
        status: status(state, said),
        artifacts:
          parts.length === 0
            ? []
            : [{ artifactId: 'a', name: '', description: '', parts, metadata: undefined, extensions: [] }],
        history: [],
        metadata: undefined,
      })
      const finish = (event: Parameters<typeof bus.publish>[0]) => {
        bus.publish(event)
        bus.finished()
      }
      const end = (state: TaskState, parts?: Part[], said?: string) => finish(AgentEvent.task(task(state, parts, said)))
      switch (skill) {
        case 'message':
          return finish(AgentEvent.message(message([dataPart({ given: input })])))
        case 'text':
          return end(TaskState.TASK_STATE_COMPLETED, [textPart('{"total": 3}')])
        case 'several':
          return end(TaskState.TASK_STATE_COMPLETED, [dataPart(1), textPart('one'), dataPart(2)])
        case 'file':
          return end(TaskState.TASK_STATE_COMPLETED, [
            { ...part({ $case: 'raw', value: Buffer.from('hi') }), filename: 'a.txt' },
          ])
        case 'fail':
          return end(TaskState.TASK_STATE_FAILED, [], 'out of paper: secret-token.')
        case 'reject':
          return end(TaskState.TASK_STATE_REJECTED)
        case 'ask':
          return end(TaskState.TASK_STATE_INPUT_REQUIRED, [], 'Which one?')
        case 'large':
          return end(TaskState.TASK_STATE_COMPLETED, [textPart('x'.repeat(12 * 1024 * 1024))])
        default: {
          bus.publish(AgentEvent.task(task(TaskState.TASK_STATE_WORKING)))
          const turns = skill === 'wait' ? 6_000 : 5
          for (let turn = 0; turn < turns && !stopped.has(taskId); turn += 1)
            await new Promise((resolve) => setTimeout(resolve, 100))
          const own = { taskId, contextId, metadata: undefined }
          const [artifact] = task(TaskState.TASK_STATE_COMPLETED, [dataPart({ given: input })]).artifacts
          bus.publish(AgentEvent.artifactUpdate({ ...own, artifact, append: false, lastChunk: true }))
          const state = stopped.has(taskId) ? TaskState.TASK_STATE_CANCELED : TaskState.TASK_STATE_COMPLETED
          return finish(AgentEvent.statusUpdate({ ...own, status: status(state) }))
        }
      }
    },
    async cancelTask(taskId) {
      heard.cancelled.push(taskId)
      stopped.add(taskId)
      await Promise.resolve()
    },
  }
}

/** The agent behind HTTP on a free port, with its card. */
export async function serveAgent({ streaming }: { readonly streaming: boolean }) {
  const heard: Heard = { messages: [], cancelled: [], headers: [] }
  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const card = {
    name: 'sample',
    description: 'Does what a test wants to see.',
    version: '1.0.0',
    supportedInterfaces: [{ url: `${url}/rpc`, protocolBinding: 'JSONRPC', tenant: '', protocolVersion: '1.0' }],
    capabilities: { streaming, pushNotifications: false, extensions: [], extendedAgentCard: false },
    securitySchemes: {},
    securityRequirements: [],
    defaultInputModes: ['application/json'],
    defaultOutputModes: ['application/json'],
    skills: [],
    signatures: [],
    provider: undefined,
  } as unknown as AgentCard
  const rpc = new JsonRpcTransportHandler(new DefaultRequestHandler(card, new InMemoryTaskStore(), sampleAgent(heard)))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    heard.headers.push(request.headers)
    if (request.url?.endsWith('agent-card.json')) return void response.end(JSON.stringify(card))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const requestedVersion = String(request.headers['a2a-version'] ?? '1.0')
    const result = await rpc.handle(Buffer.concat(chunks).toString(), new ServerCallContext({ requestedVersion }))
    if (!(Symbol.asyncIterator in result))
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for await (const event of result) response.write(`data: ${JSON.stringify(event)}\n\n`)
    response.end()
  }

  const close = () => {
    http.closeAllConnections()
    http.close()
  }
  return { url, card, heard, close }
}
