import type { Dialect } from '../dialect.ts'
import { openapiExtension } from './openapi-extension.ts'
import { ossa10 } from './ossa-1-0.ts'
import { ossaFlat } from './ossa-flat.ts'
import { ossaV0 } from './ossa-v0.ts'
import { ossaV1 } from './ossa-v1.ts'

/** Every dialect, the current one first. A document belongs to the first that detects it. */
export const dialects: readonly Dialect[] = [ossaV1, ossaV0, ossa10, ossaFlat, openapiExtension]
